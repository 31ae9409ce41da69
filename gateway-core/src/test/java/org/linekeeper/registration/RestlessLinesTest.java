package org.linekeeper.registration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.linekeeper.registration.EngineFixture.FIRST;
import static org.linekeeper.registration.EngineFixture.SECOND;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.linekeeper.dns.SipTransport;
import org.linekeeper.dns.Target;
import org.linekeeper.event.RegistrationState;

/** A line that cannot be sent anywhere for now waits; it does not ask DNS again and again. */
final class RestlessLinesTest {
    private static final Target FIRST_OVER_TCP = new Target(SipTransport.TCP, FIRST.address(), FIRST.serverName());
    private static final Target SECOND_OVER_TCP = new Target(SipTransport.TCP, SECOND.address(), SECOND.serverName());

    private final EngineFixture fixture = new EngineFixture(1);

    /** The best target may be tried again, but the line may not go anywhere: its PBX refuses too many passwords. */
    @Test
    void aLineThatIsHeldBackWaitsAtATargetThatIsDueForATry() {
        for (int i = 1; i <= 10; i++) {
            fixture.addLine(i);
            fixture.registrar.passwords.put(i + "t", "another");
            fixture.registrar.passwords.put("u" + i, "another");
        }
        fixture.network.dead.add(FIRST);
        fixture.engine.start();
        fixture.world.forward(Duration.ofMinutes(3));
        assertThat(fixture.engine.levels().breakersOpen()).isOne();

        fixture.addLine(11);
        fixture.world.forward(Duration.ofSeconds(1));
        int before = fixture.lookups;
        fixture.world.forward(Duration.ofMinutes(1));
        assertThat(fixture.lookups - before).isLessThan(20);
    }

    /** The PBX finds REGISTERs too large for UDP, and then its TCP port is dead. */
    @Test
    void aLineThatHasToUseTcpWaitsWhileTcpIsDead() {
        fixture.registrar.open = true;
        for (int i = 1; i <= 5; i++) {
            fixture.addLine(i);
            fixture.registrar.passwords.put("u" + i, "pw" + i);
        }
        FakeRegistrar small = new FakeRegistrar(fixture.world);
        small.status = 513;
        fixture.network.registrars.put(FIRST, small);
        fixture.network.registrars.put(SECOND, small);
        fixture.network.registrars.put(FIRST_OVER_TCP, fixture.registrar);
        fixture.network.registrars.put(SECOND_OVER_TCP, fixture.registrar);
        fixture.engine.start();
        fixture.world.forward(Duration.ofMinutes(1));
        assertThat(fixture.count(RegistrationState.REGISTERED)).isEqualTo(5);

        fixture.network.dead.addAll(List.of(FIRST_OVER_TCP, SECOND_OVER_TCP));
        fixture.world.forward(Duration.ofMinutes(20));
        int before = fixture.lookups;
        fixture.world.forward(Duration.ofMinutes(10));
        assertThat(fixture.lookups - before).isLessThan(100);

        fixture.network.dead.clear();
        fixture.world.forward(Duration.ofMinutes(40));
        assertThat(fixture.count(RegistrationState.REGISTERED)).isEqualTo(5);
    }
}
