package org.linekeeper.sip.register;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.linekeeper.dns.SipTransport;
import org.linekeeper.dns.Target;
import org.linekeeper.sip.loop.Loop;
import org.linekeeper.sip.register.RegisterResponseParser.Reading;
import org.linekeeper.sip.transport.FirstChecks;
import org.linekeeper.sip.transport.ListenerSettings;
import org.linekeeper.sip.transport.MessageSender;
import org.linekeeper.sip.transport.MessageSource;
import org.linekeeper.sip.transport.RegistrationFlows;
import org.linekeeper.sip.wire.MessageBuffer;

/** The REGISTER transactions of one loop, with the buffers that it uses again and again. Touched by that loop only. */
final class LoopTransactions {
    private static final int USUAL_BYTES = 1_500;

    /**
     * RFC 3261 18.1.1: "If a request is within 200 bytes of the path MTU, or if it is larger than 1300 bytes and the path MTU is
     * unknown, the request MUST be sent using an RFC 2914 congestion controlled transport protocol, such as TCP."
     */
    private static final int MOST_IN_DATAGRAM = 1_300;

    /**
     * What all loops share.
     *
     * @param fullParser reads what the quick scan does not
     * @param key drawn at random for each start of the process
     */
    record Shared(
            MessageSender sender,
            RegisterResponseParser fullParser,
            RegisterClientSettings settings,
            RegisterCounters counters,
            AtomicInteger inFlight,
            int key) {}

    private final Loop loop;
    private final Shared shared;
    private final TransactionTable table = new TransactionTable();
    private final TransactionTimers timers;
    private final RegisterTemplates templates;
    private final MessageBuffer buffer = new MessageBuffer(USUAL_BYTES);
    private final ResponseScan scan = new ResponseScan();
    private final ResponseAssembly assembly = new ResponseAssembly();

    LoopTransactions(Loop loop, Shared shared) {
        this.loop = loop;
        this.shared = shared;
        this.timers = new TransactionTimers(shared.settings(), loop.timers());
        this.templates = new RegisterTemplates(shared.settings().userAgent());
    }

    void send(Register register, Target target, int flow, Consumer<RegisterOutcome> outcome) {
        RegisterTransaction transaction;
        int slot = table.take();
        try {
            ListenerSettings listener = shared.sender().listenerFor(target);
            RegisterTemplate template = templates.of(register, listener);
            transaction =
                    new RegisterTransaction(this, register, target, template, outcome, slot, table.generation(slot));
            encode(transaction);
        } catch (IllegalStateException | IllegalArgumentException e) {
            table.remove(slot);
            refuse(outcome, e);
            return;
        }
        if (buffer.length() > MOST_IN_DATAGRAM && !register.anySize() && target.transport() == SipTransport.UDP) {
            table.remove(slot);
            loop.execute(() -> outcome.accept(new RegisterOutcome.TooLarge()));
            return;
        }
        table.put(transaction);
        shared.inFlight().incrementAndGet();
        shared.counters().sent.increment();
        transmit(transaction, flow);
        transaction.start(timers);
    }

    /** A response whose branch has our key. */
    void received(byte[] message, int length, int slot, int generation, MessageSource source) {
        RegisterTransaction transaction = table.find(slot, generation);
        if (transaction == null) {
            shared.counters().late.increment();
            return;
        }
        if (!source.remote().getAddress().equals(transaction.target.address().getAddress())) {
            shared.counters().foreign.increment();
            return;
        }
        RegisterResponse response;
        if (scan.read(message, length, transaction)) {
            response = matches(transaction) ? assembly.response(scan, transaction.register.expires()) : null;
        } else {
            shared.counters().fellBack.increment();
            Reading reading = parsed(message, length, transaction);
            if (reading == null) {
                shared.counters().unreadable.increment();
                return;
            }
            response = matches(reading, transaction) ? reading.response() : null;
        }
        if (response == null) {
            shared.counters().foreign.increment();
        } else {
            answered(transaction, response);
        }
    }

