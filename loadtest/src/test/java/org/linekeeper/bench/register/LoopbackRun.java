package org.linekeeper.bench.register;

import com.sun.management.ThreadMXBean;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.lang.reflect.Proxy;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.sip.SipListener;
import org.linekeeper.dns.SipTransport;
import org.linekeeper.dns.Target;
import org.linekeeper.sip.jain.JainRegisterResponseParser;
import org.linekeeper.sip.jain.JainSipStack;
import org.linekeeper.sip.jain.StackPorts;
import org.linekeeper.sip.loop.Loop;
import org.linekeeper.sip.register.RegisterClientSettings;
import org.linekeeper.sip.register.RegisterOutcome;
import org.linekeeper.sip.register.RegisterTransactions;
import org.linekeeper.sip.transport.ListenerSettings;
import org.linekeeper.sip.transport.SipStackSettings;
import org.linekeeper.sip.transport.TransportLimits;

/** Transactions over loopback with a window in flight, against a registrar that sends each request back as its 200. */
final class LoopbackRun {
    private static final int WINDOW = 64;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final JainSipStack stack;
    private final Target target;
    private final Loop loop;
    private final CompletableFuture<String> done = new CompletableFuture<>();
    private int toSend;
    private int toAnswer;
    private int measured;
    private int failed;
    private long beginCpu;
    private long beginBytes;

    private LoopbackRun(JainSipStack stack, Target target, int transactions) {
        this.stack = stack;
        this.target = target;
        this.loop = stack.loops().all().get(0);
        this.measured = transactions;
        this.toSend = transactions * 2;
        this.toAnswer = transactions * 2;
    }

    static void run(int transactions, String host, PrintStream out) throws Exception {
        ListenerSettings udp = new ListenerSettings(
                "udp", SipTransport.UDP, new InetSocketAddress(host, 15_062), host, 15_062, Optional.empty());
        SipStackSettings settings = new SipStackSettings("Linekeeper", 1, List.of(udp), TransportLimits.defaults());
        try (EchoRegistrar registrar = EchoRegistrar.start(host);
                JainSipStack stack = JainSipStack.create(
                        settings,
                        StackPorts.standard(),
                        seam -> new RegisterTransactions(
                                seam.sender(),
                                seam.loops(),
                                new JainRegisterResponseParser(),
                                RegisterClientSettings.of("Linekeeper"),
                                7))) {
            stack.transactionUser((SipListener) Proxy.newProxyInstance(
                    SipListener.class.getClassLoader(), new Class<?>[] {SipListener.class}, (p, m, a) -> null));
            stack.open();
            LoopbackRun run = new LoopbackRun(
                    stack, new Target(SipTransport.UDP, registrar.address(), "pbx.example"), transactions);
            run.loop.execute(() -> {
                for (int i = 0; i < WINDOW; i++) {
                    run.next();
                }
            });
            out.println(run.done.get(120, TimeUnit.SECONDS));
        }
    }

    private void next() {
        if (toSend > 0) {
            stack.registerClient().send(Lines.register(toSend-- & 0xffff, true), target, loop, this::ended);
        }
    }

    private void ended(RegisterOutcome outcome) {
        failed += outcome instanceof RegisterOutcome.Answered ? 0 : 1;
        if (--toAnswer == measured) {
            // The first half was for the compiler.
            beginCpu = THREADS.getCurrentThreadCpuTime();
            beginBytes = THREADS.getCurrentThreadAllocatedBytes();
        } else if (toAnswer == 0) {
            done.complete(String.format(
                    "%-42s %7d ns %7d B, %d of %d failed",
                    "over loopback, CPU of the loop",
                    (THREADS.getCurrentThreadCpuTime() - beginCpu) / measured,
                    (THREADS.getCurrentThreadAllocatedBytes() - beginBytes) / measured,
                    failed,
                    measured * 2));
        }
        next();
    }
}
