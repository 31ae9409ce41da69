package org.linekeeper.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.linekeeper.call.machine.Body;
import org.linekeeper.call.machine.Ending;
import org.linekeeper.call.machine.LegFailure;
import org.linekeeper.call.machine.Refusal;
import org.linekeeper.call.machine.Release;
import org.linekeeper.call.machine.Side;
import org.linekeeper.event.CallDirection;
import org.linekeeper.event.CallOutcome;
import org.linekeeper.event.CallOutcome.Leg;
import org.linekeeper.event.CallOutcome.Party;
import org.linekeeper.event.CallOutcome.Stage;

class CallOutcomesTest {
    private static final String OFFER = String.join(
            "\r\n",
            "v=0",
            "o=- 1 1 IN IP4 192.0.2.9",
            "m=audio 4000 RTP/AVP 0 8 101",
            "a=rtpmap:101 telephone-event/8000");

    private record Scene(CallDirection direction, Stage stage) implements CallOutcomes.Scene {
        @Override
        public FailureAdvice advice(Leg leg) {
            Body offer = new Body("application/sdp", List.of(), OFFER.getBytes(StandardCharsets.US_ASCII));
            return new FailureAdvice(leg, "123t", "+14255550199", Optional.of(offer));
        }
    }

    private static CallOutcome of(Ending ending, CallDirection direction, Stage stage) {
        return CallOutcomes.of(ending, new Scene(direction, stage));
    }

    private static CallOutcome failed(LegFailure.Kind kind, int status, String... reasons) {
        LegFailure failure = new LegFailure(kind, status, "Phrase", Optional.empty(), List.of(reasons));
        return of(new Ending.NotReached(failure, Refusal.of(480, "No")), CallDirection.TEAMS_TO_PBX, Stage.RINGING);
    }

    @ParameterizedTest
    @CsvSource({
        "486, busy, 17",
        "600, busy, 17",
        "603, declined, 21",
        "480, no_answer, 19",
        "404, not_found, 1",
        "403, forbidden, 21",
        "488, media_refused, 65",
        "420, extension_refused, 79",
        "302, redirected, 23",
        "503, overloaded, 41",
        "500, rejected, 31"
    })
    void rejectionsHaveStableNames(int status, String code, int q850) {
        CallOutcome outcome = failed(LegFailure.Kind.REJECTED, status);
        assertThat(outcome.code()).isEqualTo(code);
        assertThat(outcome.sipCode()).isEqualTo(status);
        assertThat(outcome.q850()).isEqualTo(q850);
        assertThat(outcome.failedLeg()).contains(Leg.PBX);
        assertThat(outcome.endedBy()).isEqualTo(Party.CALLEE);
        assertThat(outcome.stage()).isEqualTo(Stage.RINGING);
    }

    @ParameterizedTest
    @EnumSource(LegFailure.Kind.class)
    void everyFailureSaysWhatHappened(LegFailure.Kind kind) {
        assertThat(failed(kind, 500).advice()).isNotBlank();
    }

    @Test
    void mediaThatIsRefusedIsNamedWithTheExtension() {
        assertThat(failed(LegFailure.Kind.REJECTED, 488).advice())
                .isEqualTo(
                        "The PBX answered 488 Phrase: it refused the codecs or the media encryption offered. Allow PCMU or"
                                + " PCMA over RTP/AVP (no encryption) on extension 123t, or let the caller's side offer what it takes.");
    }

    @Test
    void causeThatTheFarSideGivesIsTaken() {
        assertThat(failed(LegFailure.Kind.REJECTED, 404, "SIP;cause=404", "Q.850 ;cause=3;text=\"No route\"")
                        .q850())
                .isEqualTo(3);
        assertThat(failed(LegFailure.Kind.REJECTED, 404, "Q.850;cause=999").q850())
                .isEqualTo(1);
        assertThat(failed(LegFailure.Kind.REJECTED, 404, "Q.850;text=\"cause=9\"")
                        .q850())
                .isEqualTo(1);
    }

    private static String mediaAdvice(Leg leg, String protocol) {
        String offer = OFFER.replace("RTP/AVP", protocol);
        Body body = new Body("application/sdp", List.of(), offer.getBytes(StandardCharsets.US_ASCII));
        LegFailure failure = new LegFailure(LegFailure.Kind.REJECTED, 488, "No", Optional.empty(), List.of());
        return new FailureAdvice(leg, "123t", "+14255550199", Optional.of(body)).of(Failures.MEDIA_REFUSED, failure);
    }

