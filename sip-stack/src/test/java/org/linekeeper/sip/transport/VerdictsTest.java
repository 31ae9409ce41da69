package org.linekeeper.sip.transport;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.linekeeper.sip.transport.Verdicts.Verdict;

class VerdictsTest {
    private final Verdicts verdicts = new Verdicts();

    @Test
    void aRetransmissionMeetsWhatTheFirstOneMet() {
        verdicts.note("z9hG4bK1", "a", true);
        verdicts.note("z9hG4bK2", "a", false);

        assertThat(verdicts.of("z9hG4bK1", "a")).isEqualTo(Verdict.LET_IN);
        assertThat(verdicts.of("z9hG4bK2", "a")).isEqualTo(Verdict.REFUSED);
        assertThat(verdicts.of("z9hG4bK1", "b")).isEqualTo(Verdict.UNKNOWN);
        assertThat(verdicts.of("z9hG4bK3", "a")).isEqualTo(Verdict.UNKNOWN);
    }
}
