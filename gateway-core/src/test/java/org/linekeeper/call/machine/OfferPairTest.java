package org.linekeeper.call.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.linekeeper.call.machine.sdp.OfferPair;
import org.linekeeper.call.machine.sdp.Sdp;

/** Two offers as answers to each other (RFC 3264 6). */
class OfferPairTest {
    private static final String HEAD = lines("v=0", "o=- 1 1 IN IP4 192.0.2.1", "s=-", "c=IN IP4 192.0.2.1", "t=0 0");

    private static Optional<OfferPair> pair(String first, String second) {
        return OfferPair.of(sdp(first), sdp(second));
    }

    private static Sdp sdp(String media) {
        return Sdp.read((HEAD + media).getBytes(StandardCharsets.ISO_8859_1)).orElseThrow();
    }

    private static String lines(String... lines) {
        return String.join("\r\n", lines) + "\r\n";
    }

    private static String media(Sdp said) {
        String text = said.toString();
        return text.substring(text.indexOf("m="));
    }

    @Test
    void onlyWhatBothHaveIsAnsweredAndEachKeepsItsOwnNumbers() {
        OfferPair pair = pair(
                        lines(
                                "m=audio 4000 RTP/AVP 104 9 0 8 101",
                                "a=rtpmap:104 SILK/16000",
                                "a=fmtp:104 useinbandfec=1",
                                "a=rtpmap:0 PCMU/8000/1",
                                "a=rtpmap:101 telephone-event/8000",
                                "a=fmtp:101 0-16",
                                "a=ptime:20"),
                        lines("m=audio 5000 RTP/AVP 8 0 96", "a=rtpmap:96 telephone-event/8000", "a=fmtp:96 0-15"))
                .orElseThrow();
        assertThat(media(pair.toFirst()))
                .isEqualTo(lines("m=audio 5000 RTP/AVP 8 0 96", "a=rtpmap:96 telephone-event/8000", "a=fmtp:96 0-15"));
        assertThat(media(pair.toSecond()))
                .isEqualTo(lines(
                        "m=audio 4000 RTP/AVP 0 8 101",
                        "a=rtpmap:0 PCMU/8000/1",
                        "a=rtpmap:101 telephone-event/8000",
                        "a=fmtp:101 0-16",
                        "a=ptime:20"));
    }

    /** RFC 3264 6: "For each \"m=\" line in the offer, there MUST be a corresponding \"m=\" line in the answer." */
    @Test
    void everyStreamThatWasOfferedIsAnsweredInItsPlace() {
        OfferPair pair = pair(
                        "m=audio 4000 RTP/AVP 0\r\n",
                        "m=video 5002 RTP/AVP 97\r\na=rtpmap:97 H264/90000\r\nm=audio 5000 RTP/AVP 0")
                .orElseThrow();
        assertThat(media(pair.toFirst())).isEqualTo("m=audio 5000 RTP/AVP 0\r\n");
        assertThat(media(pair.toSecond())).isEqualTo(lines("m=video 0 RTP/AVP 97", "m=audio 4000 RTP/AVP 0"));
    }

    /** RFC 4568 5.1.2: the tag of the offer, the key of whoever answers, one suite for both. */
    @Test
    void aKeyAnswersThatOfTheSameSuite() {
        OfferPair pair = pair(
                        lines(
                                "m=audio 4000 RTP/SAVP 0",
                                "a=crypto:1 AES_256_CM_HMAC_SHA1_80 inline:A1|2^31",
                                "a=crypto:2 AES_CM_128_HMAC_SHA1_80 inline:A2|2^31"),
                        lines(
                                "m=audio 5000 RTP/SAVP 0",
                                "a=crypto:7 AES_CM_128_HMAC_SHA1_32 inline:B7",
                                "a=crypto:8 AES_CM_128_HMAC_SHA1_80 inline:B8"))
                .orElseThrow();
        assertThat(media(pair.toFirst()))
                .isEqualTo(lines("m=audio 5000 RTP/SAVP 0", "a=crypto:2 AES_CM_128_HMAC_SHA1_80 inline:B8"));
        assertThat(media(pair.toSecond()))
                .isEqualTo(lines("m=audio 4000 RTP/SAVP 0", "a=crypto:8 AES_CM_128_HMAC_SHA1_80 inline:A2|2^31"));
    }

    @Test
    void whatOnlyOneOfThemKnowsIsNotAnswered() {
        OfferPair pair = pair(
                        lines(
                                "m=audio 4000 RTP/AVP 0",
                                "a=rtcp-mux",
                                "a=mid:a",
                                "a=ice-ufrag:x",
                                "a=candidate:1 1 UDP 1 192.0.2.1 4000 typ host"),
                        lines("m=audio 5000 RTP/AVP 0", "a=sendrecv"))
                .orElseThrow();
        assertThat(media(pair.toSecond())).isEqualTo("m=audio 4000 RTP/AVP 0\r\n");
    }

    @Test
    void withoutACommonStreamThereIsNoAnswer() {
        assertThat(pair("m=audio 4000 RTP/AVP 0\r\n", "m=audio 5000 RTP/AVP 8\r\n"))
                .isEmpty();
        assertThat(pair("m=audio 4000 RTP/AVP 0\r\n", "m=audio 5000 RTP/SAVP 0\r\n"))
                .isEmpty();
        assertThat(pair("m=audio 4000 RTP/AVP 0\r\n", "m=audio 0 RTP/AVP 0\r\n"))
                .isEmpty();
        assertThat(pair("m=audio 4000 RTP/SAVP 0\r\n", "m=audio 5000 RTP/SAVP 0\r\n"))
                .as("no keys")
                .isEmpty();
        String events = lines("m=audio 4000 RTP/AVP 0 101", "a=rtpmap:101 telephone-event/8000");
        assertThat(pair(events, events.replace(" 0 ", " 8 ")))
                .as("digits alone are no talk")
                .isEmpty();
        assertThat(pair("m=\r\n", "m=audio\r\n")).isEmpty();
    }
}
