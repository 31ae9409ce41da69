package org.linekeeper.registration;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.linekeeper.registration.RegistrationCodec.Bound;
import org.linekeeper.registration.RegistrationCodec.Snapshot;
import org.linekeeper.registration.machine.Binding;
import org.linekeeper.registration.machine.LineIdentity;

/** States of lines that an earlier version of the gateway wrote. */
final class EarlierVersionsTest {
    /** Where "since" stands in what is written of a bound line: behind version, identity, CSeq, flags, fingerprint and two times. */
    private static final int SINCE_AT = 1 + 16 + 4 + 1 + 8 + 8 + 8;

    private static final LineIdentity IDENTITY = new LineIdentity(-5, 7);
    private static final Instant EXPIRES_AT = Instant.parse("2026-11-21T10:00:00.123Z");

    private static byte[] old(Snapshot snapshot, int version) {
        byte[] now = RegistrationCodec.write(snapshot, new ByteSink());
        int cut = snapshot.bound().isPresent() ? 4 : 0;
        byte[] old = new byte[now.length - cut];
        int before = Math.min(SINCE_AT, old.length);
        System.arraycopy(now, 0, old, 0, before);
        System.arraycopy(now, before + cut, old, before, old.length - before);
        old[0] = (byte) version;
        return old;
    }

    @Test
    void aLineWithoutBindingIsRead() {
        Snapshot bare = new Snapshot(new LineIdentity(1, 2), 64, List.of(), Optional.empty(), Optional.empty());

        assertThat(RegistrationCodec.read(old(bare, 2))).contains(bare);
        assertThat(RegistrationCodec.read(old(bare, 3))).contains(bare);
    }

    /** It was granted its binding then, so that it has been bound since then at least. */
    @Test
    void aBoundLineIsReadAsBoundSinceItsLastRefresh() {
        Binding binding = new Binding(
                EngineFixture.FIRST,
                Duration.ofMinutes(10),
                Duration.ofMinutes(5),
                EXPIRES_AT,
                List.of("<sip:a;lr>"),
                false);
        Instant granted = Instant.parse("2026-11-21T09:55:00Z");
        Snapshot bound = new Snapshot(
                IDENTITY,
                7,
                List.of(),
                Optional.of(new Bound(9, binding, EXPIRES_AT.minusSeconds(100), granted, false)),
                Optional.empty());

        assertThat(RegistrationCodec.read(old(bound, 2))).contains(bound);
        assertThat(RegistrationCodec.read(old(bound, 3))).contains(bound);
    }
}
