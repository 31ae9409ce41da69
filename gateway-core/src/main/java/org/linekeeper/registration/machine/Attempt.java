package org.linekeeper.registration.machine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.linekeeper.dns.Target;
import org.linekeeper.sip.auth.DigestChallenge;

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
 */
record Attempt(
        Target target,
        List<Target> others,
        List<Target> tried,
        boolean located,
        boolean bypassed,
        Duration expires,
        Progress progress) {
    /**
     * What has happened in an attempt.
     *
     * @param sent whether a REGISTER is in flight; false while it waits for its turn
     * @param answered challenges answered in this attempt
     * @param preemptive whether the last REGISTER carried credentials nobody had asked for in this attempt
     * @param rounds how many responses led to another REGISTER
     * @param intervalRaised whether a 423 was obeyed
     * @param bare whether credentials were left out after a 403
     * @param query whether the last REGISTER only asked for the bindings
     */
    record Progress(
            boolean sent,
            List<DigestChallenge> answered,
            boolean preemptive,
            int rounds,
            boolean intervalRaised,
            boolean bare,
            boolean query) {
        static final Progress WAITING = new Progress(false, List.of(), false, 0, false, false, false);

        Progress sending(boolean withPreemptive, boolean asQuery) {
            return new Progress(true, answered, withPreemptive, rounds + 1, intervalRaised, bare, asQuery);
        }

        Progress answering(List<DigestChallenge> challenges) {
            List<DigestChallenge> all = new ArrayList<>(answered);
            all.addAll(challenges);
            return new Progress(sent, List.copyOf(all), preemptive, rounds, intervalRaised, bare, query);
        }

        Progress raisingInterval() {
            return new Progress(sent, answered, preemptive, rounds, true, bare, query);
        }

        Progress withoutCredentials() {
            return new Progress(sent, answered, preemptive, rounds, intervalRaised, true, query);
        }
    }

    static Attempt at(Target target, Duration expires) {
        return new Attempt(target, List.of(), List.of(), false, false, expires, Progress.WAITING);
    }

    Attempt with(Progress next) {
        return new Attempt(target, others, tried, located, bypassed, expires, next);
    }

    Attempt asking(Duration other) {
        return new Attempt(target, others, tried, located, bypassed, other, progress);
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
                Progress.WAITING);
    }

    boolean sent() {
        return progress.sent();
    }
}
