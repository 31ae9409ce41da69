package org.linekeeper.registration.machine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.linekeeper.dns.SipTransport;
import org.linekeeper.dns.Target;

/**
 * One try at one target: from waiting for a turn to the final response, with the answers to challenges in between.
 *
 * @param target where it goes
 * @param others targets not tried yet, in order
 * @param tried targets that failed before in this round
 * @param located whether {@code others} is all that DNS knows; otherwise it is asked before giving up
 * @param bypassed whether a down target was given up for another one already
 * @param expires what is asked for; zero to remove the binding
 * @param progress what has happened so far
 * @param redirect the 3xx that led here; empty where the settings lead
 */
record Attempt(
        Target target,
        List<Target> others,
        List<Target> tried,
        boolean located,
        boolean bypassed,
        Duration expires,
        Progress progress,
        Optional<Redirect> redirect) {

    static Attempt at(Target target, Duration expires) {
        return new Attempt(target, List.of(), List.of(), false, false, expires, Progress.WAITING, Optional.empty());
    }

    Attempt with(Progress next) {
        return new Attempt(target, others, tried, located, bypassed, expires, next, redirect);
    }

    Attempt asking(Duration other) {
        return new Attempt(target, others, tried, located, bypassed, other, progress, redirect);
    }

    Attempt following(Optional<Redirect> other) {
        return new Attempt(target, others, tried, located, bypassed, expires, progress, other);
    }

    /** The same place over TCP; what the target over UDP had to say counts no more. */
    Attempt overStream() {
        Target stream = new Target(SipTransport.TCP, target.address(), target.serverName());
        return new Attempt(stream, others, triedToo(), located, bypassed, expires, progress.overStream(), redirect);
    }

    /** The same place over TCP, with what is too large for a datagram. */
    Attempt leavingDatagrams() {
        return over(SipTransport.TCP);
    }

    /** The same place over UDP after all. */
    Attempt backToDatagrams() {
        return over(SipTransport.UDP);
    }

    private Attempt over(SipTransport transport) {
        Target place = new Target(transport, target.address(), target.serverName());
        Progress large = progress.again().having(Progress.Once.LARGE);
        return new Attempt(place, others, triedToo(), located, bypassed, expires, large, redirect);
    }

    /** All that was tried, this target included. */
    List<Target> triedToo() {
        List<Target> all = new ArrayList<>(tried);
        all.add(target);
        return List.copyOf(all);
    }

    /** The same try at the next target. */
    Attempt next() {
        return new Attempt(
                others.get(0),
                others.subList(1, others.size()),
                triedToo(),
                located,
                bypassed,
                expires,
                Progress.WAITING,
                redirect);
    }

    boolean sent() {
        return progress.sent();
    }
}
