package org.linekeeper.registration;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.linekeeper.config.RegistrationSettings;
import org.linekeeper.dns.Target;

/** What a pause that a PBX asked for means to those who want to try credentials there. */
final class PausedPbxTest {
    private final PbxField field = new PbxField(1, RegistrationSettings.defaults());
    private final Target first = field.target();
    private final Target second = field.target();
    private final FakeRegistrar busy = field.registrarAt(first);
    private final FakeRegistrar other = field.registrarAt(second);

    @Test
    void aPbxPausesWhenEachOfItsTargetsDoes() {
        assertThat(field.engine.pause("pbx")).as("nothing is known of it").isEmpty();
        PbxField.know(busy, "pbx", 1, "pw");
        PbxField.know(other, "pbx", 1, "pw");
        busy.status = 503;
        busy.retryAfter = Optional.of(Duration.ofMinutes(10));
        field.pbx("pbx", Duration.ofMinutes(10), first, second);
        field.lines("pbx", 1, "pw");
        field.world.forward(Duration.ofSeconds(30));

        assertThat(field.registered("pbx")).isEqualTo(1);
        assertThat(field.engine.pause(first).orElseThrow()).isBetween(Duration.ofMinutes(9), Duration.ofMinutes(12));
        assertThat(field.engine.pause(second)).isEmpty();
        assertThat(field.engine.pause("pbx")).isEmpty();

        other.status = 503;
        other.retryAfter = Optional.of(Duration.ofMinutes(30));
        field.engine.refresh("pbx1");
        field.world.forward(Duration.ofSeconds(30));
        assertThat(field.engine.pause("pbx").orElseThrow())
                .as("the one that ends first")
                .isLessThan(Duration.ofMinutes(12));

        busy.status = 0;
        field.world.forward(Duration.ofMinutes(12));
        assertThat(field.engine.pause("pbx")).isEmpty();
    }

    /** A target that does not answer asked for nothing: whether it is back is just what a trial wants to know. */
    @Test
    void silenceIsNoPause() {
        field.network.dead.add(first);
        field.pbx("pbx", Duration.ofMinutes(10), first);
        field.lines("pbx", 4, "pw");
        field.world.forward(Duration.ofMinutes(2));

        assertThat(field.engine.levels().targetsDown()).isEqualTo(1);
        assertThat(field.engine.pause("pbx")).isEmpty();
    }

    @Test
    void aDoubtIsRememberedUntilTheLineSucceedsOrChanges() {
        PbxCredentials credentials = new PbxCredentials("pbx");
        assertThat(credentials.isDoubted("line1")).isFalse();
        credentials.doubt("line1");
        assertThat(credentials.isDoubted("line1")).isTrue();
        assertThat(credentials.isDoubted("line2")).isFalse();
        credentials.accepted("line1", true, 0);
        assertThat(credentials.isDoubted("line1")).isFalse();

        credentials.doubt("line1");
        credentials.changed("line1");
        assertThat(credentials.isDoubted("line1")).isFalse();
    }
}
