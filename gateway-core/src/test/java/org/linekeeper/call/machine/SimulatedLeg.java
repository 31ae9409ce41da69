package org.linekeeper.call.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.linekeeper.call.machine.CallSimulation.Event;

/** What both far ends do alike: dialogs, re-INVITEs, BYE, timers; and what no leg may ever do. */
abstract class SimulatedLeg implements SimulatedSeat {
    final CallSimulation world;
    final SplittableRandom random;
    final Set<LegTimer> timers = EnumSet.noneOf(LegTimer.class);
    private final Side side;
    boolean confirmed;
    boolean peerGone;
    boolean byeSent;
    boolean updateOut;
    int updatesIn;
    private int refersIn;
    /** REFERs that were accepted. */
    private int subscriptions;

    /** Whether the last NOTIFY of the latest is still to be answered. */
    private boolean subscribed;

    private boolean lastNotify;

    SimulatedLeg(CallSimulation world, Side side) {
        this.world = world;
        this.random = world.random;
        this.side = side;
    }

    /** Something to happen later, in any order with everything else. */
    final void later(String what, LegSignal signal, Runnable before) {
        world.pending.add(new Event(what + " at " + side, () -> {
            before.run();
            world.deliver(side, signal);
        }));
    }

    final void later(String what, LegSignal signal) {
        later(what, signal, () -> {});
    }

    @Override
    public void perform(LegAction action) {
        if (action instanceof LegAction.StartTimer start) {
            assertThat(timers.add(start.timer())).as("a timer is started once").isTrue();
            world.pending.add(new Event(start.timer() + " fires at " + side, true, () -> {
                if (timers.remove(start.timer())) {
                    world.deliver(side, new LegSignal.Fired(start.timer()));
                }
            }));
        } else if (action instanceof LegAction.StartTimerFor start) {
            timers.add(start.timer());
            world.hours.add(new Event(start.timer() + " fires at " + side, () -> {
                if (timers.remove(start.timer())) {
                    world.deliver(side, new LegSignal.Fired(start.timer()));
                }
            }));
        } else if (action instanceof LegAction.StopTimer stop) {
            timers.remove(stop.timer());
        } else if (action instanceof LegAction.SendBye bye) {
            assertThat(confirmed).as("BYE needs a dialog").isTrue();
            assertThat(byeSent).as("BYE is sent once").isFalse();
            // Teams answers 481 to a NOTIFY that a BYE has overtaken, and its consultation hangs for minutes.
            assertThat(!subscribed || bye.release().kind() != Release.Kind.HANGUP)
                    .as("BYE waits for the answer to the last NOTIFY")
                    .isTrue();
            byeSent = true;
            later("answer to our BYE", new LegSignal.ByeDone());
        } else if (action instanceof LegAction.SendUpdate update) {
            assertThat(confirmed && !updateOut && !byeSent)
                    .as("one re-INVITE at a time")
                    .isTrue();
            updateOut = true;
            answerUpdate(update);
            world.crossWith();
        } else if (action instanceof LegAction.SendUpdateAnswer) {
            assertThat(updatesIn--).as("a re-INVITE waits").isPositive();
            if (!peerGone && random.nextInt(4) > 0) {
                // Harmless after an UPDATE, which has none.
                later(
                        "ACK of a re-INVITE",
                        new LegSignal.Acked(random.nextBoolean() ? Samples.NONE : world.description()));
            }
        } else if (action instanceof LegAction.AcceptRefer || action instanceof LegAction.RefuseRefer) {
            assertThat(refersIn--).as("a REFER waits").isPositive();
            if (action instanceof LegAction.AcceptRefer) {
                subscriptions++;
                subscribed = true;
                lastNotify = false;
            }
        } else if (action instanceof LegAction.SendNotify notify) {
            assertThat(confirmed && !byeSent).as("NOTIFY needs a dialog").isTrue();
            assertThat(subscribed && !lastNotify)
                    .as("NOTIFY comes after 202, and none after the last")
                    .isTrue();
            lastNotify = notify.last();
            if (notify.last()) {
                notified(subscriptions);
            }
        } else if (action instanceof LegAction.PassRefer) {
            assertThat(confirmed && !byeSent).as("REFER needs a dialog").isTrue();
            answerRefer();
        } else if (action instanceof LegAction.SendUpdateRefusal) {
            assertThat(updatesIn--).as("a re-INVITE waits").isPositive();
        } else {
            throw new AssertionError("not for this leg: " + action);
        }
    }

