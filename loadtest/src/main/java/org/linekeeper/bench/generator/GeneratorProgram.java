package org.linekeeper.bench.generator;

import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollIoHandler;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.json.JsonMapper;

/**
 * The generator as a process. It says {@code ready}, then answers each line on its standard input by one line:
 *
 * <ul>
 *   <li>{@code answer} opens the socket of the callee, {@code rest} closes it, both say {@code ok};
 *   <li>{@code play NAME RATE CALLS TALK-MILLIS HOST:PORT} begins to place calls, and says {@code ok};
 *   <li>{@code over NAME} tells {@code true} when all of them are over;
 *   <li>{@code report NAME} tells a {@link LoadReport} in JSON, {@code strays} what came unexpected, by kind.
 * </ul>
 *
 * It ends with its input.
 */
@Command(name = "generator", description = "Both ends of calls.", mixinStandardHelpOptions = true)
public final class GeneratorProgram implements Callable<Integer> {
    /** Between two looks at what is due, in microseconds. */
    private static final int TURN = 500;

    private static final int WARM_UP_RATE = 2_000;

    @Option(names = "--caller", required = true, paramLabel = "HOST:PORT", description = "where the caller is")
    private String callerAt = "";

    @Option(names = "--callee", required = true, paramLabel = "HOST:PORT", description = "where the callee is")
    private String calleeAt = "";

    @Option(
            names = "--contact",
            paramLabel = "URI",
            description = "at which the callee is reached within a dialog (default: its address, over UDP)")
    private String contact = "";

    @Option(names = "--lines", description = "how many users are called in turn, from 1000 (default: ${DEFAULT-VALUE})")
    private int lines = 100;

    @Option(
            names = "--warm-up",
            description = "calls that it plays with itself before it is ready (default: ${DEFAULT-VALUE})")
    private int warmUp = 10_000;

    private final String run = HexFormat.of().toHexDigits(new SecureRandom().nextInt());

    /** Exit code 0 when its input ended, 1 when an address is taken, 2 when the command line is wrong. */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new GeneratorProgram()).execute(arguments));
    }

    @Override
    public Integer call() throws IOException {
        EventLoopGroup group = new MultiThreadIoEventLoopGroup(1, EpollIoHandler.newFactory());
        EventLoop loop = group.next();
        try {
            String uri = contact.isEmpty() ? "sip:" + calleeAt + ";transport=udp" : contact;
            Sockets sockets = new Sockets(group, place(callerAt), place(calleeAt), uri);
            loop.scheduleAtFixedRate(sockets::turn, TURN, TURN, TimeUnit.MICROSECONDS)
                    .addListener(GeneratorProgram::tell);
            if (warmUp > 0) {
                warmUp(sockets, loop);
            }
            System.out.println("ready");
            obey(sockets, loop, System.out);
        } finally {
            group.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
        }
        return 0;
    }

    /** A turn that fails would be the last one, so it is told. */
    private static void tell(io.netty.util.concurrent.Future<?> turns) {
        if (!turns.isCancelled() && turns.cause() != null) {
            turns.cause().printStackTrace(System.err);
            System.exit(1);
        }
    }

    private static InetSocketAddress place(String text) {
        int colon = text.lastIndexOf(':');
        return new InetSocketAddress(text.substring(0, colon), Integer.parseInt(text.substring(colon + 1)));
    }

    private void warmUp(Sockets sockets, EventLoop loop) throws IOException {
        sockets.answer();
        LoadPlan plan = new LoadPlan(WARM_UP_RATE, warmUp, Duration.ofMillis(50));
        on(loop, () -> play(sockets, "warm-up", plan, calleeAt));
        try {
            while (!on(loop, () -> sockets.generator().isOver("warm-up"))) {
                Thread.sleep(20);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        sockets.rest();
    }

    private void obey(Sockets sockets, EventLoop loop, PrintStream out) throws IOException {
        BufferedReader commands = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
        for (String command = commands.readLine(); command != null; command = commands.readLine()) {
            try {
                out.println(obey(sockets, loop, List.of(command.strip().split(" +", -1))));
            } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
                out.println("wrong command: " + e.getMessage());
            }
        }
    }

    private String obey(Sockets sockets, EventLoop loop, List<String> words) throws IOException {
        return switch (words.get(0)) {
            case "answer" -> {
                sockets.answer();
                yield "ok";
            }
            case "rest" -> {
                sockets.rest();
                yield "ok";
            }
            case "play" -> {
                LoadPlan plan = new LoadPlan(
                        Integer.parseInt(words.get(2)),
                        Integer.parseInt(words.get(3)),
                        Duration.ofMillis(Long.parseLong(words.get(4))));
                yield on(loop, () -> play(sockets, words.get(1), plan, words.get(5)));
            }
            case "over" -> String.valueOf(on(loop, () -> sockets.generator().isOver(words.get(1))));
            case "report" ->
                on(loop, () -> sockets.generator().report(words.get(1)))
                        .map(report -> JsonMapper.shared().writeValueAsString(report))
                        .orElse("no such load");
            case "strays" ->
                JsonMapper.shared()
                        .writeValueAsString(on(loop, () -> sockets.generator().strays()));
            default -> "unknown command";
        };
    }

    private String play(Sockets sockets, String name, LoadPlan plan, String target) {
        sockets.play(name, plan, place(target), new CallerMessages(callerAt, target, run, lines));
        return "ok";
    }

    /** The generator belongs to its loop: whatever asks it goes there. */
    private static <T> T on(EventLoop loop, Callable<T> task) {
        return loop.submit(task).syncUninterruptibly().getNow();
    }
}
