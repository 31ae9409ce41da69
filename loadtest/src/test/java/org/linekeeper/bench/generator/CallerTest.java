package org.linekeeper.bench.generator;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CallerTest {
    private final Wires wires = new Wires();

    @Test
    void aCallIsPlayedToItsEnd() {
        wires.play(10, 1);
        wires.pass(2_000);

        assertThat(wires.startLines())
                .containsExactly(
                        "INVITE sip:1001@127.0.0.1:5060 SIP/2.0",
                        "SIP/2.0 100 Trying",
                        "SIP/2.0 180 Ringing",
                        "SIP/2.0 200 OK",
                        "ACK sip:bench@127.0.0.1:5060 SIP/2.0",
                        "BYE sip:bench@127.0.0.1:5060 SIP/2.0",
                        "SIP/2.0 200 OK");
        LoadReport report = wires.report();
        assertThat(report.over()).isTrue();
        assertThat(report.completed()).isEqualTo(1);
        assertThat(report.failed()).isZero();
        assertThat(report.repeats()).isZero();
        assertThat(report.ringing().count()).isEqualTo(1);
        assertThat(report.arrival().count()).isEqualTo(1);
        assertThat(wires.generator.live()).isZero();
        assertThat(wires.generator.strays()).isEmpty();
    }

    @Test
    void callsComeAtTheirTimeWhateverBecomesOfThem() {
        wires.lose(message -> true);
        wires.play(100, 1_000);
        wires.pass(99);

        assertThat(wires.report().placed()).isEqualTo(10);
        assertThat(wires.report().late().most()).isLessThan(1);
    }

    @Test
    void anInviteWithoutAnswerIsSentAgainAndGivenUpAfter32Seconds() {
        wires.lose(message -> true);
        wires.play(10, 1);
        // RFC 3261 17.1.1.2: after 0.5, 1.5, 3.5, 7.5, 15.5 and 31.5 seconds.
        wires.pass(499);
        assertThat(wires.count("INVITE")).isEqualTo(1);
        wires.pass(2);
        assertThat(wires.count("INVITE")).isEqualTo(2);
        wires.pass(31_400);
        assertThat(wires.count("INVITE")).isEqualTo(7);
        assertThat(wires.report().over()).isFalse();
        wires.pass(200);

        assertThat(wires.report().inviteTimeOuts()).isEqualTo(1);
        assertThat(wires.report().invitesAgain()).isEqualTo(6);
        assertThat(wires.report().failed()).isEqualTo(1);
        assertThat(wires.generator.live()).isZero();
    }

    @Test
    void a503WithRetryAfterIsARefusalAndHasItsAck() {
        wires.lose(message -> true);
        wires.play(10, 1);
        wires.pass(20);
        String invite = wires.sent.get(0);
        String refusal = Wires.response(invite, "503 Service Unavailable", "Retry-After: 2");
        wires.toCaller(refusal);

        LoadReport report = wires.report();
        assertThat(report.over()).isTrue();
        assertThat(report.refused()).isEqualTo(1);
        assertThat(report.refusal().within()).isEqualTo(1);
        assertThat(report.refusal().p50()).isBetween(19.9, 20.1);
        assertThat(report.failed()).isZero();
        String ack = wires.sent.get(1);
        assertThat(ack)
                .startsWith("ACK sip:1001@127.0.0.1:5060 SIP/2.0")
                .contains("To: <sip:1001@127.0.0.1:5060>;tag=other");
        assertThat(via(ack)).isEqualTo(via(invite));

        // It comes again when the ACK was lost.
        wires.toCaller(refusal);
        assertThat(wires.sent.get(2)).isEqualTo(ack);
        assertThat(wires.report().refused()).isEqualTo(1);
        assertThat(wires.report().heardAgain()).isEqualTo(1);
    }

    @Test
    void aLateRefusalIsNotWithinHalfASecond() {
        wires.lose(message -> true);
        wires.play(10, 1);
        wires.pass(600);
        wires.toCaller(Wires.response(wires.sent.get(0), "503 Service Unavailable", "Retry-After: 2"));

        assertThat(wires.report().refused()).isEqualTo(1);
        assertThat(wires.report().refusal().within()).isZero();
    }

    @Test
    void a503WithoutRetryAfterIsAFailure() {
        wires.lose(message -> true);
        wires.play(10, 1);
        wires.pass(1);
        wires.toCaller(Wires.response(wires.sent.get(0), "503 Service Unavailable"));

        assertThat(wires.report().refused()).isZero();
        assertThat(wires.report().failed()).isEqualTo(1);
        assertThat(wires.report().failedByCode()).containsEntry(503, 1L);
    }

    @Test
    void aLate200IsAbsorbed() {
        wires.play(10, 1);
        wires.pass(2_000);
        String ok = wires.sent.get(3);
        String ack = wires.sent.get(4);
        assertThat(wires.report().over()).isTrue();
        wires.toCaller(ok);

        assertThat(wires.sent.get(7)).isEqualTo(ack);
        assertThat(wires.report().completed()).isEqualTo(1);
        assertThat(wires.report().heardAgain()).isEqualTo(1);
        assertThat(wires.report().failed()).isZero();
    }

    @Test
    void aByeWithoutAnswerIsSentAgainAtIntervalsOfAtMostFourSeconds() {
        wires.lose(message -> message.contains("CSeq: 2 BYE"));
        wires.play(10, 1);
        wires.pass(1_002);
        assertThat(wires.count("BYE")).isEqualTo(1);
        // RFC 3261 17.1.2.2: after 0.5, 1.5, 3.5 and then every 4 seconds up to 31.5.
        wires.pass(31_800);
        assertThat(wires.count("BYE")).isEqualTo(11);
        wires.pass(400);

        assertThat(wires.report().byeTimeOuts()).isEqualTo(1);
        assertThat(wires.report().byesAgain()).isEqualTo(10);
    }

    @Test
    void whatTheGatewayEndsIsAFailure() {
        wires.play(10, 1);
        wires.pass(10);
        String bye = wires.sent.get(4).replace("ACK", "BYE");
        wires.toCaller(bye);

        assertThat(wires.report().endedByOther()).isEqualTo(1);
        assertThat(wires.report().completed()).isZero();
        assertThat(wires.sent.get(5)).startsWith("SIP/2.0 200 OK");
    }

    @Test
    void theRouteSetIsInReverseOrder() {
        wires.lose(message -> message.startsWith("SIP/2.0"));
        wires.play(10, 1);
        wires.pass(1);
        wires.toCaller(Wires.response(
                wires.sent.get(0),
                "200 OK",
                "Contact: <sip:there@127.0.0.9>;x=1",
                "Record-Route: <sip:one;lr>",
                "Record-Route: <sip:two;lr>"));

        String ack = wires.sent.get(wires.sent.size() - 1);
        assertThat(ack).startsWith("ACK sip:there@127.0.0.9 SIP/2.0\r\n");
        assertThat(ack).containsSubsequence("Route: <sip:two;lr>", "Route: <sip:one;lr>");
    }

    private static String via(String message) {
        return message.lines()
                .filter(line -> line.startsWith("Via: "))
                .findFirst()
                .orElseThrow();
    }
}
