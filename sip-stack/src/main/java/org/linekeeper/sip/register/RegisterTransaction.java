package org.linekeeper.sip.register;

import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.linekeeper.dns.SipTransport;
import org.linekeeper.dns.Target;
import org.linekeeper.sip.loop.TimerTask;
import org.linekeeper.sip.loop.Timers;
import org.linekeeper.sip.transport.MessageSender;

/**
 * One non-INVITE client transaction (RFC 3261 17.1.2) with one timer for both E and F. It has no Completed state: what timer K
 * would absorb is known by the generation in its branch. It is its own timer task, its own failure callback and the contact to
 * look for, so that there is one object for each transaction in flight. Touched by its loop only, but for {@link #failed}.
 */
final class RegisterTransaction extends TimerTask implements MessageSender.SendFailure, SoughtContact {
    final Register register;
    final Target target;
    final RegisterTemplate template;
    final Consumer<RegisterOutcome> outcome;
    final int slot;
    final int generation;
    private final LoopTransactions owner;
    private long interval;
    private long elapsed;
    private long delay;
    private boolean proceeding;
    private Timers.@Nullable Timeout timer;

    RegisterTransaction(
            LoopTransactions owner,
            Register register,
            Target target,
            RegisterTemplate template,
            Consumer<RegisterOutcome> outcome,
            int slot,
            int generation) {
        this.owner = owner;
        this.register = register;
        this.target = target;
        this.template = template;
        this.outcome = outcome;
        this.slot = slot;
        this.generation = generation;
    }

    /** Sets the timer for what is to be done next: a retransmission over UDP, the end otherwise. */
    void start(TransactionTimers timers) {
        interval = timers.t1Nanos;
        arm(timers);
    }

    /** Takes note that the delay has passed; true when timer F has fired with it. The timer is set again otherwise. */
    boolean elapsed(TransactionTimers timers) {
        elapsed += delay;
        // RFC 3261 17.1.2.2: "If timer E fires while in this state [Proceeding], the request MUST be passed to the
        // transport layer for retransmission, and timer E MUST be reset with a value of T2 seconds."
        interval = proceeding ? timers.t2Nanos : Math.min(interval * 2, timers.t2Nanos);
        if (elapsed >= timers.timerFNanos) {
            return true;
        }
        arm(timers);
        return false;
    }

    /** Whether it was sent more than once: timer E sends again each time, as long as timer F has not fired. */
    boolean retransmitted() {
        return elapsed > 0;
    }

    private void arm(TransactionTimers timers) {
        long left = timers.timerFNanos - elapsed;
        delay = target.transport() == SipTransport.UDP ? Math.min(interval, left) : left;
        timer = timers.schedule(delay, this);
    }

    /** RFC 3261 17.1.2.2: "If a provisional response is received while in the Trying state ..." */
    void proceed() {
        proceeding = true;
    }

    void cancelTimer() {
        if (timer != null) {
            timer.cancel();
            timer = null;
        }
    }

    @Override
    public void run() {
        owner.timerFired(this);
    }

    @Override
    public void failed(String cause) {
        owner.transportFailed(this, cause);
    }

    @Override
    public boolean isUser(byte[] message, int from, int to) {
        return register.identity().isContactUser(message, from, to);
    }

    @Override
    public boolean isHost(byte[] message, int from, int to) {
        return Bytes.equalIgnoringCase(message, from, to, template.host());
    }

    @Override
    public int port() {
        return template.port();
    }

    @Override
    public boolean isInstance(byte[] message, int from, int to) {
        return register.outbound() && register.identity().isInstance(message, from, to);
    }

    /** The contact for a parser that wants text. */
    OwnContact contact() {
        Duration requested = register.expires();
        return new OwnContact(
                register.identity().contactUser(), template.host(), template.port(), register.instance(), requested);
    }
}
