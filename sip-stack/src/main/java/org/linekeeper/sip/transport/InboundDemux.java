package org.linekeeper.sip.transport;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.linekeeper.sip.transport.TransportCounters.Event;

/**
 * Decides who gets a received message: a tap beside JAIN-SIP, the transactions above, or nobody. What can be refused or answered
 * without state is, here, before anything is parsed; nothing gets more than one answer.
 */
public final class InboundDemux implements MessageReceiver {
    /** RFC 3261 8.1.1.7: every branch of an RFC 3261 element begins with this. */
    public static final String BRANCH_COOKIE = "z9hG4bK";

    private static final Duration REPEATED = Duration.ofSeconds(1);

    private final List<ResponseTap> taps;
    private final byte[][] tapPrefixes;
    private final MessageSink sink;
    private final HandOver handOver;
    private final Admission admission;
    private final OptionsAnswer options;
    private final StatelessReplies replies;
    private final TransportCounters counters;
    private final Verdicts verdicts = new Verdicts();

    public InboundDemux(
            List<ResponseTap> taps,
            MessageSink sink,
            HandOver handOver,
            Admission admission,
            OptionsAnswer options,
            StatelessReplies replies,
            TransportCounters counters) {
        this.taps = List.copyOf(taps);
        this.tapPrefixes = this.taps.stream()
                .map(tap -> (BRANCH_COOKIE + tap.branchPrefix()).getBytes(StandardCharsets.US_ASCII))
                .toArray(byte[][]::new);
        this.sink = sink;
        this.handOver = handOver;
        this.admission = admission;
        this.options = options;
        this.replies = replies;
        this.counters = counters;
    }

    @Override
    public boolean taken(byte[] buffer, int length, MessageSource source) {
        long branch = TopmostBranch.find(buffer, length);
        if (branch < 0) {
            return false;
        }
        int from = (int) (branch >>> 32);
        int to = (int) branch;
        for (int i = 0; i < tapPrefixes.length; i++) {
            byte[] prefix = tapPrefixes[i];
            if (to - from >= prefix.length
                    && Arrays.equals(buffer, from, from + prefix.length, prefix, 0, prefix.length)) {
                return taps.get(i).response(buffer, length, from, to, source);
            }
        }
        return false;
    }

    @Override
    public void received(InboundMessage message) {
        if (!taken(message.bytes(), message.bytes().length, message.source())) {
            left(message);
        }
    }

    @Override
    public void left(InboundMessage message) {
        MessageScan scan = MessageScan.of(message.bytes());
        if (scan.startLine() instanceof StartLine.Response) {
            response(message, scan);
        } else if (scan.startLine() instanceof StartLine.Request request) {
            request(message, scan, request);
        } else {
            counters.count(scan.startLine() instanceof StartLine.Broken ? Event.BAD_START_LINE : Event.NOT_SIP);
            brokenStartLine(message, scan);
        }
    }

    @Override
    public void unframed(InboundMessage message, Event reason) {
        counters.count(reason);
        byte[] refusal = null;
        MessageScan scan = MessageScan.of(message.bytes());
        // RFC 2543 let a message end with its connection: such a peer is not wrong, but it cannot be served.
        boolean old = reason == Event.CONTENT_LENGTH_MISSING
                && !String.valueOf(scan.branch()).startsWith(BRANCH_COOKIE);
        if (reason != Event.NOT_SIP && !old) {
            boolean tooLarge = reason == Event.MESSAGE_TOO_LARGE;
            refusal = replies.response(
                    scan,
                    message.source().remote(),
                    tooLarge ? 513 : 400,
                    tooLarge ? "Message Too Large" : "Bad Request: " + words(reason),
                    List.of());
        }
        message.replyPath().sendLast(refusal == null ? new byte[0] : refusal);
    }

    private void response(InboundMessage message, MessageScan scan) {
        Event fault = faultOf(message, scan);
        String branch = scan.branch();
        String callId = scan.callId();
        if (fault != null || branch == null || callId == null) {
            // RFC 3261 18.1.2, 18.3: what is wrong with a response is never answered.
            counters.count(fault == null ? Event.STRAY_RESPONSE : fault);
            return;
        }
        ResponseTap tap = tapFor(branch);
        if (tap != null) {
            tap.response(message.bytes(), branch, message.source());
        } else if (sink.isOurBranch(branch)) {
            pass(callId, message, scan, (reason, status, phrase) -> counters.count(reason));
        } else {
            counters.count(Event.STRAY_RESPONSE);
        }
    }

