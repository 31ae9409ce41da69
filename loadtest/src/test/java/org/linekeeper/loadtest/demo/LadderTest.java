package org.linekeeper.loadtest.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.linekeeper.simulator.sip.MessageLog;
import org.linekeeper.simulator.sip.Protocol;
import org.linekeeper.simulator.sip.SipHeaders;
import org.linekeeper.simulator.sip.SipMessage;
import org.linekeeper.simulator.sip.SipRequest;
import org.linekeeper.simulator.sip.SipResponse;

class LadderTest {
    private static final Instant START = Instant.parse("2026-11-21T10:00:00Z");

    @Test
    void everyMessageIsAnArrowBetweenItsTwoParties() {
        SipMessage invite = new SipRequest("INVITE", "sip:a@b", SipHeaders.EMPTY, "v=0");
        SipMessage ringing = new SipResponse(180, "Ringing", SipHeaders.EMPTY, "");
        Ladder ladder = new Ladder(false);
        List<String> lines = ladder
                .rungs(List.of(
                        entry(12, "Teams", false, invite),
                        entry(0, "PBX", true, invite),
                        entry(50, "Teams", true, ringing),
                        entry(55, "PBX", false, ringing)))
                .stream()
                .map(Ladder.Rung::text)
                .toList();
        assertThat(ladder.head()).contains("PBX", "Linekeeper", "Teams");
        assertThat(lines)
                .containsExactly(
                        "    0 ms |-- INVITE +SDP -------------->|                              |",
                        "   12 ms |                              |-- INVITE +SDP -------------->|",
                        "   50 ms |                              |<-- 180 Ringing --------------|",
                        "   55 ms |<-- 180 Ringing --------------|                              |");
    }

    @Test
    void anInviteWithCredentialsSaysSo() {
        SipHeaders headers = SipHeaders.EMPTY.with("Proxy-Authorization", "Digest");
        assertThat(Ladder.label(new SipRequest("INVITE", "sip:a@b", headers, "")))
                .isEqualTo("INVITE +digest");
    }

    private static MessageLog.Entry entry(long millis, String party, boolean sent, SipMessage message) {
        return new MessageLog.Entry(START.plusMillis(millis), party, sent, Protocol.UDP, message);
    }
}
