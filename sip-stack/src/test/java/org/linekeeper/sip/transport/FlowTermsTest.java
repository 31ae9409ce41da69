package org.linekeeper.sip.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FlowTermsTest {
    @ParameterizedTest
    @CsvSource({
        "outbound, true",
        "'path,OUTBOUND', true",
        "'path , outbound , x', true",
        "outbound2, false",
        "noutbound, false",
        "path, false"
    })
    void outboundIsAnOptionTagOfRequire(String require, boolean outbound) {
        assertThat(FlowTerms.of(ok("Require: " + require + "\r\n"))
                        .orElseThrow()
                        .outbound())
                .isEqualTo(outbound);
    }

    @Test
    void supportedIsNotRequired() {
        assertThat(FlowTerms.of(ok("Supported: outbound\r\n"))).contains(new FlowTerms(false, Optional.empty()));
    }

    @ParameterizedTest
    @CsvSource({"120, 120", "1, 10", "999999999, 86400"})
    void theFlowTimerIsBounded(String said, long taken) {
        assertThat(FlowTerms.of(ok("FLOW-TIMER : " + said + "\r\n"))
                        .orElseThrow()
                        .timer())
                .contains(Duration.ofSeconds(taken));
    }

    @ParameterizedTest
    @CsvSource({"-1", "x", "''", "99999999999999999999"})
    void aBrokenFlowTimerIsNone(String said) {
        assertThat(FlowTerms.of(ok("Flow-Timer: " + said + "\r\n"))
                        .orElseThrow()
                        .timer())
                .isEmpty();
    }

    @Test
    void onlyA2xxToRegisterSpeaksOfTheFlow() {
        String answer = Sockets.text(ok("Require: outbound\r\n"));
        assertThat(FlowTerms.of(Sockets.bytes(answer.replace("200 OK", "401 No"))))
                .isEmpty();
        assertThat(FlowTerms.of(Sockets.bytes(answer.replace("1 REGISTER", "1 OPTIONS"))))
                .isEmpty();
        assertThat(FlowTerms.of(Sockets.bytes("OPTIONS sip:a SIP/2.0\r\nCSeq: 1 REGISTER\r\n\r\n")))
                .isEmpty();
        assertThat(FlowTerms.of(Sockets.bytes("SIP/2.0 2"))).isEmpty();
        assertThat(FlowTerms.of(Sockets.bytes(answer + "Flow-Timer: 30\r\n")))
                .contains(new FlowTerms(true, Optional.empty()));
    }

    private static byte[] ok(String headers) {
        return Sockets.bytes("SIP/2.0 200 OK\r\nCSeq: 1 REGISTER\r\n" + headers + "\r\n");
    }
}
