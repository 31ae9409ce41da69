package org.linekeeper.app;

import java.lang.management.ManagementFactory;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.linekeeper.admin.AdminParts;
import org.linekeeper.admin.AdminServer;
import org.linekeeper.app.rehearsal.Rehearsal;
import org.linekeeper.call.CallEngine;
import org.linekeeper.call.CallPorts;
import org.linekeeper.call.CallSetup;
import org.linekeeper.call.OverloadGate;
import org.linekeeper.call.PeerWatch;
import org.linekeeper.cdr.CdrWriter;
import org.linekeeper.config.ListenerSettings.Side;
import org.linekeeper.config.Settings;
import org.linekeeper.config.model.Pbx;
import org.linekeeper.config.store.ConfigStore;
import org.linekeeper.config.store.Directory;
import org.linekeeper.config.store.SqliteStore;
import org.linekeeper.dns.DnsServerLocator;
import org.linekeeper.dns.TargetHealth;
import org.linekeeper.event.FanOut;
import org.linekeeper.event.RegistrationState;
import org.linekeeper.registration.CredentialTrials;
import org.linekeeper.registration.RefreshOrders;
import org.linekeeper.registration.RegistrationEngine;
import org.linekeeper.registration.Registrations;
import org.linekeeper.registration.SteadyClock;
import org.linekeeper.sip.jain.JainSipStack;
import org.linekeeper.sip.jain.StackPorts;
import org.linekeeper.telemetry.AdminMetrics;
import org.linekeeper.telemetry.MeteredStore;
import org.linekeeper.telemetry.Metrics;
import org.linekeeper.telemetry.MetricsListener;
import org.linekeeper.telemetry.RegisterTimers;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The composition root: builds every part by its constructor, starts them in order and stops them in reverse. What cannot start
 * stops what has started.
 */
