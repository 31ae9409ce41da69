package org.linekeeper.registration.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.linekeeper.registration.machine.Examples.FIRST;
import static org.linekeeper.registration.machine.Examples.SECOND;
import static org.linekeeper.registration.machine.Examples.account;
import static org.linekeeper.registration.machine.Examples.challenge;
import static org.linekeeper.registration.machine.Examples.challenged;
import static org.linekeeper.registration.machine.Examples.granted;
import static org.linekeeper.registration.machine.Examples.line;
import static org.linekeeper.registration.machine.Examples.pbx;
import static org.linekeeper.registration.machine.Examples.response;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.linekeeper.event.RegistrationOutcome;
import org.linekeeper.event.RegistrationState;
import org.linekeeper.sip.register.Register;

final class RegistrationMachineTest {
    private final Bench bench = new Bench();

    @Test
    void aWantedLineIsLocatedQueuedSentAndRegistered() {
        bench.wants(account());
        assertThat(bench.state()).isEqualTo(RegistrationState.LOCATING);
        assertThat(bench.effects).containsExactly(new RegistrationEffect.Locate(account()));

        bench.located(FIRST, SECOND);
        assertThat(bench.state()).isEqualTo(RegistrationState.REGISTERING);
        assertThat(bench.effects).containsExactly(new RegistrationEffect.Enqueue(FIRST, false));

        bench.admitted();
        Register sent = bench.sent();
        assertThat(sent.domain()).isEqualTo("abc.service");
        assertThat(sent.aor()).isEqualTo("101t@abc.service");
        assertThat(sent.outboundProxy()).contains("proxy.example.net");
        assertThat(sent.contactUser()).isEqualTo("00000000000011110000000000002222");
        assertThat(sent.expires()).isEqualTo(Duration.ofMinutes(10));
        assertThat(sent.authorizations()).isEmpty();
        assertThat(sent.cseq()).isEqualTo(1);

        bench.answered(granted(300));
        assertThat(bench.state()).isEqualTo(RegistrationState.REGISTERED);
        assertThat(bench.reported()).isEqualTo(new RegistrationOutcome.Granted(Duration.ofMinutes(5)));
        assertThat(bench.timerSet()).isBetween(Duration.ofSeconds(165), Duration.ofSeconds(255));
        Binding binding = bench.registration.phase().binding().orElseThrow();
        assertThat(binding.requested()).isEqualTo(Duration.ofMinutes(10));
        assertThat(binding.expiresAt()).isEqualTo(bench.now.plusSeconds(300));
    }

    /** RFC 3261 22.2: the challenge is answered; 10.2.4: same Call-ID, CSeq one higher. */
    @Test
    void aChallengeIsAnsweredAtOnce() {
        bench.sending().answered(challenged(challenge("n1", false)));

        assertThat(bench.state()).isEqualTo(RegistrationState.REGISTERING);
        assertThat(bench.sent().cseq()).isEqualTo(2);
        assertThat(bench.sent().authorizations()).singleElement().satisfies(authorization -> assertThat(
                        authorization.value())
                .contains("username=\"101t\"", "nonce=\"n1\"", "nc=00000001", "uri=\"sip:abc.service\""));
    }

    /** RFC 3261 22.1: "MUST NOT re-attempt requests with the credentials that have just been rejected". */
    @Test
    void aSecondChallengeOfTheSameRealmMeansAWrongPassword() {
        bench.sending().answered(challenged(challenge("n1", false))).answered(challenged(challenge("n2", false)));

        assertThat(bench.state()).isEqualTo(RegistrationState.REJECTED);
        assertThat(bench.failure().code()).isEqualTo("wrong_password");
        assertThat(bench.failure().advice()).contains("101t@abc.service").doesNotContain("secret");
        assertThat(bench.has(RegistrationEffect.Send.class)).isFalse();
        assertThat(bench.timerSet()).isBetween(Duration.ofHours(1), Duration.ofMinutes(73));
    }

    /** RFC 7616 3.3: stale "indicates that the previous request from the client was rejected because the nonce value was stale". */
    @Test
    void aStaleNonceIsNoFailure() {
        bench.sending().answered(challenged(challenge("n1", false))).answered(challenged(challenge("n2", true)));

        assertThat(bench.sent().authorizations().get(0).value()).contains("nonce=\"n2\"");
    }

