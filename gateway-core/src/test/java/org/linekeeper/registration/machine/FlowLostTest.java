package org.linekeeper.registration.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.linekeeper.registration.machine.Examples.FIRST;
import static org.linekeeper.registration.machine.Examples.SECOND;
import static org.linekeeper.registration.machine.Examples.granted;
import static org.linekeeper.registration.machine.Examples.response;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.linekeeper.event.RegistrationState;

/** RFC 5626 4.5: what a line does when the flow that it registered over is lost. */
class FlowLostTest {
    private final Bench bench = new Bench();

    @Test
    void aRegisteredLineRegistersAgainAtOnceWhereItsBindingIs() {
        bench.registered().on(lost(0));

        assertThat(bench.state()).isEqualTo(RegistrationState.REFRESHING);
        assertThat(bench.effects)
                .startsWith(new RegistrationEffect.Enqueue(FIRST, true))
                .noneMatch(RegistrationEffect.Report.class::isInstance);
        long cseq = bench.registration.cseq();
        bench.admitted();
        assertThat(bench.only(RegistrationEffect.Send.class).target()).isEqualTo(FIRST);
        assertThat(bench.sent().cseq()).isEqualTo(cseq + 1);
        bench.answered(granted(600));
        assertThat(bench.state()).isEqualTo(RegistrationState.REGISTERED);
    }

    /** The binding may live on at the PBX: it is kept until it ends. */
    @Test
    void aFlowThatIsLostAgainAndAgainIsGivenTime() {
        bench.registered().on(lost(1));

        assertThat(bench.state()).isEqualTo(RegistrationState.BACKING_OFF);
        assertThat(bench.registration.phase().binding()).isPresent();
        assertThat(bench.failure().code()).isEqualTo("connection_lost");
        assertThat(bench.failure().advice()).contains("reset by peer").contains("udp:192.0.2.1:5060");
        Duration first = bench.timerSet();
        assertThat(first).isBetween(Duration.ofSeconds(30), Duration.ofSeconds(60));

        bench.timer();
        assertThat(bench.state()).isEqualTo(RegistrationState.LOCATING);
    }

    @Test
    void eachFailureDoublesTheWaitUpToHalfOfWhatIsLeftOfTheBinding() {
        bench.registered().on(lost(2));
        assertThat(bench.timerSet()).isBetween(Duration.ofSeconds(60), Duration.ofSeconds(120));

        Bench other = new Bench().registered().on(lost(10));
        assertThat(other.timerSet()).isBetween(Duration.ofSeconds(290), Duration.ofSeconds(300));
    }

    @Test
    void aLineInFlightGoesOnWithItsOutcome() {
        bench.registered().timer().admitted().on(lost(0));
        assertThat(bench.effects).isEmpty();
        assertThat(bench.registration.inFlight()).isTrue();

        bench.on(new RegistrationEvent.TransportFailed("reset by peer"));
        assertThat(bench.effects).contains(new RegistrationEffect.TargetFailed(FIRST, java.util.Optional.empty()));
    }

    /** Many lines are in flight when one connection of many is lost: that alone must not take the target for down. */
    @Test
    void aLineWhoseConnectionIsLostInFlightTriesTheSameTargetAgain() {
        bench.registered().timer().admitted().on(new RegistrationEvent.ConnectionLost());
        assertThat(bench.effects).containsExactly(new RegistrationEffect.Enqueue(FIRST, true));
        assertThat(bench.state()).isEqualTo(RegistrationState.REFRESHING);
        bench.admitted().answered(granted(600));
        assertThat(bench.state()).isEqualTo(RegistrationState.REGISTERED);

        bench.wantsNothing().admitted().on(new RegistrationEvent.ConnectionLost());
        assertThat(bench.state()).isEqualTo(RegistrationState.UNREGISTERING);
        assertThat(bench.admitted().sent().expires()).isZero();

        Bench first = new Bench().sending().on(new RegistrationEvent.ConnectionLost());
        assertThat(first.effects).containsExactly(new RegistrationEffect.Enqueue(FIRST, false));
        first.on(new RegistrationEvent.ConnectionLost());
        assertThat(first.effects).isEmpty();
    }

    @Test
    void aLineThatWaitsForItsTurnKeepsIt() {
        bench.registered().timer().on(lost(0));
        assertThat(bench.effects).isEmpty();
        assertThat(bench.state()).isEqualTo(RegistrationState.REFRESHING);
    }

    @Test
    void aLineWithoutBindingDoesNotCare() {
        bench.sending().answered(response(500)).on(lost(0));
        assertThat(bench.effects).isEmpty();
        assertThat(bench.state()).isEqualTo(RegistrationState.BACKING_OFF);
    }

    @Test
    void aFlowToAnotherTargetThanThatOfTheBindingDoesNotMatter() {
        bench.registered().on(new RegistrationEvent.FlowLost(SECOND, 0, "reset by peer"));
        assertThat(bench.effects).isEmpty();
        assertThat(bench.state()).isEqualTo(RegistrationState.REGISTERED);
    }

    private static RegistrationEvent lost(int failures) {
        return new RegistrationEvent.FlowLost(FIRST, failures, "reset by peer");
    }
}