final class Gateway implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Gateway.class);
    private static final Duration LAST_REGISTERS = Duration.ofSeconds(3);
    /** Lines from which on a cold start is worth a rehearsal. */
    private static final int CROWD = 5_000;

    private static final Duration LONGEST_REHEARSAL = Duration.ofSeconds(8);
    private static final double MILLIS_PER_SECOND = 1_000;

    private final Lifecycle lifecycle;
    private final CallEngine calls;
    private final ReadinessCheck readiness;
    private final int adminPort;

    private Gateway(Lifecycle lifecycle, CallEngine calls, ReadinessCheck readiness, int adminPort) {
        this.lifecycle = lifecycle;
        this.calls = calls;
        this.readiness = readiness;
        this.adminPort = adminPort;
    }

    /**
     * Starts everything; blocks until the admin port answers.
     *
     * @throws CannotStart when a part could not start; nothing stays open
     */
    static Gateway start(Settings settings) throws CannotStart {
        Lifecycle lifecycle = new Lifecycle();
        boolean started = false;
        try {
            Gateway gateway = start(settings, lifecycle);
            started = true;
            return gateway;
        } finally {
            if (!started) {
                lifecycle.close();
            }
        }
    }

    private static Gateway start(Settings settings, Lifecycle lifecycle) throws CannotStart {
        SecureRandom random = new SecureRandom();
        // The only clocks of the program: everybody else is given one.
        LongSupplier nanoTime = System::nanoTime;
        Clock clock = new SteadyClock(Clock.systemUTC(), nanoTime);
        Parts parts = new Parts(settings, lifecycle);
        Metrics metrics = parts.metrics();
        Gauges gauges = new Gauges(metrics);
        SqliteStore store = parts.store();
        ConfigStore config = new MeteredStore(store.config(), metrics, nanoTime);
        DnsServerLocator locator = parts.locator(clock, random);
        TargetHealth health = TargetHealth.create(clock);
        CdrWriter cdrs = parts.cdrs(nanoTime);
        FanOut events = listeners(metrics);
        Background background = parts.background();

        LateContact contact = new LateContact();
        StackPorts ports = StackPorts.standard()
                .admitting(new OverloadGate(clock, settings.call().maxBacklog()))
                .contact(contact);
        JainSipStack stack = parts.stack(ports, random);
        LateCalls liveCalls = new LateCalls();
        RegistrationEngine registration = new RegistrationEngine(
                settings.registration(),
                new RegistrationEngine.Network(
                        stack.loops(),
                        stack.registerClient(),
                        locator,
                        health,
                        events,
                        new RegisterTimers(metrics),
                        liveCalls),
                new RegistrationEngine.Storage(config, store.directory(), store.lineStates(), background),
                clock,
                random);
        Registrations registrations = registration.registrations();
        CallPorts callPorts = new CallPorts(
                store.directory(),
                new RegisteredLinesView(registrations, stack.registerClient()),
                locator,
                health,
                new Journal(events, cdrs),
                clock,
                new RandomIds(random));
        List<String> teamsListeners = StackSettings.listeners(settings, Side.TEAMS);
        CallSetup callSetup = new CallSetup(
                teamsListeners,
                StackSettings.listeners(settings, Side.PBX),
                settings.call(),
                settings.sip().userAgent());
        CallEngine calls = new CallEngine(stack, callPorts, callSetup, random);
        liveCalls.become(calls.calls()::hasCalls);
        PeerWatch peers = new PeerWatch(stack, callPorts, callSetup, settings.peers(), random);
        contact.become(peers);
        stack.transactionUser(calls.listener());
        calls.resume(store.presences());
        parts.open(stack);
        parts.certificates(stack, background, clock).start();

        config.subscribe(calls::changed);
        config.subscribe(peers::changed);
        gauges.states(store.lineStates());
        gauges.registrations(store.directory(), registrations);
        gauges.pace(registration);
        gauges.sip(stack, ports.counters());
        gauges.certificates(stack::certificates, clock);
        gauges.dns(locator);
        gauges.cdrs(cdrs);
        gauges.calls(calls);
        gauges.peers(peers);
        gauges.listeners(events);
        ReadinessCheck readiness = new ReadinessCheck(config);
        AdminParts adminParts = new AdminParts(
                config,
                store.directory(),
                new RegistrationsForAdmin(store.directory(), registrations, clock.instant()),
                new RegistrationActionsForAdmin(
                        store.directory(),
                        new CredentialTrials(
                                stack.loops(), stack.registerClient(), locator, health, clock, random, registration),
                        new RefreshOrders(stack.loops(), registrations, registration::refresh, clock)),
                calls.calls(),
                calls.lines(),
                new PeersForAdmin(
                        store.directory(),
                        peers,
                        name -> teamsListeners.stream()
                                .flatMap(listener -> stack.certificateFor(listener, name).stream())
                                .toList(),
                        clock),
                readiness,
                metrics::scrape,
                new AdminMetrics(metrics)::answered);
        AdminServer admin = parts.admin(adminParts, nanoTime, random);
        // Last, so that nothing is said to any PBX before all ports are ours.
        registration.holdBack();
        registration.scheduled().thenAccept(lines -> {
            scheduled(lines, metrics, clock);
            background.execute(() -> {
                try {
                    rehearse(store.directory(), registrations, clock, random);
                } finally {
                    registration.begin();
                }
            });
        });
        peers.start();
        lifecycle.started("peers", peers);
        registration.start();
        lifecycle.started("registrations", () -> registration.stop(LAST_REGISTERS));
        // The far ends hear BYE and the records are written even when nobody waits for the calls to end.
        lifecycle.started("calls", () -> drain(calls, Duration.ZERO));
        return new Gateway(lifecycle, calls, readiness, admin.port());
    }

    /** Nothing for a few lines, or for those whose bindings live on. Blocks. */
    private static void rehearse(
            Directory directory, Registrations registrations, Clock clock, RandomGenerator random) {
        int unbound = 0;
        for (Pbx pbx : directory.pbxs()) {
            var lines = registrations.ofPbx(pbx.id()).lines();
            unbound += lines.getOrDefault(RegistrationState.LOCATING, 0)
                    + lines.getOrDefault(RegistrationState.REGISTERING, 0);
        }
        if (unbound >= CROWD) {
            // What is counted then belongs to nobody.
            try (Metrics metrics = new Metrics()) {
                new Rehearsal(listeners(metrics), new RegisterTimers(metrics), clock, random).play(LONGEST_REHEARSAL);
            }
        }
    }

    private static FanOut listeners(Metrics metrics) {
        return new FanOut(List.of(new MetricsListener(metrics), new EventLog()));
    }

    private static void scheduled(int lines, Metrics metrics, Clock clock) {
        long startedMillis = ManagementFactory.getRuntimeMXBean().getStartTime();
        Duration sinceStart = Duration.ofMillis(Math.max(0, clock.millis() - startedMillis));
        metrics.linesScheduled(sinceStart);
        LOG.info(
                "Scheduled {} lines, {} seconds after process start", lines, sinceStart.toMillis() / MILLIS_PER_SECOND);
    }

    /** The port that the admin port listens on. */
    int adminPort() {
        return adminPort;
    }

    /** Takes no new calls and waits for those in progress, so long at most. Blocks. */
    void drain(Duration patience) {
        readiness.draining();
        drain(calls, patience);
    }

    private static void drain(CallEngine calls, Duration patience) {
        try {
            calls.drain(patience).toCompletableFuture().get(patience.toMillis() + 10_000, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            LOG.warn("Calls were still in progress after {}", patience);
        }
    }

    @Override
    public void close() {
        lifecycle.close();
    }
}
