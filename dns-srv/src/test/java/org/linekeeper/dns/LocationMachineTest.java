package org.linekeeper.dns;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.linekeeper.dns.Answer.Alias;
import org.linekeeper.dns.Answer.Failed;
import org.linekeeper.dns.Answer.NoName;
import org.linekeeper.dns.Answer.NoRecords;
import org.linekeeper.dns.Answer.Records;
import org.linekeeper.dns.Location.Cause;
import org.linekeeper.dns.Location.Found;
import org.linekeeper.dns.Location.NotFound;
import org.linekeeper.dns.ResourceRecord.Address;
import org.linekeeper.dns.ResourceRecord.Naptr;
import org.linekeeper.dns.ResourceRecord.Srv;

/** RFC 3263 decisions without any DNS. */
class LocationMachineTest {
    static final Instant NOW = TestClock.START;
    static final Failed TIMED_OUT = new Failed(Cause.TIMEOUT, "nobody answered");
    static final Failed SERVFAIL = new Failed(Cause.SERVER_FAILURE, "answered SERVFAIL");

    final Map<Question, Known> dns = new HashMap<>();
    final List<Set<Question>> rounds = new ArrayList<>();
    DnsSettings settings = DnsSettings.defaults();

    void put(String name, RecordType type, Answer answer) {
        dns.put(new Question(name, type), new Known(answer, NOW.plusSeconds(60), null));
    }

    void putStale(String name, RecordType type, Answer answer) {
        dns.put(new Question(name, type), new Known(answer, NOW.plusSeconds(1), TIMED_OUT));
    }

    void putA(String name, int last) {
        put(name, RecordType.A, records(new Address(ScriptedDnsBench.address("127.77.1." + last))));
    }

    static Records records(ResourceRecord... records) {
        return new Records(List.of(records), Duration.ofSeconds(60));
    }

    /** What nobody put does not exist. */
    Location run(ServerName name) {
        return run(name, 1);
    }

    Location run(ServerName name, long seed) {
        LocationMachine machine = new LocationMachine(settings);
        Map<Question, Known> known = new HashMap<>();
        for (int i = 0; i < 50; i++) {
            Step step = machine.decide(name, known::get, seed, NOW);
            if (step instanceof Step.Done done) {
                return done.location();
            }
            Set<Question> asked = ((Step.Ask) step).questions();
            assertThat(asked).isNotEmpty().noneMatch(known::containsKey);
            rounds.add(asked);
            asked.forEach(question -> known.put(
                    question,
                    dns.getOrDefault(
                            question, new Known(new NoRecords(Duration.ofSeconds(30)), NOW.plusSeconds(30), null))));
        }
        throw new AssertionError("no end after " + rounds);
    }

    static ServerName auto(String host) {
        return new ServerName(host, OptionalInt.empty(), Optional.empty(), DnsLookup.AUTO);
    }

    static List<String> hosts(Location location) {
        return ((Found) location)
                .targets().stream()
                        .map(target -> target.transport().token() + " "
                                + target.address().getAddress().getHostAddress() + " "
                                + target.address().getPort())
                        .toList();
    }

    @ParameterizedTest
    @CsvSource({
        "192.0.2.1, 192.0.2.1",
        "[2001:db8::1], 2001:db8:0:0:0:0:0:1",
        "2001:db8::1, 2001:db8:0:0:0:0:0:1",
        "::ffff:192.0.2.1, 192.0.2.1",
        "localhost, 127.0.0.1",
        "LOCALHOST., 127.0.0.1"
    })
    void addressesNeedNoDns(String host, String address) {
        Location location = run(auto(host));
        assertThat(hosts(location)).first().isEqualTo("udp " + address + " 5060");
        assertThat(((Found) location).validUntil())
                .isEqualTo(NOW.plus(settings.ttl().max()));
        assertThat(rounds).isEmpty();
    }

