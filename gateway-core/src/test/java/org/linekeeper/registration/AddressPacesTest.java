package org.linekeeper.registration;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.linekeeper.config.model.RegistrationPace;
import org.linekeeper.dns.Location;
import org.linekeeper.dns.SipTransport;
import org.linekeeper.dns.Target;

/** PBXs come to addresses, leave them and change their minds, at random; a plain model of it says what must hold. */
final class AddressPacesTest {
    private static final int PBXS = 6;
    private static final int ADDRESSES = 4;

    private final AddressPaces paces = new AddressPaces();
    private final PbxAddresses addresses = new PbxAddresses(paces);
    private final Random random = new Random(8);

    /** Where a PBX is and what it says. */
    private static final class Model {
        private Set<InetAddress> located = Set.of();
        private final Set<InetAddress> redirected = new HashSet<>();
        private RegistrationPace pace = RegistrationPace.NONE;

        boolean isAt(InetAddress address) {
            return located.contains(address) || redirected.contains(address);
        }
    }

    @Test
    void atEachAddressTheStrictestWordHoldsOfThoseWhoAreThere() {
        List<Whereabouts> pbxs = new ArrayList<>();
        Map<Whereabouts, Model> models = new HashMap<>();
        for (int i = 0; i < PBXS; i++) {
            pbxs.add(new Whereabouts("pbx" + i, addresses));
            models.put(pbxs.get(i), new Model());
        }
        for (int step = 0; step < 5_000; step++) {
            Whereabouts pbx = pbxs.get(random.nextInt(PBXS));
            Model model = models.get(pbx);
            switch (random.nextInt(8)) {
                case 0, 1 -> {
                    List<Target> targets = targets();
                    pbx.located(new Location.Found(targets, Instant.MAX, false));
                    model.located = addresses(targets);
                }
                case 2 -> {
                    List<Target> targets = targets();
                    pbx.redirected(targets);
                    model.redirected.addAll(addresses(targets));
                }
                case 3 -> {
                    pbx.forget();
                    model.located = Set.of();
                    model.redirected.clear();
                }
                default -> {
                    model.pace = new RegistrationPace(maybe(), maybe(), maybe());
                    pbx.paced(model.pace);
                }
            }
            for (int i = 1; i <= ADDRESSES; i++) {
                InetAddress address = address(i);
                List<RegistrationPace> said = models.values().stream()
                        .filter(known -> known.isAt(address))
                        .map(known -> known.pace)
                        .toList();
                assertThat(paces.at(address))
                        .isEqualTo(new RegistrationPace(
                                least(said, RegistrationPace::maxInFlight),
                                least(said, RegistrationPace::startPerSecond),
                                least(said, RegistrationPace::maxPerSecond)));
            }
        }
        pbxs.forEach(Whereabouts::end);
        assertThat(paces.isEmpty()).isTrue();
    }

    @Test
    void aWordThatChangesNothingIsNoChange() {
        Whereabouts silent = new Whereabouts("pbx", addresses);
        int before = paces.version();
        silent.located(new Location.Found(targets(), Instant.MAX, false));
        silent.paced(RegistrationPace.NONE);
        silent.end();

        assertThat(paces.version()).isEqualTo(before);
    }

    private OptionalInt maybe() {
        return random.nextBoolean() ? OptionalInt.of(1 + random.nextInt(3)) : OptionalInt.empty();
    }

    private static OptionalInt least(List<RegistrationPace> said, Function<RegistrationPace, OptionalInt> figure) {
        return said.stream().map(figure).flatMapToInt(OptionalInt::stream).min();
    }

    private List<Target> targets() {
        List<Target> targets = new ArrayList<>();
        for (int i = random.nextInt(3); i >= 0; i--) {
            targets.add(new Target(
                    SipTransport.UDP,
                    new InetSocketAddress(address(1 + random.nextInt(ADDRESSES)), 5060),
                    "p.example"));
        }
        return targets;
    }

    private static Set<InetAddress> addresses(List<Target> targets) {
        Set<InetAddress> addresses = new HashSet<>();
        targets.forEach(target -> addresses.add(target.address().getAddress()));
        return addresses;
    }

    private static InetAddress address(int lastOctet) {
        try {
            return InetAddress.getByAddress(new byte[] {(byte) 192, 0, 2, (byte) lastOctet});
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e);
        }
    }
}
