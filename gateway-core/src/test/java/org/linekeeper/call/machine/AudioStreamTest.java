package org.linekeeper.call.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.linekeeper.call.machine.sdp.AudioStream;

class AudioStreamTest {
    private static AudioStream read(String... lines) {
        return AudioStream.read(("v=0\r\n" + String.join("\r\n", lines)).getBytes(StandardCharsets.ISO_8859_1))
                .orElseThrow();
    }

    @Test
    void codecsHaveTheirNamesInOrder() {
        AudioStream stream = read(
                "m=audio 4000 RTP/SAVP 104 9 0 13 101",
                "a=rtpmap:104 SILK/16000",
                "a=rtpmap:101 telephone-event/8000",
                "m=video 4002 RTP/SAVP 122",
                "a=rtpmap:9 H264/90000");
        assertThat(stream.codecs()).containsExactly("SILK", "G722", "PCMU", "CN", "telephone-event");
        assertThat(stream.isSecure()).isTrue();
    }

    @Test
    void refusedStreamHasNoCodecs() {
        assertThat(read("m=audio 0 RTP/AVP 0").codecs()).isEmpty();
        assertThat(AudioStream.read("v=0\r\nm=video 1 RTP/AVP 99\r\n".getBytes(StandardCharsets.US_ASCII)))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "m=", "m=audio", "m=audio 1 2", "m=audio 1 RTP/AVP 0\r\na=rtpmap:0", "a=rtpmap:0 /"})
    void nonsenseIsRead(String text) {
        AudioStream.read(text.getBytes(StandardCharsets.US_ASCII));
    }

    @Test
    void whatIsShownCannotHurt() {
        AudioStream stream = read("m=audio 1 RTP/AVP\u001b[2J 96 <b>", "a=rtpmap:96 " + "x\u0007".repeat(200) + "/1");
        assertThat(stream.protocol()).isEqualTo("RTP/AVP2J");
        assertThat(stream.codecs()).containsExactly("x".repeat(32), "payload-b");
    }
}
