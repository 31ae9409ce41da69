package org.linekeeper.registration.machine;

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.linekeeper.dns.SipTransport;
import org.linekeeper.sip.register.RegisterResponse;

/** Responses that refuse the request as it was: some can be obeyed by asking in another way. */
final class Refusals {
    private static final Duration LONGEST_EXPIRY = Duration.ofDays(7);

    private final Sending sending;
    private final Failures failures;
    private final Doubts doubts;

    Refusals(Sending sending, Failures failures, Doubts doubts) {
        this.sending = sending;
        this.failures = failures;
        this.doubts = doubts;
    }

    /** Some registrars answer an old nonce with 403 rather than with a new challenge: only a fresh answer proves the password. */
    void forbidden(Turn turn, Trying trying, RegistrationEvent.ResponseReceived received) {
        Attempt attempt = trying.attempt();
        Progress progress = attempt.progress();
        if (progress.preemptive() && progress.answered().isEmpty() && !progress.did(Progress.Once.BARE)) {
            turn.replace(turn.registration().using(List.of()));
            sending.goOn(turn, trying, attempt.with(progress.having(Progress.Once.BARE)));
        } else if (Doubts.mayAnswerAgain(received, progress)) {
            turn.replace(turn.registration().using(List.of()));
            sending.goOn(turn, trying, attempt.with(progress.afresh()));
        } else {
            doubts.refused(turn, trying, received, Advice.forbidden(trying.of(), received.response()));
        }
    }

    /**
     * What a registrar is believed to accept that refuses less and does not say how much it wants: the time that RFC 3261 10.2.1.1
     * takes for one that cannot be read.
     */
    private static final Duration USUAL_EXPIRY = Duration.ofHours(1);

    /**
     * RFC 3261 10.2.8: "If a UA receives a 423 (Interval Too Brief) response, it MAY retry the registration after making the
     * expiration interval of all contact addresses in the REGISTER request equal to or greater than the expiration interval within
     * the Min-Expires header field". A response without it breaks 21.4.17, but its registrar wants more all the same; what it took
     * is believed when it was taken.
     */
    void tooBrief(Turn turn, Trying trying, RegisterResponse response) {
        Attempt attempt = trying.attempt();
        boolean said = response.minExpires().isPresent();
        Optional<Duration> minimum = Optional.of(response.minExpires().orElse(USUAL_EXPIRY))
                .filter(least -> least.compareTo(attempt.expires()) > 0 && least.compareTo(LONGEST_EXPIRY) <= 0);
        if (minimum.isPresent()
                && !attempt.progress().did(Progress.Once.INTERVAL_RAISED)
                && !attempt.expires().isZero()) {
            if (said) {
                turn.effect(new RegistrationEffect.LearnedMinExpires(minimum.get()));
            }
            sending.goOn(
                    turn,
                    trying,
                    attempt.asking(minimum.get()).with(attempt.progress().having(Progress.Once.INTERVAL_RAISED)));
        } else {
            failures.failed(turn, trying, Advice.interval(trying.of(), response), Pause.asked(response));
        }
    }

    /** RFC 3261 21.4.15 and 21.4.16, RFC 5626 11.6: option tags are left out or put back, each once in an attempt. */
    void extensionRefused(Turn turn, Trying trying, RegisterResponse response) {
        Attempt attempt = trying.attempt();
        Progress progress = attempt.progress();
        Set<PbxTrait> next = OptionTags.obeying(response, progress.carried());
        Set<PbxTrait> changed = EnumSet.noneOf(PbxTrait.class);
        for (PbxTrait trait : PbxTrait.values()) {
            if (next.contains(trait) != progress.carried().contains(trait)) {
                changed.add(trait);
            }
        }
        if (changed.isEmpty() || changed.stream().anyMatch(progress.toggled()::contains) || !progress.mayGoOn()) {
            failures.failed(turn, trying, Advice.extension(trying.of(), response), Pause.asked(response));
        } else {
            // another line may have been taught the same meanwhile
            changed.forEach(trait -> turn.learned(trait, next.contains(trait)));
            sending.goOn(turn, trying, attempt.with(progress.toggling(changed)));
        }
    }

    /**
     * RFC 3261 18.1.1: a request that is too large for UDP "MUST be sent using an RFC 2914 congestion controlled transport protocol,
     * such as TCP". The PBX is believed to want TCP when it has answered there.
     */
    void tooLarge(Turn turn, Trying trying, RegisterResponse response) {
        Attempt attempt = trying.attempt();
        if (attempt.target().transport() == SipTransport.UDP
                && !attempt.progress().did(Progress.Once.STREAM)
                && !(trying instanceof Phase.Unregistering)) {
            sending.enqueue(turn, trying.of(), attempt.overStream(), trying.failures());
        } else {
            failures.failed(turn, trying, Advice.tooLarge(trying.of(), response), Pause.asked(response));
        }
    }
}
