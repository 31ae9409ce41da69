package org.linekeeper.dns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.linekeeper.dns.Location.Cause;
import org.linekeeper.dns.Location.Found;
import org.linekeeper.dns.Location.NotFound;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.SRVRecord;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/** Server location against DNS servers that lie, stutter and hang. Only A is asked for, so each location is one query. */
class ScriptedDnsTest {
    static final String HOST = "127.77.1.3";
    static final InetAddress GOOD = address("127.77.1.80");
    static final InetAddress EVIL = address("127.77.1.66");
    /** Where a reply is expected, however busy the machine is. */
    static final Duration LONG = Duration.ofSeconds(5);

    /** Where the end of waiting is the point. */
    static final Duration SHORT = Duration.ofMillis(300);

    DnsServerLocator locator;
    ScriptedDns dns;

    @AfterEach
    void close() {
        locator.close();
        dns.close();
    }

    void start(Function<Message, List<byte[]>> script) throws IOException {
        start(LONG, script);
    }

    void start(Duration timeout, Function<Message, List<byte[]>> script) throws IOException {
        dns = ScriptedDns.start(HOST, script);
        open(timeout);
    }

    void open(Duration timeout) throws IOException {
        DnsSettings settings = DnsSettings.defaults()
                .withServers(List.of(dns.address()))
                .withTries(1, timeout)
                .withAddresses(AddressPolicy.IPV4_ONLY);
        locator = DnsServerLocator.open(settings, Clock.systemUTC(), new Random(1));
    }

    Location locate(String host) {
        return locate(host, DnsLookup.A);
    }

    Location locate(String host, DnsLookup lookup) {
        return locator.locate(new ServerName(host, OptionalInt.empty(), Optional.of(SipTransport.UDP), lookup))
                .toCompletableFuture()
                .orTimeout(20, TimeUnit.SECONDS)
                .join();
    }

    void assertGood(Location location) {
        assertThat(location).isInstanceOf(Found.class);
        assertThat(((Found) location).targets())
                .extracting(target -> target.address().getAddress())
                .containsExactly(GOOD);
    }

    NotFound assertNotFound(Location location, Cause cause) {
        assertThat(location).isInstanceOf(NotFound.class);
        assertThat(((NotFound) location).cause()).isEqualTo(cause);
        return (NotFound) location;
    }