    @Test
    void staleForEverEndsInBackOff() {
        bench.sending();
        int sent = 1;
        for (int i = 0; i < 20 && bench.state() == RegistrationState.REGISTERING; i++) {
            bench.answered(challenged(challenge("n" + i, true)));
            sent += bench.has(RegistrationEffect.Send.class) ? 1 : 0;
        }

        assertThat(bench.state()).isEqualTo(RegistrationState.BACKING_OFF);
        assertThat(bench.failure().code()).isEqualTo("challenge_loop");
        assertThat(sent).isLessThanOrEqualTo(6);
    }

    @Test
    void aProxyAndARegistrarMayBothChallenge() {
        var registrar = new org.linekeeper.sip.auth.DigestChallenge(
                org.linekeeper.sip.auth.DigestChallenge.Source.USER_AGENT_SERVER,
                "pbx",
                "w",
                Optional.empty(),
                org.linekeeper.sip.auth.DigestAlgorithm.MD5,
                true,
                false);
        bench.sending().answered(challenged(challenge("n1", false))).answered(challenged(registrar));

        assertThat(bench.sent().authorizations())
                .extracting(org.linekeeper.sip.auth.Authorization::name)
                .containsExactly("Proxy-Authorization", "Authorization");
    }

    @Test
    void aChallengeThatCannotBeAnsweredIsRejected() {
        bench.sending().answered(challenged());

        assertThat(bench.failure().code()).isEqualTo("unsupported_challenge");
    }

    @Test
    void aRefreshReusesTheNonceAtTheSameTarget() {
        bench.registered().timer();
        assertThat(bench.state()).isEqualTo(RegistrationState.REFRESHING);
        assertThat(bench.effects)
                .startsWith(new RegistrationEffect.Enqueue(FIRST, true))
                .hasSize(2);

        bench.admitted();
        assertThat(bench.sent().authorizations().get(0).value()).contains("nonce=\"n1\"", "nc=00000002");
        assertThat(bench.sent().cseq()).isEqualTo(3);
        bench.answered(granted(600));
        assertThat(bench.state()).isEqualTo(RegistrationState.REGISTERED);
    }

    @Test
    void aNonceThatIsNotTakenAgainIsNoWrongPassword() {
        bench.registered().timer().admitted().answered(challenged(challenge("n2", false)));

        assertThat(bench.state()).isEqualTo(RegistrationState.REFRESHING);
        assertThat(bench.sent().authorizations().get(0).value()).contains("nonce=\"n2\"", "nc=00000001");
        bench.answered(challenged(challenge("n3", false)));
        assertThat(bench.state()).isEqualTo(RegistrationState.REJECTED);
    }

    @Test
    void a403ToReusedCredentialsIsTriedOnceWithout() {
        bench.registered().timer().admitted().answered(response(403));
        assertThat(bench.sent().authorizations()).isEmpty();
        bench.answered(challenged(challenge("n2", false)));
        assertThat(bench.sent().authorizations()).hasSize(1);
        bench.answered(response(403));

        assertThat(bench.state()).isEqualTo(RegistrationState.REJECTED);
        assertThat(bench.failure().code()).isEqualTo("forbidden");
    }

    @Test
    void nextnonceIsUsedFromOneAgain() {
        bench.sending().answered(challenged(challenge("n1", false)));
        bench.answered(new org.linekeeper.sip.register.RegisterResponse(
                200,
                "OK",
                Optional.of(Duration.ofMinutes(10)),
                java.util.List.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.of("next"),
                java.util.List.of("<sip:sr;lr>"),
                Optional.empty()));
        assertThat(bench.registration.phase().binding().orElseThrow().serviceRoute())
                .containsExactly("<sip:sr;lr>");

        bench.timer().admitted();
        assertThat(bench.sent().authorizations().get(0).value()).contains("nonce=\"next\"", "nc=00000001");
    }

    @ParameterizedTest
    @ValueSource(ints = {403, 404, 405, 410, 416, 494, 604})
    void refusalsRestUntilTheSettingsChange(int status) {
        bench.sending().answered(response(status));
        assertThat(bench.state()).isEqualTo(RegistrationState.REJECTED);
        assertThat(bench.failure().status()).isEqualTo(status);
        assertThat(bench.failure().advice()).contains("101t@abc.service");

        bench.wants(new Account(line("101t", "other"), pbx()));
        assertThat(bench.state()).isEqualTo(RegistrationState.LOCATING);
    }