    private void answered(RegisterTransaction transaction, RegisterResponse response) {
        if (response.status() < 200) {
            transaction.proceed();
            return;
        }
        shared.counters().answered.increment();
        end(transaction, new RegisterOutcome.Answered(response, transaction.retransmitted()));
    }

    private @Nullable Reading parsed(byte[] message, int length, RegisterTransaction transaction) {
        byte[] whole = length == message.length ? message : Arrays.copyOf(message, length);
        Optional<Reading> reading =
                FirstChecks.passes(whole) ? shared.fullParser().read(whole, transaction.contact()) : Optional.empty();
        return reading.orElse(null);
    }

    /** RFC 3261 17.1.3, by the bytes of the scan. */
    private boolean matches(RegisterTransaction transaction) {
        byte[] message = scan.lines.message;
        return scan.cseq == transaction.register.cseq()
                && Bytes.equal(message, scan.methodFrom, scan.methodTo, "REGISTER")
                && transaction.register.identity().isCallId(message, scan.callIdFrom, scan.callIdTo)
                && isBranchOf(transaction, message, scan.via.branchFrom, scan.via.branchTo);
    }

    private boolean matches(Reading reading, RegisterTransaction transaction) {
        byte[] branch = reading.branch().getBytes(StandardCharsets.ISO_8859_1);
        return reading.cseq() == transaction.register.cseq()
                && reading.method().equals("REGISTER")
                && reading.callId().equals(transaction.register.callId())
                && isBranchOf(transaction, branch, 0, branch.length);
    }

    private boolean isBranchOf(RegisterTransaction transaction, byte[] message, int from, int to) {
        return RegisterBranch.isOurs(message, from, to)
                && RegisterBranch.loop(message, from) == loop.index()
                && RegisterBranch.slot(message, from) == transaction.slot
                && RegisterBranch.generation(message, from) == transaction.generation
                && RegisterBranch.key(message, from) == shared.key();
    }

    void timerFired(RegisterTransaction transaction) {
        if (transaction.elapsed(timers)) {
            shared.counters().timedOut.increment();
            end(transaction, new RegisterOutcome.TimedOut());
        } else {
            shared.counters().retransmitted.increment();
            // Written anew rather than kept: a few hundred bytes for each request in flight would be paid by all of
            // them, and few are sent twice.
            encode(transaction);
            // Only UDP repeats itself, and it has no flows.
            transmit(transaction, RegistrationFlows.NONE);
        }
    }

    /** Any thread. */
    void transportFailed(RegisterTransaction transaction, String cause) {
        loop.execute(() -> {
            if (table.find(transaction.slot, transaction.generation) == transaction) {
                shared.counters().failed.increment();
                end(transaction, new RegisterOutcome.TransportFailed(cause));
            }
        });
    }

    private void refuse(Consumer<RegisterOutcome> outcome, RuntimeException why) {
        shared.counters().failed.increment();
        String cause = String.valueOf(why.getMessage());
        loop.execute(() -> outcome.accept(new RegisterOutcome.TransportFailed(cause)));
    }

    private void encode(RegisterTransaction transaction) {
        transaction.template.write(
                transaction.register, loop.index(), transaction.slot, transaction.generation, shared.key(), buffer);
    }

    private void transmit(RegisterTransaction transaction, int flow) {
        if (flow == RegistrationFlows.NONE) {
            shared.sender().send(transaction.target, buffer.array(), buffer.length(), transaction);
        } else {
            byte[] message = Arrays.copyOf(buffer.array(), buffer.length());
            shared.sender().send(flow, transaction.target, message, transaction);
        }
    }

    private void end(RegisterTransaction transaction, RegisterOutcome outcome) {
        transaction.cancelTimer();
        table.remove(transaction.slot);
        shared.inFlight().decrementAndGet();
        transaction.outcome.accept(outcome);
    }
}
