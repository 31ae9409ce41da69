package org.linekeeper.registration.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.linekeeper.registration.machine.Examples.FIRST;
import static org.linekeeper.registration.machine.Examples.SECOND;
import static org.linekeeper.registration.machine.Examples.account;
import static org.linekeeper.registration.machine.Examples.challenge;
import static org.linekeeper.registration.machine.Examples.challenged;
import static org.linekeeper.registration.machine.Examples.granted;
import static org.linekeeper.registration.machine.Examples.response;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.linekeeper.dns.DnsLookup;
import org.linekeeper.dns.ServerName;
import org.linekeeper.dns.SipTransport;
import org.linekeeper.dns.Target;
import org.linekeeper.event.RegistrationOutcome;
import org.linekeeper.event.RegistrationState;
import org.linekeeper.sip.auth.DigestAlgorithm;
import org.linekeeper.sip.auth.DigestChallenge;
import org.linekeeper.sip.register.RegisterResponse;

/** Responses that ask for something else than waiting: other places, other option tags, another transport, another nonce. */
final class ResponseTableTest {
    private static final ServerName ELSEWHERE =
            new ServerName("reg2.example.net", OptionalInt.of(5070), Optional.empty(), DnsLookup.AUTO);
    private static final Target FIRST_OVER_TCP = new Target(SipTransport.TCP, FIRST.address(), FIRST.serverName());
    private static final Target THIRD = Examples.target(3);

    private final Bench bench = new Bench();

    /** RFC 3261 8.1.3.4. */
    @ParameterizedTest
    @ValueSource(ints = {300, 301, 302, 305})
    void aRedirectIsFollowedOnceWithoutCredentials(int status) {
        bench.sending().answered(challenged(challenge("n1", false))).answered(redirect(status, ELSEWHERE));
        assertThat(bench.effects)
                .containsExactly(
                        new RegistrationEffect.TargetAnswered(FIRST),
                        new RegistrationEffect.Locate(
                                account(),
                                Optional.of(new ServerName(
                                        "reg2.example.net",
                                        OptionalInt.of(5070),
                                        Optional.of(SipTransport.UDP),
                                        DnsLookup.AUTO))));

        bench.located(THIRD).admitted();
        assertThat(bench.sent().authorizations()).isEmpty();
        assertThat(bench.sent().domain()).isEqualTo("abc.service");
        assertThat(bench.sent().outboundProxy()).isEmpty();

        bench.answered(redirect(status, ELSEWHERE));
        assertThat(bench.state()).isEqualTo(RegistrationState.BACKING_OFF);
        assertThat(bench.failure().code()).isEqualTo("redirect_refused");
    }

    @Test
    void whoARedirectLeadsToIsAnsweredInARealmOfThePbx() {
        redirected();
        bench.answered(challenged(challenge("m1", false)));
        assertThat(bench.sent().authorizations()).hasSize(1);
        bench.answered(granted(600));

        assertThat(bench.registration.phase().binding().orElseThrow().target()).isEqualTo(THIRD);
        bench.timer();
        assertThat(bench.effects).contains(new RegistrationEffect.Locate(account()));
    }

    /** Otherwise a response could have the password guessed by anybody whom it names. */
    @Test
    void whoARedirectLeadsToIsNotAnsweredInAnotherRealm() {
        redirected();
        bench.answered(challenged(new DigestChallenge(
                DigestChallenge.Source.PROXY, "stranger", "m1", Optional.empty(), DigestAlgorithm.MD5, true, false)));

        assertThat(bench.has(RegistrationEffect.Send.class)).isFalse();
        assertThat(bench.state()).isEqualTo(RegistrationState.BACKING_OFF);
        assertThat(bench.failure().code()).isEqualTo("redirect_realm");
        assertThat(bench.failure().advice()).contains("udp:192.0.2.3:5060");
    }

    @Test
    void aLineThatWasRedirectedBeforeAnyChallengeShowsNothing() {
        bench.sending().answered(redirect(302, ELSEWHERE)).located(THIRD).admitted();
        bench.answered(challenged(challenge("m1", false)));

        assertThat(bench.failure().code()).isEqualTo("redirect_realm");
    }

    @Test
    void aRedirectedBindingIsRemovedWhereItIs() {
        redirected();
        bench.answered(challenged(challenge("m1", false)))
                .answered(granted(600))
                .wantsNothing();
        assertThat(bench.effects).contains(new RegistrationEffect.Enqueue(THIRD, true));

        bench.admitted();
        assertThat(bench.sent().outboundProxy()).isEmpty();
        bench.answered(challenged(challenge("m2", true)));
        assertThat(bench.sent().authorizations()).hasSize(1);
    }

    @Test
    void fromTlsNoRedirectLeadsToLess() {
        Target secure = new Target(SipTransport.TLS, FIRST.address(), FIRST.serverName());
        ServerName plain =
                new ServerName("reg2.example.net", OptionalInt.empty(), Optional.of(SipTransport.UDP), DnsLookup.AUTO);
        bench.wants(account()).located(secure).admitted().answered(redirect(302, plain, ELSEWHERE));

        assertThat(bench.only(RegistrationEffect.Locate.class).redirect().orElseThrow())
                .isEqualTo(new ServerName(
                        "reg2.example.net", OptionalInt.of(5070), Optional.of(SipTransport.TLS), DnsLookup.AUTO));
    }