    @Test
    void anAddressTakesTransportAndPort() {
        assertThat(hosts(run(
                        new ServerName("192.0.2.1", OptionalInt.of(7), Optional.of(SipTransport.TLS), DnsLookup.SRV))))
                .containsExactly("tls 192.0.2.1 7");
        assertThat(hosts(run(new ServerName(
                        "192.0.2.1", OptionalInt.empty(), Optional.of(SipTransport.TLS), DnsLookup.NAPTR))))
                .containsExactly("tls 192.0.2.1 5061");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, 65_536})
    void portsOutOfRangeAreRefused(int port) {
        Location location = run(new ServerName("192.0.2.1", OptionalInt.of(port), Optional.empty(), DnsLookup.AUTO));
        assertThat(((NotFound) location).cause()).isEqualTo(Cause.BAD_NAME);
    }

    @Test
    void srvOfEveryTransportIsAskedAtOnce() {
        run(auto("pbx.test"));
        assertThat(rounds)
                .containsExactly(
                        Set.of(new Question("pbx.test", RecordType.NAPTR)),
                        Set.of(
                                new Question("_sip._udp.pbx.test", RecordType.SRV),
                                new Question("_sip._tcp.pbx.test", RecordType.SRV),
                                new Question("_sips._tcp.pbx.test", RecordType.SRV)),
                        Set.of(new Question("pbx.test", RecordType.A), new Question("pbx.test", RecordType.AAAA)));
    }

    @Test
    void udpIsPreferredThenTcpThenTls() {
        put("_sips._tcp.pbx.test", RecordType.SRV, records(new Srv(1, 1, 5061, "c.test")));
        putA("a.test", 1);
        putA("b.test", 2);
        putA("c.test", 3);
        assertThat(hosts(run(auto("pbx.test")))).containsExactly("tls 127.77.1.3 5061");
        put("_sip._tcp.pbx.test", RecordType.SRV, records(new Srv(1, 1, 5062, "b.test")));
        assertThat(hosts(run(auto("pbx.test")))).containsExactly("tcp 127.77.1.2 5062");
        put("_sip._udp.pbx.test", RecordType.SRV, records(new Srv(1, 1, 5063, "a.test")));
        assertThat(hosts(run(auto("pbx.test")))).containsExactly("udp 127.77.1.1 5063");
    }

    @Test
    void aNaptrFailureIsNotTheEndButAnSrvFailureIs() {
        put("pbx.test", RecordType.NAPTR, SERVFAIL);
        putA("pbx.test", 1);
        assertThat(hosts(run(auto("pbx.test")))).containsExactly("udp 127.77.1.1 5060");
        put("_sip._tcp.pbx.test", RecordType.SRV, TIMED_OUT);
        assertThat(((NotFound) run(auto("pbx.test"))).cause()).isEqualTo(Cause.TIMEOUT);
    }

    @Test
    void oneFamilyThatFailsDoesNotHideTheOther() {
        put("pbx.test", RecordType.AAAA, SERVFAIL);
        putA("pbx.test", 1);
        assertThat(hosts(run(auto("pbx.test")))).containsExactly("udp 127.77.1.1 5060");
        dns.remove(new Question("pbx.test", RecordType.A));
        assertThat(((NotFound) run(auto("pbx.test"))).cause()).isEqualTo(Cause.SERVER_FAILURE);
    }

    @Test
    void staleAnswersMakeTheLocationStale() {
        putA("pbx.test", 1);
        assertThat(((Found) run(auto("pbx.test"))).stale()).isFalse();
        putStale("_sip._udp.pbx.test", RecordType.SRV, new NoRecords(Duration.ZERO));
        Found found = (Found) run(auto("pbx.test"));
        assertThat(found.stale()).isTrue();
        assertThat(found.validUntil()).isEqualTo(NOW.plusSeconds(1));
    }

    @Test
    void nothingOutOfStaleAnswersIsAnOutage() {
        put("pbx.test", RecordType.A, new NoName(Duration.ZERO));
        put("pbx.test", RecordType.AAAA, new NoName(Duration.ZERO));
        assertThat(((NotFound) run(auto("pbx.test"))).cause()).isEqualTo(Cause.NXDOMAIN);
        putStale("pbx.test", RecordType.A, new NoName(Duration.ZERO));
        NotFound notFound = (NotFound) run(auto("pbx.test"));
        assertThat(notFound.cause()).isEqualTo(Cause.TIMEOUT);
        assertThat(notFound.advice()).contains("nobody answered");
    }

    @Test
    void aliasesAreFollowedUpToABound() {
        for (int i = 0; i < AnswerReader.MAX_ALIASES; i++) {
            put("n" + i + ".test", RecordType.A, new Alias("n" + (i + 1) + ".test", Duration.ofSeconds(60)));
        }
        putA("n" + AnswerReader.MAX_ALIASES + ".test", 9);
        assertThat(hosts(run(auto("n0.test")))).containsExactly("udp 127.77.1.9 5060");
        put("start.test", RecordType.A, new Alias("n0.test", Duration.ofSeconds(60)));
        assertThat(((NotFound) run(auto("start.test"))).cause()).isEqualTo(Cause.SERVER_FAILURE);
    }

    @Test
    void anAliasLoopEnds() {
        put("a.test", RecordType.A, new Alias("B.test", Duration.ofSeconds(60)));
        put("b.test", RecordType.A, new Alias("A.test", Duration.ofSeconds(60)));
        assertThat(((NotFound) run(auto("a.test"))).advice()).contains("do not end");
    }

    @Test
    void naptrWithoutUsableSrvGivesWayToTheNextNaptr() {
        put(
                "pbx.test",
                RecordType.NAPTR,
                records(
                        new Naptr(1, 1, "s", "SIPS+D2T", "", "_sips._tcp.pbx.test"),
                        new Naptr(2, 1, "s", "SIP+D2T", "", "_sip._tcp.pbx.test")));
        put("_sip._tcp.pbx.test", RecordType.SRV, records(new Srv(1, 1, 5060, "a.test")));
        putA("a.test", 1);
        assertThat(hosts(run(auto("pbx.test")))).containsExactly("tcp 127.77.1.1 5060");
    }

    @Test
    void countlessNaptrRecordsAreNotAllFollowed() {
        ResourceRecord[] many = new ResourceRecord[500];
        for (int i = 0; i < many.length; i++) {
            many[i] = new Naptr(i, 1, "s", "SIP+D2U", "", "s" + i + ".test");
        }
        put("pbx.test", RecordType.NAPTR, records(many));
        run(auto("pbx.test"));
        assertThat(rounds).hasSizeLessThan(15);
    }

    @Test
    void aPortOfZeroInSrvIsNoTarget() {
        put("_sip._udp.pbx.test", RecordType.SRV, records(new Srv(1, 1, 0, "a.test"), new Srv(2, 1, 5060, "a.test")));
        putA("a.test", 1);
        assertThat(hosts(run(auto("pbx.test")))).containsExactly("udp 127.77.1.1 5060");
    }

    @Test
    void equalTargetsAreListedOnce() {
        put(
                "_sip._udp.pbx.test",
                RecordType.SRV,
                records(new Srv(1, 1, 5060, "a.test"), new Srv(2, 1, 5060, "b.test")));
        putA("a.test", 1);
        putA("b.test", 1);
        assertThat(hosts(run(auto("pbx.test")))).containsExactly("udp 127.77.1.1 5060");
    }

    @Test
    void aHostWithManyAddressesLeavesRoomForOthers() {
        settings = settings.withMaxTargets(10);
        put(
                "_sip._udp.pbx.test",
                RecordType.SRV,
                records(new Srv(1, 1, 5060, "a.test"), new Srv(2, 1, 5060, "b.test")));
        ResourceRecord[] many = new ResourceRecord[50];
        for (int i = 0; i < many.length; i++) {
            many[i] = new Address(ScriptedDnsBench.address("127.77.9." + i));
        }
        put("a.test", RecordType.A, records(many));
        putA("b.test", 1);
        assertThat(hosts(run(auto("pbx.test")))).hasSize(6).last().isEqualTo("udp 127.77.1.1 5060");
    }

    @Test
    void addressesOfOneHostShareTheLoad() {
        put(
                "pbx.test",
                RecordType.A,
                records(
                        new Address(ScriptedDnsBench.address("127.77.1.1")),
                        new Address(ScriptedDnsBench.address("127.77.1.2"))));
        Set<String> first = new HashSet<>();
        for (int seed = 0; seed < 50; seed++) {
            first.add(hosts(run(auto("pbx.test"), seed)).get(0));
        }
        assertThat(first).hasSize(2);
    }
}
