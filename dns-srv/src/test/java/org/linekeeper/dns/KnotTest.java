package org.linekeeper.dns;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.linekeeper.dns.Location.Cause;
import org.linekeeper.dns.Location.Found;
import org.linekeeper.dns.Location.NotFound;

/** Server location against a real DNS server. */
class KnotTest {
    @TempDir
    static Path home;

    static Knot knot;

    final TestClock clock = new TestClock();
    DnsServerLocator locator;

    @BeforeAll
    static void startKnot() throws IOException {
        knot = Knot.start(home, "127.77.1.1", KnotZones.all(), List.of("broken.test"));
    }

    @AfterAll
    static void stopKnot() throws InterruptedException {
        if (knot != null) {
            knot.stop();
        }
    }

    @BeforeEach
    void open() throws IOException {
        locator = open(settings());
    }

    @AfterEach
    void close() {
        locator.close();
    }

    static DnsSettings settings() {
        return DnsSettings.defaults().withServers(List.of(knot.address())).withTries(2, Duration.ofSeconds(3));
    }

    DnsServerLocator open(DnsSettings settings) throws IOException {
        return DnsServerLocator.open(settings, clock, new Random(7));
    }

    static ServerName name(String host) {
        return new ServerName(host, OptionalInt.empty(), Optional.empty(), DnsLookup.AUTO);
    }

    static ServerName name(String host, DnsLookup lookup) {
        return new ServerName(host, OptionalInt.empty(), Optional.empty(), lookup);
    }

    static ServerName name(String host, SipTransport transport, DnsLookup lookup) {
        return new ServerName(host, OptionalInt.empty(), Optional.of(transport), lookup);
    }

    Location locate(ServerName name) {
        return locator.locate(name)
                .toCompletableFuture()
                .orTimeout(20, TimeUnit.SECONDS)
                .join();
    }

    List<String> targets(ServerName name) {
        Location location = locate(name);
        assertThat(location).isInstanceOf(Found.class);
        return shown(location);
    }

    static List<String> shown(Location location) {
        return ((Found) location)
                .targets().stream()
                        .map(target -> target.transport().token() + " "
                                + target.address().getAddress().getHostAddress() + " "
                                + target.address().getPort())
                        .toList();
    }

    NotFound notFound(ServerName name) {
        Location location = locate(name);
        assertThat(location).isInstanceOf(NotFound.class);
        return (NotFound) location;
    }

    @Test
    void naptrIsFollowedByOrderAndPreferenceForServicesSpokenHere() {
        assertThat(targets(name("naptr.example.test"))).containsExactly("tls 127.77.1.23 5071");
        assertThat(targets(name("naptr.example.test", SipTransport.TCP, DnsLookup.NAPTR)))
                .containsExactly("tcp 127.77.1.22 5062");
    }

    @Test
    void targetsAreNamedAfterTheDomainThatWasLocated() {
        Found found = (Found) locate(name("NAPTR.example.test."));
        assertThat(found.targets()).extracting(Target::serverName).containsExactly("naptr.example.test");
    }

    @Test
    void naptrWithFlagALeadsToAddresses() {
        assertThat(targets(name("naptr-a.example.test"))).containsExactly("tcp 127.77.1.10 5060");
    }

    @Test
    void naptrOfForeignServicesOnlyFallsBackToSrvUnlessNaptrIsDemanded() {
        assertThat(targets(name("naptr-foreign.example.test"))).containsExactly("udp 127.77.1.21 5060");
        assertThat(notFound(name("naptr-foreign.example.test", DnsLookup.NAPTR)).cause())
                .isEqualTo(Cause.NO_RECORDS);
    }

    @Test
    void aDemandForNaptrIsNotMetByAddresses() {
        assertThat(notFound(name("v4.example.test", DnsLookup.NAPTR)).cause()).isEqualTo(Cause.NO_RECORDS);
        assertThat(notFound(name("nowhere.example.test", DnsLookup.NAPTR)).cause())
                .isEqualTo(Cause.NXDOMAIN);
    }

