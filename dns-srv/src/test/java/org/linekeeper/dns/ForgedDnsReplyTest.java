package org.linekeeper.dns;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.linekeeper.dns.Location.Cause;
import org.linekeeper.dns.Location.Found;
import org.linekeeper.dns.Location.NotFound;

/** Replies that are none of ours, and garbage. */
final class ForgedDnsReplyTest extends ScriptedDnsBench {
    @Test
    void forgedRepliesAreWaitedPast() throws IOException {
        start(query -> List.of(
                new byte[0],
                new byte[] {1},
                wrongId(query),
                wrongName(query),
                wrongType(query),
                notAResponse(query),
                garbage(query),
                noQuestion(query),
                good(query)));
        assertGood(locate("pbx.test"));
        assertThat(locator.counters().ignoredReplies()).isEqualTo(8);
        assertThat(dns.received()).isEqualTo(1);
    }

    @Test
    void forgedRepliesAloneAreATimeout() throws IOException {
        start(SHORT, query -> List.of(wrongId(query), wrongName(query), notAResponse(query)));
        assertNotFound(locate("pbx.test"), Cause.TIMEOUT);
    }

    @Test
    void garbageAloneIsAServerFailure() throws IOException {
        start(SHORT, query -> List.of(garbage(query)));
        assertThat(assertNotFound(locate("pbx.test"), Cause.SERVER_FAILURE).advice())
                .contains(HOST)
                .contains("cannot be read");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void randomBytesNeverDoHarm(long seed) throws IOException {
        Random random = new Random(seed);
        start(SHORT, query -> IntStream.range(0, 200)
                .mapToObj(i -> mutated(good(query), random))
                .toList());
        Location location = locate("pbx.test");
        assertThat(location).isNotNull();
        assertThat(((location instanceof Found) ? "" : ((NotFound) location).advice()))
                .doesNotContain("inside");
        assertGoodAfterwards();
    }

    private void assertGoodAfterwards() throws IOException {
        close();
        start(query -> List.of(good(query)));
        assertGood(locate("pbx.test"));
    }

    /** Keeps the id, so that the rest is read. */
    private static byte[] mutated(byte[] message, Random random) {
        byte[] bytes = Arrays.copyOf(message, 2 + random.nextInt(message.length + 40));
        for (int i = 0; i < 1 + random.nextInt(8); i++) {
            int at = 2 + random.nextInt(Math.max(1, bytes.length - 2));
            if (at < bytes.length) {
                bytes[at] = (byte) random.nextInt(256);
            }
        }
        return bytes;
    }
}
