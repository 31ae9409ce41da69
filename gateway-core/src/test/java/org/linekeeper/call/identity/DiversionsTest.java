package org.linekeeper.call.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.linekeeper.call.identity.Diversion.Cause;

class DiversionsTest {
    private static Diversions history(String... values) {
        return Diversions.read(List.of(values), List.of(), Privacy.ABSENT);
    }

    private static Diversions diversion(String... values) {
        return Diversions.read(List.of(), List.of(values), Privacy.ABSENT);
    }

    @Test
    void readsHistoryOfTeamsWithEscapedReasons() {
        Diversions read =
                history("<sip:+14255550101@sip.pstnhub.microsoft.com:5061;user=phone?Reason=SIP%3Bcause%3D302%3B"
                        + "text%3D%22Moved%20Temporarily%22>;index=1,<sip:+14255550102@sip.pstnhub.microsoft.com:5061;user=phone"
                        + "?Reason=SIP%3Bcause%3D486%3Btext%3D%22User%20Busy%22>;index=1.1");
        assertThat(read.all())
                .containsExactly(
                        new Diversion("+14255550101", Cause.UNCONDITIONAL, false),
                        new Diversion("+14255550102", Cause.USER_BUSY, false));
    }

    /** Both ways of writing are documented by Microsoft. */
    @Test
    void readsHistoryOfTeamsWithReasonsAsTheyAre() {
        Diversions read = history("<sip:+14255550101@sip.pstnhub.microsoft.com:5061;user=phone?Reason=SIP;cause=408;"
                + "text=\"Gone, for lunch\">;index=1, <sip:+14255550199@sbc.example.com;user=phone>;index=1.1");
        assertThat(read.all()).containsExactly(new Diversion("+14255550101", Cause.NO_ANSWER, false));
    }

    /** RFC 4458: the cause may stand with the target. */
    @Test
    void readsTheCauseOfTheNextEntry() {
        Diversions read = history("<sip:+1425@a.example>;index=1", "<sip:+1426@a.example;cause=486>;index=1.1;mp=1");
        assertThat(read.all()).containsExactly(new Diversion("+1425", Cause.USER_BUSY, false));
    }

    @Test
    void historyOfACallThatNobodySentOnSaysNothing() {
        assertThat(history("<sip:+1425@a.example>;index=1").isEmpty()).isTrue();
        assertThat(history().historyInfo("+1425", "b.example")).isEmpty();
        assertThat(history().diversion("b.example")).isEmpty();
    }

    @Test
    void readsDiversionWithTheLatestFirst() {
        Diversions read = diversion(
                "\"Second, <odd>\" <sip:102@pbx.example>;reason=no-answer;counter=1;privacy=off",
                "<sip:101@pbx.example>;reason=\"unconditional\";counter=2;privacy=full, <tel:+1425;x=y>;reason=away");
        assertThat(read.all())
                .containsExactly(
                        new Diversion("+1425", Cause.UNKNOWN, false),
                        new Diversion("101", Cause.UNCONDITIONAL, true),
                        new Diversion("102", Cause.NO_ANSWER, false));
        assertThat(read.count()).isEqualTo(4);
        assertThat(read.usersLatestFirst()).containsExactly("102", "101", "+1425");
    }

    /** RFC 7544 section 5: what one header says, the other says after mapping. */
    @Test
    void mappingThereAndBackKeepsEverything() {
        Diversions read = diversion(
                "<sip:102@pbx.example>;reason=no-answer;counter=1;privacy=off",
                "<sip:101@pbx.example>;reason=user-busy;counter=1;privacy=off");
        List<String> history = read.historyInfo("+1425", "t.example");
        assertThat(history)
                .containsExactly(
                        "<sip:101@t.example;user=phone?Reason=SIP%3Bcause%3D486>;index=1",
                        "<sip:102@t.example;user=phone?Reason=SIP%3Bcause%3D408>;index=1.1;mp=1",
                        "<sip:+1425@t.example;user=phone;cause=408>;index=1.1.1;mp=1.1");
        Diversions again = Diversions.read(history, List.of(), Privacy.ABSENT);
        assertThat(again.all()).isEqualTo(read.all());
        assertThat(again.diversion("pbx.example"))
                .containsExactly(
                        "<sip:102@pbx.example;user=phone>;reason=no-answer;counter=1;privacy=off",
                        "<sip:101@pbx.example;user=phone>;reason=user-busy;counter=1;privacy=off");
    }

    @Test
    void whoWantsToStayUnknownIsNotNamedToTeams() {
        Diversions hidden = diversion("<sip:101@pbx.example>;reason=away;privacy=full");
        assertThat(hidden.historyInfo("+1425", "t.example").get(0))
                .isEqualTo("<sip:anonymous@anonymous.invalid?Reason=SIP%3Bcause%3D404&Privacy=history>;index=1");
        Diversions all = Diversions.read(
                List.of("<sip:101@a.example?Reason=SIP;cause=302>;index=1"),
                List.of(),
                Privacy.parse(List.of("history")));
        assertThat(all.diversion("pbx.example").get(0)).endsWith("privacy=full");
        Diversions one = history("<sip:101@a.example?Privacy=history&Reason=SIP;cause=302>;index=1");
        assertThat(one.all().get(0).hidden()).isTrue();
    }

    @Test
    void moreThanTenGoInCirclesAndOnlyTheLatestAreKept() {
        String once = "<sip:1@a.example>;reason=away";
        assertThat(diversion(Collections.nCopies(10, once).toArray(String[]::new))
                        .goInCircles())
                .isFalse();
        assertThat(diversion(Collections.nCopies(11, once).toArray(String[]::new))
                        .goInCircles())
                .isTrue();
        assertThat(diversion("<sip:1@a.example>;counter=11").goInCircles()).isTrue();
        assertThat(diversion("<sip:1@a.example>;counter=99999999999").goInCircles())
                .isFalse();
        Diversions long1 = diversion(String.join(",", Collections.nCopies(5_000, once)));
        assertThat(long1.all()).hasSize(Diversions.MOST);
        assertThat(long1.goInCircles()).isTrue();
    }

    @Test
    void countOfThoseNotNamedIsHandedOn() {
        assertThat(diversion("<sip:1@a.example>;counter=3")
                        .diversion("b.example")
                        .get(0))
                .contains("counter=3");
    }

    @Test
    void nonsenseIsReadWithoutComplaint() {
        Random random = new Random(7);
        String alphabet = "<>\"%;=?&,:@sip+1425 cause reason Reason privacy\u00fc";
        for (int i = 0; i < 20_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int j = random.nextInt(60); j > 0; j--) {
                text.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            Diversions history = history(text.toString());
            assertThat(history.diversion("a.example")).noneMatch(value -> value.contains("\n"));
            assertThat(diversion(text.toString()).historyInfo("1", "a.example")).isNotNull();
            assertThat(ReferredBy.users(List.of(text.toString()))).isNotNull();
        }
    }

    @Test
    void referrersAreReadWithOrWithoutBrackets() {
        assertThat(ReferredBy.users(List.of("<sip:+14255550101@sip.pstnhub.microsoft.com:5061;user=phone>")))
                .containsExactly("+14255550101");
        assertThat(ReferredBy.users(List.of("sip:101@a.example;cid=2"))).containsExactly("101");
        assertThat(ReferredBy.users(List.of("<sip:a.example;x-m=8:orgid:1>"))).isEmpty();
    }
}