    @Test
    void aRejectedLineIsTriedAgainAfterItsRest() {
        bench.sending().answered(response(404)).timer();

        assertThat(bench.state()).isEqualTo(RegistrationState.LOCATING);
    }

    @ParameterizedTest
    @ValueSource(ints = {300, 302, 380, 400, 480, 486, 491, 500, 501, 502, 504, 600, 606})
    void otherFailuresBackOff(int status) {
        bench.sending().answered(response(status));

        assertThat(bench.state()).isEqualTo(RegistrationState.BACKING_OFF);
        assertThat(bench.timerSet()).isBetween(Duration.ofSeconds(30), Duration.ofSeconds(60));
        bench.timer();
        assertThat(bench.state()).isEqualTo(RegistrationState.LOCATING);
    }

    /** RFC 5626 4.5: doubles with each failure, at most max-time. */
    @Test
    void theBackOffGrows() {
        bench.sending();
        Duration longest = Duration.ZERO;
        for (int i = 1; i <= 12; i++) {
            bench.answered(response(500));
            Duration w = Duration.ofSeconds(Math.min(1_800, 30L << i));
            assertThat(bench.timerSet()).isBetween(w.dividedBy(2), w);
            longest = bench.timerSet();
            bench.timer().located(FIRST).admitted();
        }
        assertThat(longest).isGreaterThan(Duration.ofMinutes(14));
        bench.answered(granted(600)).timer().admitted().answered(response(500));
        assertThat(bench.timerSet()).isLessThanOrEqualTo(Duration.ofSeconds(60));
    }

    @Test
    void retryAfterIsObeyedAndSpread() {
        bench.sending().answered(Examples.later(500, 400));

        assertThat(bench.timerSet()).isBetween(Duration.ofSeconds(400), Duration.ofSeconds(481));
    }

    @Test
    void absurdTimesOfThePbxAreBounded() {
        bench.sending().answered(Examples.later(500, 4_000_000));
        assertThat(bench.timerSet()).isLessThanOrEqualTo(Duration.ofMinutes(73));

        bench.timer().located(FIRST).admitted().answered(Examples.tooBrief(2_000_000));
        assertThat(bench.failure().code()).isEqualTo("interval_refused");

        bench.timer().located(FIRST).admitted().answered(granted(2_000_000));
        assertThat(bench.timerSet()).isLessThanOrEqualTo(Duration.ofDays(6));
    }

    /** RFC 3261 21.5.4. */
    @Test
    void a503GatesTheTargetAndTheNextOneIsTried() {
        bench.sending().answered(Examples.later(503, 120));
        assertThat(bench.effects)
                .containsExactly(
                        new RegistrationEffect.TargetFailed(FIRST, Optional.of(Duration.ofMinutes(2))),
                        new RegistrationEffect.Enqueue(SECOND, false));

        bench.admitted().answered(response(503));
        assertThat(bench.only(RegistrationEffect.TargetFailed.class).gate()).contains(Duration.ofSeconds(30));
        assertThat(bench.state()).isEqualTo(RegistrationState.BACKING_OFF);
        assertThat(bench.failure().code()).isEqualTo("unavailable");
    }

    @Test
    void atATimeoutTheNextTargetIsTriedThenItWaits() {
        bench.sending().timedOut();
        assertThat(bench.effects)
                .containsExactly(
                        new RegistrationEffect.TargetFailed(FIRST, Optional.empty()),
                        new RegistrationEffect.Enqueue(SECOND, false));
        bench.admitted().timedOut();

        assertThat(bench.state()).isEqualTo(RegistrationState.BACKING_OFF);
        assertThat(bench.failure().code()).isEqualTo("timeout");
        assertThat(bench.failure().advice()).contains("udp:192.0.2.2:5060");
    }

    @Test
    void aTransportFailureIsToldWithItsCause() {
        bench.wants(account())
                .located(FIRST)
                .admitted()
                .on(new RegistrationEvent.TransportFailed("Connection refused"));

        assertThat(bench.failure().code()).isEqualTo("transport_failed");
        assertThat(bench.failure().advice()).contains("Connection refused");
    }