    @Test
    void aRedirectToNowhereIsAFailure() {
        bench.sending().answered(response(302));

        assertThat(bench.state()).isEqualTo(RegistrationState.BACKING_OFF);
        assertThat(bench.failure().code()).isEqualTo("redirect_refused");
    }

    /** RFC 3261 18.1.1. */
    @ParameterizedTest
    @ValueSource(ints = {413, 414, 513})
    void aTooLargeRequestGoesOverTcpOnce(int status) {
        bench.sending().answered(response(status));
        assertThat(bench.effects)
                .containsExactly(
                        new RegistrationEffect.TargetAnswered(FIRST),
                        new RegistrationEffect.Enqueue(FIRST_OVER_TCP, false));

        bench.admitted();
        assertThat(bench.has(RegistrationEffect.Learned.class)).isFalse();
        bench.answered(response(status));
        assertThat(bench.failure().code()).isEqualTo("too_large");
    }

    @Test
    void whereTcpIsAnsweredItIsRemembered() {
        bench.sending().answered(response(513)).admitted().answered(granted(600));

        assertThat(bench.only(RegistrationEffect.Learned.class))
                .isEqualTo(new RegistrationEffect.Learned(PbxTrait.STREAM, true));
        assertThat(bench.registration.phase().binding().orElseThrow().target()).isEqualTo(FIRST_OVER_TCP);

        Bench other = new Bench();
        other.traits = Set.of(PbxTrait.PATH, PbxTrait.OUTBOUND, PbxTrait.STREAM);
        other.wants(account()).located(FIRST, SECOND);
        assertThat(other.effects).contains(new RegistrationEffect.Enqueue(FIRST_OVER_TCP, false));
        other.admitted().on(new RegistrationEvent.TransportFailed("Connection refused"));
        assertThat(other.effects).contains(new RegistrationEffect.Learned(PbxTrait.STREAM, false));
    }

    @Test
    void aRefreshThatGrewTooLargeKeepsItsBinding() {
        bench.registered().timer().admitted().answered(response(513));

        assertThat(bench.state()).isEqualTo(RegistrationState.REFRESHING);
        assertThat(bench.effects).contains(new RegistrationEffect.Enqueue(FIRST_OVER_TCP, true));
    }

    /** RFC 5626 11.6. */
    @ParameterizedTest
    @ValueSource(ints = {420, 421, 439})
    void whereNoTagIsNamedOutboundIsLeftOut(int status) {
        bench.sending();
        assertThat(bench.sent().instance()).isPresent();
        bench.answered(response(status));
        assertThat(bench.sent().instance()).isEmpty();
        assertThat(bench.sent().path()).isTrue();
        assertThat(bench.effects).contains(new RegistrationEffect.Learned(PbxTrait.OUTBOUND, false));

        bench.traits = Set.of(PbxTrait.PATH);
        for (int i = 0; i < 3 && bench.has(RegistrationEffect.Send.class); i++) {
            bench.answered(response(status));
        }
        assertThat(bench.state()).isEqualTo(RegistrationState.BACKING_OFF);
        assertThat(bench.failure().code()).isEqualTo("extension_refused");
    }

    /** RFC 3261 21.4.15. */
    @Test
    void whatUnsupportedNamesIsLeftOut() {
        bench.sending().answered(tags(420, List.of("path"), List.of()));
        assertThat(bench.sent().path()).isFalse();
        assertThat(bench.sent().instance()).isEmpty();
        assertThat(bench.effects)
                .contains(
                        new RegistrationEffect.Learned(PbxTrait.PATH, false),
                        new RegistrationEffect.Learned(PbxTrait.OUTBOUND, false));
    }

    /** A registrar names what a proxy on the way has put in and we did not say that we support. */
    @Test
    void whatUnsupportedNamesButWasNotSentIsPutIn() {
        bench.traits = Set.of();
        bench.sending();
        assertThat(bench.sent().path()).isFalse();
        bench.answered(tags(420, List.of("path"), List.of()));

        assertThat(bench.sent().path()).isTrue();
    }

    /** RFC 3261 21.4.16. */
    @Test
    void whatRequireNamesIsPutInOnce() {
        bench.traits = Set.of(PbxTrait.PATH);
        bench.sending().answered(tags(421, List.of(), List.of("outbound")));
        assertThat(bench.sent().instance()).isPresent();

        bench.traits = PbxTrait.USUAL;
        bench.answered(response(439));
        assertThat(bench.state()).isEqualTo(RegistrationState.BACKING_OFF);
    }

    @Test
    void aRequiredExtensionThatWeLackIsTold() {
        bench.sending().answered(tags(421, List.of(), List.of("sec-agree")));

        assertThat(bench.state()).isEqualTo(RegistrationState.BACKING_OFF);
        assertThat(bench.failure().advice()).contains("sec-agree");
    }

