package org.linekeeper.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.linekeeper.dns.SipTransport;
import org.linekeeper.sip.transport.Admission.NewCall;
import org.linekeeper.sip.transport.MessageSource;

class OverloadGateTest {
    private static final Duration USUAL = Duration.ofSeconds(1);
    private static final Duration FAR_BEHIND = USUAL.plusMillis(1);

    @Test
    void whoKeepsUpTakesCalls() {
        assertThat(refuse("sip:+15550001000@b.example", USUAL)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sip:+15550001000@b.example",
                "sip:1000@b",
                "sip:b.example",
                "sip:911a@b",
                "sip:",
                "tel:+49911;ext=911"
            })
    void whoIsFarBehindTurnsNewCallsAway(String uri) {
        assertThat(refuse(uri, FAR_BEHIND))
                .hasValueSatisfying(later -> assertThat(later).isPositive());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sip:911@b",
                "SIP:+112@b;user=phone",
                "sip:999;phone-context=b@b",
                "urn:service:sos",
                "URN:service:sos.fire"
            })
    void emergencyCallsAreNeverTurnedAway(String uri) {
        assertThat(refuse(uri, Duration.ofSeconds(30))).isEmpty();
    }

    @Test
    void firstCallsMayWaitLongerWhileTheirCodeIsCompiled() {
        SetClock clock = new SetClock();
        OverloadGate gate = new OverloadGate(clock, USUAL);
        NewCall late = call("sip:1000@b", FAR_BEHIND);
        assertThat(gate.refuse(late)).isEmpty();
        clock.forward(OverloadGate.AT_FIRST.minusMillis(1));
        assertThat(gate.refuse(late)).isEmpty();
        assertThat(gate.refuse(call("sip:1000@b", OverloadGate.MOST_BEHIND_AT_FIRST.plusMillis(1))))
                .isPresent();
        clock.forward(Duration.ofMillis(1));
        assertThat(gate.refuse(late)).isPresent();
    }

    @Test
    void howFarIsASetting() {
        SetClock clock = new SetClock();
        OverloadGate patient = new OverloadGate(clock, Duration.ofSeconds(10));
        OverloadGate hasty = new OverloadGate(clock, Duration.ofMillis(200));
        assertThat(patient.refuse(call("sip:1000@b", Duration.ofSeconds(10)))).isEmpty();
        assertThat(hasty.refuse(call("sip:1000@b", OverloadGate.MOST_BEHIND_AT_FIRST)))
                .isEmpty();
        clock.forward(OverloadGate.AT_FIRST);
        assertThat(patient.refuse(call("sip:1000@b", Duration.ofSeconds(10)))).isEmpty();
        assertThat(patient.refuse(call("sip:1000@b", Duration.ofMillis(10_001))))
                .isPresent();
        assertThat(hasty.refuse(call("sip:1000@b", Duration.ofMillis(200)))).isEmpty();
        assertThat(hasty.refuse(call("sip:1000@b", Duration.ofMillis(201)))).isPresent();
    }

    /** By a gateway that has had calls for a while. */
    private static Optional<Duration> refuse(String uri, Duration behind) {
        SetClock clock = new SetClock();
        OverloadGate gate = new OverloadGate(clock, USUAL);
        assertThat(gate.refuse(call(uri, Duration.ZERO))).isEmpty();
        clock.forward(OverloadGate.AT_FIRST);
        return gate.refuse(call(uri, behind));
    }

    private static NewCall call(String uri, Duration behind) {
        MessageSource source = new MessageSource(
                "pbx", SipTransport.UDP, new InetSocketAddress(InetAddress.getLoopbackAddress(), 5060), List.of());
        return new NewCall(source, uri, behind);
    }
}
