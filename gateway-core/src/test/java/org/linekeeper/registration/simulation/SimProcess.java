package org.linekeeper.registration.simulation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.linekeeper.config.RegistrationSettings;
import org.linekeeper.dns.ServerLocator;
import org.linekeeper.dns.SipTransport;
import org.linekeeper.dns.Target;
import org.linekeeper.dns.TargetHealth;
import org.linekeeper.event.EventPublisher;
import org.linekeeper.registration.FakeSettings;
import org.linekeeper.registration.RegistrationEngine;
import org.linekeeper.registration.SteadyClock;
import org.linekeeper.sip.loop.Loop;
import org.linekeeper.sip.loop.Loops;
import org.linekeeper.sip.loop.Timers;
import org.linekeeper.sip.register.Register;
import org.linekeeper.sip.register.RegisterClient;
import org.linekeeper.sip.register.RegisterOutcome;

/** One life of the daemon: an engine with its loops, timers and threads, all of which a kill ends at once. */
final class SimProcess implements Loops, RegisterClient {
    /** The Contact of every line. */
    static final String HOST = "192.0.2.250";

    static final int PORT = 5060;

    final RegistrationEngine engine;
    private final SimTime time;
    private final SimNetwork network;
    private final List<Loop> loops = new ArrayList<>();
    private boolean alive = true;
    private int timersSet;
    private @Nullable Loop current;

    SimProcess(
            SimTime time,
            SimNetwork network,
            ServerLocator dns,
            FakeSettings settings,
            RegistrationSettings pace,
            EventPublisher events,
            Duration clockWrongBy) {
        this.time = time;
        this.network = network;
        for (int i = 0; i < 3; i++) {
            loops.add(new SimLoop(i));
        }
        SteadyClock clock = new SteadyClock(time.wallClock(clockWrongBy), time::nanos);
        engine = new RegistrationEngine(
                pace,
                new RegistrationEngine.Network(this, this, dns, TargetHealth.create(clock), event -> {
                    if (alive) {
                        events.publish(event);
                    }
                }),
                new RegistrationEngine.Storage(settings, settings, settings, this::onDisk),
                clock,
                new Random(time.random.nextLong()));
    }

    /** The disk takes its time; what it has not written when the process is killed is lost. */
    private void onDisk(Runnable task) {
        time.after(time.millis(1, 100), () -> {
            if (alive) {
                task.run();
            }
        });
    }

    void kill() {
        alive = false;
    }

    boolean alive() {
        return alive;
    }

    /** Timers that are set and neither fired nor cancelled. */
    int timersSet() {
        return timersSet;
    }

    @Override
    public List<Loop> all() {
        return List.copyOf(loops);
    }

    @Override
    public Loop ownerOf(String key) {
        return loops.get(Math.floorMod(key.hashCode(), loops.size()));
    }

    @Override
    public void send(Register register, Target target, Loop loop, Consumer<RegisterOutcome> outcome) {
        if (!loop.isCurrent()) {
            throw new AssertionError("Sent from another loop than the line's");
        }
        network.send(this, register, target, loop, outcome);
    }

    @Override
    public ContactAddress contactAddress(Target target) {
        return new ContactAddress(HOST, PORT, SipTransport.UDP);
    }

    private final class SimLoop implements Loop, Timers {
        private final int index;

        SimLoop(int index) {
            this.index = index;
        }

        @Override
        public void execute(Runnable task) {
            time.after(Duration.ZERO, () -> on(task));
        }

        private void on(Runnable task) {
            if (alive) {
                current = this;
                task.run();
                current = null;
            }
        }

        @Override
        public Timeout schedule(Duration delay, Runnable task) {
            if (current != this) {
                throw new AssertionError("A timer of loop " + index + " was set from elsewhere");
            }
            timersSet++;
            boolean[] live = {true};
            time.after(delay, () -> {
                if (live[0]) {
                    live[0] = false;
                    timersSet--;
                    on(task);
                }
            });
            return () -> {
                if (live[0]) {
                    live[0] = false;
                    timersSet--;
                }
            };
        }

        @Override
        public int index() {
            return index;
        }

        @Override
        public boolean isCurrent() {
            return current == this;
        }

        @Override
        public Timers timers() {
            return this;
        }

        /** Maps keyed by loops have the same order in every run. */
        @Override
        public int hashCode() {
            return index;
        }

        @Override
        public boolean equals(Object other) {
            return this == other;
        }
    }
}
