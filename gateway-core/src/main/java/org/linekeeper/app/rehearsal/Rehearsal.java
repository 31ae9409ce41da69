package org.linekeeper.app.rehearsal;

import java.io.IOException;
import java.lang.management.CompilationMXBean;
import java.lang.management.ManagementFactory;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.linekeeper.config.RegistrationSettings;
import org.linekeeper.dns.SipTransport;
import org.linekeeper.dns.TargetHealth;
import org.linekeeper.event.EventPublisher;
import org.linekeeper.registration.LiveCalls;
import org.linekeeper.registration.RegistrationEngine;
import org.linekeeper.registration.RegistrationTimes;
import org.linekeeper.sip.SipStack;
import org.linekeeper.sip.jain.JainRegisterResponseParser;
import org.linekeeper.sip.jain.JainSipStack;
import org.linekeeper.sip.jain.StackPorts;
import org.linekeeper.sip.register.RegisterClientSettings;
import org.linekeeper.sip.register.RegisterTransactions;
import org.linekeeper.sip.transport.ListenerSettings;
import org.linekeeper.sip.transport.SipStackSettings;
import org.linekeeper.sip.transport.TransportLimits;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Registers imaginary lines at imaginary PBXs on loopback, and refreshes them, until the JVM has compiled what that takes. Otherwise
 * the first real lines of a crowd meet code that is interpreted, with stalls of half a second and the retransmissions that follow.
 * It has a stack, sockets and counters of its own, and leaves nothing behind. Blocks, for some seconds at most.
 */
public final class Rehearsal {
    private static final Logger LOG = LoggerFactory.getLogger(Rehearsal.class);

    /** Some scenes with so many make the JVM hold the code for worth its best compiler. */
    private static final int LINES = 2_500;

    /** So many datagrams fit into the receive buffer that a socket has by default. */
    private static final int IN_FLIGHT = 64;

    /** Of each line in a scene. Before the last the registrars forget their nonces. */
    private static final int REFRESHES = 2;

    private static final String LISTENER = "rehearsal";
    private static final Duration POLL = Duration.ofMillis(30);
    /** The compiler has caught up when it did nothing for so many polls. */
    private static final int QUIET_POLLS = 3;
    /** A scene that gave the compiler less work than this was compiled when it began. */
    private static final Duration LITTLE_WORK = Duration.ofMillis(20);

    private final EventPublisher events;
    private final RegistrationTimes times;
    private final Clock clock;
    private final RandomGenerator random;

    /**
     * @param events is told of every imaginary line; of the classes that the real ones go to
     * @param times likewise
     * @param clock does not jump
     */
    public Rehearsal(EventPublisher events, RegistrationTimes times, Clock clock, RandomGenerator random) {
        this.events = events;
        this.times = times;
        this.clock = clock;
        this.random = random;
    }

    /** Plays until all is compiled or the time is over. What goes wrong is logged and does no harm. */
    public void play(Duration limit) {
        play(LINES, limit);
    }

    /** How many registrations and refreshes of so many lines were granted. */
    int play(int lines, Duration limit) {
        Instant began = clock.instant();
        Instant end = began.plus(limit);
        int scenes = 0;
        int granted = 0;
        try {
            long compiled;
            do {
                compiled = compileMillis();
                granted += scene(lines, end);
                scenes++;
            } while (clock.instant().isBefore(end) && compileMillis() - compiled >= LITTLE_WORK.toMillis());
            LOG.info(
                    "Rehearsed {} registrations in {} scenes and {} ms",
                    granted,
                    scenes,
                    Duration.between(began, clock.instant()).toMillis());
        } catch (IOException e) {
            LOG.info("No rehearsal: {}", e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return granted;
    }

    /**
     * From a gateway that has sent nothing yet: what it does once only is compiled as what it does often, when it has begun
     * several times.
     */
    private int scene(int lines, Instant end) throws IOException, InterruptedException {
        InetAddress host = InetAddress.getLoopbackAddress();
        try (ImaginaryPbxs pbxs = ImaginaryPbxs.open(lines, host, clock, random);
                PassingStates states = new PassingStates();
                JainSipStack stack = stack(host)) {
            stack.transactionUser(new NoCalls());
            if (stack.open() instanceof SipStack.OpenOutcome.Refused refused) {
                throw new IOException(refused.advice());
            }
            RegistrationEngine engine = engine(stack, pbxs, states);
            engine.start();
            rounds(engine, pbxs, lines, end);
            engine.stop(Duration.ZERO);
            return pbxs.granted();
        }
    }

    private JainSipStack stack(InetAddress host) throws IOException {
        int port;
        try (DatagramSocket free = new DatagramSocket(new InetSocketAddress(host, 0))) {
            port = free.getLocalPort();
        }
        ListenerSettings listener = new ListenerSettings(
                LISTENER,
                SipTransport.UDP,
                new InetSocketAddress(host, port),
                host.getHostAddress(),
                port,
                Optional.empty());
        return JainSipStack.create(
                new SipStackSettings(LISTENER, 1, List.of(listener), TransportLimits.defaults()),
                StackPorts.standard(),
                seam -> new RegisterTransactions(
                        seam.sender(),
                        seam.loops(),
                        new JainRegisterResponseParser(),
                        RegisterClientSettings.of(LISTENER),
                        random.nextInt()));
    }

    private RegistrationEngine engine(JainSipStack stack, ImaginaryPbxs pbxs, PassingStates states) {
        return new RegistrationEngine(
                RegistrationSettings.defaults().pacedBy(IN_FLIGHT, RegistrationSettings.UNLIMITED),
                new RegistrationEngine.Network(
                        stack.loops(),
                        stack.registerClient(),
                        pbxs,
                        TargetHealth.create(clock),
                        events,
                        times,
                        LiveCalls.NONE),
                new RegistrationEngine.Storage(pbxs, pbxs, states, Runnable::run),
                clock,
                random);
    }

    /** The compiler takes up what was used often while it was not busy, so it is given time between the rounds. */
    private void rounds(RegistrationEngine engine, ImaginaryPbxs pbxs, int lines, Instant end)
            throws InterruptedException {
        await(pbxs, lines, end);
        awaitCompiler(end);
        for (int round = 1; round <= REFRESHES && clock.instant().isBefore(end); round++) {
            if (round == REFRESHES) {
                pbxs.newNonces();
            }
            int granted = pbxs.granted();
            pbxs.lineIds().forEach(engine::refresh);
            await(pbxs, granted + lines, end);
            awaitCompiler(end);
        }
    }

    private void await(ImaginaryPbxs pbxs, int granted, Instant end) throws InterruptedException {
        while (pbxs.granted() < granted && clock.instant().isBefore(end)) {
            TimeUnit.NANOSECONDS.sleep(POLL.toNanos());
        }
    }

    private void awaitCompiler(Instant end) throws InterruptedException {
        long before = compileMillis();
        for (int quiet = 0; quiet < QUIET_POLLS && clock.instant().isBefore(end); ) {
            TimeUnit.NANOSECONDS.sleep(POLL.toNanos());
            long now = compileMillis();
            quiet = now == before ? quiet + 1 : 0;
            before = now;
        }
    }

    /** What all compilers have worked since the start; always 0 where the JVM does not tell. */
    private static long compileMillis() {
        CompilationMXBean compiler = ManagementFactory.getCompilationMXBean();
        return compiler != null && compiler.isCompilationTimeMonitoringSupported()
                ? compiler.getTotalCompilationTime()
                : 0;
    }
}
