package org.linekeeper.loadtest;

import java.io.IOException;
import java.io.PrintStream;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * Sends every message of a torture folder (RFC 4475, RFC 5118) to a SIP server over UDP and TCP and holds the answers against
 * the folder's manifest. After each message the server must still answer OPTIONS.
 */
@Command(
        name = "torture",
        description = "Plays the torture messages of a folder against a SIP server.",
        mixinStandardHelpOptions = true)
public final class TorturePlayer implements Callable<Integer> {
    private static final int LARGEST_DATAGRAM = 65_000;

    @Parameters(paramLabel = "FOLDER", description = "holds manifest.json and the messages")
    private Path folder = Path.of(".");

    @Option(names = "--target", required = true, paramLabel = "HOST:PORT", description = "the server, UDP and TCP")
    private String target = "";

    @Option(
            names = "--patience",
            paramLabel = "MILLIS",
            description = "how long replies are awaited (default: ${DEFAULT-VALUE})")
    private int patience = 400;

    @Option(
            names = "--from",
            paramLabel = "ADDRESS",
            description = "where to send from (default: 127.0.0.97 to a loopback target, else what the system picks)")
    private String from = "";

    private final PrintStream out;

    TorturePlayer(PrintStream out) {
        this.out = out;
    }

    /** Exit code 0 when every answer is allowed, 1 when one is not, 2 when the command line is wrong. */
    public static void main(String[] arguments) {
        System.exit(run(new PrintStream(System.out, true, StandardCharsets.UTF_8), arguments));
    }

    static int run(PrintStream out, String... arguments) {
        return new CommandLine(new TorturePlayer(out)).execute(arguments);
    }

    @Override
    public Integer call() throws IOException {
        List<TortureMessage> messages = TortureManifest.read(folder);
        InetSocketAddress server = address(target);
        RawSip sip = new RawSip(server, own(server), Duration.ofMillis(patience));
        if (!sip.alive()) {
            out.println(target + " does not answer OPTIONS");
            return 1;
        }
        int faults = 0;
        int played = 0;
        out.printf(Locale.ROOT, "%-30s %-4s %-12s %s%n", "message", "over", "answer", "");
        for (TortureMessage message : messages) {
            byte[] bytes = Files.readAllBytes(folder.resolve(message.file()));
            for (boolean stream : new boolean[] {false, true}) {
                if (!stream && bytes.length > LARGEST_DATAGRAM) {
                    continue;
                }
                TortureMessage.Outcome outcome = stream ? sip.stream(RawSip.otherBranch(bytes)) : sip.datagram(bytes);
                String fault = message.fault(outcome, stream);
                played++;
                faults += fault.isEmpty() ? 0 : 1;
                String over = stream ? "TCP" : "UDP";
                out.printf(
                        Locale.ROOT,
                        "%-30s %-4s %-12s %s%n",
                        message.name(),
                        over,
                        outcome,
                        fault.isEmpty() ? "ok" : fault);
                if (!sip.alive()) {
                    out.println(target + " does not answer OPTIONS any more after " + message.name() + " over " + over);
                    return 1;
                }
            }
        }
        out.printf(Locale.ROOT, "%d messages, %d sendings, %d wrong%n", messages.size(), played, faults);
        return faults == 0 ? 0 : 1;
    }

    private InetAddress own(InetSocketAddress server) throws IOException {
        if (!from.isEmpty()) {
            return new InetSocketAddress(from, 0).getAddress();
        }
        if (server.getAddress().isLoopbackAddress()) {
            return InetAddress.getByAddress(new byte[] {127, 0, 0, 97});
        }
        try (DatagramSocket probe = new DatagramSocket()) {
            probe.connect(server);
            return probe.getLocalAddress();
        }
    }

    private static InetSocketAddress address(String text) {
        int colon = text.lastIndexOf(':');
        if (colon < 1 || !text.substring(colon + 1).matches("[0-9]{1,5}")) {
            throw new IllegalArgumentException("--target wants HOST:PORT, not " + text);
        }
        return new InetSocketAddress(text.substring(0, colon), Integer.parseInt(text.substring(colon + 1)));
    }
}
