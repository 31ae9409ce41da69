package org.linekeeper.sip.jain;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class FinalResponsesTest {
    private static final FinalResponses.Key KEY = new FinalResponses.Key("BYE", "z9hG4bKone", "198.51.100.1", 5060);
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
        assertThat(responses.to(new FinalResponses.Key("INFO", KEY.branch(), KEY.host(), KEY.port())))
                .isNull();
        assertThat(responses.to(key("z9hG4bKtwo"))).isNull();
        assertThat(responses.to(new FinalResponses.Key("BYE", KEY.branch(), "198.51.100.2", KEY.port())))
                .isNull();
        assertThat(responses.to(new FinalResponses.Key("BYE", KEY.branch(), KEY.host(), 5061)))
                .isNull();
    }

    @Test
    void aFloodIsNotKept() {
        for (int i = 0; i < ResponseSpan.MOST; i++) {
            responses.keep(key("z9hG4bK" + i), RESPONSE);
        }
        responses.keep(KEY, RESPONSE);
        assertThat(responses.to(KEY)).isNull();
        nanos += Duration.ofSeconds(8).toNanos();
        responses.keep(KEY, RESPONSE);
        assertThat(responses.to(KEY)).isEqualTo(RESPONSE);
    }

    @Test
    void eachOfManyIsFoundWithItsOwnResponse() {
        for (int i = 0; i < 20_000; i++) {
            responses.keep(key("z9hG4bK" + i), text(i));
            nanos += Duration.ofMillis(1).toNanos();
        }
        for (int i = 0; i < 20_000; i++) {
            assertThat(responses.to(key("z9hG4bK" + i))).isEqualTo(text(i));
        }
    }

    @Test
    void placesAreUsedAgainWithoutMixingWhatWasThere() {
        for (int round = 0; round < 12; round++) {
            for (int i = 0; i < 3_000; i++) {
                responses.keep(key("z9hG4bK" + round + "-" + i), text(i));
            }
            nanos += Duration.ofSeconds(8).toNanos();
            for (int before = 0; before <= round; before++) {
                byte[] known = responses.to(key("z9hG4bK" + before + "-2999"));
                assertThat(known).isEqualTo(round - before < 4 ? text(2_999) : null);
            }
        }
    }

    @Test
    void theFirstResponseStays() {
        responses.keep(KEY, RESPONSE);
        nanos += Duration.ofSeconds(9).toNanos();
        responses.keep(KEY, new byte[] {4});
        assertThat(responses.to(KEY)).isEqualTo(RESPONSE);
    }

    @Test
    void anAbsorbedRequestIsToldFromAnAnswer() {
        responses.keep(KEY, FinalResponses.ABSORBED);
        assertThat(responses.to(KEY)).isSameAs(FinalResponses.ABSORBED);
    }

    @Test
    void whatIsTooLongOrNotOfOneByteACharacterIsNotKept() {
        responses.keep(KEY, new byte[ByteChunks.BYTES]);
        assertThat(responses.to(KEY)).isNull();
        responses.keep(key("z9hG4bK\u2603"), RESPONSE);
        assertThat(responses.to(key("z9hG4bK\u2603"))).isNull();
        responses.keep(KEY, new byte[65_507]);
        assertThat(responses.to(KEY)).hasSize(65_507);
    }

    /** Branches of one hash: "Aa" and "BB" have the same. */
    @Test
    void chosenBranchesDoNotMakeTheSearchLong() {
        int kept = 0;
        for (int i = 0; i < 1 << 10; i++) {
            StringBuilder branch = new StringBuilder("z9hG4bK");
            for (int bit = 0; bit < 10; bit++) {
                branch.append((i >> bit & 1) == 0 ? "Aa" : "BB");
            }
            responses.keep(key(branch.toString()), RESPONSE);
            kept += responses.to(key(branch.toString())) == null ? 0 : 1;
        }
        assertThat(kept).isBetween(1, 64);
    }

    @Test
    void longSilenceForgetsAll() {
        responses.keep(KEY, RESPONSE);
        nanos += Duration.ofDays(9).toNanos();
        assertThat(responses.to(KEY)).isNull();
        responses.keep(KEY, RESPONSE);
        assertThat(responses.to(KEY)).isEqualTo(RESPONSE);
    }

    private static FinalResponses.Key key(String branch) {
        return new FinalResponses.Key(KEY.method(), branch, KEY.host(), KEY.port());
    }

    private static byte[] text(int number) {
        return ("SIP/2.0 200 OK " + number).getBytes(StandardCharsets.US_ASCII);
    }
}
