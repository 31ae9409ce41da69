package org.linekeeper.registration.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.linekeeper.config.RegistrationSettings;
import org.linekeeper.dns.Target;
import org.linekeeper.registration.simulation.SimNetwork.Exchange;
import org.linekeeper.sip.auth.Authorization;
import org.linekeeper.sip.register.RegisterOutcome;
import org.linekeeper.sip.register.RegisterResponse;

/** What must hold of every REGISTER, whatever the world does. Violations are collected and end the run after the event. */
final class Watch {
    private static final Duration HOUR = Duration.ofHours(1);
    /** Turns that a pacer may have saved up, and one for the edge of a second. */
    private static final double BURST = 1.05;

    /** Turns of the seconds that the disk takes at most. */
    private static final double HELD = 0.15;

    /** How long what happened may wait for the disk. */
    private static final Duration ON_THE_WAY = Duration.ofMillis(300);

    private static final int MOST_IN_TEN_SECONDS = 30;

    /** Two steps of a ramp: the one that shows how many turns are needed, and the one in which they are given. */
    private static final int STEPS_SECONDS = 20;
    /** Of a step, where at least a quarter of the rate was used. */
    private static final double GROWTH = 4.0 / 10;

    final List<String> violations = new ArrayList<>();
    private final SimTime time;
    private final RegistrationSettings pace;
    private final Trace trace;
    private final Set<String> inFlight = new HashSet<>();
    private final Map<String, Long> cseqs = new HashMap<>();
    private final Map<String, Integer> counts = new HashMap<>();
    private final Map<String, Deque<Long>> sends = new HashMap<>();
    private final Map<Target, AtTarget> targets = new HashMap<>();
    private final Map<String, String> issued = new HashMap<>();
    private final Map<String, Instant> rejected = new HashMap<>();
    /** Whose credentials were refused when that said nothing of them, and where: their request had been retransmitted. */
    private final Map<String, Target> unclear = new HashMap<>();
    /** Whose credentials were refused like that more than once in an attempt, since they last succeeded. */
    private final Set<String> doubted = new HashSet<>();

    /** Whose settings changed while they were on the way: their attempt ends with the credentials that it began with. */
    private final Set<String> changed = new HashSet<>();

    private final Map<String, Duration> least = new HashMap<>();
    private Consumer<Exchange> listener = exchange -> {};
    private String answering = "";
    /** REGISTERs sent in all. */
    int sent;

    /** One target as the process of now uses it. */
    private static final class AtTarget {
        private final Deque<Long> turns = new ArrayDeque<>();
        private final Deque<Long> turnsOfSteps = new ArrayDeque<>();
        private int inFlight;
        private Instant gatedAt = Instant.MIN;
        private Instant gatedUntil = Instant.MIN;
        private int whileGated;
    }

    Watch(SimTime time, RegistrationSettings pace, Trace trace) {
        this.time = time;
        this.pace = pace;
        this.trace = trace;
    }

    /**
     * A process has begun; the one before is gone with all that it knew and had not saved.
     *
     * @param killedAt when the one before ended
     * @param sameClock whether both have the same time of day
     */
    void restarted(Instant killedAt, boolean sameClock) {
        inFlight.clear();
        targets.clear();
        issued.clear();
        rejected.values().removeIf(at -> !sameClock || at.isAfter(killedAt.minus(ON_THE_WAY)));
        unclear.clear();
        doubted.clear();
        changed.clear();
        least.clear();
        answering = "";
    }

    /** Somebody changed what the lines are to do, or asked for a refresh. */
    void forgiven(String aor) {
        if (inFlight.contains(aor)) {
            changed.add(aor);
        }
        rejected.remove(aor);
        doubted.remove(aor);
        least.remove(aor);
    }

    void onSending(Consumer<Exchange> told) {
        listener = told;
    }

    boolean isBeingAnswered(String callId) {
        return answering.equals(callId);
    }

    boolean inFlight(String aor) {
        return inFlight.contains(aor);
    }

    int inFlight() {
        return inFlight.size();
    }

    void sending(Exchange exchange) {
        sent++;
        listener.accept(exchange);
        String aor = exchange.register.aor();
        if (!exchange.goesOn) {
            unclear.remove(aor);
            changed.remove(aor);
        }
        trace.add(time, "send " + aor + " " + exchange.register.cseq() + " " + exchange.target.address());
        // RFC 3261 10.2: "UAs MUST NOT send a new registration ... until they have received a final response"
        check(inFlight.add(aor), "two REGISTERs in flight", aor);
        // RFC 3261 10.2: "A UA MUST increment the CSeq value by one for each REGISTER request with the same Call-ID"
        Long before = cseqs.put(exchange.register.callId(), exchange.register.cseq());
        check(before == null || before < exchange.register.cseq(), "CSeq did not rise", aor);
        for (Authorization authorization : exchange.register.authorizations()) {
            Credentials credentials = Credentials.read(authorization);
            Integer count = counts.put(credentials.nonce(), credentials.count());
            check(count == null || count < credentials.count(), "nc came again", aor);
        }
        // RFC 3261 22.1: "MUST NOT re-attempt requests with the credentials that have just been rejected"
        Instant rejection = rejected.get(aor);
        check(
                rejection == null
                        || exchange.register.authorizations().isEmpty()
                        || !time.now().isBefore(rejection.plus(HOUR)),
                "rejected credentials shown again within the hour",
                aor);
        // RFC 3261 10.2.8
        Duration minimum = least.getOrDefault(aor, Duration.ZERO);
        check(
                exchange.register.expires().isZero()
                        || exchange.register.query()
                        || exchange.register.expires().compareTo(minimum) >= 0,
                "Min-Expires not obeyed",
                aor);
        check(
                window(sends.computeIfAbsent(aor, key -> new ArrayDeque<>()), 10) <= MOST_IN_TEN_SECONDS,
                "tight loop",
                aor);
        sendingTo(exchange);
    }

