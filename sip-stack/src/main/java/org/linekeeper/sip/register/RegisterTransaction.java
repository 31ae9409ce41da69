package org.linekeeper.sip.register;

import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.linekeeper.dns.SipTransport;
import org.linekeeper.dns.Target;
import org.linekeeper.sip.loop.Timers;
import org.linekeeper.sip.transport.ListenerSettings;

/**
 * One non-INVITE client transaction (RFC 3261 17.1.2) with one timer for both E and F. It has no Completed state: what timer K
 * would absorb is known by the generation in its branch. Touched by its loop only.
 */
final class RegisterTransaction {
    final Register register;
    final Target target;
    final ListenerSettings listener;
    final RegisterBranch branch;
    final Consumer<RegisterOutcome> outcome;
    private Duration interval;
    private Duration elapsed = Duration.ZERO;
    private boolean proceeding;
    private Timers.@Nullable Timeout timer;

    RegisterTransaction(
            Register register,
            Target target,
            ListenerSettings listener,
            RegisterBranch branch,
            Consumer<RegisterOutcome> outcome,
            Duration t1) {
        this.register = register;
        this.target = target;
        this.listener = listener;
        this.branch = branch;
        this.outcome = outcome;
        this.interval = t1;
    }

    /** How long until something is to be done: a retransmission over UDP, the end otherwise. */
    Duration nextDelay(RegisterClientSettings settings) {
        Duration left = settings.timerF().minus(elapsed);
        return retransmits() && interval.compareTo(left) < 0 ? interval : left;
    }

    /** Takes note that the delay has passed; true when timer F has fired with it. */
    boolean elapsed(Duration delay, RegisterClientSettings settings) {
        elapsed = elapsed.plus(delay);
        Duration doubled = interval.multipliedBy(2);
        // RFC 3261 17.1.2.2: "If timer E fires while in this state [Proceeding], the request MUST be passed to the
        // transport layer for retransmission, and timer E MUST be reset with a value of T2 seconds."
        interval = proceeding || doubled.compareTo(settings.t2()) > 0 ? settings.t2() : doubled;
        return elapsed.compareTo(settings.timerF()) >= 0;
    }

    /** RFC 3261 17.1.2.2: "If a provisional response is received while in the Trying state ..." */
    void proceed() {
        proceeding = true;
    }

    void timer(Timers.Timeout set) {
        timer = set;
    }

    void cancelTimer() {
        if (timer != null) {
            timer.cancel();
            timer = null;
        }
    }

    /** The contact that the request carried. */
    OwnContact contact() {
        return new OwnContact(
                register.contactUser(),
                RegisterEncoder.bracketed(listener.advertisedHost()),
                listener.advertisedPort(),
                register.instance(),
                register.expires());
    }

    private boolean retransmits() {
        return target.transport() == SipTransport.UDP;
    }
}