    /** Of a subscription that a later one has followed nothing is told. */
    private void notified(int subscription) {
        world.pending.add(new Event("the last NOTIFY is answered, or lost, at " + side, () -> {
            if (subscription == subscriptions) {
                subscribed = false;
                world.deliver(side, new LegSignal.Notified());
            }
        }));
    }

    private static Refer refer() {
        return new Refer("sip:target.example", Optional.empty(), List.of());
    }

    /** In any order, and not always: a NOTIFY may overtake the answer, and some PBXs hang up instead. */
    private void answerRefer() {
        if (random.nextInt(3) == 0) {
            later("405 to our REFER", new LegSignal.ReferAnswered(405));
            return;
        }
        later("202 to our REFER", new LegSignal.ReferAnswered(202));
        later("NOTIFY 180", new LegSignal.ReferProgress(180, "Ringing", false));
        switch (random.nextInt(3)) {
            case 0 -> later("NOTIFY 200", new LegSignal.ReferProgress(200, "OK", true));
            case 1 -> later("NOTIFY 486", new LegSignal.ReferProgress(486, "Busy Here", true));
            default -> {
                // The timer ends it.
            }
        }
    }

    private void answerUpdate(LegAction.SendUpdate update) {
        assertThat(update.offer()).as("no re-INVITE without an offer").isPresent();
        switch (random.nextInt(6)) {
            case 5 ->
                later(
                        "422 to our re-INVITE",
                        new LegSignal.UpdateRejected(422, Optional.of(Duration.ofSeconds(2000))),
                        () -> updateOut = false);
            case 0 -> later("488 to our re-INVITE", new LegSignal.UpdateRejected(488), () -> updateOut = false);
            case 1 -> later("491 to our re-INVITE", new LegSignal.UpdateRejected(491), () -> updateOut = false);
            case 2 -> later("no answer to our re-INVITE", new LegSignal.UpdateRejected(408), () -> updateOut = false);
            default ->
                later(
                        "200 to our re-INVITE",
                        new LegSignal.UpdateAccepted(world.description(), world.terms()),
                        () -> updateOut = false);
        }
    }

    /** The far end does something by itself; false when there is nothing it may do. */
    boolean stir() {
        if (!confirmed || peerGone) {
            return false;
        }
        int what = world.referring ? random.nextInt(8) + 3 : random.nextInt(14) + 2;
        if (what < 4) {
            peerGone = true;
            later("BYE", new LegSignal.Bye(List.of()));
        } else if (what < 6 || (world.referring && what < 8)) {
            later(
                    "REFER",
                    new LegSignal.Referred(
                            world.referring && random.nextInt(3) == 0
                                    ? refer().passing(new Passage.ByRefer("205"))
                                    : refer()),
                    () -> refersIn++);
        } else {
            later(
                    "re-INVITE",
                    new LegSignal.UpdateReceived(
                            random.nextBoolean() ? world.description() : Samples.NONE,
                            random.nextInt(4) == 0,
                            world.terms()),
                    () -> updatesIn++);
        }
        return true;
    }

    /** The far end hangs up, so that the run comes to its end. */
    boolean hangUp() {
        if (!confirmed || peerGone) {
            return false;
        }
        peerGone = true;
        later("BYE", new LegSignal.Bye(List.of()));
        return true;
    }

    void assertNoTimer() {
        assertThat(timers).as("no timer is left at " + side).isEmpty();
    }

    void atTheEnd() {
        assertNoTimer();
        assertThat(refersIn).as("every REFER was answered at " + side).isZero();
        assertThat(updatesIn).as("every re-INVITE was answered at " + side).isZero();
        assertThat(confirmed && !peerGone && !byeSent)
                .as("no dialog is left at " + side)
                .isFalse();
    }
}
