package org.linekeeper.call.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.linekeeper.call.machine.Samples.NONE;
import static org.linekeeper.call.machine.Samples.OFFER;
import static org.linekeeper.call.machine.Samples.sdp;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What one far end hears when the other one refuses a change within the call. */
class RefusedChangeTest {
    private static final String WHY = "Not Acceptable Here (no such codec)";

    private static LegState at(Exchange exchange) {
        Session session = new Session(
                Dialect.PBX, sdp(1, ""), sdp(2, ""), OFFER, sdp(2, ""), false, SessionTerms.NONE, SessionTimer.OFF);
        return new Established(1, "f", exchange, session, Optional.empty());
    }

    private static List<LegAction> refuse(Exchange exchange, int status, String phrase) {
        return LegMachine.step(at(exchange), new LegCommand.RefuseUpdate(status, phrase))
                .actions();
    }

    @Test
    void whatTheFarEndSaidGoesAcross() {
        LegStep rejected =
                LegMachine.step(at(Exchange.OUTGOING), new LegSignal.UpdateRejected(488, WHY, Optional.empty()));
        assertThat(rejected.events()).containsExactly(new LegEvent.UpdateDeclined(488, WHY));
        for (Exchange waiting : List.of(Exchange.INCOMING, Exchange.INCOMING_BY_UPDATE)) {
            assertThat(refuse(waiting, 488, WHY)).containsExactly(new LegAction.SendUpdateRefusal(488, WHY));
        }
    }

    @Test
    void whatTheFarEndOfAnotherCallSaidGoesAcrossToo() {
        LegStep crossing = new Across(Across.Stage.JOINED, NONE).on(new LegCommand.RefuseUpdate(488, WHY));
        assertThat(crossing.actions()).containsExactly(new LegAction.Cross(new LegEvent.UpdateDeclined(488, WHY)));
    }

    /** RFC 3261 22.2: a 407 is for whoever sent the request, and must say what it asks for; the other side sent none of ours. */
    @ParameterizedTest
    @ValueSource(ints = {302, 400, 401, 405, 407, 420, 421, 422, 423, 489, 493, 494, 503})
    void whatIsOfOneHopIsNotAcceptableOnTheOther(int status) {
        assertThat(refuse(Exchange.INCOMING, status, "Because"))
                .containsExactly(new LegAction.SendUpdateRefusal(488, "Not Acceptable Here (" + status + " Because)"));
    }

    @ParameterizedTest
    @ValueSource(ints = {403, 415, 480, 486, 488, 491, 500, 504, 603, 606})
    void whatIsOfTheCallPasses(int status) {
        assertThat(refuse(Exchange.INCOMING, status, "Because"))
                .containsExactly(new LegAction.SendUpdateRefusal(status, "Because"));
    }
}
