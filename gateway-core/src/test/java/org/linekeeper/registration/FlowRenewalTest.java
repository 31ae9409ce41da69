package org.linekeeper.registration;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.linekeeper.config.RegistrationSettings;
import org.linekeeper.dns.SipTransport;
import org.linekeeper.dns.Target;
import org.linekeeper.event.RegistrationState;
import org.linekeeper.sip.register.Register;

/** After a restart the connections are gone, and the bindings live on. */
final class FlowRenewalTest {
    private static final Target STREAM =
            new Target(SipTransport.TCP, EngineFixture.FIRST.address(), EngineFixture.FIRST.serverName());
    private static final int LINES = 400;

    /** At most 20 new registrations a second, 4 in the beginning. */
    private final EngineFixture before =
            new EngineFixture(1, RegistrationSettings.defaults().pacedBy(4, 20));

    private EngineFixture restarted() {
        before.network.hasFlows = true;
        before.network.registrars.put(STREAM, before.registrar);
        before.located = List.of(STREAM);
        for (int i = 1; i <= LINES; i++) {
            before.addLine(i);
        }
        before.engine.start();
        before.world.forward(Duration.ofMinutes(3));
        assertThat(before.count(RegistrationState.REGISTERED)).isEqualTo(LINES);
        before.network.sent.clear();
        before.network.times.clear();
        EngineFixture after = before.restarted(Duration.ofSeconds(5));
        after.located = List.of(STREAM);
        return after;
    }

    @Test
    void everyLineGetsItsFlowAgainAtThePaceOfNewRegistrations() {
        EngineFixture after = restarted();
        Instant start = after.world.now();
        after.engine.start();
        after.world.forward(Duration.ofSeconds(60));

        // one REGISTER for each line: what was refreshed by its timetable is not renewed once more
        Set<String> lines = new HashSet<>();
        for (Register register : after.network.sent) {
            assertThat(lines.add(register.aor())).as(register.aor()).isTrue();
        }
        assertThat(lines).hasSize(LINES);
        assertThat(after.network.times.get(STREAM).get(LINES - 1)).isBefore(start.plusSeconds(50));
        assertThat(after.network.peak(STREAM)).isLessThanOrEqualTo(20 + 2);
        assertThat(after.registrar.lapses).isEmpty();
        assertThat(after.count(RegistrationState.REGISTERED)).isEqualTo(LINES);
    }

    @Test
    void refreshesDoNotWaitForThem() {
        EngineFixture after = restarted();
        after.engine.start();
        after.world.forward(Duration.ofSeconds(1));
        int renewed = after.network.sent.size();
        after.engine.refresh("line" + LINES);
        after.world.forward(Duration.ofMillis(300));

        assertThat(after.network.sent.subList(renewed, after.network.sent.size()))
                .extracting(Register::aor)
                .contains(LINES + "t@abc.service");
    }

    @Test
    void aLineThatIsGoneMeanwhileIsLeftAlone() {
        EngineFixture after = restarted();
        after.engine.start();
        after.world.forward(Duration.ofMillis(200));
        int renewed = after.network.sent.size();
        for (int i = 1; i <= LINES; i++) {
            after.settings.deleteLine("line" + i);
        }
        after.world.forward(Duration.ofMinutes(2));

        assertThat(renewed).isBetween(1, 10);
        assertThat(after.network.sent.subList(renewed, after.network.sent.size()))
                .hasSize(LINES)
                .allMatch(register -> register.expires().isZero());
        assertThat(after.registrar.living()).isZero();
        assertThat(after.world.timersSet()).isZero();
    }

    @Test
    void aStopEndsIt() {
        EngineFixture after = restarted();
        after.engine.start();
        after.world.forward(Duration.ofSeconds(2));
        after.world.after(Duration.ZERO, () -> after.engine.stop(Duration.ZERO));
        after.world.forward(Duration.ofMillis(100));
        int sent = after.network.sent.size();
        after.world.forward(Duration.ofMinutes(1));

        assertThat(sent).isLessThan(LINES);
        assertThat(after.network.sent).hasSize(sent);
    }
}