    /** Teams knows one way to agree on keys, and says no more than 488 of all others. */
    @Test
    void refusedEncryptionIsNamed() {
        assertThat(mediaAdvice(Leg.TEAMS, "RTP/AVP"))
                .contains("Teams itself takes SRTP only")
                .contains("extension 123t");
        assertThat(mediaAdvice(Leg.TEAMS, "UDP/TLS/RTP/SAVP"))
                .contains("UDP/TLS/RTP/SAVP (SRTP with keys by DTLS)")
                .contains("keys in SDP (SDES): set extension 123t");
        assertThat(mediaAdvice(Leg.TEAMS, "RTP/SAVP")).doesNotContain("Teams itself");
        assertThat(mediaAdvice(Leg.PBX, "RTP/SAVP"))
                .contains("RTP/SAVP (SRTP) on extension 123t")
                .doesNotContain("SDES");
    }

    @Test
    void theLegIsNamedByTheDirection() {
        Ending broken = new Ending.Broken(Side.CALLER, Release.Kind.NO_ACK);
        assertThat(of(broken, CallDirection.PBX_TO_TEAMS, Stage.ANSWERED).failedLeg())
                .contains(Leg.PBX);
        assertThat(of(broken, CallDirection.TEAMS_TO_PBX, Stage.ANSWERED).failedLeg())
                .contains(Leg.TEAMS);
    }

    @Test
    void endsOfAnsweredCallsSayWho() {
        assertThat(of(new Ending.HungUp(Side.CALLEE), CallDirection.PBX_TO_TEAMS, Stage.ANSWERED))
                .isEqualTo(new CallOutcome.Completed(Party.CALLEE));
        assertThat(of(new Ending.Stopped(true), CallDirection.PBX_TO_TEAMS, Stage.ANSWERED))
                .isEqualTo(new CallOutcome.Completed(Party.GATEWAY));
        CallOutcome stopped = of(new Ending.Stopped(false), CallDirection.PBX_TO_TEAMS, Stage.RINGING);
        assertThat(stopped.code()).isEqualTo("stopping");
        assertThat(stopped.stage()).isEqualTo(Stage.RINGING);
        LegFailure busy = new LegFailure(LegFailure.Kind.REJECTED, 486, "Busy Here", Optional.empty(), List.of());
        CallOutcome failed =
                of(new Ending.NotTransferred(Side.CALLER, busy), CallDirection.TEAMS_TO_PBX, Stage.ANSWERED);
        assertThat(failed.code()).isEqualTo("transfer_failed");
        assertThat(failed.failedLeg()).contains(Leg.TEAMS);
        CallOutcome released = of(new Ending.Released(), CallDirection.PBX_TO_TEAMS, Stage.ANSWERED);
        assertThat(released.code()).isEqualTo("released");
        assertThat(released.endedBy()).isEqualTo(Party.OPERATOR);
        assertThat(of(new Ending.GivenUp(), CallDirection.PBX_TO_TEAMS, Stage.SETUP))
                .isEqualTo(new CallOutcome.Cancelled(Stage.SETUP));
    }

    @Test
    void everyKindOfEndingHasItsOutcome() {
        assertThat(Ending.class.getPermittedSubclasses()).hasSize(8);
        assertThat(CallOutcome.class.getPermittedSubclasses()).hasSize(5);
    }

    @Test
    void documentListsEveryOutcomeAndNoOther() throws IOException {
        Set<String> codes = new TreeSet<>(CallOutcomes.OTHERS);
        for (Refusals refusal : Refusals.values()) {
            codes.add(refusal.name().toLowerCase(Locale.ROOT));
        }
        for (Failures failure : Failures.values()) {
            codes.add(failure.code());
        }
        String doc = Files.readString(Path.of("../docs/cdr.md"));
        String section = doc.substring(doc.indexOf("## Outcomes"));
        section = section.substring(0, section.indexOf("\n## ", 5));
        List<String> listed = new ArrayList<>();
        Matcher row = Pattern.compile("(?m)^\\| `([a-z_0-9]+)` \\|").matcher(section);
        while (row.find()) {
            listed.add(row.group(1));
        }
        assertThat(listed).doesNotHaveDuplicates();
        assertThat(new TreeSet<>(listed)).isEqualTo(codes);
    }
}
