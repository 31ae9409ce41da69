package org.linekeeper.call.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The far ends that we call, one for each attempt, and the resolver. */
final class SimulatedCallee extends SimulatedLeg {
    /** One INVITE transaction. */
    private static final class Attempt {
        private boolean heard;
        private boolean finished;
        private boolean cancelled;
    }

    private final Map<Integer, Attempt> attempts = new HashMap<>();
    private final Set<String> unacknowledged = new HashSet<>();
    private String answering = "";
    private String held = "";
    private int forks;

    SimulatedCallee(CallSimulation world) {
        super(world, Side.CALLEE);
    }

    @Override
    public void perform(LegAction action) {
        if (action instanceof LegAction.Locate) {
            if (random.nextInt(4) == 0) {
                later("nothing located", new LegSignal.NotLocated("no such name"));
            } else {
                later("located", new LegSignal.Located(List.of(Samples.target(random.nextInt(4)))));
            }
        } else if (action instanceof LegAction.SendInvite invite) {
            assertThat(attempts.put(invite.attempt(), new Attempt()))
                    .as("each attempt once")
                    .isNull();
            script(invite.attempt());
        } else if (action instanceof LegAction.SendCancel cancel) {
            cancelled(cancel.attempt());
        } else if (action instanceof LegAction.DropAnswer drop) {
            assertThat(unacknowledged.remove(drop.fork()))
                    .as("an answer to drop")
                    .isTrue();
        } else if (action instanceof LegAction.SendAck) {
            String fork = answering.isEmpty() ? held : answering;
            assertThat(fork.isEmpty() || unacknowledged.remove(fork))
                    .as("an answer to acknowledge")
                    .isTrue();
            assertThat(fork.isEmpty() && !confirmed).as("ACK before any answer").isFalse();
            answering = "";
            held = "";
            confirmed = true;
        } else if (!(action instanceof LegAction.Suspect) && !(action instanceof LegAction.Trust)) {
            super.perform(action);
        }
    }

    private void cancelled(int number) {
        Attempt attempt = attempts.get(number);
        assertThat(attempt.heard).as("CANCEL waits for a provisional response").isTrue();
        if (!attempt.cancelled && !attempt.finished) {
            attempt.cancelled = true;
            if (random.nextInt(5) > 0) {
                end(number, "487", new LegSignal.Rejected(number, 487, "Terminated", Optional.empty(), List.of()));
            }
        }
    }

    private void script(int number) {
        int provisionals = random.nextInt(4);
        for (int i = 0; i < provisionals; i++) {
            int status = random.nextInt(3) == 0 ? 100 : 180 + random.nextInt(4);
            world.pending.add(new CallSimulation.Event(status + " of attempt " + number, () -> {
                Attempt attempt = attempts.get(number);
                if (!attempt.finished) {
                    attempt.heard = true;
                    world.deliver(Side.CALLEE, new LegSignal.Provisional(number, status, "Progress", Samples.NONE));
                }
            }));
        }
        switch (random.nextInt(22)) {
            case 0 -> end(number, "no answer", new LegSignal.Unanswered(number));
            case 1 -> end(number, "not sent", new LegSignal.Unsent(number, "refused"));
            case 6 ->
                end(
                        number,
                        "422",
                        new LegSignal.IntervalTooSmall(number, Duration.ofSeconds(1000 + random.nextInt(2000))));
            case 2 -> end(number, "challenge", new LegSignal.Challenged(number, 407, random.nextBoolean()));
            case 3 ->
                end(
                        number,
                        "503",
                        new LegSignal.Rejected(number, 503, "Busy", Optional.of(Duration.ofSeconds(1)), List.of()));
            case 7 -> end(number, "302", redirection(number));
            case 4 -> end(number, "486", new LegSignal.Rejected(number, 486, "Busy", Optional.empty(), List.of()));
            case 5 -> {
                // It rings until somebody cancels or its time is over; its transaction ends with Timer B or the like.
                return;
            }
            default -> answer(number);
        }
    }

    private LegSignal redirection(int number) {
        List<Destination.Redirected> places = new ArrayList<>();
        for (int i = random.nextInt(3); i > 0; i--) {
            places.add(new Destination.Redirected(Samples.target(random.nextInt(2)), "sip:" + random.nextInt(4)));
        }
        return new LegSignal.Redirected(number, 302, "Moved", places);
    }

    private void answer(int number) {
        String fork = "fork" + forks++;
        world.pending.add(new CallSimulation.Event("200 of attempt " + number, () -> {
            Attempt attempt = attempts.get(number);
            if (!attempt.finished) {
                attempt.finished = true;
                accept(number, fork);
                if (random.nextInt(4) == 0) {
                    String other = "fork" + forks++;
                    world.pending.add(new CallSimulation.Event("200 of another fork", () -> accept(number, other)));
                }
            }
        }));
    }

    private void accept(int number, String fork) {
        unacknowledged.add(fork);
        answering = fork;
        world.deliver(Side.CALLEE, new LegSignal.Answer(number, fork, world.description(), world.terms()));
        answering = "";
        if (world.isHolding(fork)) {
            // The ACK waits for the answer from across; the dialog stands all the same.
            held = fork;
            confirmed = true;
        }
    }

    private void end(int number, String what, LegSignal signal) {
        world.pending.add(new CallSimulation.Event(what + " of attempt " + number, () -> {
            Attempt attempt = attempts.get(number);
            if (!attempt.finished) {
                attempt.finished = true;
                world.deliver(Side.CALLEE, signal);
            }
        }));
    }

    @Override
    void atTheEnd() {
        super.atTheEnd();
        assertThat(unacknowledged).as("every answer was acknowledged").isEmpty();
        assertThat(attempts.values().stream()
                        .filter(attempt -> attempt.heard && !attempt.finished && !attempt.cancelled))
                .as("nothing rings on")
                .isEmpty();
    }
}
