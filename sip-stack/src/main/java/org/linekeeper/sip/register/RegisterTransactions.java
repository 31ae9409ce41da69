package org.linekeeper.sip.register;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.linekeeper.dns.Target;
import org.linekeeper.sip.loop.Loop;
import org.linekeeper.sip.loop.Loops;
import org.linekeeper.sip.transport.ListenerSettings;
import org.linekeeper.sip.transport.MessageSender;
import org.linekeeper.sip.transport.MessageSource;
import org.linekeeper.sip.transport.RegistrationFlows;
import org.linekeeper.sip.transport.ResponseTap;

/**
 * REGISTER transactions beside JAIN-SIP. A response is taken for ours when its branch names a live transaction, it came from the
 * address that the request was sent to, and CSeq and Call-ID are those of the request (RFC 3261 17.1.3); all else is dropped and
 * counted.
 */
public final class RegisterTransactions implements RegisterClient, ResponseTap {
    private final MessageSender sender;
    private final RegisterResponseParser scanner = RegisterResponseParser.scanner();
    private final RegisterResponseParser fullParser;
    private final RegisterClientSettings settings;
    private final int key;
    private final RegisterEncoder encoder;
    private final RegisterCounters counters = new RegisterCounters();
    private final AtomicInteger inFlight = new AtomicInteger();
    private final List<Loop> loops;
    private final List<TransactionTable> tables;

    /**
     * @param fullParser reads what the quick scanner does not
     * @param key drawn at random for each start of the process
     */
    public RegisterTransactions(
            MessageSender sender,
            Loops loops,
            RegisterResponseParser fullParser,
            RegisterClientSettings settings,
            int key) {
        this.sender = sender;
        this.fullParser = fullParser;
        this.settings = settings;
        this.key = key;
        this.encoder = new RegisterEncoder(settings.userAgent());
        this.loops = List.copyOf(loops.all());
        List<TransactionTable> made = new ArrayList<>();
        for (Loop loop : this.loops) {
            made.add(new TransactionTable(loop.index(), key));
        }
        this.tables = List.copyOf(made);
    }

    /** What happened so far. */
    public RegisterCounters.Snapshot counters() {
        return counters.snapshot();
    }

    /** How many transactions live now. */
    public int inFlight() {
        return inFlight.get();
    }

    @Override
    public ContactAddress contactAddress(Target target) {
        ListenerSettings listener = sender.listenerFor(target);
        return new ContactAddress(
                RegisterEncoder.bracketed(listener.advertisedHost()), listener.advertisedPort(), listener.transport());
    }

    @Override
    public RegistrationFlows flows() {
        return sender.flows();
    }

    @Override
    public void send(Register register, Target target, Loop loop, Consumer<RegisterOutcome> outcome) {
        send(register, target, RegistrationFlows.NONE, loop, outcome);
    }

    @Override
    public void send(Register register, Target target, int flow, Loop loop, Consumer<RegisterOutcome> outcome) {
        ListenerSettings listener;
        try {
            listener = sender.listenerFor(target);
        } catch (IllegalStateException e) {
            refuse(loop, outcome, e);
            return;
        }
        TransactionTable table = tables.get(loop.index());
        RegisterTransaction transaction = table.add(
                branch -> new RegisterTransaction(register, target, listener, branch, outcome, settings.t1()));
        byte[] message;
        try {
            message = encode(transaction);
        } catch (IllegalArgumentException e) {
            table.remove(transaction);
            refuse(loop, outcome, e);
            return;
        }
        inFlight.incrementAndGet();
        counters.sent.increment();
        transmit(transaction, flow, message, loop);
        armTimer(transaction, loop);
    }

    private void refuse(Loop loop, Consumer<RegisterOutcome> outcome, RuntimeException why) {
        counters.failed.increment();
        String cause = String.valueOf(why.getMessage());
        loop.execute(() -> outcome.accept(new RegisterOutcome.TransportFailed(cause)));
    }

