package org.linekeeper.registration;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.linekeeper.dns.Location;
import org.linekeeper.dns.Target;

/** By its address a PBX is found as it would be by asking each PBX. */
class PbxAddressesTest {
    private final PbxAddresses addresses = new PbxAddresses(new AddressPaces());

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void answersAsAWalk(long seed) {
        Random random = new Random(seed);
        Map<String, Whereabouts> pbxs = new HashMap<>();
        List<Whereabouts> gone = new ArrayList<>();
        for (int step = 0; step < 5_000; step++) {
            String id = "p" + random.nextInt(5);
            Whereabouts pbx = pbxs.computeIfAbsent(id, unused -> new Whereabouts(id, addresses));
            switch (random.nextInt(8)) {
                case 0 -> pbx.forget();
                case 1 -> {
                    pbx.end();
                    gone.add(pbxs.remove(id));
                }
                case 2, 3 -> pbx.redirected(targets(random));
                // A line that has gone may still wait for what DNS says.
                case 4 -> gone.forEach(late -> late.located(found(targets(random))));
                default -> pbx.located(found(targets(random)));
            }
            InetAddress address =
                    EngineFixture.target(1 + random.nextInt(6)).address().getAddress();
            assertThat(addresses.at(address))
                    .containsExactlyInAnyOrderElementsOf(pbxs.keySet().stream()
                            .filter(known -> pbxs.get(known).isAt(address))
                            .toList());
        }
        pbxs.values().forEach(Whereabouts::end);
        assertThat(addresses.isEmpty()).isTrue();
    }

    private static List<Target> targets(Random random) {
        List<Target> targets = new ArrayList<>();
        for (int i = random.nextInt(3); i >= 0; i--) {
            targets.add(EngineFixture.target(1 + random.nextInt(6)));
        }
        return targets;
    }

    private static Location.Found found(List<Target> targets) {
        return new Location.Found(targets, Instant.MAX, false);
    }

    @Test
    void followsDnsAndTheLines() {
        EngineFixture fixture = new EngineFixture(31);
        fixture.located = List.of(EngineFixture.FIRST);
        fixture.addLine(1);
        fixture.engine.start();
        fixture.world.forward(Duration.ofSeconds(5));
        assertThat(at(fixture, EngineFixture.FIRST)).containsExactly("pbx");

        fixture.located = List.of(EngineFixture.SECOND);
        fixture.settings.put(EngineFixture.pbxAt("other.example.net"));
        assertThat(at(fixture, EngineFixture.FIRST)).isEmpty();
        fixture.world.forward(Duration.ofSeconds(5));
        assertThat(at(fixture, EngineFixture.SECOND)).containsExactly("pbx");

        fixture.settings.deleteLine("line1");
        fixture.world.forward(Duration.ofSeconds(5));
        assertThat(at(fixture, EngineFixture.SECOND)).isEmpty();
    }

    private static Collection<String> at(EngineFixture fixture, Target target) {
        return fixture.engine.registrations().pbxsAt(target.address().getAddress());
    }
}
