package org.linekeeper.bench.registrar;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.json.JsonMapper;

/**
 * The target as a process. It says {@code ready}, then answers each line on its standard input by one line: {@code grant SECONDS},
 * {@code mark}, {@code forget} by {@code ok}, {@code registered} by a number, and {@code report} by a {@link TargetReport} in JSON.
 * It ends with its input.
 */
@Command(name = "target", description = "The registrar that benchmarks register at.", mixinStandardHelpOptions = true)
public final class TargetProgram implements Callable<Integer> {
    @Option(names = "--address", required = true, paramLabel = "HOST", description = "where it listens")
    private String address = "";

    @Option(names = "--port", description = "on which port (default: ${DEFAULT-VALUE})")
    private int port = 5060;

    @Option(names = "--transport", description = "udp, tcp or tls (default: ${DEFAULT-VALUE})")
    private Transport transport = Transport.udp;

    @Option(names = "--certificate", paramLabel = "PEM", description = "its certificate with intermediates, for tls")
    private Path certificate = Path.of("target.pem");

    @Option(names = "--key", paramLabel = "PEM", description = "its key, for tls")
    private Path key = Path.of("target.key");

    @Option(names = "--lines", required = true, description = "how many accounts it has")
    private int lineCount;

    @Option(names = "--expires", description = "seconds that it grants (default: ${DEFAULT-VALUE})")
    private int expires = 3_600;

    @Option(
            names = "--nap-micros",
            description = "pause after each round, so that datagrams gather (default: ${DEFAULT-VALUE})")
    private int napMicros = 500;

    @Option(
            names = "--warm-up",
            description = "registrations that it plays with itself before it is ready (default: ${DEFAULT-VALUE})")
    private int warmUp = 100_000;

    /** What it speaks, by the names of the command line. */
    private enum Transport {
        udp,
        tcp,
        tls
    }

    /** Exit code 0 when its input ended, 1 when the address is taken, 2 when the command line is wrong. */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new TargetProgram()).execute(arguments));
    }

    @Override
    public Integer call() throws IOException {
        long secret = new SecureRandom().nextLong();
        long epoch = epoch();
        Registrar registrar = new Registrar(new Lines(lineCount, secret), expires);
        EventLoopGroup loop = new MultiThreadIoEventLoopGroup(1, EpollIoHandler.newFactory());
        InetSocketAddress place = new InetSocketAddress(address, port);
        try {
            UdpPort.open(place, loop, registrar, TimeUnit.MICROSECONDS.toNanos(napMicros));
            if (warmUp > 0) {
                RegisteringClient.registerAll(place, lineCount, warmUp);
                on(loop, () -> {
                    registrar.forget();
                    return "";
                });
            }
            if (transport != Transport.udp) {
                StreamPort.open(place, loop, registrar, tls());
            }
            System.out.println("ready");
            obey(registrar, loop, epoch, System.out);
        } finally {
            loop.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
        }
        return 0;
    }

    private Optional<SslContext> tls() throws IOException {
        return transport == Transport.tls
                ? Optional.of(SslContextBuilder.forServer(certificate.toFile(), key.toFile())
                        .build())
                : Optional.empty();
    }

    private static long epoch() {
        Instant now = Instant.now();
        return TimeUnit.SECONDS.toNanos(now.getEpochSecond()) + now.getNano() - System.nanoTime();
    }

    private static void obey(Registrar registrar, EventLoopGroup loop, long epoch, PrintStream out) throws IOException {
        BufferedReader commands = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
        for (String command = commands.readLine(); command != null; command = commands.readLine()) {
            String asked = command.trim();
            out.println(on(loop, () -> obey(registrar, asked, epoch)));
        }
    }

    /** The registrar belongs to its loop: whatever asks it goes there. */
    private static String on(EventLoopGroup loop, Callable<String> task) {
        return loop.submit(task).syncUninterruptibly().getNow();
    }

    private static String obey(Registrar registrar, String command, long epoch) {
        if (command.equals("report")) {
            return JsonMapper.shared().writeValueAsString(registrar.report(epoch, System.nanoTime()));
        }
        if (command.equals("registered")) {
            return Integer.toString(registrar.linesRegistered());
        }
        if (command.equals("mark")) {
            registrar.mark();
        } else if (command.equals("forget")) {
            registrar.forget();
        } else if (command.matches("grant [0-9]{1,6}")) {
            registrar.grant(Integer.parseInt(command.substring("grant ".length())));
        } else {
            return "unknown command";
        }
        return "ok";
    }
}
