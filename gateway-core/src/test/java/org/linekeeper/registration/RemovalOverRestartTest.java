package org.linekeeper.registration;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.linekeeper.event.RegistrationState;

/** A kill between the wish to remove a binding and its end. */
final class RemovalOverRestartTest {
    private final EngineFixture fixture = new EngineFixture(1);

    private void registered(int lines) {
        fixture.engine.start();
        for (int i = 1; i <= lines; i++) {
            fixture.addLine(i);
        }
        fixture.world.forward(Duration.ofSeconds(5));
        assertThat(fixture.registrar.living()).isEqualTo(lines);
    }

    /** Its REGISTER is lost on the way, and what is saved tells of it. */
    private EngineFixture killedWhileRemovingTheFirst() {
        fixture.network.dead.add(EngineFixture.FIRST);
        fixture.network.dead.add(EngineFixture.SECOND);
        fixture.settings.put(EngineFixture.line(1, "pw1", false));
        fixture.world.forward(Duration.ofSeconds(2));
        assertThat(fixture.state(1)).isEqualTo(RegistrationState.UNREGISTERING);
        EngineFixture next = fixture.restarted(Duration.ofSeconds(10));
        next.network.dead.clear();
        return next;
    }

    @Test
    void aRemovalThatWasUnderWayGoesOn() {
        registered(2);
        EngineFixture next = killedWhileRemovingTheFirst();
        next.engine.start();
        next.world.forward(Duration.ofSeconds(2));

        assertThat(next.registrar.living()).isEqualTo(1);
        assertThat(next.state(1)).isEqualTo(RegistrationState.UNREGISTERED);
        assertThat(next.state(2)).isEqualTo(RegistrationState.REGISTERED);
        assertThat(next.engine.tally().left()).isZero();
    }

    /** The removal may have come through: what was bound before is not taken for bound. */
    @Test
    void aLineWantedAgainMeanwhileIsRegisteredAnew() {
        registered(1);
        EngineFixture next = killedWhileRemovingTheFirst();
        next.registrar.bindings.clear();
        next.settings.put(EngineFixture.line(1, "pw1", true));
        next.engine.start();
        next.world.forward(Duration.ofSeconds(2));

        assertThat(next.state(1)).isEqualTo(RegistrationState.REGISTERED);
        assertThat(next.registrar.living()).isEqualTo(1);
    }

    @Test
    void afterTheLifeOfTheBindingNothingIsSent() {
        registered(1);
        killedWhileRemovingTheFirst();
        EngineFixture next = fixture.restarted(Duration.ofHours(1));
        next.network.sent.clear();
        next.settings.put(EngineFixture.line(1, "pw1", false));
        next.engine.start();
        next.world.forward(Duration.ofMinutes(1));

        assertThat(next.network.sent).isEmpty();
        assertThat(next.state(1)).isEqualTo(RegistrationState.UNREGISTERED);
    }

    /** Its state was read, but not yet looked at. */
    @Test
    void theStateOfALineThatIsDeletedDuringTheStartIsForgotten() {
        registered(2);
        EngineFixture next = fixture.restarted(Duration.ofSeconds(1));
        next.engine.start();
        next.settings.deleteLine("line1");
        next.world.forward(Duration.ofSeconds(5));

        assertThat(next.settings.states).containsOnlyKeys("line2");
        assertThat(next.engine.tally().left()).isEqualTo(1);
    }

    /** The password that removes a binding went with its line. */
    @Test
    void theBindingsOfDeletedLinesAreLeftAndCounted() {
        registered(3);
        EngineFixture next = fixture.restarted(Duration.ofSeconds(1));
        next.settings.deleteLine("line1");
        next.settings.put(EngineFixture.line(2, "pw2", true));
        next.settings.put(EngineFixture.pbxAt("other.example.net"));
        next.engine.start();
        next.world.forward(Duration.ofSeconds(5));

        // one deleted, two that were bound by another way, which are bound anew
        assertThat(next.engine.tally().left()).isEqualTo(3);
        assertThat(next.settings.states).containsOnlyKeys("line2", "line3");
        assertThat(next.count(RegistrationState.REGISTERED)).isEqualTo(2);
    }
}