    static InetAddress address(String text) {
        try {
            return InetAddress.getByName(text);
        } catch (UnknownHostException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Message reply(Message query, Record... answers) {
        Message reply = new Message(query.getHeader().getID());
        reply.getHeader().setFlag(Flags.QR);
        reply.getHeader().setFlag(Flags.RA);
        reply.addRecord(query.getQuestion(), Section.QUESTION);
        for (Record answer : answers) {
            reply.addRecord(answer, Section.ANSWER);
        }
        return reply;
    }

    static Record a(Message query, InetAddress address) {
        return new ARecord(query.getQuestion().getName(), DClass.IN, 60, address);
    }

    static byte[] good(Message query) {
        return reply(query, a(query, GOOD)).toWire();
    }

    static byte[] evil(Message query) {
        return reply(query, a(query, EVIL)).toWire();
    }

    static byte[] wrongId(Message query) {
        byte[] forged = evil(query);
        forged[1] ^= 1;
        return forged;
    }

    static byte[] wrongName(Message query) {
        Record other = Record.newRecord(Name.fromConstantString("other.test."), Type.A, DClass.IN);
        Message forged = new Message(query.getHeader().getID());
        forged.getHeader().setFlag(Flags.QR);
        forged.addRecord(other, Section.QUESTION);
        forged.addRecord(a(query, EVIL), Section.ANSWER);
        return forged.toWire();
    }

    static byte[] wrongType(Message query) {
        Record other = Record.newRecord(query.getQuestion().getName(), Type.TXT, DClass.IN);
        Message forged = new Message(query.getHeader().getID());
        forged.getHeader().setFlag(Flags.QR);
        forged.addRecord(other, Section.QUESTION);
        forged.addRecord(a(query, EVIL), Section.ANSWER);
        return forged.toWire();
    }

    static byte[] notAResponse(Message query) {
        byte[] forged = evil(query);
        forged[2] &= 0x7f;
        return forged;
    }

    static byte[] garbage(Message query) {
        byte[] forged = Arrays.copyOf(good(query), 400);
        Arrays.fill(forged, 12, forged.length, (byte) 0xff);
        return forged;
    }

    static byte[] noQuestion(Message query) {
        Message forged = new Message(query.getHeader().getID());
        forged.getHeader().setFlag(Flags.QR);
        return forged.toWire();
    }

    static byte[] truncated(Message query) {
        Message reply = reply(query);
        reply.getHeader().setFlag(Flags.TC);
        return reply.toWire();
    }

    @Test
    void forgedRepliesAreWaitedPast() throws IOException {
        start(query -> List.of(
                new byte[0],
                new byte[] {1},
                wrongId(query),
                wrongName(query),
                wrongType(query),
                notAResponse(query),
                garbage(query),
                noQuestion(query),
                good(query)));
        assertGood(locate("pbx.test"));
        assertThat(locator.counters().ignoredReplies()).isEqualTo(8);
        assertThat(dns.received()).isEqualTo(1);
    }

    @Test
    void forgedRepliesAloneAreATimeout() throws IOException {
        start(SHORT, query -> List.of(wrongId(query), wrongName(query), notAResponse(query)));
        assertNotFound(locate("pbx.test"), Cause.TIMEOUT);
    }

    @Test
    void garbageAloneIsAServerFailure() throws IOException {
        start(SHORT, query -> List.of(garbage(query)));
        assertThat(assertNotFound(locate("pbx.test"), Cause.SERVER_FAILURE).advice())
                .contains(HOST)
                .contains("cannot be read");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void randomBytesNeverDoHarm(long seed) throws IOException {
        Random random = new Random(seed);
        start(SHORT, query -> IntStream.range(0, 200)
                .mapToObj(i -> mutated(good(query), random))
                .toList());
        Location location = locate("pbx.test");
        assertThat(location).isNotNull();
        assertThat(((location instanceof Found) ? "" : ((NotFound) location).advice()))
                .doesNotContain("inside");
        assertGoodAfterwards();
    }

    private void assertGoodAfterwards() throws IOException {
        close();
        start(query -> List.of(good(query)));
        assertGood(locate("pbx.test"));
    }

    /** Keeps the id, so that the rest is read. */
    private static byte[] mutated(byte[] message, Random random) {
        byte[] bytes = Arrays.copyOf(message, 2 + random.nextInt(message.length + 40));
        for (int i = 0; i < 1 + random.nextInt(8); i++) {
            int at = 2 + random.nextInt(Math.max(1, bytes.length - 2));
            if (at < bytes.length) {
                bytes[at] = (byte) random.nextInt(256);
            }
        }
        return bytes;
    }

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
    void truncationWithTcpClosedIsExplained() throws IOException {
        start(query -> List.of(truncated(query)));
        assertThat(assertNotFound(locate("pbx.test"), Cause.SERVER_FAILURE).advice())
                .contains("TCP");
        assertThat(locator.counters().tcpRetries()).isEqualTo(1);
    }

    @Test
    void truncationWithSilentTcpEnds() throws IOException {
        try (ServerSocket tcp = new ServerSocket(0, 5, address(HOST))) {
            dns = ScriptedDns.beside(tcp, query -> List.of(truncated(query)));
            open(SHORT);
            assertThat(assertNotFound(locate("pbx.test"), Cause.SERVER_FAILURE).advice())
                    .contains("TCP");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 10})
    void tcpThatEndsEarlyIsAFailure(int bytes) throws Exception {
        withTcpReply(query -> Arrays.copyOf(framed(good(query)), bytes), () -> {
            assertThat(assertNotFound(locate("pbx.test"), Cause.SERVER_FAILURE).advice())
                    .contains("TCP");
        });
    }

    @Test
    void tcpReplyToSomethingElseIsAFailure() throws Exception {
        withTcpReply(query -> framed(wrongId(query)), () -> assertNotFound(locate("pbx.test"), Cause.SERVER_FAILURE));
    }

    @Test
    void tcpReplyOfNoLengthIsAFailure() throws Exception {
        withTcpReply(query -> new byte[2], () -> assertNotFound(locate("pbx.test"), Cause.SERVER_FAILURE));
    }

    @Test
    void tcpReplyIsTaken() throws Exception {
        withTcpReply(query -> framed(good(query)), () -> assertGood(locate("pbx.test")));
    }

    private static byte[] framed(byte[] message) {
        return ByteBuffer.allocate(2 + message.length)
                .putShort((short) message.length)
                .put(message)
                .array();
    }

    private void withTcpReply(Function<Message, byte[]> script, Runnable test) throws Exception {
        try (ServerSocket tcp = new ServerSocket(0, 5, address(HOST))) {
            dns = ScriptedDns.beside(tcp, query -> List.of(truncated(query)));
            open(LONG);
            CompletableFuture<Void> served = CompletableFuture.runAsync(() -> {
                try (Socket socket = tcp.accept()) {
                    byte[] length = socket.getInputStream().readNBytes(2);
                    byte[] query = socket.getInputStream()
                            .readNBytes(ByteBuffer.wrap(length).getShort());
                    OutputStream out = socket.getOutputStream();
                    for (byte one : script.apply(new Message(query))) {
                        out.write(one);
                        out.flush();
                    }
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
            test.run();
            served.get(10, TimeUnit.SECONDS);
        }
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
