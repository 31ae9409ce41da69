package org.linekeeper.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.linekeeper.simulator.SimulatedCall;
import org.linekeeper.simulator.sip.SipHeaders;
import org.linekeeper.simulator.sip.SipRequest;
import org.linekeeper.simulator.teams.ReceivedCall;

/** Desk phones call Teams users, and Teams answers in all of its ways. */
class TeamsAnswersIT {
    @RegisterExtension
    static final TeamsLab LAB = new TeamsLab();

    @Test
    void severalClientsRingAndAThirdAnswers() throws Exception {
        SimulatedCall phone = LAB.phoneCalls(0);
        ReceivedCall call = LAB.teams().awaitCall(TeamsLab.number(0));
        call.progress("desktop", 180, "Ringing");
        call.progress("mobile", 180, "Ringing");
        call.earlyMedia("mobile");
        Awaitility.await("ringing").atMost(TeamsLab.PATIENCE).until(() -> phone.statuses()
                .contains(180));
        call.answer("web");
        assertThat(call.await("ACK", "web").body()).isEmpty();
        answered(phone);
        phone.hangUp();
        call.await("BYE", "web");
        assertThat(end(phone)).isEqualTo(SimulatedCall.End.HUNG_UP_BY_US);
    }

    @Test
    void aClientAnswersWithoutRinging() throws Exception {
        SimulatedCall phone = LAB.phoneCalls(0);
        ReceivedCall call = LAB.teams().awaitCall(TeamsLab.number(0));
        call.answer("desktop");
        call.await("ACK");
        answered(phone);
        assertThat(call.bye(16, "CallEndReasonLocalUserInitiated").status()).isEqualTo(200);
        assertThat(end(phone)).isEqualTo(SimulatedCall.End.HUNG_UP_BY_PEER);
        assertThat(LAB.records(1)).singleElement().asString().contains("\"q850\":16");
    }

    @Test
    void aForwardedCallIsSaidToBeForwarded() throws Exception {
        SimulatedCall phone = LAB.phoneCalls(1);
        ReceivedCall call = LAB.teams().awaitCall(TeamsLab.number(1));
        call.progress("desktop", 181, "Call Is Being Forwarded");
        call.progress("other", 180, "Ringing");
        call.answer("other");
        call.await("ACK", "other");
        answered(phone);
        assertThat(call.bye(22, "BackToBackSessionDeleted").status()).isEqualTo(200);
        assertThat(end(phone)).isEqualTo(SimulatedCall.End.HUNG_UP_BY_PEER);
    }

    @Test
    void aSecondClientAnswersTooLate() throws Exception {
        SimulatedCall phone = LAB.phoneCalls(0);
        ReceivedCall call = LAB.teams().awaitCall(TeamsLab.number(0));
        call.progress("desktop", 180, "Ringing");
        call.progress("mobile", 180, "Ringing");
        call.answer("desktop");
        call.await("ACK", "desktop");
        answered(phone);
        call.answer("mobile");
        call.await("ACK", "mobile");
        call.await("BYE", "mobile");
        assertThat(phone.ended()).isNotDone();
        phone.hangUp();
        call.await("BYE", "desktop");
        assertThat(end(phone)).isEqualTo(SimulatedCall.End.HUNG_UP_BY_US);
    }

    @Test
    void theCallerGivesUp() throws Exception {
        SimulatedCall phone = LAB.phoneCalls(2);
        ReceivedCall call = LAB.teams().awaitCall(TeamsLab.number(2));
        call.progress("desktop", 180, "Ringing");
        Awaitility.await("ringing").atMost(TeamsLab.PATIENCE).until(() -> phone.statuses()
                .contains(180));
        phone.cancel();
        call.await("CANCEL");
        assertThat(end(phone)).isEqualTo(SimulatedCall.End.CANCELLED);
    }

    @Test
    void theCallerGivesUpInTheMomentOfTheAnswer() throws Exception {
        SimulatedCall phone = LAB.phoneCalls(2);
        ReceivedCall call = LAB.teams().awaitCall(TeamsLab.number(2));
        call.progress("desktop", 180, "Ringing");
        call.answerOnCancel("desktop");
        Awaitility.await("ringing").atMost(TeamsLab.PATIENCE).until(() -> phone.statuses()
                .contains(180));
        phone.cancel();
        call.await("CANCEL");
        call.await("ACK", "desktop");
        call.await("BYE", "desktop");
        assertThat(end(phone)).isEqualTo(SimulatedCall.End.CANCELLED);
    }

    @Test
    void anotherDataCentreIsTriedAfter503() throws Exception {
        SimulatedCall phone = LAB.phoneCalls(0);
        LAB.teams()
                .awaitCall(TeamsLab.number(0))
                .refuse(503, "Service Unavailable", SipHeaders.EMPTY.with("Retry-After", "1"));
        ReceivedCall call = LAB.second().awaitCall(TeamsLab.number(0));
        call.progress("desktop", 180, "Ringing");
        call.answer("desktop");
        call.await("ACK");
        answered(phone);
        phone.hangUp();
        call.await("BYE");
        assertThat(end(phone)).isEqualTo(SimulatedCall.End.HUNG_UP_BY_US);
    }

    @Test
    void aDeclinedCallIsNotTriedAgain() throws Exception {
        SimulatedCall phone = LAB.phoneCalls(3);
        LAB.teams().awaitCall(TeamsLab.number(3)).refuse(603, "Decline", SipHeaders.EMPTY);
        assertThat(end(phone)).isEqualTo(SimulatedCall.End.REFUSED);
        assertThat(phone.statuses()).endsWith(603);
    }

    @Test
    void aLongerSessionIntervalIsAgreedOn() throws Exception {
        SimulatedCall phone = LAB.phoneCalls(1);
        ReceivedCall refused = LAB.teams().awaitCall(TeamsLab.number(1));
        refused.refuse(422, "Session Interval Too Small", SipHeaders.EMPTY.with("Min-SE", "3000"));
        ReceivedCall call = LAB.teams().awaitCall(TeamsLab.number(1));
        SipRequest invite = call.invite();
        assertThat(invite.headers().first("Session-Expires").orElse("")).startsWith("3000");
        assertThat(invite.headers().first("Min-SE")).contains("3000");
        call.answer("desktop");
        call.await("ACK");
        answered(phone);
        phone.hangUp();
        call.await("BYE");
        assertThat(end(phone)).isEqualTo(SimulatedCall.End.HUNG_UP_BY_US);
    }

    @Test
    void withoutRecordRouteTheContactIsCalled() throws Exception {
        LAB.teams().recordsRoutes(false);
        SimulatedCall phone = LAB.phoneCalls(0);
        ReceivedCall call = LAB.teams().awaitCall(TeamsLab.number(0));
        call.progress("desktop", 180, "Ringing");
        call.answer("desktop");
        call.await("ACK");
        answered(phone);
        phone.hangUp();
        call.await("BYE");
        assertThat(end(phone)).isEqualTo(SimulatedCall.End.HUNG_UP_BY_US);
    }

    @Test
    void teamsAsksHowTheGatewayIs() throws Exception {
        assertThat(LAB.teams().options(LAB.tenant(), LAB.port()).status()).isEqualTo(200);
    }

    private static void answered(SimulatedCall phone) throws Exception {
        of(phone.answered());
    }

    private static SimulatedCall.End end(SimulatedCall phone) throws Exception {
        return of(phone.ended());
    }

    private static <T> T of(CompletableFuture<T> future) throws Exception {
        return future.get(TeamsLab.PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }
}