    @Override
    public String branchPrefix() {
        return RegisterBranch.PREFIX;
    }

    @Override
    public void response(byte[] message, String branch, MessageSource source) {
        Optional<RegisterBranch> parsed = RegisterBranch.parse(branch).filter(found -> found.loop() < loops.size());
        if (parsed.isEmpty()) {
            counters.foreign.increment();
            return;
        }
        if (parsed.get().key() != key) {
            // Of the process before this one, or guessed: not worth a place in the queue of another loop.
            counters.late.increment();
            return;
        }
        Loop loop = loops.get(parsed.get().loop());
        if (loop.isCurrent()) {
            received(message, parsed.get(), source, loop);
        } else {
            byte[] copy = message.clone();
            loop.execute(() -> received(copy, parsed.get(), source, loop));
        }
    }

    private void received(byte[] message, RegisterBranch branch, MessageSource source, Loop loop) {
        RegisterTransaction transaction = tables.get(loop.index()).find(branch);
        if (transaction == null) {
            counters.late.increment();
            return;
        }
        if (!source.remote().getAddress().equals(transaction.target.address().getAddress())) {
            counters.foreign.increment();
            return;
        }
        RegisterResponseParser.Reading reading = read(message, transaction.contact());
        if (reading == null) {
            counters.unreadable.increment();
            return;
        }
        if (!matches(reading, transaction)) {
            counters.foreign.increment();
            return;
        }
        if (reading.response().status() < 200) {
            transaction.proceed();
            return;
        }
        counters.answered.increment();
        end(transaction, loop, new RegisterOutcome.Answered(reading.response()));
    }

    private RegisterResponseParser.@Nullable Reading read(byte[] message, OwnContact contact) {
        Optional<RegisterResponseParser.Reading> scanned = scanner.read(message, contact);
        if (scanned.isPresent()) {
            return scanned.get();
        }
        counters.fellBack.increment();
        return fullParser.read(message, contact).orElse(null);
    }

    private static boolean matches(RegisterResponseParser.Reading reading, RegisterTransaction transaction) {
        return reading.method().equals("REGISTER")
                && reading.cseq() == transaction.register.cseq()
                && reading.callId().equals(transaction.register.callId())
                && RegisterBranch.parse(reading.branch())
                        .filter(transaction.branch::equals)
                        .isPresent();
    }

    private byte[] encode(RegisterTransaction transaction) {
        return encoder.encode(transaction.register, transaction.listener, transaction.branch.text());
    }

    private void transmit(RegisterTransaction transaction, int flow, byte[] message, Loop loop) {
        sender.send(
                flow,
                transaction.target,
                message,
                cause -> loop.execute(() -> transportFailed(transaction, loop, cause)));
    }

    private void transportFailed(RegisterTransaction transaction, Loop loop, String cause) {
        if (tables.get(loop.index()).find(transaction.branch) == transaction) {
            counters.failed.increment();
            end(transaction, loop, new RegisterOutcome.TransportFailed(cause));
        }
    }

    private void armTimer(RegisterTransaction transaction, Loop loop) {
        var delay = transaction.nextDelay(settings);
        transaction.timer(loop.timers().schedule(delay, () -> {
            if (transaction.elapsed(delay, settings)) {
                counters.timedOut.increment();
                end(transaction, loop, new RegisterOutcome.TimedOut());
            } else {
                counters.retransmitted.increment();
                // Only UDP repeats itself, and it has no flows.
                transmit(transaction, RegistrationFlows.NONE, encode(transaction), loop);
                armTimer(transaction, loop);
            }
        }));
    }

    private void end(RegisterTransaction transaction, Loop loop, RegisterOutcome outcome) {
        transaction.cancelTimer();
        tables.get(loop.index()).remove(transaction);
        inFlight.decrementAndGet();
        transaction.outcome.accept(outcome);
    }
}
