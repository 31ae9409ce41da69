package org.linekeeper.sip.jain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class FinalResponsesTest {
    private static final FinalResponses.Key KEY = new FinalResponses.Key("BYE", "z9hG4bKone", "198.51.100.1:5060");
    private static final byte[] RESPONSE = {1, 2, 3};

    private long nanos = Duration.ofHours(3).toNanos();
    private final FinalResponses responses = new FinalResponses(() -> nanos);

    @Test
    void responseIsKnownForAtLeast64TimesT1AndForgottenSoonAfter() {
        responses.keep(KEY, RESPONSE);
        nanos += Duration.ofSeconds(32).toNanos();
        assertThat(responses.to(KEY)).isEqualTo(RESPONSE);
        nanos += Duration.ofSeconds(9).toNanos();
        assertThat(responses.to(KEY)).isNull();
    }

    @Test
    void otherMethodBranchOrPeerIsAnotherRequest() {
        responses.keep(KEY, RESPONSE);
        assertThat(responses.to(new FinalResponses.Key("INFO", KEY.branch(), KEY.sentBy())))
                .isNull();
        assertThat(responses.to(new FinalResponses.Key("BYE", "z9hG4bKtwo", KEY.sentBy())))
                .isNull();
        assertThat(responses.to(new FinalResponses.Key("BYE", KEY.branch(), "198.51.100.2:5060")))
                .isNull();
    }

    @Test
    void aFloodIsNotKept() {
        for (int i = 0; i < FinalResponses.MOST_IN_SPAN; i++) {
            responses.keep(new FinalResponses.Key("BYE", "z9hG4bK" + i, KEY.sentBy()), RESPONSE);
        }
        responses.keep(KEY, RESPONSE);
        assertThat(responses.to(KEY)).isNull();
        nanos += Duration.ofSeconds(8).toNanos();
        responses.keep(KEY, RESPONSE);
        assertThat(responses.to(KEY)).isEqualTo(RESPONSE);
    }

    @Test
    void longSilenceForgetsAll() {
        responses.keep(KEY, RESPONSE);
        nanos += Duration.ofDays(9).toNanos();
        assertThat(responses.to(KEY)).isNull();
        responses.keep(KEY, RESPONSE);
        assertThat(responses.to(KEY)).isEqualTo(RESPONSE);
    }
}
