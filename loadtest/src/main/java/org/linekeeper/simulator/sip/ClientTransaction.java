package org.linekeeper.simulator.sip;

import java.time.Duration;
import java.util.Optional;

/** A request of ours until it is answered, RFC 3261 section 17.1, with the INVITE corrections of RFC 6026. */
final class ClientTransaction {
    static final Duration T1 = Duration.ofMillis(500);
    static final Duration T2 = Duration.ofSeconds(4);
    static final Duration LIMIT = T1.multipliedBy(64);

    private final SipRequest request;
    private final Flow flow;
    private final ResponseListener listener;
    private final Endpoint endpoint;
    private Optional<Timers.Handle> retransmission = Optional.empty();
    private Timers.Handle limit;
    private boolean proceeding;
    private Optional<SipResponse> last = Optional.empty();

    ClientTransaction(SipRequest request, Flow flow, ResponseListener listener, Endpoint endpoint) {
        this.request = request;
        this.flow = flow;
        this.listener = listener;
        this.endpoint = endpoint;
        this.limit = endpoint.timers().after(LIMIT, this::expired);
    }

    SipRequest request() {
        return request;
    }

    Flow flow() {
        return flow;
    }

    void start() {
        endpoint.write(request, flow);
        if (!flow.protocol().reliable()) {
            retransmitAfter(T1);
        }
    }

    private void retransmitAfter(Duration wait) {
        retransmission = Optional.of(endpoint.timers().after(wait, () -> {
            endpoint.write(request, flow);
            Duration doubled = wait.multipliedBy(2);
            retransmitAfter(invite() || doubled.compareTo(T2) < 0 ? doubled : T2);
        }));
    }

    void response(SipResponse response) {
        boolean repeated = last.isPresent() && last.get().status() == response.status() && !response.provisional();
        if (response.provisional()) {
            proceeding = true;
            if (invite()) {
                stopRetransmission();
            }
        } else {
            stopRetransmission();
            if (last.isEmpty()) {
                limit.cancel();
                limit = endpoint.timers().after(LIMIT, this::expired);
            }
            last = Optional.of(response);
            if (invite() && !response.success()) {
                endpoint.write(acknowledgement(response), flow);
            }
        }
        if (!repeated) {
            endpoint.checker().response(response, request);
        }
        if (!repeated || (invite() && response.success())) {
            listener.response(response, flow);
        }
    }

    /** The ACK of a refusal, RFC 3261 section 17.1.1.3. */
    private SipRequest acknowledgement(SipResponse refusal) {
        SipHeaders headers = SipHeaders.EMPTY
                .with("Via", request.headers().values("Via").get(0))
                .with("Max-Forwards", "70")
                .with("From", request.headers().first("From").orElseThrow())
                .with("To", refusal.headers().first("To").orElseThrow())
                .with("Call-ID", request.callId())
                .with("CSeq", request.cseq().number() + " ACK");
        for (String route : request.headers().lines("Route")) {
            headers = headers.with("Route", route);
        }
        return new SipRequest("ACK", request.uri(), headers, "");
    }

    private void expired() {
        // RFC 3261 section 17.1.1.2: no timer ends an INVITE that has had a provisional response.
        if (last.isEmpty() && invite() && proceeding) {
            return;
        }
        stopRetransmission();
        endpoint.forget(this);
        if (last.isEmpty()) {
            listener.failed("no final response to " + request.startLine());
        }
    }

    private void stopRetransmission() {
        retransmission.ifPresent(Timers.Handle::cancel);
        retransmission = Optional.empty();
    }

    private boolean invite() {
        return request.method().equals("INVITE");
    }
}
