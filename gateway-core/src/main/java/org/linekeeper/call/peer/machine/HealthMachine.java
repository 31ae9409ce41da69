package org.linekeeper.call.peer.machine;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** What an answer, or its absence, means for a peer. Pure. */
public final class HealthMachine {
    /** No Retry-After silences us for longer. */
    static final Duration LONGEST_PAUSE = Duration.ofMinutes(10);

    private static final int SERVICE_UNAVAILABLE = 503;

    private final HealthRules rules;

    public HealthMachine(HealthRules rules) {
        this.rules = rules;
    }

    /**
     * What follows from the result of one round of OPTIONS.
     *
     * @param health what is known now
     * @param pause until the next OPTIONS
     * @param demoteFor how long the places that failed are to be tried last; zero for not at all
     * @param changed whether its state is another than before
     */
    public record Step(PeerHealth health, Duration pause, Duration demoteFor, boolean changed) {}

    public Step on(PeerHealth before, ProbeResult result, Instant now) {
        if (result instanceof ProbeResult.Answered answered) {
            return answered(before, answered, now);
        }
        if (result instanceof ProbeResult.Unreachable unreachable) {
            return down(
                    before,
                    now,
                    "It cannot be reached: " + unreachable.cause()
                            + ". Check host, port and transport of the peer, its firewall and, over TLS, both certificates.");
        }
        if (result instanceof ProbeResult.NotLocated notLocated) {
            return down(before, now, notLocated.advice());
        }
        String silence = "It does not answer OPTIONS. Check that it listens there and that a firewall lets SIP pass.";
        return before.missed() + 1 >= rules.missedToDemote() || before.state() == PeerState.DOWN
                ? down(before, now, silence)
                : step(before, before.missed(before.state(), now, silence), rules.interval(), Duration.ZERO);
    }

    private Step answered(PeerHealth before, ProbeResult.Answered answered, Instant now) {
        PeerHealth.LastAnswer answer = new PeerHealth.LastAnswer(now, answered.status(), answered.reason());
        if (answered.isAlive()) {
            return step(
                    before,
                    before.answered(PeerState.UP, now, answer, refusal(answered)),
                    rules.interval(),
                    Duration.ZERO);
        }
        if (answered.status() != SERVICE_UNAVAILABLE) {
            return step(
                    before,
                    before.answered(
                            PeerState.DOWN, now, answer, Optional.of("What is behind it does not answer OPTIONS.")),
                    rules.interval(),
                    rules.untilAskedAgain());
        }
        // RFC 3261 21.5.4: "A client (proxy or UAC) receiving a 503 (Service Unavailable) ... SHOULD NOT forward any
        // other
        // requests to that server for the duration specified in the Retry-After header field, if present."
        Duration pause = answered.retryAfter()
                .map(asked -> asked.compareTo(LONGEST_PAUSE) < 0 ? asked : LONGEST_PAUSE)
                .filter(asked -> asked.compareTo(rules.interval()) > 0)
                .orElse(rules.interval());
        return step(
                before,
                before.answered(
                        PeerState.BUSY,
                        now,
                        answer,
                        Optional.of("It answers 503: it is overloaded, in maintenance, or without a way to Teams.")),
                pause,
                pause.plus(rules.interval()));
    }

    /** It lives, but what it says about OPTIONS it will say about calls. */
    private static Optional<String> refusal(ProbeResult.Answered answered) {
        return answered.status() == 403
                ? Optional.of("It answers " + answered.status() + " " + answered.reason()
                        + ", so it refuses us: check that it knows our name and address. Teams says 403 to a"
                        + " name that is no SBC of a tenant.")
                : Optional.empty();
    }

    private Step down(PeerHealth before, Instant now, String why) {
        return step(before, before.missed(PeerState.DOWN, now, why), rules.interval(), rules.untilAskedAgain());
    }

    private static Step step(PeerHealth before, PeerHealth after, Duration pause, Duration demoteFor) {
        return new Step(after, pause, demoteFor, before.state() != after.state());
    }
}
