package org.linekeeper.sip.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.linekeeper.dns.SipTransport;
import org.linekeeper.sip.transport.TransportCounters.Event;

/** What the demux answers, drops and passes on, without sockets. */
class BadMessageTest {
    private static final InetSocketAddress PEER = new InetSocketAddress("127.77.3.50", 40_000);

    private final TransportCounters counters = new TransportCounters();
    private final List<String> replies = new ArrayList<>();
    private final List<String> passed = new ArrayList<>();
    private final NettyLoops loops = NettyLoops.start(1, System::nanoTime);
    private Admission admission = Admission.OPEN;

    @AfterEach
    void close() {
        loops.close();
    }

    @Test
    void passesAGoodRequest() throws Exception {
        receive(message("INVITE sip:a@b SIP/2.0"));
        assertThat(replies).isEmpty();
        assertThat(passed).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "INVITE sip:a@b SIP/3.0 | 505 | VERSION_NOT_SUPPORTED",
                "INVITE sip:a@b SIP/7.0 | 505 | VERSION_NOT_SUPPORTED",
                "INVITE  sip:a@b SIP/2.0 | 400 | BAD_START_LINE",
                "INVITE sip:a@b  SIP/2.0 | 400 | BAD_START_LINE",
                "INVITE sip:a@b; lr SIP/2.0 | 400 | BAD_START_LINE",
                "INVITE <sip:a@b> SIP/2.0 | 400 | BAD_REQUEST_URI",
                "INVITE sip:2001:db8::1 SIP/2.0 | 400 | BAD_REQUEST_URI",
                "INVITE sip:a@ SIP/2.0 | 400 | BAD_REQUEST_URI",
                "INVITE sip:a@b:99999999 SIP/2.0 | 400 | BAD_REQUEST_URI",
                "INVITE mailto:a@b SIP/2.0 | 416 | BAD_REQUEST_URI",
                "NEWMETHOD sip:a@b SIP/2.0 | 501 | METHOD_UNKNOWN",
                "REGISTER sip:b SIP/2.0 | 405 | METHOD_NOT_ALLOWED",
                "MESSAGE sip:a@b SIP/2.0 | 405 | METHOD_NOT_ALLOWED",
                "OPTIONS sip:a@b SIP/2.0 | 200 | OPTIONS_ANSWERED",
            })
    void answersByItsRequestLine(String line, int status, Event reason) throws Exception {
        receive(message(line));
        assertThat(replies).singleElement().asString().startsWith("SIP/2.0 " + status + " ");
        assertThat(counters.value(reason)).isOne();
        assertThat(passed).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "CSeq: 1 INVITE | CSeq: 1 BYE | 400 | BAD_CSEQ",
                "CSeq: 1 INVITE | CSeq: 36893488147419103232 INVITE | 400 | BAD_CSEQ",
                "CSeq: 1 INVITE | CSeq: x INVITE | 400 | BAD_CSEQ",
                "Max-Forwards: 70 | Max-Forwards: 300 | 400 | BAD_MAX_FORWARDS",
                "Max-Forwards: 70 | To: <sip:x@y> | 400 | REPEATED_HEADER",
                "Max-Forwards: 70 | i: another | 400 | REPEATED_HEADER",
                "Max-Forwards: 70 | Bad Header: x | 400 | BAD_HEADER",
                "Max-Forwards: 70 | Bad\u0001: x | 400 | BAD_HEADER",
                "Max-Forwards: 70 | To\u0000: x | 400 | BAD_HEADER",
                "Max-Forwards: 70 | : x | 400 | BAD_HEADER",
                "Max-Forwards: 70 | noColon | 400 | BAD_HEADER",
                "Max-Forwards: 70 | Subject: a{CR}Foo: b | 400 | BAD_HEADER",
                "Max-Forwards: 70 | Subject: a{LF}Via: b | 400 | BAD_HEADER",
                "Max-Forwards: 70 | Subject: a\u0007b | 400 | BAD_HEADER",
                "Content-Length: 0 | Content-Length: 9999 | 400 | BODY_CUT_OFF",
                "Content-Length: 0 | Content-Length: -1 | 400 | BAD_CONTENT_LENGTH",
            })
    void refusesByItsHeaders(String good, String bad, int status, Event reason) throws Exception {
        receive(message("INVITE sip:a@b SIP/2.0")
                .replace(good, bad.replace("{CR}", "\r").replace("{LF}", "\n")));
        assertThat(replies).singleElement().asString().startsWith("SIP/2.0 " + status + " ");
        assertThat(counters.value(reason)).isOne();
        assertThat(passed).isEmpty();
        assertThat(replies.get(0).lines().skip(1).filter(line -> line.startsWith("Foo")))
                .isEmpty();
    }

    /** A peer that reads PRACK or INFO there sends them, and gets 405. */
    @Test
    void offersInOptionsOnlyWhatACallDoes() throws Exception {
        receive(message("OPTIONS sip:a@b SIP/2.0"));
        assertThat(replies)
                .singleElement()
                .asString()
                .contains("\r\nAllow: INVITE, ACK, CANCEL, BYE, OPTIONS, UPDATE, REFER, NOTIFY\r\n")
                .contains("\r\nSupported: timer, replaces\r\n")
                .contains("\r\nContact: <sip:us.example:5060>\r\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"sip:tenant.example", "sip:tenant.example:5061;transport=tls", "sip:u@tenant.example?a=b"})
    void answersOptionsUnderTheNameThatWasAskedFor(String uri) throws Exception {
        receive(message("OPTIONS " + uri + " SIP/2.0"));
        assertThat(replies).singleElement().asString().contains("\r\nContact: <sip:tenant.example:5060>\r\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Via", "From", "To", "Call-ID", "CSeq"})
    void dropsWhatCannotBeAnswered(String missing) throws Exception {
        receive(message("INVITE sip:a@b SIP/2.0").replace(missing + ":", "X:"));
        assertThat(replies).isEmpty();
        assertThat(passed).isEmpty();
        assertThat(counters.value(Event.MISSING_HEADER)).isOne();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ACK sip:a@b SIP/9.0",
                "ACK  sip:a@b SIP/2.0",
                "ACK <sip:a@b> SIP/2.0",
                "ACK mailto:x SIP/2.0",
                "SIP/2.0 99 Too Small",
                "SIP/2.0 4294967301 Wraps",
                "SIP/2.0 200 OK",
                "garbage",
                "GET / HTTP/1.1",
            })
    void neverAnswers(String line) throws Exception {
        receive(message(line).replace("INVITE\r\n", "ACK\r\n"));
        assertThat(replies).isEmpty();
        assertThat(passed).isEmpty();
        assertThat(counters.snapshot().values().stream()
                        .mapToLong(Long::longValue)
                        .sum())
                .isOne();
    }

    @Test
    void acceptsBlanksBeforeColonsFoldsAndCompactNames() throws Exception {
        receive(String.join(
                "\r\n",
                "INVITE sip:a@b SIP/2.0",
                "v  :",
                " SIP/2.0/UDP",
                "\t h ;branch=z9hG4bKx",
                "FROM\t:<sip:x@y>;tag=1",
                "t : <sip:a@b>",
                "i:c1",
                "cSeQ: 0001",
                "  INVITE",
                "",
                ""));
        assertThat(replies).isEmpty();
        assertThat(passed).hasSize(1);
    }

    @Test
    void allowsControlCharactersInQuotedPairs() throws Exception {
        receive(message("INVITE sip:a@b SIP/2.0").replace("To: ", "To: \"BEL:\\\u0007 NUL:\\\u0000 DEL:\\\u007f\" "));
        assertThat(passed).hasSize(1);
    }

    @Test
    void cutsWhatFollowsTheBodyAndCompletesTheLength() throws Exception {
        receive(message("INVITE sip:a@b SIP/2.0") + "INVITE sip:second@b SIP/2.0\r\n\r\n");
        receive(message("INVITE sip:a@b SIP/2.0").replace("Content-Length: 0\r\n", "") + "v=0\r\n");
        assertThat(passed.get(0)).doesNotContain("second").endsWith("Content-Length: 0\r\n\r\n");
        assertThat(passed.get(1)).endsWith("Content-Length: 5\r\n\r\nv=0\r\n");
    }

    @Test
    void repeatsTheViasInOrderAndSaysWhereTheRequestCameFrom() throws Exception {
        receive(
                message("NEWMETHOD sip:a@b SIP/2.0")
                        .replace(
                                "Via: SIP/2.0/UDP h;branch=z9hG4bKx;rport",
                                "v: SIP/2.0/UDP h;rport;branch=z9hG4bKx;received=1.2.3.4, SIP/2.0/TCP g\r\nVia: SIP/2.0/TLS f"));
        assertThat(replies.get(0).lines().filter(line -> line.startsWith("Via:")))
                .containsExactly(
                        "Via: SIP/2.0/UDP h;branch=z9hG4bKx;rport=40000;received=127.77.3.50",
                        "Via: SIP/2.0/TCP g",
                        "Via: SIP/2.0/TLS f");
    }

    @Test
    void refusesExtensionsOfOptions() throws Exception {
        receive(message("OPTIONS sip:a@b SIP/2.0").replace("Max-Forwards: 70", "Require: nothing, 100rel"));
        assertThat(replies.get(0)).startsWith("SIP/2.0 420 ").contains("Unsupported: nothing, 100rel\r\n");
    }

    @Test
    void refusesNewCallsWhenTheGateIsClosedAndKnowsTheAckToIt() throws Exception {
        admission = source -> Optional.of(java.time.Duration.ofSeconds(7));
        receive(message("INVITE sip:a@b SIP/2.0"));
        assertThat(replies.get(0)).startsWith("SIP/2.0 503 ").contains("Retry-After: 7\r\n");
        String to = replies.get(0)
                .lines()
                .filter(line -> line.startsWith("To:"))
                .findFirst()
                .orElseThrow();
        receive(message("ACK sip:a@b SIP/2.0").replace("To: <sip:a@b>", to));
        assertThat(counters.value(Event.ACK_ABSORBED)).isOne();
        assertThat(passed).isEmpty();
        // In a dialog the gate is not asked.
        receive(message("INVITE sip:a@b SIP/2.0").replace("To: <sip:a@b>", "To: <sip:a@b>;tag=known"));
        assertThat(passed).hasSize(1);
    }

    @Test
    void giveTheSameTagToARetransmission() throws Exception {
        receive(message("NEWMETHOD sip:a@b SIP/2.0"));
        receive(message("NEWMETHOD sip:a@b SIP/2.0"));
        assertThat(replies.get(0)).isEqualTo(replies.get(1)).contains(";tag=lk-");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void survivesMutatedMessages(long seed) throws Exception {
        Random random = new Random(seed);
        byte[] good = Sockets.bytes(message("INVITE sip:a@b SIP/2.0"));
        for (int i = 0; i < 2_000; i++) {
            byte[] bad = java.util.Arrays.copyOf(good, 1 + random.nextInt(good.length));
            for (int change = random.nextInt(4); change >= 0; change--) {
                bad[random.nextInt(bad.length)] = (byte) random.nextInt(256);
            }
            replies.clear();
            receive(bad);
            assertThat(replies).hasSizeLessThan(2);
            assertThat(replies).allMatch(reply -> reply.endsWith("\r\n\r\n"));
        }
    }

    /** A request with the given first line and everything that it needs. */
    private static String message(String line) {
        String method = line.indexOf(' ') > 0 ? line.substring(0, line.indexOf(' ')) : "INVITE";
        return line + "\r\n"
                + "Via: SIP/2.0/UDP h;branch=z9hG4bKx;rport\r\n"
                + "Max-Forwards: 70\r\n"
                + "From: <sip:x@y>;tag=1\r\n"
                + "To: <sip:a@b>\r\n"
                + "Call-ID: c1\r\n"
                + "CSeq: 1 " + (method.startsWith("SIP/") ? "INVITE" : method) + "\r\n"
                + "Content-Length: 0\r\n\r\n";
    }

    private void receive(String message) throws Exception {
        receive(Sockets.bytes(message));
    }

    /** On the only loop, so that everything has happened when it returns. */
    private void receive(byte[] message) throws Exception {
        InboundDemux demux = new InboundDemux(
                List.of(),
                new Sink(),
                new HandOver(loops, 1 << 20),
                call -> admission.refuse(call),
                new OptionsAnswer(
                        List.of(new ListenerSettings(
                                "udp",
                                SipTransport.UDP,
                                new InetSocketAddress(5060),
                                "us.example",
                                5060,
                                Optional.empty())),
                        (host, source) -> host.equals("tenant.example") ? Optional.of(host) : Optional.empty()),
                new StatelessReplies("Linekeeper", 42),
                counters);
        MessageSource source = new MessageSource("udp", SipTransport.UDP, PEER, List.of());
        java.util.concurrent.CompletableFuture<Void> done = new java.util.concurrent.CompletableFuture<>();
        loops.loop(0).execute(() -> {
            try {
                demux.received(new InboundMessage(message, source, new Back()));
                done.complete(null);
            } catch (RuntimeException e) {
                done.completeExceptionally(e);
            }
        });
        done.get(30, java.util.concurrent.TimeUnit.SECONDS);
    }

    private final class Back implements ReplyPath {
        @Override
        public void send(byte[] message, MessageSender.SendFailure failed) {
            replies.add(Sockets.text(message));
        }

        @Override
        public void sendLast(byte[] message) {
            replies.add(Sockets.text(message));
        }
    }

    private final class Sink implements MessageSink {
        @Override
        public boolean isOurBranch(String branch) {
            return false;
        }

        @Override
        public void message(InboundMessage message, Refusal refusal) {
            passed.add(Sockets.text(message.bytes()));
        }
    }
}