    private void sendingTo(Exchange exchange) {
        AtTarget at = targets.computeIfAbsent(exchange.target, target -> new AtTarget());
        at.inFlight++;
        check(at.inFlight <= pace.maxInFlightPerTarget(), "window exceeded", exchange.target);
        if (exchange.goesOn) {
            return;
        }
        check(isPaced(at), "rate exceeded", exchange.target);
        if (time.now().isBefore(at.gatedUntil) && time.now().isAfter(at.gatedAt)) {
            at.whileGated++;
            check(at.whileGated <= 1, "more than a canary to a gated target", exchange.target);
        }
    }

    /**
     * Refreshes have no fixed cap, or living bindings would lapse (decision 12). Lines whose PBX refuses them or sends them elsewhere
     * try again while their bindings live: where that need lasts for 10 s the rate may double, and only what comes suddenly is bound
     * by the maximum. After a start a turn waits until its numbers are reserved on the disk, so that a few come together.
     */
    private boolean isPaced(AtTarget at) {
        double rate = Math.max(pace.maxPerSecond(), window(at.turnsOfSteps, STEPS_SECONDS) * GROWTH);
        return window(at.turns, 1) <= rate * (BURST + HELD) + 2;
    }

    private int window(Deque<Long> times, int seconds) {
        times.addLast(time.nanos());
        while (times.getFirst() <= time.nanos() - seconds * 1_000_000_000L) {
            times.removeFirst();
        }
        return times.size();
    }

    void ended(Exchange exchange, RegisterOutcome what) {
        String aor = exchange.register.aor();
        inFlight.remove(aor);
        AtTarget at = targets.computeIfAbsent(exchange.target, target -> new AtTarget());
        at.inFlight--;
        answering = exchange.register.callId();
        if (what instanceof RegisterOutcome.Answered answered) {
            trace.add(
                    time,
                    "got " + aor + " " + exchange.register.cseq() + " "
                            + answered.response().status());
            answered(exchange, answered, at);
        } else {
            trace.add(time, "none " + aor + " " + exchange.register.cseq());
        }
    }

    private void answered(Exchange exchange, RegisterOutcome.Answered answered, AtTarget at) {
        RegisterResponse response = answered.response();
        String aor = exchange.register.aor();
        if (response.status() == 503) {
            Duration gate = response.retryAfter()
                    .map(asked -> asked.compareTo(HOUR) < 0 ? asked : HOUR)
                    .orElse(Duration.ZERO);
            Instant until = time.now().plus(gate);
            at.gatedUntil = until.isAfter(at.gatedUntil) ? until : at.gatedUntil;
            at.gatedAt = time.now();
            at.whileGated = 0;
        } else {
            // whoever answers is there again
            at.gatedUntil = Instant.MIN;
        }
        if (response.status() == 423) {
            response.minExpires()
                    .filter(minimum -> minimum.compareTo(exchange.register.expires()) > 0)
                    .filter(minimum -> minimum.compareTo(Duration.ofDays(7)) <= 0)
                    .ifPresent(minimum -> least.put(aor, minimum));
        }
        boolean challenge = response.status() == 401 || response.status() == 407;
        Optional<Credentials> fresh = exchange.register.authorizations().stream()
                .map(Credentials::read)
                .filter(credentials -> credentials.nonce().equals(issued.get(aor)))
                .findFirst();
        boolean sameRealm = fresh.isPresent()
                && response.challenges().stream()
                        .anyMatch(asked -> asked.realm().equals(fresh.get().realm()) && !asked.stale());
        if (exchange.goesOn && fresh.isPresent() && ((challenge && sameRealm) || response.status() == 403)) {
            boolean first = !exchange.target.equals(unclear.put(aor, exchange.target));
            if (!changed.contains(aor) && (!answered.retransmitted() || (!first && !doubted.add(aor)))) {
                rejected.put(aor, time.now());
            }
        }
        if (response.status() / 100 == 2) {
            doubted.remove(aor);
        }
        issued.remove(aor);
        if (challenge && !response.challenges().isEmpty()) {
            issued.put(aor, response.challenges().get(0).nonce());
        }
    }

    /** The engine has done what it wants to do at once. */
    void answered() {
        answering = "";
    }

    void check(boolean holds, String rule, Object about) {
        if (!holds) {
            violations.add(rule + ": " + about);
        }
    }
}
