package org.linekeeper.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.linekeeper.call.machine.LegFailure;
import org.linekeeper.event.CallOutcome.Leg;

/** What a far end says for people stands in the advice. */
class ReasonTextTest {
    private static final FailureAdvice TEAMS = new FailureAdvice(Leg.TEAMS, "123t", "+14255550199", Optional.empty());

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "67-480-from-teams | No callee endpoints were found",
                "70-488-srtp-required | SrtpEncryptionRequired",
                "71-403-no-trunk-config | No trunk config was found"
            })
    void wordsOfTeamsAreInTheAdvice(String name, String words) {
        SipText response = TeamsFixture.read(name);
        LegFailure failure = new LegFailure(
                LegFailure.Kind.REJECTED,
                response.status(),
                "Phrase",
                Optional.empty(),
                List.of(response.header("Reason")));
        assertThat(TEAMS.of(Failures.of(response.status()), failure))
                .startsWith("The Teams side answered " + response.status() + " Phrase (")
                .contains(words)
                .doesNotContain(";");
    }

    @Test
    void firstTextThatSaysAnythingIsTaken() {
        assertThat(ReasonText.of(List.of(
                        "Q.850;cause=16",
                        "Q.850 ;cause=16 ;text=\"e110af14-93f8-570e-a73b-ec668a45fcca;\"",
                        "SIP; cause=200; text=\"Call completed elsewhere\"")))
                .hasValue("Call completed elsewhere");
    }

    @Test
    void whatIsTooLongIsCutAndNonsenseIsNothing() {
        assertThat(ReasonText.of(List.of("SIP;text=\"" + "x".repeat(300) + "\""))
                        .orElseThrow())
                .hasSize(161);
        assertThat(ReasonText.of(List.of("", "text=\"a\"", "SIP;text=\"", "SIP;text=\"a\\\"b\"")))
                .isEmpty();
        assertThat(ReasonText.of(List.of())).isEmpty();
    }
}
