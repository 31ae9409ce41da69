package org.linekeeper.call.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.linekeeper.call.machine.sdp.Direction;
import org.linekeeper.call.machine.sdp.Sdp;

/** Descriptions change in as few bytes as possible, and nothing that comes is an exception. */
class SdpTest {
    private static final String SDP = String.join(
            "\r\n",
            "v=0",
            "o=- 7 1 IN IP4 192.0.2.9",
            "s=-",
            "c=IN IP4 192.0.2.9",
            "t=0 0",
            "m=audio 4000 RTP/SAVP 0",
            "a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:abc|2^31",
            "");

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static Sdp read(String text) {
        return Sdp.read(bytes(text)).orElseThrow();
    }

    @Test
    void directionIsReplacedWhereItStandsAndAddedWhereItDoesNot() {
        assertThat(read(SDP).withDirections(any -> Direction.INACTIVE).toString())
                .isEqualTo(SDP + "a=inactive\r\n");
        assertThat(read(SDP + "a=sendonly\r\na=ptime:20\r\n")
                        .withDirections(any -> Direction.INACTIVE)
                        .toString())
                .isEqualTo(SDP + "a=inactive\r\na=ptime:20\r\n");
        String session = SDP.replace("m=audio", "a=sendonly\r\nm=audio");
        assertThat(read(session).direction()).isEqualTo(Direction.SENDONLY);
        assertThat(read(session).withDirections(any -> Direction.SENDRECV).toString())
                .isEqualTo(session.replace("sendonly", "sendrecv"));
    }

    @Test
    void nothingChangesWhenNothingHasTo() {
        Sdp sdp = read(SDP);
        assertThat(sdp.withDirections(any -> any)).isSameAs(sdp);
        assertThat(sdp.withConnection("IN IP4 192.0.2.1")).isSameAs(sdp);
        assertThat(sdp.following(read(SDP))).isSameAs(sdp);
        assertThat(sdp.bytes()).isEqualTo(bytes(SDP));
    }

    @Test
    void refusedStreamsDoNotCount() {
        Sdp sdp = read(SDP.replace("m=audio 4000", "m=video 0 RTP/AVP 31\r\na=inactive\r\nm=audio 4000"));
        assertThat(sdp.direction()).isEqualTo(Direction.SENDRECV);
    }

    @Test
    void blackHoleIsAHold() {
        String hole = SDP.replace("c=IN IP4 192.0.2.9", "c=IN IP4 0.0.0.0");
        assertThat(read(hole).direction()).isEqualTo(Direction.SENDONLY);
        assertThat(Sdp.flows(bytes(hole))).isFalse();
        assertThat(Sdp.flows(bytes(SDP))).isTrue();
        assertThat(Sdp.flows(bytes(SDP + "a=sendrecv\r\na=silenceSupp:off\r\n")))
                .isTrue();
        for (String hold : new String[] {"sendonly", "recvonly", "inactive"}) {
            assertThat(Sdp.flows(bytes(SDP + "a=" + hold + "\r\n"))).isFalse();
        }
    }

    @Test
    void versionGrowsAndNeverOverflows() {
        Sdp changed = read(SDP.replace("4000", "5000"));
        assertThat(changed.following(read(SDP)).toString()).contains("o=- 7 2 IN IP4 192.0.2.9");
        assertThat(read(SDP.replace("7 1 IN", "7 5 IN")).following(read(SDP)).toString())
                .as("the same media keeps its version")
                .isEqualTo(SDP);
        assertThat(Sdp.read(bytes(SDP.replace("7 1 IN", "7 9223372036854775807 IN"))))
                .isEmpty();
        assertThat(Sdp.read(bytes(SDP.replace("7 1 IN", "7 99999999999999999999 IN"))))
                .isEmpty();
    }

    @Test
    void whateverComesIsReadOrNot() {
        SplittableRandom random = new SplittableRandom(1);
        byte[] good = bytes(SDP + "a=sendonly\r\n");
        for (int run = 0; run < 20_000; run++) {
            byte[] bad = good.clone();
            for (int i = random.nextInt(12); i >= 0; i--) {
                bad[random.nextInt(bad.length)] = (byte) random.nextInt(256);
            }
            Sdp.flows(bad);
            Sdp.read(bad).ifPresent(sdp -> {
                assertThat(sdp.bytes()).isEqualTo(bad);
                sdp.direction();
                sdp.connection();
                sdp.withDirections(any -> Direction.INACTIVE)
                        .following(read(SDP))
                        .bytes();
            });
        }
    }
}
