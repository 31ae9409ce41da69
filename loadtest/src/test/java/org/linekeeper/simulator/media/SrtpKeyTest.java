package org.linekeeper.simulator.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.security.GeneralSecurityException;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class SrtpKeyTest {
    private static final byte[] MASTER =
            HexFormat.of().parseHex("e1f97a0d3e018be0d64fa32c06de4139" + "0ec675ad498afeebb6960b3aabe6");

    private final RtpPacket packet = RtpPacket.of(8, 65_535, 160, 0xcafe, new byte[] {1, 2, 3, 4});

    /** RFC 3711 appendix B.3. */
    @Test
    void derivesTheKeysOfTheStandard() throws Exception {
        assertThat(SrtpKey.derived(MASTER, SrtpKey.ENCRYPTION, 16))
                .isEqualTo(HexFormat.of().parseHex("c61e7a93744f39ee10734afe3ff7a087"));
        assertThat(SrtpKey.derived(MASTER, SrtpKey.SALTING, 14))
                .isEqualTo(HexFormat.of().parseHex("30cbbc08863d8c85d49db34a9ae1"));
        assertThat(SrtpKey.derived(MASTER, SrtpKey.AUTHENTICATION, 20))
                .isEqualTo(HexFormat.of().parseHex("cebe321f6ff7716b6fd4ab49af256a156d38baa4"));
    }

    @Test
    void whatIsProtectedCanBeReadWithTheSameKeyOnly() throws Exception {
        byte[] whole = new SrtpKey(MASTER).protect(packet, 0);
        RtpPacket back = new SrtpKey(MASTER).unprotect(whole, 0);
        assertThat(back.bytes()).isEqualTo(packet.bytes());
        assertThat(whole).hasSize(packet.bytes().length + 10);
        assertThat(new String(whole, java.nio.charset.StandardCharsets.ISO_8859_1))
                .doesNotContain("\u0001\u0002\u0003\u0004");
        assertThatExceptionOfType(GeneralSecurityException.class)
                .isThrownBy(() -> new SrtpKey(new byte[SrtpKey.LENGTH]).unprotect(whole, 0));
        assertThatExceptionOfType(GeneralSecurityException.class)
                .isThrownBy(() -> new SrtpKey(MASTER).unprotect(whole, 1));
    }

    @Test
    void whatIsNoRtpIsRefused() {
        for (int length = 0; length < 40; length++) {
            byte[] junk = new byte[length];
            assertThatExceptionOfType(GeneralSecurityException.class)
                    .isThrownBy(() -> new SrtpKey(MASTER).unprotect(junk, 0));
        }
    }
}
