package org.linekeeper.config.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.linekeeper.config.model.Cidr;
import org.linekeeper.config.model.DirectRoute;
import org.linekeeper.config.model.DnsLookup;
import org.linekeeper.config.model.Entity;
import org.linekeeper.config.model.Examples;
import org.linekeeper.config.model.Line;
import org.linekeeper.config.model.Pbx;
import org.linekeeper.config.model.PeerKind;
import org.linekeeper.config.model.SbcPeer;
import org.linekeeper.config.model.Transport;

/** After any sequence of changes the directory names for a source whom a walk over everything would name. */
class SourceIndexTest {
    private static final List<String> DOMAINS = List.of("a.example", "A.example", "b.example", "c.example");
    private static final List<String> NAMES = List.of(
            "sbc.x.example", "SBC.x.example", "edge.x.example", "*.x.example", "sbc.y.example", "*.y.example", "x");

    private final Map<String, Entity> model = new TreeMap<>();
    private final ModelDirectory directory = new ModelDirectory();
    private Random random = new Random();

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void answersAsAWalk(long seed) throws Exception {
        random = new Random(seed);
        for (int step = 0; step < 1_500; step++) {
            Entity entity = entity();
            Optional<Entity> before = Optional.ofNullable(model.get(entity.id()));
            if (before.isPresent() && random.nextInt(3) == 0) {
                model.remove(entity.id());
                directory.apply(before, Optional.empty());
            } else {
                model.put(entity.id(), entity);
                directory.apply(before, Optional.of(entity));
            }
            agree();
        }
        for (Entity entity : List.copyOf(model.values())) {
            model.remove(entity.id());
            directory.apply(Optional.of(entity), Optional.empty());
        }
        agree();
    }

    private void agree() throws Exception {
        InetAddress address = address();
        same(directory.pbxsTrusting(address), all(Pbx.class), pbx -> contain(pbx.trustedNetworks(), address));
        String domain = pick(DOMAINS);
        same(directory.pbxsOfDomain(domain), all(Pbx.class), pbx -> pbx.sipDomain()
                .equalsIgnoreCase(domain));
        Set<SbcPeer> peers = new HashSet<>();
        all(DirectRoute.class).forEach(route -> peers.addAll(route.peers()));
        same(directory.peersTrusting(address), peers, peer -> contain(peer.trustedNetworks(), address));
        String name = pick(NAMES);
        same(directory.peersNamed(name), peers, peer -> isKnownBy(peer, name));
        String pbx = "P" + random.nextInt(4);
        String number = number();
        assertThat(directory.lineOfPbxByNumber(pbx, number).map(Line::id)).isEqualTo(lineOfPbx(pbx, number));
    }

    private static <T> void same(List<T> found, Iterable<T> all, Predicate<T> meant) {
        List<T> walked = new ArrayList<>();
        all.forEach(one -> {
            if (meant.test(one)) {
                walked.add(one);
            }
        });
        assertThat(found).containsExactlyInAnyOrderElementsOf(walked);
    }

    private <T> List<T> all(Class<T> type) {
        return model.values().stream().filter(type::isInstance).map(type::cast).toList();
    }

    private static boolean contain(List<Cidr> networks, InetAddress address) {
        return networks.stream().anyMatch(network -> network.contains(address));
    }

    private static boolean isKnownBy(SbcPeer peer, String name) {
        List<String> names = peer.certificateNames().isEmpty() ? List.of(peer.host()) : peer.certificateNames();
        String wanted = name.toLowerCase(Locale.ROOT);
        return peer.kind() == PeerKind.SBC
                && names.stream()
                        .map(own -> own.toLowerCase(Locale.ROOT))
                        .anyMatch(own -> own.equals(wanted) || covers(own, wanted) || covers(wanted, own));
    }

    private static boolean covers(String pattern, String name) {
        int dot = name.indexOf('.');
        return pattern.startsWith("*.") && dot > 0 && name.substring(dot).equals(pattern.substring(1));
    }

    private Optional<String> lineOfPbx(String pbxId, String number) {
        return all(Pbx.class).stream()
                .filter(pbx -> pbx.id().equals(pbxId))
                .flatMap(pbx -> all(DirectRoute.class).stream()
                        .filter(route -> route.enterpriseId().equals(pbx.enterpriseId()))
                        .flatMap(route -> all(Line.class).stream()
                                .filter(line -> line.directRouteId().equals(route.id())
                                        && line.pbxId().equals(pbxId)
                                        && line.phoneNumber().equals(number))))
                .map(Line::id)
                .findFirst();
    }

    /** The store lets no two lines of a direct route have the same number, nor two routes the same tenant. */
    private Entity entity() throws Exception {
        int n = random.nextInt(4);
        String enterprise = "E" + random.nextInt(2);
        return switch (random.nextInt(3)) {
            case 0 -> {
                List<SbcPeer> peers = new ArrayList<>();
                for (int i = random.nextInt(3); i >= 0; i--) {
                    peers.add(peer());
                }
                yield new DirectRoute("D" + n, enterprise, "tenant" + n + ".example", peers, true);
            }
            case 1 -> pbx("P" + n, enterprise, pick(DOMAINS), networks());
            default -> {
                String number = number();
                String route = "D" + number.charAt(number.length() - 1);
                yield Examples.line("L" + number, "P" + n, route, number, number);
            }
        };
    }

    private String number() {
        return "+1206555010" + random.nextInt(4);
    }

    private static Pbx pbx(String id, String enterprise, String domain, List<Cidr> networks) {
        Pbx like = Examples.pbx(id, enterprise, domain);
        return new Pbx(
                id,
                enterprise,
                like.name(),
                like.type(),
                domain,
                like.outboundProxy(),
                like.transport(),
                like.lookup(),
                like.expires(),
                networks,
                like.voicemailCode(),
                true);
    }

    private SbcPeer peer() throws Exception {
        List<String> names = random.nextBoolean() ? List.of() : List.of(pick(NAMES), pick(NAMES));
        return new SbcPeer(
                random.nextInt(4) == 0 ? PeerKind.TEAMS : PeerKind.SBC,
                pick(NAMES),
                OptionalInt.empty(),
                Transport.TLS,
                DnsLookup.A,
                0,
                1,
                networks(),
                names);
    }

    private List<Cidr> networks() throws Exception {
        List<Cidr> networks = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            InetAddress address = address();
            int bits = address.getAddress().length * 8;
            networks.add(new Cidr(address, pick(List.of(0, 3, bits - 9, bits - 8, bits - 2, bits, bits))));
        }
        return networks;
    }

    /** Near enough to each other to lie in each other's networks. */
    private InetAddress address() throws Exception {
        byte[] bytes = new byte[random.nextInt(4) == 0 ? 16 : 4];
        bytes[0] = (byte) (random.nextBoolean() ? 32 : 200);
        bytes[bytes.length - 2] = (byte) random.nextInt(2);
        bytes[bytes.length - 1] = (byte) random.nextInt(6);
        return InetAddress.getByAddress(bytes);
    }

    private <T> T pick(List<T> from) {
        return from.get(random.nextInt(from.size()));
    }
}