    @Test
    void aTransportSkipsNaptr() {
        assertThat(targets(name("naptr.example.test", SipTransport.UDP, DnsLookup.AUTO)))
                .containsExactly("udp 127.77.1.21 5060");
    }

    @Test
    void srvIsOrderedByPriorityAndWeight() {
        Set<List<String>> seen = new HashSet<>();
        for (int i = 0; i < 400; i++) {
            seen.add(targets(name("srv.example.test")));
        }
        String heavy = "udp 127.77.1.21 5061";
        String weightZero = "udp 127.77.1.22 5062";
        String last = "udp 127.77.1.23 5060";
        assertThat(seen).containsExactlyInAnyOrder(List.of(heavy, weightZero, last), List.of(weightZero, heavy, last));
    }

    @ParameterizedTest
    @CsvSource({"UDP,udp 127.77.1.21 5061", "TCP,tcp 127.77.1.22 6060", "TLS,tls 127.77.1.23 6061"})
    void eachTransportHasItsOwnSrvName(SipTransport transport, String expected) {
        assertThat(targets(name("srv.example.test", transport, DnsLookup.SRV))).contains(expected);
    }

    @Test
    void withoutTransportTheFirstThatHasSrvRecordsIsTaken() {
        assertThat(targets(name("tlsonly.example.test", DnsLookup.SRV))).containsExactly("tls 127.77.1.23 5061");
    }

    @Test
    void whereNoSrvExistsTheAddressIsUsedWithUdpAndTheDefaultPort() {
        assertThat(targets(name("v4.example.test"))).containsExactly("udp 127.77.1.10 5060");
        assertThat(targets(name("v4.example.test", SipTransport.TLS, DnsLookup.SRV)))
                .containsExactly("tls 127.77.1.10 5061");
    }

    @Test
    void aPortMeansAddressesOnly() {
        ServerName name =
                new ServerName("srv.example.test", OptionalInt.of(5099), Optional.of(SipTransport.TCP), DnsLookup.AUTO);
        assertThat(targets(name)).containsExactly("tcp 127.77.1.30 5099");
        assertThat(locator.counters().queries()).isEqualTo(2);
    }

    @Test
    void lookupAMeansAddressesOnly() {
        assertThat(targets(name("srv.example.test", DnsLookup.A))).containsExactly("udp 127.77.1.30 5060");
        assertThat(locator.counters().queries()).isEqualTo(2);
    }

    @Test
    void dualStackHostsFollowThePolicy() throws IOException {
        String v4 = "udp 127.77.1.11 5060";
        String v6 = "udp 2001:db8:0:0:0:0:0:11 5060";
        assertThat(targets(name("dual.example.test"))).containsExactly(v4, v6);
        assertThat(targetsWith(AddressPolicy.IPV6_FIRST)).containsExactly(v6, v4);
        assertThat(targetsWith(AddressPolicy.IPV4_ONLY)).containsExactly(v4);
        assertThat(targetsWith(AddressPolicy.IPV6_ONLY)).containsExactly(v6);
    }

    private List<String> targetsWith(AddressPolicy policy) throws IOException {
        locator.close();
        locator = open(settings().withAddresses(policy));
        return targets(name("dual.example.test"));
    }

    @Test
    void ipv6OnlyHostIsFound() {
        assertThat(targets(name("v6.example.test"))).containsExactly("udp 2001:db8:0:0:0:0:0:10 5060");
    }

    @Test
    void nxdomainAndNoRecordsAreToldApart() {
        NotFound nowhere = notFound(name("nowhere.example.test"));
        assertThat(nowhere.cause()).isEqualTo(Cause.NXDOMAIN);
        assertThat(nowhere.advice()).contains("nowhere.example.test does not exist");
        assertThat(notFound(name("text.example.test")).cause()).isEqualTo(Cause.NO_RECORDS);
        assertThat(notFound(name("gone.example.test")).cause()).isEqualTo(Cause.NXDOMAIN);
        assertThat(locator.counters().notFound())
                .containsEntry(Cause.NXDOMAIN, 2L)
                .containsEntry(Cause.NO_RECORDS, 1L)
                .containsEntry(Cause.TIMEOUT, 0L);
    }

