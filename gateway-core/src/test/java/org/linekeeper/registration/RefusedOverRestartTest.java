package org.linekeeper.registration;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.linekeeper.dns.DnsLookup;
import org.linekeeper.dns.ServerName;
import org.linekeeper.event.RegistrationState;

/** What a PBX said no to, or sent elsewhere, is known after a kill. */
final class RefusedOverRestartTest {
    private final EngineFixture fixture = new EngineFixture(1);

    private EngineFixture killedAfterWrongPasswords(Duration downtime) {
        fixture.engine.start();
        for (int i = 1; i <= 4; i++) {
            fixture.addLine(i);
            fixture.settings.put(EngineFixture.line(i, "wrong", true));
        }
        fixture.world.forward(Duration.ofSeconds(20));
        assertThat(fixture.count(RegistrationState.REJECTED)).isEqualTo(4);
        fixture.network.sent.clear();
        fixture.registrar.refused.clear();
        return fixture.restarted(downtime);
    }

    @Test
    void wrongPasswordsAreNotTriedAgainAtOnce() {
        EngineFixture next = killedAfterWrongPasswords(Duration.ofSeconds(10));
        var before = fixture.engine.registrations().of("line1").orElseThrow();
        next.engine.start();
        next.world.forward(Duration.ofMinutes(30));

        assertThat(next.network.sent).isEmpty();
        assertThat(next.count(RegistrationState.REJECTED)).isEqualTo(4);
        var view = next.engine.registrations().of("line1").orElseThrow();
        assertThat(view.failure()).isEqualTo(before.failure());
        assertThat(view.nextAttempt()).isEqualTo(before.nextAttempt());

        next.world.forward(Duration.ofHours(1));
        assertThat(next.registrar.refused).hasSize(4);
        // refused before: half a day of rest
        assertThat(next.engine
                        .registrations()
                        .of("line1")
                        .orElseThrow()
                        .nextAttempt()
                        .orElseThrow())
                .isAfter(next.world.now().plus(Duration.ofHours(11)));
    }

    @Test
    void aPasswordThatWasCorrectedMeanwhileIsTriedAtOnce() {
        EngineFixture next = killedAfterWrongPasswords(Duration.ofSeconds(10));
        next.settings.put(EngineFixture.line(1, "pw1", true));
        next.engine.start();
        next.world.forward(Duration.ofSeconds(2));

        assertThat(next.state(1)).isEqualTo(RegistrationState.REGISTERED);
        assertThat(next.count(RegistrationState.REJECTED)).isEqualTo(3);
        assertThat(next.registrar.refused).isEmpty();
    }

    @Test
    void aLineSwitchedOffMeanwhileIsOff() {
        EngineFixture next = killedAfterWrongPasswords(Duration.ofSeconds(10));
        next.settings.put(EngineFixture.line(1, "wrong", false));
        next.engine.start();
        next.world.forward(Duration.ofHours(3));

        assertThat(next.state(1)).isEqualTo(RegistrationState.UNREGISTERED);
        assertThat(next.events).noneMatch(event -> event.toString().contains("line1"));
        assertThat(next.registrar.refused).hasSize(3);
    }

    @Test
    void whoRestedLongEnoughIsTriedAgain() {
        EngineFixture next = killedAfterWrongPasswords(Duration.ofHours(2));
        next.engine.start();
        next.world.forward(Duration.ofMinutes(1));

        assertThat(next.registrar.refused).hasSize(4);
    }

    @Test
    void theWayOfARedirectIsKnownAndCallsFromThereAreAccepted() {
        fixture.located = List.of(EngineFixture.FIRST);
        fixture.addLine(1);
        FakeRegistrar redirecting = new FakeRegistrar(fixture.world);
        redirecting.status = 302;
        redirecting.redirect = Optional.of(
                new ServerName("elsewhere.example.net", OptionalInt.empty(), Optional.empty(), DnsLookup.AUTO));
        fixture.network.registrars.put(EngineFixture.FIRST, redirecting);
        fixture.locatedAt.put("elsewhere.example.net", List.of(EngineFixture.SECOND));
        fixture.registrar.open = true;
        fixture.engine.start();
        fixture.world.forward(Duration.ofSeconds(2));
        assertThat(fixture.engine.registrations().targetOf("line1")).contains(EngineFixture.SECOND);

        EngineFixture next = fixture.restarted(Duration.ofSeconds(1));
        next.located = List.of(EngineFixture.FIRST);
        next.locatedAt.putAll(fixture.locatedAt);
        next.engine.start();
        next.world.forward(Duration.ofSeconds(1));
        assertThat(next.engine
                        .registrations()
                        .isPbxAddress("pbx", EngineFixture.SECOND.address().getAddress()))
                .isTrue();
        int asked = redirecting.answered;
        next.engine.refresh("line1");
        next.world.forward(Duration.ofSeconds(2));
        assertThat(redirecting.answered)
                .as("who was redirected asks its PBX again")
                .isEqualTo(asked + 1);
        assertThat(next.engine.registrations().targetOf("line1")).contains(EngineFixture.SECOND);
    }
}