    private void request(InboundMessage message, MessageScan scan, StartLine.Request request) {
        Event fault = faultOf(message, scan);
        String callId = scan.callId();
        if (fault == Event.VERSION_NOT_SUPPORTED) {
            refuse(message, scan, fault, 505, "Version Not Supported");
        } else if (fault != null || callId == null) {
            refuse(message, scan, fault == null ? Event.MISSING_HEADER : fault, 400, "Bad Request: " + words(fault));
        } else if (!SipMethods.isKnown(request.method())) {
            refuse(message, scan, Event.METHOD_UNKNOWN, 501, "Not Implemented", "Allow: " + SipMethods.ALLOW);
        } else if (uriRefused(message, scan, request)) {
            return;
        } else if (!SipMethods.isServed(request.method())) {
            refuse(message, scan, Event.METHOD_NOT_ALLOWED, 405, "Method Not Allowed", "Allow: " + SipMethods.ALLOW);
        } else if (request.method().equals("ACK") && replies.isOurs(scan)) {
            counters.count(Event.ACK_ABSORBED);
        } else if (request.method().equals("OPTIONS") && scan.toTag() == null) {
            options(message, scan, request.uri());
        } else if (!overloaded(message, scan, request, callId)) {
            pass(callId, message, scan, (reason, status, phrase) -> refuse(message, scan, reason, status, phrase));
        }
    }

    private boolean uriRefused(InboundMessage message, MessageScan scan, StartLine.Request request) {
        switch (RequestUri.check(request.uri())) {
            case FINE -> {
                return false;
            }
            case UNKNOWN_SCHEME -> refuse(message, scan, Event.BAD_REQUEST_URI, 416, "Unsupported URI Scheme");
            case BROKEN -> refuse(message, scan, Event.BAD_REQUEST_URI, 400, "Bad Request: Request-URI");
        }
        return true;
    }

    private void options(InboundMessage message, MessageScan scan, String uri) {
        String require = scan.require();
        if (require != null && !require.isBlank()) {
            // RFC 3261 8.2.2.3: 420 lists the options that are not understood in Unsupported.
            refuse(message, scan, Event.EXTENSION_NOT_SUPPORTED, 420, "Bad Extension", "Unsupported: " + require);
            return;
        }
        counters.count(Event.OPTIONS_ANSWERED);
        send(
                message,
                replies.response(scan, message.source().remote(), 200, "OK", options.headers(uri, message.source())));
    }

    private boolean overloaded(InboundMessage message, MessageScan scan, StartLine.Request request, String callId) {
        if (!request.method().equals("INVITE") || scan.toTag() != null) {
            return false;
        }
        String branch = String.valueOf(scan.branch());
        Verdicts.Verdict before = verdicts.of(branch, callId);
        if (before == Verdicts.Verdict.LET_IN) {
            return false;
        }
        Optional<Duration> wait =
                admission.refuse(new Admission.NewCall(message.source(), request.uri(), handOver.behind(callId)));
        if (wait.isEmpty() && before == Verdicts.Verdict.REFUSED) {
            // Who has the 503 already would not wait for this call any more.
            wait = Optional.of(REPEATED);
        }
        verdicts.note(branch, callId, wait.isEmpty());
        wait.ifPresent(duration -> refuse(
                message,
                scan,
                Event.OVERLOADED,
                503,
                "Service Unavailable",
                "Retry-After: " + Math.max(1, duration.toSeconds())));
        return wait.isPresent();
    }

    private void pass(String callId, InboundMessage message, MessageScan scan, MessageSink.Refusal refusal) {
        byte[] framed = scan.framed();
        InboundMessage whole =
                framed == message.bytes() ? message : new InboundMessage(framed, message.source(), message.replyPath());
        if (!handOver.to(callId, framed.length, () -> sink.message(whole, refusal))) {
            refusal.refuse(Event.HAND_OVER_FULL, 503, "Service Unavailable");
        }
    }

    private static @Nullable Event faultOf(InboundMessage message, MessageScan scan) {
        Event fault = scan.fault();
        if (fault == null && scan.headerEnd() + scan.contentLength() > message.bytes().length) {
            // RFC 3261 18.3: a datagram that ends before its body does is "an error"; a request is answered by 400.
            return Event.BODY_CUT_OFF;
        }
        return fault;
    }

    /** A first line that means to be a request is answered when the rest can be read. */
    private void brokenStartLine(InboundMessage message, MessageScan scan) {
        if (scan.startLine() instanceof StartLine.Broken broken && broken.request()) {
            send(
                    message,
                    replies.response(scan, message.source().remote(), 400, "Bad Request: Request-Line", List.of()));
        }
    }

    private void refuse(
            InboundMessage message, MessageScan scan, Event reason, int status, String phrase, String... headers) {
        counters.count(reason);
        send(message, replies.response(scan, message.source().remote(), status, phrase, List.of(headers)));
    }

    private static void send(InboundMessage to, byte @Nullable [] response) {
        if (response != null) {
            to.replyPath().answer(response);
        }
    }

    private static String words(@Nullable Event reason) {
        return reason == null
                ? "missing header"
                : reason.name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ');
    }

    private @Nullable ResponseTap tapFor(String branch) {
        if (!branch.startsWith(BRANCH_COOKIE)) {
            return null;
        }
        for (ResponseTap tap : taps) {
            if (branch.startsWith(tap.branchPrefix(), BRANCH_COOKIE.length())) {
                return tap;
            }
        }
        return null;
    }
}