    @Test
    void aFailedRefreshAsksDnsForOtherTargetsAndKeepsTheBinding() {
        bench.registered().timer().admitted().timedOut();
        assertThat(bench.state()).isEqualTo(RegistrationState.LOCATING);
        assertThat(bench.registration.phase().binding()).isPresent();

        bench.located(FIRST, SECOND);
        assertThat(bench.effects).contains(new RegistrationEffect.Enqueue(SECOND, true));
        assertThat(bench.state()).isEqualTo(RegistrationState.REFRESHING);
        bench.admitted().answered(granted(600));
        assertThat(bench.registration.phase().binding().orElseThrow().target()).isEqualTo(SECOND);
    }

    @Test
    void whileABindingLivesTheBackOffIsShortAndItsEndIsReported() {
        bench.registered().timer().admitted().answered(response(500));
        assertThat(bench.state()).isEqualTo(RegistrationState.BACKING_OFF);
        assertThat(bench.registration.phase().binding()).isPresent();
        assertThat(bench.timerSet()).isLessThanOrEqualTo(Duration.ofSeconds(60));

        boolean lapsed = false;
        for (int i = 0; i < 20 && !lapsed; i++) {
            bench.timer();
            lapsed = bench.effects.stream()
                    .anyMatch(effect -> effect instanceof RegistrationEffect.Report report
                            && report.outcome() instanceof RegistrationOutcome.Failed failed
                            && failed.code().equals("lapsed"));
            if (bench.state() == RegistrationState.LOCATING) {
                bench.located(FIRST).admitted().answered(response(500));
            }
        }
        assertThat(lapsed).isTrue();
    }

    @Test
    void aBindingThatEndsWhileWaitingForATurnIsReportedAsLapsed() {
        bench.registered().timer();
        bench.timer();

        assertThat(bench.state()).isEqualTo(RegistrationState.REGISTERING);
        assertThat(bench.failure().code()).isEqualTo("lapsed");
        assertThat(bench.registration.phase().binding()).isEmpty();
    }

    /** RFC 3261 10.2.8. */
    @Test
    void a423RaisesTheExpiryOnceAndIsRemembered() {
        bench.sending().answered(Examples.tooBrief(1_800));
        assertThat(bench.sent().expires()).isEqualTo(Duration.ofMinutes(30));
        assertThat(bench.only(RegistrationEffect.LearnedMinExpires.class).minimum())
                .isEqualTo(Duration.ofMinutes(30));

        bench.answered(Examples.tooBrief(3_600));
        assertThat(bench.state()).isEqualTo(RegistrationState.BACKING_OFF);
        assertThat(bench.failure().code()).isEqualTo("interval_refused");
    }

    @Test
    void whatThePbxTaughtIsAskedForByTheOtherLines() {
        bench.minExpires = Duration.ofHours(1);
        bench.traits = Set.of(PbxTrait.PATH);
        bench.sending();

        assertThat(bench.sent().expires()).isEqualTo(Duration.ofHours(1));
        assertThat(bench.sent().instance()).isEmpty();
    }

    /** RFC 3261 10.2.4 and 10.2.3. */
    @Test
    void a200WithoutOurContactIsNotBelieved() {
        bench.sending().answered(response(200));
        assertThat(bench.sent().query()).isTrue();
        bench.answered(response(200));

        assertThat(bench.state()).isEqualTo(RegistrationState.BACKING_OFF);
        assertThat(bench.failure().code()).isEqualTo("no_binding");
    }

    @Test
    void theQueryMayShowThatTheBindingIsThere() {
        bench.sending().answered(response(200)).answered(granted(120));

        assertThat(bench.state()).isEqualTo(RegistrationState.REGISTERED);
    }

    @Test
    void aDownTargetIsLeftForAnotherOnceARound() {
        bench.wants(account()).located(FIRST, SECOND).on(new RegistrationEvent.TargetDown());
        assertThat(bench.effects)
                .containsExactly(new RegistrationEffect.Withdraw(), new RegistrationEffect.Locate(account()));
        bench.located(SECOND, FIRST).on(new RegistrationEvent.TargetDown());

        assertThat(bench.effects).isEmpty();
        assertThat(bench.state()).isEqualTo(RegistrationState.REGISTERING);
    }

