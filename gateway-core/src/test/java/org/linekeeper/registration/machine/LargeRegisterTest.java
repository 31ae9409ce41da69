package org.linekeeper.registration.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.linekeeper.registration.machine.Examples.FIRST;
import static org.linekeeper.registration.machine.Examples.granted;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.linekeeper.dns.SipTransport;
import org.linekeeper.dns.Target;
import org.linekeeper.event.RegistrationState;

/** A REGISTER that is too large for a datagram (RFC 3261 18.1.1). */
final class LargeRegisterTest {
    private static final Target OVER_TCP = new Target(SipTransport.TCP, FIRST.address(), FIRST.serverName());

    private final Bench bench = new Bench();

    @Test
    void itGoesOverTcpAndTheBindingStaysThere() {
        bench.sending();
        assertThat(bench.sent().anySize()).isFalse();
        bench.on(new RegistrationEvent.TooLarge());
        assertThat(bench.effects).containsExactly(new RegistrationEffect.Enqueue(OVER_TCP, false));
        bench.admitted().answered(granted(600));
        assertThat(bench.state()).isEqualTo(RegistrationState.REGISTERED);
        assertThat(bench.registration.phase().binding().orElseThrow().target()).isEqualTo(OVER_TCP);
        // One line with a long name says nothing of the others.
        assertThat(bench.has(RegistrationEffect.Learned.class)).isFalse();
    }

    @Test
    void whereNobodyListensOnTcpItIsADatagramAfterAll() {
        bench.sending().on(new RegistrationEvent.TooLarge()).admitted();
        bench.on(new RegistrationEvent.TransportFailed("Connection refused"));
        assertThat(bench.effects).containsExactly(new RegistrationEffect.Enqueue(FIRST, false));
        bench.admitted();
        assertThat(bench.sent().anySize()).isTrue();
        bench.answered(granted(600));
        assertThat(bench.registration.phase().binding().orElseThrow().target()).isEqualTo(FIRST);
    }

    @Test
    void whereTcpIsDeadForAllLinesItIsADatagramAtOnce() {
        bench.sending().on(new RegistrationEvent.TooLarge());
        bench.on(new RegistrationEvent.TargetDown());
        assertThat(bench.effects)
                .containsExactly(new RegistrationEffect.Withdraw(), new RegistrationEffect.Enqueue(FIRST, false));
        bench.admitted();
        assertThat(bench.sent().anySize()).isTrue();
    }

    @Test
    void pbxThatWantsNeitherIsLeftForAnother() {
        bench.sending().on(new RegistrationEvent.TooLarge()).admitted();
        bench.on(new RegistrationEvent.TransportFailed("Connection refused"))
                .admitted()
                .timedOut();
        assertThat(bench.effects).contains(new RegistrationEffect.Enqueue(Examples.SECOND, false));
    }

    @Test
    void refreshThatGrewTooLargeKeepsItsBinding() {
        bench.registered().timer().admitted().on(new RegistrationEvent.TooLarge());
        assertThat(bench.state()).isEqualTo(RegistrationState.REFRESHING);
        assertThat(bench.effects).contains(new RegistrationEffect.Enqueue(OVER_TCP, true));
    }

    @Test
    void removalGoesWhereTheBindingIsWhateverItsSize() {
        bench.traits = Set.of();
        bench.registered().wantsNothing().admitted();
        assertThat(bench.state()).isEqualTo(RegistrationState.UNREGISTERING);
        assertThat(bench.sent().anySize()).isTrue();
    }
}
