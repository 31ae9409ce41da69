package org.linekeeper.bench.register;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.linekeeper.sip.auth.DigestSession;
import org.linekeeper.sip.jain.JainRegisterResponseParser;
import org.linekeeper.sip.register.RegisterClientSettings;
import org.linekeeper.sip.register.RegisterOutcome;
import org.linekeeper.sip.register.RegisterTransactions;

/**
 * Prints what one REGISTER costs, in nanoseconds and bytes of garbage: its parts one by one without a network, then a whole
 * transaction over loopback with the kernel's share. Arguments: rounds (default 400), and the loopback address to use.
 */
public final class RegisterPathBench {
    private static final int BATCH = 256;

    private final Samples samples = new Samples();
    private final BenchLoop loop = new BenchLoop();
    private final CapturingSender sender = new CapturingSender();
    private final RegisterTransactions client = new RegisterTransactions(
            sender, loop, new JainRegisterResponseParser(), RegisterClientSettings.of("Linekeeper"), 0x1234abcd);
    private final List<RegisterOutcome> outcomes = new ArrayList<>(BATCH);

    private RegisterPathBench() {}

    public static void main(String[] arguments) throws Exception {
        int rounds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 400;
        String host = arguments.length > 1 ? arguments[1] : "127.0.0.1";
        PrintStream out = System.out;
        RegisterPathBench bench = new RegisterPathBench();
        for (int warm = 0; warm < rounds; warm++) {
            bench.round();
        }
        bench.samples.clear();
        for (int round = 0; round < rounds; round++) {
            bench.round();
        }
        bench.samples.print(out);
        LoopbackRun.run(rounds * BATCH, host, out);
    }

    private void round() {
        transactions("first: encode, table, timer", "first: 401 read", Answers.CHALLENGE, false);
        transactions("refresh: digest, encode, table, timer", "refresh: 200 read", Answers.OK, true);
        samples.begin();
        for (int i = 0; i < BATCH; i++) {
            Lines.answer(i).value();
        }
        samples.end("digest alone, as text", BATCH);
    }

    private void transactions(String sending, String receiving, Answers answer, boolean authorized) {
        sender.clear();
        outcomes.clear();
        samples.begin();
        for (int i = 0; i < BATCH; i++) {
            client.send(Lines.register(i, authorized), CapturingSender.TARGET, loop, outcomes::add);
        }
        samples.end(sending, BATCH);
        List<byte[]> responses = new ArrayList<>();
        List<String> branches = new ArrayList<>();
        for (byte[] request : sender.sent()) {
            String text = new String(request, StandardCharsets.UTF_8);
            branches.add(Answers.branch(text));
            responses.add(answer.to(text).getBytes(StandardCharsets.UTF_8));
        }
        samples.begin();
        for (int i = 0; i < BATCH; i++) {
            client.response(responses.get(i), branches.get(i), CapturingSender.SOURCE);
        }
        samples.end(receiving, BATCH);
        if (outcomes.size() != BATCH || client.counters().fellBack() > 0) {
            throw new IllegalStateException(outcomes.size() + " outcomes, " + client.counters());
        }
        loop.turn();
    }

    /** A nonce that was given for a line. */
    static DigestSession session(int line) {
        return DigestSession.of(Lines.challenge(line));
    }
}