    @Test
    void negativeAnswersAreKeptForTheTimeOfTheSoa() {
        notFound(name("nowhere.example.test"));
        long queries = locator.counters().queries();
        clock.advance(Duration.ofSeconds(29));
        notFound(name("nowhere.example.test"));
        assertThat(locator.counters().queries()).isEqualTo(queries);
        clock.advance(Duration.ofSeconds(2));
        notFound(name("nowhere.example.test"));
        assertThat(locator.counters().queries()).isEqualTo(2 * queries);
    }

    @ParameterizedTest
    @CsvSource({
        "pbx.broken.test,SERVFAIL",
        "pbx.elsewhere.test,REFUSED",
        "pbx.sub.example.test,referral",
        "loop.example.test,alias",
        "ring.example.test,alias",
        "shut.example.test,SERVFAIL"
    })
    void serverFailuresAreNamed(String host, String word) {
        NotFound notFound = notFound(name(host));
        assertThat(notFound.cause()).isEqualTo(Cause.SERVER_FAILURE);
        assertThat(notFound.advice()).contains(word).contains(host);
    }

    @Test
    void aFailureIsNotAskedAgainBeforeItsPauseIsOver() {
        notFound(name("pbx.broken.test", DnsLookup.A));
        assertThat(locator.counters().queries()).isEqualTo(2);
        notFound(name("pbx.broken.test", DnsLookup.A));
        assertThat(locator.counters().queries()).isEqualTo(2);
        clock.advance(Duration.ofSeconds(1));
        notFound(name("pbx.broken.test", DnsLookup.A));
        assertThat(locator.counters().queries()).isEqualTo(4);
        clock.advance(Duration.ofSeconds(1));
        notFound(name("pbx.broken.test", DnsLookup.A));
        assertThat(locator.counters().queries()).isEqualTo(4);
    }

    @Test
    void oneBrokenSrvTargetDoesNotHideTheOthers() {
        assertThat(targets(name("half.example.test"))).containsExactly("udp 127.77.1.21 5060");
    }

    @Test
    void srvTargetsWithoutAddressAreNotReplacedByTheDomainsAddress() {
        NotFound notFound = notFound(name("dead.example.test"));
        assertThat(notFound.cause()).isEqualTo(Cause.NO_RECORDS);
        assertThat(notFound.advice()).contains("_sip._udp.dead.example.test");
    }

    @Test
    void targetDotMeansNotOffered() {
        assertThat(notFound(name("off.example.test")).cause()).isEqualTo(Cause.SERVICE_NOT_OFFERED);
        assertThat(notFound(name("tcpon.example.test", SipTransport.UDP, DnsLookup.AUTO))
                        .cause())
                .isEqualTo(Cause.SERVICE_NOT_OFFERED);
    }

    @Test
    void targetDotRulesOutItsTransportOnly() {
        assertThat(targets(name("tcpon.example.test"))).containsExactly("tcp 127.77.1.21 5060");
        assertThat(targets(name("tcpoff.example.test"))).containsExactly("udp 127.77.1.32 5060");
    }

    @Test
    void aliasesAreFollowed() {
        assertThat(targets(name("alias.example.test"))).containsExactly("udp 127.77.1.40 5060");
        assertThat(targets(name("srvalias.example.test"))).hasSize(3);
        assertThat(targets(name("far.example.test"))).containsExactly("udp 127.77.1.60 5060");
    }

    @Test
    void thirtyTargetsAreAllUsedInOrder() {
        List<String> targets = targets(name("thirty.example.test"));
        assertThat(targets).hasSize(30).doesNotHaveDuplicates();
        for (int i = 0; i < 30; i++) {
            int host = Integer.parseInt(targets.get(i).replaceAll("udp 127\\.77\\.2\\.(\\d+) 5060", "$1"));
            assertThat(host / 3).isEqualTo(i / 3);
        }
    }

