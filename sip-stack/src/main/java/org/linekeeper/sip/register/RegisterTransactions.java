package org.linekeeper.sip.register;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
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
    private final int key;
    private final RegisterCounters counters = new RegisterCounters();
    private final AtomicInteger inFlight = new AtomicInteger();
    private final List<Loop> loops;
    private final List<LoopTransactions> transactions;

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
        this.key = key;
        this.loops = List.copyOf(loops.all());
        LoopTransactions.Shared shared =
                new LoopTransactions.Shared(sender, fullParser, settings, counters, inFlight, key);
        List<LoopTransactions> made = new ArrayList<>();
        for (Loop loop : this.loops) {
            made.add(new LoopTransactions(loop, shared));
        }
        this.transactions = List.copyOf(made);
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
                RegisterTemplate.bracketed(listener.advertisedHost()), listener.advertisedPort(), listener.transport());
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
        transactions.get(loop.index()).send(register, target, flow, outcome);
    }

    @Override
    public String branchPrefix() {
        return RegisterBranch.PREFIX;
    }

    @Override
    public void response(byte[] message, String branch, MessageSource source) {
        byte[] bytes = branch.getBytes(StandardCharsets.ISO_8859_1);
        response(message, message.length, bytes, 0, bytes.length, source);
    }

    @Override
    public boolean response(byte[] buffer, int length, int branchFrom, int branchTo, MessageSource source) {
        response(buffer, length, buffer, branchFrom, branchTo, source);
        return true;
    }

    private void response(
            byte[] message, int length, byte[] branchIn, int branchFrom, int branchTo, MessageSource source) {
        if (!RegisterBranch.isOurs(branchIn, branchFrom, branchTo)
                || RegisterBranch.loop(branchIn, branchFrom) >= loops.size()) {
            counters.foreign.increment();
            return;
        }
        if (RegisterBranch.key(branchIn, branchFrom) != key) {
            // Of the process before this one, or guessed: not worth a place in the queue of another loop.
            counters.late.increment();
            return;
        }
        int index = RegisterBranch.loop(branchIn, branchFrom);
        int slot = RegisterBranch.slot(branchIn, branchFrom);
        int generation = RegisterBranch.generation(branchIn, branchFrom);
        LoopTransactions owner = transactions.get(index);
        if (loops.get(index).isCurrent()) {
            owner.received(message, length, slot, generation, source);
        } else {
            byte[] copy = Arrays.copyOf(message, length);
            loops.get(index).execute(() -> owner.received(copy, length, slot, generation, source));
        }
    }
}
