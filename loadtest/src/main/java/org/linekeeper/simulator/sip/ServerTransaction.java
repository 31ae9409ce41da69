package org.linekeeper.simulator.sip;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/** A request of the peer until it is answered, RFC 3261 section 17.2, with the INVITE corrections of RFC 6026. */
public final class ServerTransaction {
    private final String key;
    private final SipRequest request;
    private final Flow flow;
    private final Endpoint endpoint;
    private Optional<SipResponse> last = Optional.empty();
    private Optional<Timers.Handle> retransmission = Optional.empty();
    private boolean acknowledged;

    ServerTransaction(String key, SipRequest request, Flow flow, Endpoint endpoint) {
        this.key = key;
        this.request = request;
        this.flow = flow;
        this.endpoint = endpoint;
    }

    String key() {
        return key;
    }

    public SipRequest request() {
        return request;
    }

    public Flow flow() {
        return flow;
    }

    public boolean answered() {
        return last.isPresent() && !last.get().provisional();
    }

    /** Sends a response and, when it is final, what has to be repeated until the peer has it. A second final one is dropped. */
    public void respond(SipResponse response) {
        if (answered()) {
            return;
        }
        last = Optional.of(response);
        endpoint.write(response, flow);
        if (response.provisional()) {
            return;
        }
        endpoint.timers().after(ClientTransaction.LIMIT, this::expired);
        // RFC 3261 section 13.3.1.4: a 2xx is repeated over every transport until the ACK comes; section 17.2.1: a
        // refusal
        // only over an unreliable one.
        if (invite() && (response.success() || !flow.protocol().reliable())) {
            repeatAfter(ClientTransaction.T1);
        }
    }

    /**
     * Sends a 2xx of another fork after the first (RFC 3261 section 13.2.2.4), and repeats it.
     *
     * @return stops the repetition: its ACK came
     */
    public Runnable respondToo(SipResponse another) {
        endpoint.write(another, flow);
        AtomicBoolean done = new AtomicBoolean();
        repeatToo(another, ClientTransaction.T1, done);
        return () -> done.set(true);
    }

    private void repeatToo(SipResponse another, Duration wait, AtomicBoolean done) {
        if (wait.compareTo(ClientTransaction.LIMIT) > 0) {
            return;
        }
        endpoint.timers().after(wait, () -> {
            if (!done.get()) {
                endpoint.write(another, flow);
                repeatToo(another, wait.multipliedBy(2), done);
            }
        });
    }

    private void repeatAfter(Duration wait) {
        retransmission = Optional.of(endpoint.timers().after(wait, () -> {
            last.ifPresent(response -> endpoint.write(response, flow));
            Duration doubled = wait.multipliedBy(2);
            repeatAfter(doubled.compareTo(ClientTransaction.T2) < 0 ? doubled : ClientTransaction.T2);
        }));
    }

    /** The same request came again. */
    void repeated() {
        last.ifPresent(response -> endpoint.write(response, flow));
    }

    /** The ACK came. */
    public void acknowledged() {
        acknowledged = true;
        retransmission.ifPresent(Timers.Handle::cancel);
        retransmission = Optional.empty();
    }

    /** A final answer to INVITE that nobody has acknowledged yet. */
    public boolean awaitsAck() {
        return invite() && answered() && !acknowledged;
    }

    boolean refused() {
        return last.isPresent() && last.get().status() >= 300;
    }

    private void expired() {
        if (awaitsAck()) {
            endpoint.violations().add("ack-missing", "no ACK within 32 s", request);
        }
        acknowledged();
        endpoint.forget(this);
    }

    private boolean invite() {
        return request.method().equals("INVITE");
    }
}
