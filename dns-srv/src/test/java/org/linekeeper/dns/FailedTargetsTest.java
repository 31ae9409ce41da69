package org.linekeeper.dns;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FailedTargetsTest {
    final TestClock clock = new TestClock();
    final FailedTargets health = new FailedTargets(clock, 100);
    final Target a = target(SipTransport.UDP, 1, "one.test");
    final Target b = target(SipTransport.UDP, 2, "one.test");
    final Target c = target(SipTransport.UDP, 3, "one.test");

    static Target target(SipTransport transport, int last, String name) {
        return new Target(transport, new InetSocketAddress(ScriptedDnsBench.address("127.77.1." + last), 5060), name);
    }

    @Test
    void whatIsDownGoesLastAndComesBackInTime() {
        health.failed(a, Duration.ofSeconds(30));
        assertThat(health.isUp(a)).isFalse();
        assertThat(health.order(List.of(a, b, c))).containsExactly(b, c, a);
        clock.advance(Duration.ofSeconds(29));
        assertThat(health.isUp(a)).isFalse();
        clock.advance(Duration.ofSeconds(1));
        assertThat(health.isUp(a)).isTrue();
        assertThat(health.order(List.of(a, b, c))).containsExactly(a, b, c);
        assertThat(health.size()).isZero();
    }

    @Test
    void whenAllAreDownTheOrderStays() {
        List.of(a, b, c).forEach(target -> health.failed(target, Duration.ofSeconds(30)));
        assertThat(health.order(List.of(a, b, c))).containsExactly(a, b, c);
        assertThat(health.order(List.of())).isEmpty();
    }

    @Test
    void successMakesATargetUpAtOnce() {
        health.failed(a, Duration.ofSeconds(30));
        health.succeeded(a);
        assertThat(health.isUp(a)).isTrue();
    }

    @Test
    void theLongerTimeCounts() {
        health.failed(a, Duration.ofSeconds(60));
        health.failed(a, Duration.ofSeconds(5));
        clock.advance(Duration.ofSeconds(30));
        assertThat(health.isUp(a)).isFalse();
    }

    @Test
    void anAbsurdTimeIsCut() {
        health.failed(a, Duration.ofDays(100_000));
        clock.advance(TargetHealth.MAX_DOWN);
        assertThat(health.isUp(a)).isTrue();
        health.failed(a, Duration.ZERO);
        health.failed(a, Duration.ofSeconds(-1));
        assertThat(health.isUp(a)).isTrue();
    }

    @Test
    void anAddressIsDownForEveryDomainButATlsTargetForItsOwnOnly() {
        health.failed(a, Duration.ofSeconds(30));
        assertThat(health.isUp(target(SipTransport.UDP, 1, "two.test"))).isFalse();
        assertThat(health.isUp(target(SipTransport.TCP, 1, "one.test"))).isTrue();
        health.failed(target(SipTransport.TLS, 1, "one.test"), Duration.ofSeconds(30));
        assertThat(health.isUp(target(SipTransport.TLS, 1, "one.test"))).isFalse();
        assertThat(health.isUp(target(SipTransport.TLS, 1, "two.test"))).isTrue();
    }

    @Test
    void aClockSetBackKeepsNothingDown() {
        health.failed(a, Duration.ofSeconds(30));
        clock.advance(Duration.ofHours(-1));
        assertThat(health.isUp(a)).isTrue();
    }

    @Test
    void memoryIsBounded() {
        Target longest = target(SipTransport.TCP, 200, "x.test");
        health.failed(longest, Duration.ofMinutes(10));
        IntStream.range(0, 10_000)
                .mapToObj(i -> target(SipTransport.TLS, 1, "d" + i + ".test"))
                .forEach(target -> health.failed(target, Duration.ofSeconds(30)));
        assertThat(health.size()).isLessThanOrEqualTo(100);
        assertThat(health.isUp(longest)).isFalse();
        clock.advance(Duration.ofMinutes(1));
        health.failed(a, Duration.ofSeconds(30));
        assertThat(health.size()).isLessThanOrEqualTo(100);
    }
}
