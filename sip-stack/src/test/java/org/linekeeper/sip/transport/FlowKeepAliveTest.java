package org.linekeeper.sip.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.linekeeper.sip.loop.TimerWheel;

/** RFC 5626 4.4 and 4.4.1 by a clock of the test. */
class FlowKeepAliveTest implements FlowKeepAlive.Wire {
    private static final Duration SECOND = Duration.ofSeconds(1);

    private long now;
    private final TimerWheel wheel = new TimerWheel(Duration.ofMillis(10), 4_096, () -> now);
    private final FlowKeepAlive keepAlive = new FlowKeepAlive(this, wheel, new Random(7));
    private final List<Long> pings = new ArrayList<>();
    private final List<String> failures = new ArrayList<>();
    private boolean pongs;
    private boolean midMessage;
    private int forgotten;

    @Test
    void pingsAtRandomTimesBetween95And120Seconds() {
        keepAlive.start();
        pongs = true;
        forward(Duration.ofHours(1));

        assertThat(gaps()).hasSizeGreaterThan(28).allMatch(gap -> gap >= 95 && gap <= 121);
        assertThat(gaps().stream().distinct().count()).isGreaterThan(5);
        assertThat(failures).isEmpty();
    }

    @Test
    void keepsToTheFlowTimerFromTheAnswerOn() {
        keepAlive.start();
        pongs = true;
        keepAlive.received(ok("Flow-Timer: 30\r\n"));
        forward(Duration.ofMinutes(10));

        assertThat(pings.get(0)).isBetween(24L, 31L);
        assertThat(gaps()).allMatch(gap -> gap >= 24 && gap <= 31);
    }

    @Test
    void aFlowTimerSaidAgainDoesNotPutThePingOff() {
        keepAlive.start();
        pongs = true;
        for (int i = 0; i < 8; i++) {
            keepAlive.received(ok("Flow-Timer: 30\r\n"));
            forward(Duration.ofSeconds(5));
        }
        assertThat(pings).isNotEmpty();
    }

    @Test
    void aPeerOfOutboundThatDoesNotPongIsGone() {
        keepAlive.start();
        keepAlive.received(ok("Require: outbound\r\n"));
        long ping = forwardToPing();
        forward(Duration.ofSeconds(9));
        assertThat(failures).isEmpty();
        forward(Duration.ofSeconds(2));
        assertThat(failures).containsExactly("no answer to a keep-alive within 10 s");
        assertThat(ping).isPositive();
    }

    @Test
    void aPeerThatNeverPongsIsLeftInPeace() {
        keepAlive.start();
        keepAlive.received(ok("Supported: path\r\n"));
        forward(Duration.ofHours(1));

        assertThat(pings).hasSizeGreaterThan(28);
        assertThat(failures).isEmpty();
        assertThat(forgotten).isGreaterThan(28);
    }

    @Test
    void aPeerThatPongedOnceIsHeldToIt() {
        keepAlive.start();
        pongs = true;
        forwardToPing();
        forward(Duration.ofSeconds(20));
        pongs = false;
        forwardToPing();
        forward(Duration.ofSeconds(11));

        assertThat(failures).hasSize(1);
    }

    @Test
    void aPongMayStandBehindALongMessage() {
        keepAlive.start();
        keepAlive.received(ok("Require: outbound\r\n"));
        forwardToPing();
        midMessage = true;
        forward(Duration.ofSeconds(14));
        assertThat(failures).isEmpty();
        keepAlive.ponged();
        midMessage = false;
        forward(Duration.ofSeconds(14));
        assertThat(failures).isEmpty();
    }

    @Test
    void anUnaskedPongProvesNothing() {
        keepAlive.start();
        keepAlive.ponged();
        forwardToPing();
        forward(Duration.ofSeconds(11));

        assertThat(failures).isEmpty();
    }

    @Test
    void leavesNoTimerBehind() {
        keepAlive.start();
        forwardToPing();
        assertThat(wheel.pending()).isEqualTo(2);
        keepAlive.stop();

        assertThat(wheel.pending()).isZero();
    }

    private long forwardToPing() {
        int before = pings.size();
        while (pings.size() == before) {
            forward(SECOND);
        }
        return pings.get(before);
    }

    private void forward(Duration by) {
        long end = now + by.toNanos();
        while (now < end) {
            now = Math.min(end, now + SECOND.toNanos());
            wheel.advance();
        }
    }

    private List<Long> gaps() {
        List<Long> gaps = new ArrayList<>();
        for (int i = 1; i < pings.size(); i++) {
            gaps.add(pings.get(i) - pings.get(i - 1));
        }
        return gaps;
    }

    private static byte[] ok(String headers) {
        return Sockets.bytes("SIP/2.0 200 OK\r\nCSeq: 1 REGISTER\r\n" + headers + "\r\n");
    }

    @Override
    public void ping() {
        pings.add(Duration.ofNanos(now).toSeconds());
        if (pongs) {
            wheel.schedule(Duration.ofMillis(50), keepAlive::ponged);
        }
    }

    @Override
    public void forgetPing() {
        forgotten++;
    }

    @Override
    public boolean isMidMessage() {
        return midMessage;
    }

    @Override
    public void failed(String cause) {
        failures.add(cause);
    }
}
