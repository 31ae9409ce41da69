package org.linekeeper.call.peer;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.linekeeper.call.peer.machine.HealthMachine;
import org.linekeeper.call.peer.machine.HealthRules;
import org.linekeeper.call.peer.machine.PeerState;
import org.linekeeper.call.peer.machine.ProbeResult;
import org.linekeeper.dns.DnsLookup;
import org.linekeeper.dns.Location;
import org.linekeeper.dns.ServerName;
import org.linekeeper.dns.SipTransport;
import org.linekeeper.dns.Target;
import org.linekeeper.dns.TargetHealth;
import org.linekeeper.event.GatewayEvent;
import org.linekeeper.event.PeerAsked;
import org.linekeeper.event.PeerChanged;

/** Who is asked, when, and what calls learn of it. */
class PeerRosterTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final ProbeResult OK = new ProbeResult.Answered(200, "OK", Optional.empty());

    private final VirtualLoop loop = new VirtualLoop();
    private final TargetHealth health = TargetHealth.create(loop);
    private final List<String> sent = new ArrayList<>();
    private final List<Instant> times = new ArrayList<>();
    private final List<GatewayEvent> events = new ArrayList<>();
    private final List<String> results = new ArrayList<>();
    private final Map<String, List<Target>> names = new HashMap<>();
    private final Map<Target, ProbeResult> answers = new HashMap<>();
    private final PeerRoster roster = new PeerRoster(
            loop,
            new ProbePorts(
                    new HealthMachine(new HealthRules(MINUTE, 2)),
                    name -> CompletableFuture.completedFuture(location(name)),
                    health,
                    (key, target, done) -> {
                        sent.add(target.address().getPort() + " as " + target.localName());
                        times.add(loop.instant());
                        done.accept(answers.getOrDefault(target.as(""), OK));
                    },
                    event -> {
                        if (event instanceof PeerAsked asked) {
                            results.add(asked.peer() + " " + asked.result());
                        } else {
                            events.add(event);
                        }
                    },
                    loop,
                    new Random(7)),
            MINUTE);

    private Location location(ServerName name) {
        List<Target> found = names.get(name.host());
        return found == null
                ? new Location.NotFound(Location.Cause.NXDOMAIN, name.host() + " does not exist in DNS")
                : new Location.Found(found, Instant.MAX, false);
    }

    private static Target target(int port) {
        return new Target(SipTransport.UDP, new InetSocketAddress("127.77.22.30", port), "sbc.example.com");
    }

    private static PeerKey key(String host, String localName) {
        return new PeerKey(
                new ServerName(host, OptionalInt.empty(), Optional.of(SipTransport.UDP), DnsLookup.A), localName);
    }

    private void follow(PeerKey... keys) {
        roster.follow(() -> List.of(keys));
    }

    private PeerState state(PeerKey key) {
        return roster.health(key).orElseThrow().state();
    }

    @Test
    void eachPeerIsAskedOnceAMinuteWhoeverElseHasIt() {
        names.put("sbc.example.com", List.of(target(1)));
        PeerKey key = key("sbc.example.com", "");
        roster.follow(() -> IntStream.range(0, 1_000)
                .mapToObj(i -> key("SBC.example.com", ""))
                .toList());
        loop.pass(Duration.ofMinutes(10));
        assertThat(sent).hasSizeBetween(9, 12);
        assertThat(state(key)).isEqualTo(PeerState.UP);
        assertThat(events).hasSize(1);
    }

    @Test
    void eachNameOfOursIsAskedForByItself() {
        names.put("teams.example", List.of(target(1)));
        follow(key("teams.example", "a.example"), key("teams.example", "b.example"));
        loop.pass(Duration.ofSeconds(50));
        assertThat(sent).containsExactlyInAnyOrder("1 as a.example", "1 as b.example");
    }

    @Test
    void aCrowdIsSpreadOverTheInterval() {
        names.put("teams.example", List.of(target(1)));
        roster.follow(() -> IntStream.range(0, 1_000)
                .mapToObj(i -> key("teams.example", "t" + i + ".example"))
                .toList());
        loop.pass(Duration.ofSeconds(61));
        Map<Long, Integer> perSecond = new HashMap<>();
        times.forEach(at -> perSecond.merge(at.getEpochSecond(), 1, Integer::sum));
        assertThat(sent).hasSizeGreaterThanOrEqualTo(1_000);
        assertThat(perSecond.values()).allMatch(count -> count < 150);
    }

    @Test
    void placeThatDoesNotAnswerIsTriedLastByCallsAndAskedAgain() {
        names.put("sbc.example.com", List.of(target(1), target(2)));
        answers.put(target(1), new ProbeResult.Silent());
        PeerKey key = key("sbc.example.com", "");
        follow(key);
        loop.pass(Duration.ofSeconds(1));
        assertThat(sent).containsExactly("1 as ", "2 as ");
        assertThat(results).containsExactly("sbc.example.com silent", "sbc.example.com 200");
        assertThat(state(key)).isEqualTo(PeerState.UP);
        assertThat(health.order(List.of(target(1), target(2)))).containsExactly(target(2), target(1));
        answers.clear();
        loop.pass(Duration.ofMinutes(5));
        assertThat(sent).contains("1 as ");
        assertThat(health.isUp(target(1))).isTrue();
    }

    @Test
    void peerWithoutAnyAnswerIsDownAndFirstAnswerBringsItBack() {
        names.put("sbc.example.com", List.of(target(1)));
        answers.put(target(1), new ProbeResult.Silent());
        PeerKey key = key("sbc.example.com", "");
        follow(key);
        loop.pass(Duration.ofSeconds(1));
        assertThat(state(key)).isEqualTo(PeerState.UNTRIED);
        assertThat(health.isUp(target(1))).isTrue();
        loop.pass(Duration.ofSeconds(67));
        assertThat(state(key)).isEqualTo(PeerState.DOWN);
        assertThat(health.isUp(target(1))).isFalse();
        loop.pass(Duration.ofMinutes(10));
        assertThat(health.isUp(target(1))).isFalse();
        answers.clear();
        loop.pass(Duration.ofSeconds(67));
        assertThat(state(key)).isEqualTo(PeerState.UP);
        assertThat(health.isUp(target(1))).isTrue();
        assertThat(events).map(event -> ((PeerChanged) event).state()).containsExactly("down", "up");
    }

    @Test
    void pauseThatACallWasAskedForIsNotCutShortByOptions() {
        names.put("sbc.example.com", List.of(target(1)));
        follow(key("sbc.example.com", ""));
        loop.pass(Duration.ofSeconds(1));
        health.failed(target(1), Duration.ofMinutes(5));
        loop.pass(Duration.ofMinutes(4));
        assertThat(health.isUp(target(1))).isFalse();
        loop.pass(Duration.ofMinutes(2));
        assertThat(health.isUp(target(1))).isTrue();
    }

    @Test
    void nameThatLeadsNowhereIsDownWithItsAdvice() {
        PeerKey key = key("nowhere.example", "");
        follow(key);
        loop.pass(Duration.ofSeconds(1));
        assertThat(roster.health(key).orElseThrow().trouble())
                .hasValueSatisfying(words -> assertThat(words).contains("nowhere.example"));
        assertThat(roster.states()).isEqualTo(Map.of(PeerState.DOWN, 1));
        assertThat(results).containsExactly("nowhere.example not_located");
    }

    @Test
    void whoIsGoneIsAskedNoMoreAndTheOthersAreNotDisturbed() {
        names.put("a.example", List.of(target(1)));
        names.put("b.example", List.of(target(2)));
        PeerKey stays = key("a.example", "");
        follow(stays, key("b.example", ""));
        loop.pass(Duration.ofSeconds(1));
        Instant since = roster.health(stays).orElseThrow().since();
        sent.clear();
        follow(stays);
        loop.pass(Duration.ofMinutes(3));
        assertThat(sent).doesNotContain("2 as ").contains("1 as ");
        assertThat(roster.health(stays).orElseThrow().since()).isEqualTo(since);
        roster.close();
        follow(stays);
        assertThat(loop.pending()).isZero();
    }
}
