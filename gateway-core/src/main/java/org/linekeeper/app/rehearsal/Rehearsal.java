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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.linekeeper.config.RegistrationSettings;
import org.linekeeper.dns.Location;
import org.linekeeper.dns.SipTransport;
import org.linekeeper.dns.Target;
import org.linekeeper.dns.TargetHealth;
import org.linekeeper.event.FanOut;
import org.linekeeper.registration.RegistrationEngine;
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
 * Registers imaginary lines at an imaginary registrar on loopback, and refreshes them, until the JVM has compiled what that takes. Otherwise
 * the first real lines of a crowd meet code that is interpreted, with stalls of half a second and the retransmissions that follow.
 * It has a stack, sockets and counters of its own, and leaves nothing behind. Blocks, for some seconds at most.
 */
public final class Rehearsal {
    private static final Logger LOG = LoggerFactory.getLogger(Rehearsal.class);

    /** Some rounds of so many make the JVM hold the code for worth its best compiler. */
    private static final int LINES = 2_500;

    /** So many datagrams fit into the receive buffer that a socket has by default. */
    private static final int IN_FLIGHT = 64;

    private static final String LISTENER = "rehearsal";
    private static final Duration POLL = Duration.ofMillis(30);
    /** The compiler has caught up when it did nothing for so many polls. */
    private static final int QUIET_POLLS = 3;
    /** A round that gave the compiler less work than this was compiled when it began. */
    private static final Duration LITTLE_WORK = Duration.ofMillis(20);

    private final Clock clock;
    private final RandomGenerator random;

    /** @param clock does not jump */
    public Rehearsal(Clock clock, RandomGenerator random) {
        this.clock = clock;
        this.random = random;
    }

    /** Plays until all is compiled or the time is over. What goes wrong is logged and does no harm. */
    public void play(Duration limit) {
        play(LINES, limit);
    }

    /** How many registrations and refreshes of so many lines were granted. */
    int play(int lines, Duration limit) {
        InetAddress host = InetAddress.getLoopbackAddress();
        Instant began = clock.instant();
        try (ImaginaryRegistrar registrar = new ImaginaryRegistrar(host);
                JainSipStack stack = stack(host)) {
            stack.transactionUser(new NoCalls());
            if (stack.open() instanceof SipStack.OpenOutcome.Refused refused) {
                LOG.info("No rehearsal: {}", refused.advice());
                return 0;
            }
            RegistrationEngine engine = engine(stack, host, registrar, lines);
            engine.start();
            int rounds = rounds(engine, registrar, lines, began.plus(limit));
            LOG.info(
                    "Rehearsed {} registrations in {} rounds and {} ms",
                    registrar.granted(),
                    rounds,
                    Duration.between(began, clock.instant()).toMillis());
            engine.stop(Duration.ZERO);
            return registrar.granted();
        } catch (IOException e) {
            LOG.info("No rehearsal: {}", e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return 0;
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

    private RegistrationEngine engine(JainSipStack stack, InetAddress host, ImaginaryRegistrar registrar, int count) {
        ImaginaryLines lines = new ImaginaryLines(count, host.getHostAddress(), registrar.port());
        Target target =
                new Target(SipTransport.UDP, new InetSocketAddress(host, registrar.port()), "rehearsal.invalid");
        Location found = new Location.Found(List.of(target), Instant.MAX, false);
        return new RegistrationEngine(
                RegistrationSettings.defaults().pacedBy(IN_FLIGHT, RegistrationSettings.UNLIMITED),
                new RegistrationEngine.Network(
                        stack.loops(),
                        stack.registerClient(),
                        name -> CompletableFuture.completedFuture(found),
                        TargetHealth.create(clock),
                        new FanOut(List.of())),
                new RegistrationEngine.Storage(lines, lines, lines, Runnable::run),
                clock,
                random);
    }

    /**
     * The compiler takes up what was used often while it was not busy, so it is given time between the rounds. In every other round
     * the registrar has forgotten its nonce.
     */
    private int rounds(RegistrationEngine engine, ImaginaryRegistrar registrar, int lines, Instant end)
            throws InterruptedException {
        long compiled = compileMillis();
        await(registrar, lines, end);
        awaitCompiler(end);
        int rounds = 1;
        while (clock.instant().isBefore(end) && compileMillis() - compiled >= LITTLE_WORK.toMillis()) {
            compiled = compileMillis();
            if (rounds % 2 == 0) {
                registrar.newNonce();
            }
            int granted = registrar.granted();
            for (int i = 0; i < lines; i++) {
                engine.refresh(ImaginaryLines.id(i));
            }
            await(registrar, granted + lines, end);
            awaitCompiler(end);
            rounds++;
        }
        return rounds;
    }

    private void await(ImaginaryRegistrar registrar, int granted, Instant end) throws InterruptedException {
        while (registrar.granted() < granted && clock.instant().isBefore(end)) {
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
