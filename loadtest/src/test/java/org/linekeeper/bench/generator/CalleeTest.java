package org.linekeeper.bench.generator;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CalleeTest {
    private final Wires wires = new Wires();

    @Test
    void a200WithoutAckIsSentAgain() {
        wires.lose(message -> message.startsWith("ACK"));
        wires.play(10, 1);
        wires.pass(400);
        wires.lose(message -> false);
        wires.pass(3_000);

        LoadReport report = wires.report();
        // RFC 3261 13.3.1.4: after T1; the caller must acknowledge each.
        assertThat(report.oksAgain()).isEqualTo(1);
        assertThat(report.heardAgain()).isEqualTo(1);
        assertThat(wires.count("ACK")).isEqualTo(2);
        assertThat(report.completed()).isEqualTo(1);
        assertThat(report.withoutAck()).isZero();
    }

    @Test
    void oneThatIsNeverAcknowledgedIsGivenUp() {
        wires.lose(message -> message.startsWith("ACK") || message.startsWith("BYE"));
        wires.play(10, 1);
        wires.pass(33_100);

        assertThat(wires.report().withoutAck()).isEqualTo(1);
    }

    @Test
    void anInviteThatComesTwiceGetsThe200Again() {
        wires.lose(message -> message.startsWith("SIP/2.0"));
        wires.play(10, 1);
        wires.pass(510);

        assertThat(wires.count("INVITE")).isEqualTo(2);
        assertThat(wires.report().arrival().count()).isEqualTo(1);
        assertThat(wires.report().heardAgain()).isEqualTo(1);
        assertThat(wires.count("SIP/2.0 180")).isEqualTo(1);
        assertThat(wires.count("SIP/2.0 200")).isEqualTo(3);
    }

    @Test
    void aCallWhoseCalleeHearsNoByeIsNotCompleted() {
        wires.lose(message -> message.startsWith("BYE"));
        wires.play(10, 1);
        wires.pass(1_010);
        String bye = wires.sent.get(5);
        wires.toCaller(Wires.response(bye, "200 OK"));
        wires.pass(31_900);
        assertThat(wires.report().over()).isFalse();
        wires.pass(200);

        assertThat(wires.report().withoutBye()).isEqualTo(1);
        assertThat(wires.report().completed()).isZero();
        assertThat(wires.report().failed()).isEqualTo(1);
    }

    @Test
    void anInviteOfNobodyIsRefusedAndCounted() {
        wires.lose(message -> message.startsWith("INVITE"));
        wires.play(10, 1);
        wires.pass(1);
        byte[] invite = wires.sent
                .get(0)
                .replace("s=00000001", "s=00000777")
                .getBytes(java.nio.charset.StandardCharsets.US_ASCII);
        wires.generator.callee().received(invite, invite.length, (lane, message, length) -> {}, 0);

        assertThat(wires.generator.strays()).containsEntry("INVITE", 1L);
        assertThat(wires.report().arrival().count()).isZero();
    }

    @Test
    void halfAMessageIsCounted() {
        byte[] half = "INVITE sip:x SIP/2.0\r\nVia: SIP/2.0/UDP 127.0.0.1\r\nFro"
                .getBytes(java.nio.charset.StandardCharsets.US_ASCII);
        for (int length = 0; length <= half.length; length++) {
            wires.generator.callee().received(half, length, (lane, message, sent) -> {}, 0);
        }

        assertThat(wires.generator.strays()).containsEntry("unreadable", half.length + 1L);
    }
}
