package org.linekeeper.registration;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.linekeeper.dns.SipTransport;
import org.linekeeper.dns.Target;
import org.linekeeper.sip.loop.Loop;
import org.linekeeper.sip.register.Register;
import org.linekeeper.sip.register.RegisterClient;
import org.linekeeper.sip.register.RegisterOutcome;
import org.linekeeper.sip.transport.RegistrationFlows;

/** A network between the lines and the registrars that loses and delays, and watches what must always hold. */
final class FakeNetwork implements RegisterClient {
    final Map<Target, FakeRegistrar> registrars = new HashMap<>();
    final List<Register> sent = new ArrayList<>();
    final Map<Target, List<Instant>> times = new HashMap<>();
    final Set<Target> dead = new HashSet<>();
    /** Targets that take longer, and how long on the way there. */
    final Map<Target, Duration> slow = new HashMap<>();

    double loss;
    int contactPort = 5060;
    /** Places on connections are given out and never lost. */
    boolean hasFlows;

    private final World world;
    private int places;
    private final Set<String> inFlight = new HashSet<>();
    private final Map<String, Long> cseqs = new HashMap<>();

    FakeNetwork(World world) {
        this.world = world;
    }

    /** The process is killed: it does not wait for anything any more. */
    void kill() {
        inFlight.clear();
    }

    int inFlight() {
        return inFlight.size();
    }

    @Override
    public void send(Register register, Target target, Loop loop, Consumer<RegisterOutcome> outcome) {
        if (!loop.isCurrent()) {
            throw new AssertionError("Sent from another loop than the line's");
        }
        // RFC 3261 10.2: "UAs MUST NOT send a new registration ... until they have received a final response"
        if (!inFlight.add(register.aor())) {
            throw new AssertionError("Two REGISTERs in flight for " + register.aor());
        }
        Long before = cseqs.put(register.callId(), register.cseq());
        if (before != null && before >= register.cseq()) {
            throw new AssertionError("CSeq did not rise for " + register.aor());
        }
        sent.add(register);
        times.computeIfAbsent(target, key -> new ArrayList<>()).add(world.now());
        FakeRegistrar registrar = registrars.get(target);
        boolean requestLost = registrar == null || dead.contains(target) || world.random.nextDouble() < loss;
        boolean answerLost = world.random.nextDouble() < loss;
        Duration there = slow.getOrDefault(target, Duration.ZERO).plusMillis(2 + world.random.nextInt(40));
        if (requestLost) {
            world.after(Duration.ofSeconds(32), () -> end(register, loop, outcome, new RegisterOutcome.TimedOut()));
            return;
        }
        world.after(there, () -> {
            var response = registrar.answer(register);
            if (answerLost) {
                world.after(Duration.ofSeconds(32), () -> end(register, loop, outcome, new RegisterOutcome.TimedOut()));
            } else {
                world.after(there, () -> end(register, loop, outcome, new RegisterOutcome.Answered(response, false)));
            }
        });
    }

    private void end(Register register, Loop loop, Consumer<RegisterOutcome> outcome, RegisterOutcome what) {
        loop.execute(() -> {
            inFlight.remove(register.aor());
            outcome.accept(what);
        });
    }

    @Override
    public RegistrationFlows flows() {
        return new RegistrationFlows() {
            @Override
            public int join(Target target) {
                return hasFlows ? ++places : NONE;
            }

            @Override
            public void leave(int flow) {}

            @Override
            public void tell(LossListener listener) {}
        };
    }

    @Override
    public ContactAddress contactAddress(Target target) {
        return new ContactAddress("192.0.2.250", contactPort, SipTransport.UDP);
    }

    /** The most requests in any one second at a target. */
    int peak(Target target) {
        List<Instant> at = times.getOrDefault(target, List.of());
        int most = 0;
        int from = 0;
        for (int to = 0; to < at.size(); to++) {
            while (Duration.between(at.get(from), at.get(to)).compareTo(Duration.ofSeconds(1)) >= 0) {
                from++;
            }
            most = Math.max(most, to - from + 1);
        }
        return most;
    }
}
