package org.linekeeper.dns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.linekeeper.dns.Location.Cause;
import org.linekeeper.dns.Location.NotFound;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.SRVRecord;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/** Server location against DNS servers that lie, stutter and hang. Only A is asked for, so each location is one query. */
final class ScriptedDnsTest extends ScriptedDnsBench {
    @Test
    void silenceIsATimeoutAfterTheTries() throws IOException {
        dns = ScriptedDns.silent(HOST);
        locator = DnsServerLocator.open(
                DnsSettings.defaults()
                        .withServers(List.of(dns.address()))
                        .withTries(3, Duration.ofMillis(100))
                        .withAddresses(AddressPolicy.IPV4_ONLY),
                Clock.systemUTC(),
                new Random(1));
        assertThat(assertNotFound(locate("pbx.test"), Cause.TIMEOUT).advice()).contains("did not answer in time");
        assertThat(dns.received()).isEqualTo(3);
        assertThat(locator.counters().queries()).isEqualTo(3);
        assertThat(locator.counters().failedQueries()).isEqualTo(1);
    }

    @Test
    void aLostDatagramIsSentAgain() throws IOException {
        dns = ScriptedDns.start(HOST, query -> dns.received() < 2 ? List.of() : List.of(good(query)));
        locator = DnsServerLocator.open(
                DnsSettings.defaults()
                        .withServers(List.of(dns.address()))
                        .withTries(2, Duration.ofSeconds(1))
                        .withAddresses(AddressPolicy.IPV4_ONLY),
                Clock.systemUTC(),
                new Random(1));
        assertGood(locate("pbx.test"));
    }

    @Test
    void aClosedPortIsATimeoutAtOnce() throws IOException {
        start(query -> List.of());
        dns.close();
        assertThat(assertNotFound(locate("pbx.test"), Cause.TIMEOUT).advice()).contains("is not running");
    }

    @Test
    void glueIsNeverUsed() throws IOException {
        Name target = Name.fromConstantString("edge.pbx.test.");
        start(query -> {
            if (query.getQuestion().getType() != Type.SRV) {
                return List.of(good(query));
            }
            Message reply =
                    reply(query, new SRVRecord(query.getQuestion().getName(), DClass.IN, 60, 1, 1, 5060, target));
            reply.addRecord(new ARecord(target, DClass.IN, 60, EVIL), Section.ADDITIONAL);
            reply.addRecord(new ARecord(target, DClass.IN, 60, EVIL), Section.ANSWER);
            return List.of(reply.toWire());
        });
        assertGood(locate("pbx.test", DnsLookup.SRV));
        assertThat(dns.received()).isEqualTo(2);
    }

    @Test
    void aServerThatDoesNotKnowEdnsIsAskedWithout() throws IOException {
        start(query -> {
            if (query.getOPT() == null) {
                return List.of(good(query));
            }
            Message reply = reply(query);
            reply.getHeader().setRcode(Rcode.FORMERR);
            return List.of(reply.toWire());
        });
        assertGood(locate("pbx.test"));
        assertThat(dns.received()).isEqualTo(2);
    }

    @Test
    void anEndlessFormatErrorEnds() throws IOException {
        start(query -> {
            Message reply = reply(query);
            reply.getHeader().setRcode(Rcode.FORMERR);
            return List.of(reply.toWire());
        });
        assertThat(assertNotFound(locate("pbx.test"), Cause.SERVER_FAILURE).advice())
                .contains("FORMERR");
        assertThat(dns.received()).isEqualTo(2);
    }

    @Test
    void noDataWithoutSoaIsKeptForTheShortestTimeOnly() throws IOException {
        start(query -> List.of(reply(query).toWire()));
        assertNotFound(locate("pbx.test"), Cause.NO_RECORDS);
    }

    @Test
    void moreNamesThanSocketsAllGetTheirAnswer() throws IOException {
        dns = ScriptedDns.start(HOST, query -> List.of(good(query)));
        locator = DnsServerLocator.open(
                DnsSettings.defaults()
                        .withServers(List.of(dns.address()))
                        .withTries(5, Duration.ofSeconds(2))
                        .withAddresses(AddressPolicy.IPV4_ONLY),
                Clock.systemUTC(),
                new Random(1));
        List<CompletableFuture<Location>> all = IntStream.range(0, 5 * WireLoop.MAX_OPEN)
                .mapToObj(i -> locator.locate(
                                new ServerName("n" + i + ".test", OptionalInt.of(5060), Optional.empty(), DnsLookup.A))
                        .toCompletableFuture())
                .toList();
        all.forEach(one -> assertGood(one.orTimeout(20, TimeUnit.SECONDS).join()));
    }

    @Test
    void closingEndsWhatIsUnderWayAndTheThread() throws IOException {
        dns = ScriptedDns.silent(HOST);
        locator = DnsServerLocator.open(
                DnsSettings.defaults().withServers(List.of(dns.address())).withTries(1, Duration.ofSeconds(60)),
                Clock.systemUTC(),
                new Random(1));
        List<CompletableFuture<Location>> waiting = IntStream.range(0, 2 * WireLoop.MAX_OPEN)
                .mapToObj(i -> locator.locate(new ServerName(
                                "n" + i + ".test", OptionalInt.empty(), Optional.empty(), DnsLookup.AUTO))
                        .toCompletableFuture())
                .toList();
        await().until(() -> dns.received() > 0);
        assertThat(waiting).noneMatch(CompletableFuture::isDone);
        locator.close();
        waiting.forEach(
                one -> assertThat(one.orTimeout(5, TimeUnit.SECONDS).join()).isInstanceOf(NotFound.class));
        assertThat(locate("pbx.test")).isInstanceOf(NotFound.class);
        assertThat(threadNames()).noneMatch(name -> name.startsWith("linekeeper-dns"));
        locator.close();
    }

    @Test
    void dnsjavaStartsNoThreadOfItsOwn() throws IOException {
        start(query -> List.of(good(query)));
        assertGood(locate("pbx.test"));
        assertThat(threadNames()).noneMatch(name -> name.contains("dnsjava"));
    }

    private static List<String> threadNames() {
        return Thread.getAllStackTraces().keySet().stream().map(Thread::getName).toList();
    }

    @Test
    void aServerOverIpv6IsAsked() throws IOException {
        dns = ScriptedDns.start("::1", query -> List.of(good(query)));
        open(LONG);
        assertThat(dns.address()).extracting(InetSocketAddress::getAddress).isEqualTo(address("::1"));
        assertGood(locate("pbx.test"));
    }
}