    @Test
    void fiveHundredTargetsComeOverTcpAndAreBounded() {
        assertThat(targets(name("many.example.test"))).hasSize(64).doesNotHaveDuplicates();
        assertThat(locator.counters().tcpRetries()).isEqualTo(1);
    }

    @Test
    void manyAddressesComeOverTcpAndAreBounded() throws IOException {
        assertThat(targets(name("crowd.example.test", DnsLookup.A))).hasSize(64).doesNotHaveDuplicates();
        locator.close();
        locator = open(settings().withMaxTargets(3));
        assertThat(targets(name("crowd.example.test", DnsLookup.A))).hasSize(3);
    }

    @Test
    void ttlZeroDoesNotMeanAQueryForEveryCall() {
        for (int i = 0; i < 100; i++) {
            targets(name("zero.example.test", DnsLookup.A));
        }
        assertThat(locator.counters().queries()).isEqualTo(2);
        clock.advance(Duration.ofSeconds(1));
        targets(name("zero.example.test", DnsLookup.A));
        assertThat(locator.counters().queries()).isEqualTo(3);
    }

    @Test
    void theShortestTtlBoundsTheAnswer() {
        Found found = (Found) locate(name("short.example.test", DnsLookup.A));
        assertThat(found.validUntil()).isEqualTo(TestClock.START.plusSeconds(5));
        assertThat(found.stale()).isFalse();
    }

    @Test
    void whoAsksAtTheSameTimeSharesTheQueries() {
        List<CompletableFuture<Location>> all = IntStream.range(0, 300)
                .parallel()
                .mapToObj(i -> locator.locate(name("srv.example.test")).toCompletableFuture())
                .toList();
        all.forEach(
                one -> assertThat(one.orTimeout(20, TimeUnit.SECONDS).join()).isInstanceOf(Found.class));
        // NAPTR; SRV of three transports; A and AAAA of the three UDP targets.
        assertThat(locator.counters().queries()).isEqualTo(10);
    }

    @Test
    void whenDnsIsDownTheLastAnswerIsServedAndWhenItIsBackANewOne() throws Exception {
        List<String> fresh = targets(name("kept.example.test"));
        Location[] down = new Location[4];
        knot.stop();
        try {
            down[0] = locate(name("kept.example.test"));
            clock.advance(Duration.ofSeconds(61));
            down[1] = locate(name("kept.example.test"));
            down[2] = locate(name("v4.example.test"));
            clock.advance(Duration.ofHours(25));
            down[3] = locate(name("kept.example.test"));
        } finally {
            knot.start();
        }
        assertThat(((Found) down[0]).stale()).isFalse();
        assertThat(((Found) down[1]).stale()).isTrue();
        assertThat(((Found) down[1]).validUntil()).isAfter(TestClock.START.plusSeconds(61));
        assertThat(shown(down[1])).isEqualTo(fresh);
        assertThat(((NotFound) down[2]).cause()).isEqualTo(Cause.TIMEOUT);
        assertThat(((NotFound) down[2]).advice()).contains("127.77.1.1");
        assertThat(((NotFound) down[3]).cause()).isEqualTo(Cause.TIMEOUT);
        assertThat(locator.counters().staleAnswers()).isPositive();

        clock.advance(CacheEntry.MAX_PAUSE);
        Found back = (Found) locate(name("kept.example.test"));
        assertThat(back.stale()).isFalse();
        assertThat(shown(back)).isEqualTo(fresh);
    }

    @Test
    void aDeadFirstServerCostsItsTimeoutOnce() throws IOException {
        try (ScriptedDns silent = ScriptedDns.silent("127.77.1.2")) {
            locator.close();
            locator = open(settings()
                    .withServers(List.of(silent.address(), knot.address()))
                    .withTries(2, Duration.ofMillis(700)));
            assertThat(targets(name("v4.example.test", DnsLookup.A))).hasSize(1);
            long asked = silent.received();
            assertThat(asked).isEqualTo(2);
            assertThat(targets(name("one.example.test", DnsLookup.A))).hasSize(1);
            assertThat(silent.received()).isEqualTo(asked);
        }
    }
}
