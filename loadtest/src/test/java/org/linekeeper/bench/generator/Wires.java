package org.linekeeper.bench.generator;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Predicate;

/** A generator whose caller and callee are wired together without sockets, on a clock of the test; messages can be taken away. */
final class Wires {
    private static final long MILLI = 1_000_000;

    final Generator generator;
    final List<String> sent = new ArrayList<>();

    private final Deque<Runnable> travelling = new ArrayDeque<>();
    private final CallerMessages messages = new CallerMessages("127.0.0.1:5073", "127.0.0.1:5060", "0a0b0c0d", 100);
    private Predicate<String> lost = message -> false;

    /** As {@link System#nanoTime()} it may be anything at the start. */
    private long now = -5_000 * MILLI;

    private final Path toCallee = (lane, message, length) -> carry(message, length, true);
    private final Path toCaller = (lane, message, length) -> carry(message, length, false);

    Wires() {
        generator = new Generator(new CalleeMessages("sip:bench@127.0.0.1:5060", "127.0.0.1"), now);
    }

    /** Begins to place calls that talk for a second. */
    void play(int rate, int calls) {
        generator.play("test", new LoadPlan(rate, calls, Duration.ofSeconds(1)), toCallee, messages, now);
    }

    /** What is lost on the way from now on. */
    void lose(Predicate<String> messagesThatAreLost) {
        lost = messagesThatAreLost;
    }

    /** Time passes, a millisecond at a time. */
    void pass(long millis) {
        for (long i = 0; i <= millis; i++) {
            if (i > 0) {
                now += MILLI;
            }
            generator.turn(now);
            for (Runnable next = travelling.poll(); next != null; next = travelling.poll()) {
                next.run();
            }
        }
    }

    /** Something comes to the caller that the callee did not send. */
    void toCaller(String message) {
        byte[] bytes = message.getBytes(StandardCharsets.US_ASCII);
        generator.caller().received(bytes, bytes.length, toCallee, now);
        pass(0);
    }

    LoadReport report() {
        return generator.report("test").orElseThrow();
    }

    /** First lines of what was sent, in order. */
    List<String> startLines() {
        return sent.stream()
                .map(message -> message.lines().findFirst().orElse(""))
                .toList();
    }

    /** How often a message that begins so was sent. */
    long count(String start) {
        return sent.stream().filter(message -> message.startsWith(start)).count();
    }

    private void carry(byte[] message, int length, boolean toTheCallee) {
        byte[] copy = java.util.Arrays.copyOf(message, length);
        String text = new String(copy, StandardCharsets.US_ASCII);
        sent.add(text);
        if (lost.test(text)) {
            return;
        }
        travelling.add(() -> {
            if (toTheCallee) {
                generator.callee().received(copy, copy.length, toCaller, now);
            } else {
                generator.caller().received(copy, copy.length, toCallee, now);
            }
        });
    }

    /** A response to a request, as a proxy without memory would make it. */
    static String response(String request, String status, String... headers) {
        StringBuilder response = new StringBuilder("SIP/2.0 " + status + "\r\n");
        request.lines()
                .filter(line -> line.matches("(Via|From|To|Call-ID|CSeq): .*"))
                .map(line -> line.startsWith("To: ") && !line.contains(";tag=") ? line + ";tag=other" : line)
                .forEach(line -> response.append(line).append("\r\n"));
        for (String header : headers) {
            response.append(header).append("\r\n");
        }
        return response.append("Content-Length: 0\r\n\r\n").toString();
    }
}
