package org.linekeeper.call.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

/** The far end that called us. */
final class SimulatedCaller extends SimulatedLeg {
    private boolean finalSent;
    private boolean cancelled;
    private boolean lost;

    SimulatedCaller(CallSimulation world) {
        super(world, Side.CALLER);
    }

    @Override
    public void perform(LegAction action) {
        if (action instanceof LegAction.SendProvisional) {
            assertThat(finalSent).as("no 18x after the final response").isFalse();
        } else if (action instanceof LegAction.SendAnswer) {
            assertThat(finalSent).as("one final response").isFalse();
            finalSent = true;
            confirmed = true;
            if (random.nextInt(8) == 0) {
                later("answer not sent", new LegSignal.InviteLost());
            } else if (random.nextInt(6) > 0) {
                later("ACK", new LegSignal.Acked(Samples.ANSWER));
            }
        } else if (action instanceof LegAction.SendRefusal) {
            assertThat(finalSent).as("one final response").isFalse();
            finalSent = true;
        } else if (action instanceof LegAction.SendAck) {
            assertThat(confirmed).as("ACK only to a re-INVITE of ours").isTrue();
        } else {
            super.perform(action);
        }
    }

    @Override
    boolean stir() {
        if (confirmed) {
            return super.stir();
        }
        return (!world.referring || random.nextInt(20) == 0) && hangUp();
    }

    @Override
    boolean hangUp() {
        if (confirmed) {
            return super.hangUp();
        }
        if (cancelled) {
            return false;
        }
        cancelled = true;
        switch (random.nextInt(6)) {
            case 0 -> later("INVITE lost", new LegSignal.InviteLost(), () -> lost = true);
            case 1 -> later("early BYE", new LegSignal.Bye(List.of()), () -> peerGone = true);
            default -> later("CANCEL", new LegSignal.Cancelled(List.of()));
        }
        return true;
    }

    @Override
    void atTheEnd() {
        super.atTheEnd();
        assertThat(finalSent || lost).as("the INVITE was answered").isTrue();
    }
}