    @Test
    void aLineThatWasSentBeforeAnotherOneLearnedTriesAgainToo() {
        bench.sending();
        bench.traits = Set.of(PbxTrait.PATH);
        bench.answered(response(439));

        assertThat(bench.sent().instance()).isEmpty();
        assertThat(bench.has(RegistrationEffect.Learned.class)).isFalse();
    }

    /** RFC 7616 3.4: the count belongs to the nonce, so it goes on where the same one comes again. */
    @Test
    void aNonceThatComesAgainIsCountedOn() {
        bench.registered().timer().admitted();
        assertThat(bench.sent().authorizations().get(0).value()).contains("nc=00000002");
        bench.answered(challenged(challenge("n1", true)));
        assertThat(bench.sent().authorizations().get(0).value()).contains("nonce=\"n1\"", "nc=00000003");

        bench.answered(nextNonce("n1")).timer().admitted();
        assertThat(bench.sent().authorizations().get(0).value()).contains("nonce=\"n1\"", "nc=00000004");
    }

    @Test
    void realmsWithoutEndDoNotMakeTheRequestGrowWithoutEnd() {
        bench.sending();
        for (int i = 0; i < 5; i++) {
            bench.answered(challenged(new DigestChallenge(
                    DigestChallenge.Source.PROXY,
                    "realm" + i,
                    "n",
                    Optional.empty(),
                    DigestAlgorithm.MD5,
                    true,
                    false)));
        }
        assertThat(bench.sent().authorizations()).hasSize(4);
        assertThat(bench.registration.sessions()).hasSize(4);
    }

    /** RFC 3608 6.1. */
    @Test
    void serviceRouteIsReplacedByEachResponseAndGoneWhereThereIsNone() {
        bench.sending().answered(routed("<sip:one;lr>"));
        assertThat(serviceRoute()).containsExactly("<sip:one;lr>");
        bench.timer().admitted().answered(routed("<sip:two;lr>"));
        assertThat(serviceRoute()).containsExactly("<sip:two;lr>");
        bench.timer().admitted().answered(granted(600));
        assertThat(serviceRoute()).isEmpty();
    }

    /** RFC 3261 10.2.4: the response lists what is bound. */
    @Test
    void aRemovalThatLeavesTheContactBoundIsNotBelieved() {
        bench.registered().wantsNothing().admitted().answered(granted(300));

        assertThat(bench.state()).isEqualTo(RegistrationState.UNREGISTERED);
        assertThat(bench.failure().code()).isEqualTo("removal_unconfirmed");
    }

    @Test
    void aLostRemovalIsTriedAgainWhileTheBindingLives() {
        bench.registered().wantsNothing();
        assertThat(bench.registration.phase().deadline()).contains(bench.now.plusSeconds(600));
        bench.admitted().timedOut();
        assertThat(bench.effects).contains(new RegistrationEffect.Enqueue(FIRST, true));

        bench.admitted().answered(response(200));
        assertThat(bench.reported()).isEqualTo(new RegistrationOutcome.Removed());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 5, 20})
    void aVeryShortGrantIsNoTightLoop(int seconds) {
        bench.sending().answered(granted(seconds));

        assertThat(bench.timerSet()).isBetween(Duration.ofSeconds(5), Duration.ofSeconds(10));
    }

    @Test
    void sevenDaysAreRefreshedBeforeTheyEnd() {
        bench.sending().answered(granted(7 * 24 * 3_600));

        assertThat(bench.timerSet()).isBetween(Duration.ofDays(3), Duration.ofDays(6));
    }

    private void redirected() {
        bench.sending()
                .answered(challenged(challenge("n1", false)))
                .answered(redirect(302, ELSEWHERE))
                .located(THIRD)
                .admitted();
    }

    private List<String> serviceRoute() {
        return bench.registration.phase().binding().orElseThrow().serviceRoute();
    }

    private static RegisterResponse redirect(int status, ServerName... to) {
        return answer(status, Optional.empty(), List.of(), List.of(), List.of(to));
    }

    private static RegisterResponse tags(int status, List<String> unsupported, List<String> required) {
        return answer(status, Optional.empty(), unsupported, required, List.of());
    }

    private static RegisterResponse nextNonce(String nonce) {
        return answer(200, Optional.of(nonce), List.of(), List.of(), List.of());
    }

    private static RegisterResponse answer(
            int status,
            Optional<String> nextNonce,
            List<String> unsupported,
            List<String> required,
            List<ServerName> redirects) {
        return new RegisterResponse(
                status,
                "Reason",
                status == 200 ? Optional.of(Duration.ofMinutes(10)) : Optional.empty(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                nextNonce,
                List.of(),
                Optional.empty(),
                unsupported,
                required,
                redirects);
    }

    private static RegisterResponse routed(String serviceRoute) {
        return new RegisterResponse(
                200,
                "OK",
                Optional.of(Duration.ofMinutes(10)),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(serviceRoute),
                Optional.empty());
    }
}