    @Test
    void whereDnsHasNothingItWaits() {
        bench.wants(account()).on(new RegistrationEvent.NotLocated("The name proxy.example.net does not exist."));

        assertThat(bench.state()).isEqualTo(RegistrationState.BACKING_OFF);
        assertThat(bench.failure().code()).isEqualTo("dns_failure");
        assertThat(bench.failure().advice()).contains("does not exist");
    }

    /** RFC 3261 10.2.2: our contact with expires 0, no other one. */
    @Test
    void aRemovedLineRemovesItsBinding() {
        bench.registered().wantsNothing();
        assertThat(bench.state()).isEqualTo(RegistrationState.UNREGISTERING);
        bench.admitted();
        assertThat(bench.sent().expires()).isEqualTo(Duration.ZERO);
        assertThat(bench.sent().contactUser()).isEqualTo("00000000000011110000000000002222");
        assertThat(bench.sent().authorizations()).hasSize(1);
        bench.answered(challenged(challenge("n9", true)));
        assertThat(bench.sent().expires()).isEqualTo(Duration.ZERO);
        bench.answered(response(200));

        assertThat(bench.state()).isEqualTo(RegistrationState.UNREGISTERED);
        assertThat(bench.reported()).isEqualTo(new RegistrationOutcome.Removed());
        assertThat(bench.registration.phase().deadline()).isEmpty();
    }

    @Test
    void aRemovalThatIsNotConfirmedEndsAndSaysSo() {
        bench.registered().wantsNothing();
        for (int i = 0; i < 4; i++) {
            assertThat(bench.state()).isEqualTo(RegistrationState.UNREGISTERING);
            bench.admitted().timedOut();
        }
        assertThat(bench.state()).isEqualTo(RegistrationState.UNREGISTERED);
        assertThat(bench.failure().code()).isEqualTo("removal_unconfirmed");
    }

    @Test
    void aRemovalDoesNotWaitForEver() {
        bench.registered().wantsNothing().on(new RegistrationEvent.TargetDown());
        assertThat(bench.timerSet()).isEqualTo(Duration.ofMinutes(1));
        bench.timer();

        assertThat(bench.state()).isEqualTo(RegistrationState.UNREGISTERED);
        assertThat(bench.has(RegistrationEffect.Withdraw.class)).isTrue();
    }

    @Test
    void aLineThatMayBeBoundAfterATimeoutIsRemovedThere() {
        bench.wants(account()).located(FIRST).admitted().timedOut().wantsNothing();

        assertThat(bench.effects).contains(new RegistrationEffect.Enqueue(FIRST, true));
        bench.admitted();
        assertThat(bench.sent().expires()).isEqualTo(Duration.ZERO);
    }

    @Test
    void aLineThatNeverGotThroughIsSimplyForgotten() {
        bench.wants(account()).located(FIRST).wantsNothing();

        assertThat(bench.state()).isEqualTo(RegistrationState.UNREGISTERED);
        assertThat(bench.has(RegistrationEffect.Withdraw.class)).isTrue();
        assertThat(bench.has(RegistrationEffect.Send.class)).isFalse();
    }

    /** RFC 3261 10.2: one REGISTER at a time. */
    @Test
    void changesWaitForTheRegisterInFlight() {
        bench.sending().wantsNothing();
        assertThat(bench.effects).isEmpty();
        assertThat(bench.registration.inFlight()).isTrue();

        bench.answered(granted(600));
        assertThat(bench.state()).isEqualTo(RegistrationState.UNREGISTERING);
        bench.wants(account());
        assertThat(bench.state()).isEqualTo(RegistrationState.UNREGISTERING);
        bench.admitted().answered(response(200));
        assertThat(bench.state()).isEqualTo(RegistrationState.LOCATING);
    }

    @Test
    void aNewPasswordIsTriedAtOnceWithoutOldNonces() {
        bench.registered().wants(new Account(line("101t", "new"), pbx()));
        assertThat(bench.state()).isEqualTo(RegistrationState.REFRESHING);
        bench.admitted();

        assertThat(bench.sent().authorizations()).isEmpty();
    }

    @Test
    void anotherExpiryRefreshesAtOnce() {
        bench.registered()
                .wants(new Account(
                        line("101t", "secret"),
                        pbx("abc.service", Optional.of("proxy.example.net"), Duration.ofHours(1))));
        bench.admitted();

        assertThat(bench.sent().expires()).isEqualTo(Duration.ofHours(1));
    }

