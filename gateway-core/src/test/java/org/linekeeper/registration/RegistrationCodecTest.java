package org.linekeeper.registration;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.linekeeper.event.RegistrationOutcome;
import org.linekeeper.registration.RegistrationCodec.Bound;
import org.linekeeper.registration.RegistrationCodec.Refused;
import org.linekeeper.registration.RegistrationCodec.Snapshot;
import org.linekeeper.registration.machine.Binding;
import org.linekeeper.registration.machine.LineIdentity;
import org.linekeeper.sip.auth.DigestAlgorithm;
import org.linekeeper.sip.auth.DigestChallenge;
import org.linekeeper.sip.auth.DigestSession;

final class RegistrationCodecTest {
    private static final Snapshot FULL = new Snapshot(
            new LineIdentity(-5, 7),
            1_234_567_890,
            List.of(
                    session(DigestChallenge.Source.PROXY, Optional.of("opaque"), DigestAlgorithm.SHA_256),
                    session(DigestChallenge.Source.USER_AGENT_SERVER, Optional.empty(), DigestAlgorithm.MD5)),
            Optional.of(new Bound(
                    0x1234_5678_9abc_def0L,
                    new Binding(
                            EngineFixture.FIRST,
                            Duration.ofMinutes(10),
                            Duration.ofMinutes(5),
                            Instant.parse("2026-11-21T10:00:00.123Z"),
                            List.of("<sip:a;lr>"),
                            true),
                    Instant.parse("2026-11-21T09:58:00Z"),
                    Instant.parse("2026-11-20T22:15:07Z"),
                    true)),
            Optional.of(new Refused(
                    -3,
                    new RegistrationOutcome.Failed("wrong_password", 407, "Correct it."),
                    Instant.parse("2026-11-21T11:00:00.001Z"),
                    2)));
    private static final Snapshot BARE =
            new Snapshot(new LineIdentity(1, 2), 64, List.of(), Optional.empty(), Optional.empty());

    @Test
    void whatIsWrittenIsReadAgain() {
        assertThat(RegistrationCodec.read(written(FULL))).contains(FULL);
        assertThat(RegistrationCodec.read(written(BARE))).contains(BARE);
    }

    /** What nearly every line has: one nonce of 44 characters and a realm. */
    @Test
    void aLineTakesLessThan200Bytes() {
        DigestChallenge challenge = new DigestChallenge(
                DigestChallenge.Source.USER_AGENT_SERVER,
                "registrar.example.net",
                "n".repeat(44),
                Optional.empty(),
                DigestAlgorithm.MD5,
                true,
                false);
        Snapshot usual = new Snapshot(
                FULL.identity(), 64, List.of(new DigestSession(challenge, 3)), FULL.bound(), Optional.empty());
        assertThat(written(usual)).hasSizeLessThan(200);
    }

    @Test
    void aSinkThatWasUsedBeforeLeavesNothingBehind() {
        ByteSink sink = new ByteSink();
        RegistrationCodec.write(FULL, sink);
        assertThat(RegistrationCodec.write(BARE, sink)).isEqualTo(written(BARE));
    }

    @Test
    void damageAndOtherVersionsAreRefusedNotThrown() {
        byte[] whole = written(FULL);
        for (int length = 0; length < whole.length; length++) {
            assertThat(RegistrationCodec.read(java.util.Arrays.copyOf(whole, length)))
                    .isEmpty();
        }
        byte[] other = whole.clone();
        other[0] = 99;
        assertThat(RegistrationCodec.read(other)).isEmpty();
        Random random = new Random(3);
        for (int round = 0; round < 5_000; round++) {
            byte[] damaged = whole.clone();
            damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
            assertThat(RegistrationCodec.read(damaged)).isNotNull();
        }
    }

    private static byte[] written(Snapshot snapshot) {
        return RegistrationCodec.write(snapshot, new ByteSink());
    }

    private static DigestSession session(
            DigestChallenge.Source source, Optional<String> opaque, DigestAlgorithm algorithm) {
        return new DigestSession(new DigestChallenge(source, "r", "nonce", opaque, algorithm, true, false), 9);
    }
}
