package org.linekeeper.registration.simulation;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.linekeeper.dns.SipTransport;
import org.linekeeper.dns.Target;
import org.linekeeper.sip.loop.Loop;
import org.linekeeper.sip.register.Register;
import org.linekeeper.sip.register.RegisterOutcome;
import org.linekeeper.sip.register.RegisterResponse;

/** Packets between the daemon and the registrars are lost, late, doubled and out of order; UDP requests are retransmitted. */
final class SimNetwork {
    private static final Duration TIMER_F = Duration.ofSeconds(32);
    private static final long T1 = 500;
    private static final long T2 = 4_000;

    final Map<InetSocketAddress, SimRegistrar> registrars = new HashMap<>();
    /** Addresses that swallow everything. */
    final Set<InetSocketAddress> dead = new HashSet<>();
    /** Addresses that refuse everything. */
    final Set<InetSocketAddress> refusing = new HashSet<>();

    double loss;
    double doubled;
    double straggling;
    /** Responses that nobody waited for any more. */
    int late;

    private final SimTime time;
    private final Watch watch;

    SimNetwork(SimTime time, Watch watch) {
        this.time = time;
        this.watch = watch;
    }

    /** One REGISTER transaction as both ends see it. */
    static final class Exchange {
        final SimProcess process;
        final Register register;
        final Target target;
        final boolean goesOn;
        private final Loop loop;
        private final Consumer<RegisterOutcome> outcome;
        private boolean retransmitted;
        private boolean done;

        private Exchange(
                SimProcess process,
                Register register,
                Target target,
                Loop loop,
                Consumer<RegisterOutcome> outcome,
                boolean goesOn) {
            this.process = process;
            this.register = register;
            this.target = target;
            this.loop = loop;
            this.outcome = outcome;
            this.goesOn = goesOn;
        }
    }

    void send(SimProcess process, Register register, Target target, Loop loop, Consumer<RegisterOutcome> outcome) {
        Exchange exchange =
                new Exchange(process, register, target, loop, outcome, watch.isBeingAnswered(register.callId()));
        watch.sending(exchange);
        if (refusing.contains(target.address())) {
            time.after(time.millis(1, 20), () -> end(exchange, new RegisterOutcome.TransportFailed("refused")));
            return;
        }
        transmit(exchange);
        if (target.transport() == SipTransport.UDP) {
            time.after(Duration.ofMillis(T1), () -> retransmit(exchange, T1 * 2));
        }
        time.after(TIMER_F, () -> end(exchange, new RegisterOutcome.TimedOut()));
    }

    private void retransmit(Exchange exchange, long next) {
        if (!exchange.done && exchange.process.alive()) {
            exchange.retransmitted = true;
            transmit(exchange);
            time.after(Duration.ofMillis(Math.min(next, T2)), () -> retransmit(exchange, Math.min(next * 2, T2)));
        }
    }

    private void transmit(Exchange exchange) {
        travel(exchange, () -> arrived(exchange));
    }

    private void arrived(Exchange exchange) {
        SimRegistrar registrar = registrars.get(exchange.target.address());
        if (registrar == null || dead.contains(exchange.target.address())) {
            return;
        }
        Optional<RegisterResponse> response = registrar.received(exchange.register, exchange.target);
        response.ifPresent(answer -> time.after(
                registrar.delay,
                () -> travel(
                        exchange, () -> end(exchange, new RegisterOutcome.Answered(answer, exchange.retransmitted)))));
    }

    private void travel(Exchange exchange, Runnable arrival) {
        boolean reliable = exchange.target.transport() != SipTransport.UDP;
        if (!reliable && time.chance(loss)) {
            return;
        }
        Duration way = !reliable && time.chance(straggling) ? time.millis(200, 40_000) : time.millis(1, 60);
        time.after(way, arrival);
        if (!reliable && time.chance(doubled)) {
            time.after(way.plus(time.millis(0, 3_000)), arrival);
        }
    }

    private void end(Exchange exchange, RegisterOutcome what) {
        if (exchange.done) {
            late += what instanceof RegisterOutcome.Answered ? 1 : 0;
            return;
        }
        exchange.done = true;
        exchange.loop.execute(() -> {
            watch.ended(exchange, what);
            exchange.outcome.accept(what);
            watch.answered();
        });
    }
}
