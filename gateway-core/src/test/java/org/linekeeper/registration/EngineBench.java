package org.linekeeper.registration;

import java.lang.management.ManagementFactory;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.linekeeper.config.model.Enterprise;
import org.linekeeper.dns.Location;
import org.linekeeper.dns.SipTransport;
import org.linekeeper.dns.Target;
import org.linekeeper.dns.TargetHealth;
import org.linekeeper.sip.auth.DigestAlgorithm;
import org.linekeeper.sip.auth.DigestChallenge;
import org.linekeeper.sip.loop.Loop;
import org.linekeeper.sip.loop.Loops;
import org.linekeeper.sip.loop.TimerWheel;
import org.linekeeper.sip.loop.Timers;
import org.linekeeper.sip.register.Register;
import org.linekeeper.sip.register.RegisterClient;
import org.linekeeper.sip.register.RegisterOutcome;
import org.linekeeper.sip.register.RegisterResponse;

/**
 * Not a test: measures what the engine alone costs, on one loop with virtual time and a registrar that answers at once. Prints
 * nanoseconds and allocated bytes for each REGISTER transaction, and live bytes for each line beside its settings.
 *
 * <p>Run it with the test class path: {@code java -Xmx2g ... org.linekeeper.registration.EngineBench 100000}.
 */
final class EngineBench implements Loops, Loop, RegisterClient {
    private static final Duration TICK = Duration.ofMillis(10);
    private static final Instant START = Instant.parse("2026-11-21T10:00:00Z");

    private final Queue<Runnable> tasks = new ArrayDeque<>();
    private final FakeSettings settings;
    private final Random random = new Random(1);
    private long nanos;
    private final TimerWheel wheel = new TimerWheel(TICK, 4096, () -> nanos);
    private long sent;
    private long nonces;

    private EngineBench(FakeSettings settings, long nanos) {
        this.settings = settings;
        this.nanos = nanos;
    }

    public static void main(String[] args) {
        new EngineBench(new FakeSettings(), 0).run(args.length == 0 ? 100_000 : Integer.parseInt(args[0]));
    }

    private void run(int lines) {
        settings.put(new Enterprise("ent", "Ent", Optional.empty(), OptionalInt.empty(), true, true));
        settings.put(EngineFixture.pbx(true, Duration.ofMinutes(10)));
        for (int i = 0; i < lines; i++) {
            settings.put(EngineFixture.line(i, "password" + i, true));
        }
        long before = liveBytes();
        RegistrationEngine engine = engine();
        engine.start();
        long from = nanos;
        measure("first registration", () -> forward(Duration.ofMinutes(5)));
        say("%d requests in %d s of virtual time", sent, (nanos - from) / 1_000_000_000L);
        say(
                "%.0f live bytes for each registered line and its state in the store",
                (liveBytes() - before) / (double) lines);
        for (int round = 1; round <= 4; round++) {
            measure("refresh, round " + round, () -> forward(Duration.ofMinutes(10)));
        }
        say("%d lines registered", registered(engine));
        long states = 0;
        for (byte[] state : settings.states.values()) {
            states += state.length;
        }
        say("%.0f saved bytes for each line", states / (double) lines);
        new EngineBench(settings, nanos).restart();
        settings.states.clear();
        say("%.0f live bytes for each line after refreshes", (liveBytes() - before) / (double) lines);
        say("%d lines registered", registered(engine));
    }

    /** Another process after a kill. */
    private void restart() {
        RegistrationEngine engine = engine();
        var threads = ManagementFactory.getThreadMXBean();
        long from = threads.getCurrentThreadCpuTime();
        engine.start();
        forward(TICK);
        int lines = engine.scheduled().toCompletableFuture().join();
        say("%d lines scheduled in %d ms of CPU", lines, (threads.getCurrentThreadCpuTime() - from) / 1_000_000);
        forward(Duration.ofMinutes(1));
        say("%d requests in the first minute", sent);
    }

    private static int registered(RegistrationEngine engine) {
        return engine.registrations()
                .ofPbx("pbx")
                .lines()
                .getOrDefault(org.linekeeper.event.RegistrationState.REGISTERED, 0);
    }

    private RegistrationEngine engine() {
        Target target = EngineFixture.FIRST;
        Clock clock = new Clock() {
            @Override
            public Instant instant() {
                return START.plusNanos(nanos);
            }

            @Override
            public ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                throw new UnsupportedOperationException();
            }
        };
        return new RegistrationEngine(
                RegistrationEngineTest.pace(256, 100_000),
                new RegistrationEngine.Network(
                        this,
                        this,
                        name -> CompletableFuture.completedFuture(
                                new Location.Found(List.of(target), Instant.MAX, false)),
                        TargetHealth.create(clock),
                        event -> {}),
                new RegistrationEngine.Storage(settings, settings, settings, Runnable::run),
                clock,
                random);
    }

    private void forward(Duration by) {
        long end = nanos + by.toNanos();
        while (nanos < end) {
            for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
                task.run();
            }
            nanos += TICK.toNanos();
            wheel.advance();
        }
    }

    private void measure(String what, Runnable work) {
        var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        long id = Thread.currentThread().getId();
        long sentBefore = sent;
        long allocated = threads.getThreadAllocatedBytes(id);
        long cpu = threads.getCurrentThreadCpuTime();
        work.run();
        long transactions = Math.max(1, sent - sentBefore);
        say(
                "%s: %d transactions, %.0f ns and %.0f allocated bytes each",
                what,
                transactions,
                (threads.getCurrentThreadCpuTime() - cpu) / (double) transactions,
                (threads.getThreadAllocatedBytes(id) - allocated) / (double) transactions);
    }

    @SuppressWarnings("SystemOut")
    private static void say(String format, Object... args) {
        System.out.println(String.format(Locale.ROOT, format, args));
    }

    private static long liveBytes() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    @Override
    public void send(Register register, Target target, Loop loop, Consumer<RegisterOutcome> outcome) {
        sent++;
        RegisterResponse response = register.authorizations().isEmpty() ? challenge() : granted(register);
        tasks.add(() -> outcome.accept(new RegisterOutcome.Answered(response, false)));
    }

    private RegisterResponse challenge() {
        String nonce = String.format(Locale.ROOT, "%044d", nonces++);
        DigestChallenge challenge = new DigestChallenge(
                DigestChallenge.Source.USER_AGENT_SERVER,
                "registrar.example.net",
                nonce,
                Optional.empty(),
                DigestAlgorithm.MD5,
                true,
                false);
        return response(401, "Unauthorized", Optional.empty(), List.of(challenge));
    }

    private static RegisterResponse granted(Register register) {
        return response(200, "OK", Optional.of(register.expires()), List.of());
    }

    private static RegisterResponse response(
            int status, String reason, Optional<Duration> granted, List<DigestChallenge> challenges) {
        return new RegisterResponse(
                status,
                new String(reason.toCharArray()),
                granted,
                challenges,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                Optional.empty());
    }

    @Override
    public ContactAddress contactAddress(Target target) {
        return new ContactAddress("192.0.2.250", 5060, SipTransport.UDP);
    }

    @Override
    public List<Loop> all() {
        return List.of(this);
    }

    @Override
    public Loop ownerOf(String key) {
        return this;
    }

    @Override
    public void execute(Runnable task) {
        tasks.add(task);
    }

    @Override
    public int index() {
        return 0;
    }

    @Override
    public boolean isCurrent() {
        return true;
    }

    @Override
    public Timers timers() {
        return wheel;
    }
}