    @Test
    void anotherProxyIsLocatedAndRegisteredWithTheBindingKept() {
        bench.registered()
                .wants(new Account(
                        line("101t", "secret"),
                        pbx("abc.service", Optional.of("other.example.net"), Duration.ofMinutes(10))));
        assertThat(bench.state()).isEqualTo(RegistrationState.LOCATING);
        assertThat(bench.registration.phase().binding()).isPresent();
        bench.located(SECOND).admitted();
        assertThat(bench.sent().outboundProxy()).contains("other.example.net");
    }

    @Test
    void anotherAddressOfRecordRemovesTheOldBindingFirst() {
        Account other = new Account(line("102t", "secret"), pbx());
        bench.registered().wants(other);
        assertThat(bench.state()).isEqualTo(RegistrationState.UNREGISTERING);
        bench.admitted();
        assertThat(bench.sent().aor()).isEqualTo("101t@abc.service");
        bench.answered(response(200));
        assertThat(bench.effects).contains(new RegistrationEffect.Locate(other));
        bench.located(FIRST).admitted();
        assertThat(bench.sent().aor()).isEqualTo("102t@abc.service");
    }

    @Test
    void settingsThatDoNotMatterChangeNothing() {
        bench.registered();
        Phase before = bench.registration.phase();
        bench.wants(account());

        assertThat(bench.effects).isEmpty();
        assertThat(bench.registration.phase()).isEqualTo(before);
    }

    @Test
    void lateEventsAreIgnored() {
        bench.registered();
        Registration before = bench.registration;
        bench.answered(response(403)).timedOut().admitted().located(SECOND).on(new RegistrationEvent.TargetDown());

        assertThat(bench.registration).isEqualTo(before);
        assertThat(bench.effects).isEmpty();
    }

    @Test
    void aRefreshOnDemandIsSentAtOnce() {
        bench.registered().on(new RegistrationEvent.RefreshRequested());
        assertThat(bench.state()).isEqualTo(RegistrationState.REFRESHING);
    }

    @Test
    void afterARestartTheTimetableGoesOnWithoutAnythingSent() {
        bench.registered();
        bench.now = bench.now.plusSeconds(100);
        bench.on(new RegistrationEvent.Restored(Optional.of(account())));

        assertThat(bench.state()).isEqualTo(RegistrationState.REGISTERED);
        assertThat(bench.effects).hasSize(1);
        assertThat(bench.timerSet()).isBetween(Duration.ofSeconds(200), Duration.ofSeconds(410));
    }

    @Test
    void afterALongStopTheRefreshIsCaughtUpBeforeTheBindingEnds() {
        bench.registered();
        bench.now = bench.now.plusSeconds(440);
        bench.registration = bench.registration.with(new Phase.Registered(
                account(), bench.registration.phase().binding().orElseThrow(), bench.now.minusSeconds(1)));
        bench.on(new RegistrationEvent.Restored(Optional.of(account())));

        assertThat(bench.timerSet()).isBetween(Duration.ofSeconds(16), Duration.ofSeconds(96));
    }

    @ParameterizedTest
    @ValueSource(ints = {460, 599, 601})
    void withLittleLifeLeftItRegistersAtOnce(int secondsDown) {
        bench.registered();
        bench.now = bench.now.plusSeconds(secondsDown);
        bench.on(new RegistrationEvent.Restored(Optional.of(account())));

        assertThat(bench.state())
                .isEqualTo(secondsDown < 600 ? RegistrationState.REFRESHING : RegistrationState.LOCATING);
    }

    @Test
    void aBindingFromTheFutureIsNotTrusted() {
        bench.registered();
        bench.now = bench.now.minusSeconds(300);
        bench.on(new RegistrationEvent.Restored(Optional.of(account())));

        assertThat(bench.state()).isEqualTo(RegistrationState.REFRESHING);
    }

    @Test
    void aLineDisabledWhileTheProcessWasDownIsRemoved() {
        bench.registered().on(new RegistrationEvent.Restored(Optional.empty()));

        assertThat(bench.state()).isEqualTo(RegistrationState.UNREGISTERING);
    }
}
