package org.linekeeper.sip.auth;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class ClientNoncesTest {
    @Test
    void noneComesTwice() {
        ClientNonces nonces = new ClientNonces(new Random(7));
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < 1_000; i++) {
            String nonce = nonces.get();
            assertThat(nonce).matches("[0-9a-f]{16}");
            assertThat(seen.add(nonce)).as(nonce).isTrue();
        }
    }

    @Test
    void theyAreWhatTheSourceGives() {
        byte[] drawn = new byte[512];
        new Random(7).nextBytes(drawn);
        assertThat(new ClientNonces(new Random(7)).get()).isEqualTo(String.format("%016x", first(drawn)));
    }

    private static long first(byte[] drawn) {
        return java.nio.ByteBuffer.wrap(drawn).getLong();
    }
}
