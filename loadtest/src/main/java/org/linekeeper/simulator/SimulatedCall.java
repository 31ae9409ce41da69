package org.linekeeper.simulator;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.linekeeper.simulator.sip.SipResponse;

/** One call leg as a simulator sees it. Any thread. */
public final class SimulatedCall {
    /** How a leg ended. */
    public enum End {
        HUNG_UP_BY_US,
        HUNG_UP_BY_PEER,
        CANCELLED,
        REFUSED,
        FAILED
    }

    private final String callId;
    private final boolean outgoing;
    private final String from;
    private final String to;
    private final Instant began;
    private final CompletableFuture<SimulatedCall> answered = new CompletableFuture<>();
    private final CompletableFuture<End> ended = new CompletableFuture<>();
    private final List<Integer> statuses = new ArrayList<>();
    private Optional<String> remoteSdp = Optional.empty();
    private Optional<Runnable> hangUp = Optional.empty();
    private Optional<Runnable> cancel = Optional.empty();
    private Optional<Function<Optional<String>, CompletableFuture<SipResponse>>> reInvite = Optional.empty();

    SimulatedCall(String callId, boolean outgoing, String from, String to, Instant began) {
        this.callId = callId;
        this.outgoing = outgoing;
        this.from = from;
        this.to = to;
        this.began = began;
    }

    public String callId() {
        return callId;
    }

    /** Placed by the simulator; otherwise received by it. */
    public boolean outgoing() {
        return outgoing;
    }

    /** The value of From without its tag. */
    public String from() {
        return from;
    }

    /** The user part of the Request-URI. */
    public String to() {
        return to;
    }

    public Instant began() {
        return began;
    }

    /** Completes when the call is answered; when it is not, exceptionally, saying how it ended. */
    public CompletableFuture<SimulatedCall> answered() {
        return answered;
    }

    /** Completes when all is over. */
    public CompletableFuture<End> ended() {
        return ended;
    }

    /** The status codes sent or received so far. */
    public synchronized List<Integer> statuses() {
        return List.copyOf(statuses);
    }

    /** What the peer offered or answered last. */
    public synchronized Optional<String> remoteSdp() {
        return remoteSdp;
    }

    /** Sends BYE, now or as soon as the call is answered. */
    public void hangUp() {
        hangUpAction().ifPresent(Runnable::run);
    }

    /** Gives up a call that is not answered yet. For calls that the simulator has placed. */
    public void cancel() {
        cancelAction().ifPresent(Runnable::run);
    }

    /**
     * Sends a re-INVITE in an answered call.
     *
     * @param direction what the offer says, such as {@code sendonly} to put the other side on hold
     * @return the final response; a 2xx is acknowledged
     */
    public CompletableFuture<SipResponse> reInvite(String direction) {
        return reInviteAction().apply(Optional.of(direction));
    }

    /** The same without an offer: the answer has one, and the ACK takes it up. */
    public CompletableFuture<SipResponse> reInviteWithoutOffer() {
        return reInviteAction().apply(Optional.empty());
    }

    synchronized void reInvites(Function<Optional<String>, CompletableFuture<SipResponse>> action) {
        reInvite = Optional.of(action);
    }

    private synchronized Function<Optional<String>, CompletableFuture<SipResponse>> reInviteAction() {
        return reInvite.orElseThrow();
    }

    synchronized void controls(Runnable whenHungUp, Runnable whenCancelled) {
        hangUp = Optional.of(whenHungUp);
        cancel = Optional.of(whenCancelled);
    }

    synchronized void status(int code) {
        if (statuses.size() < 1_000) {
            statuses.add(code);
        }
    }

    synchronized void remoteSdp(String sdp) {
        remoteSdp = Optional.of(sdp);
    }

    void over(End how) {
        ended.complete(how);
        answered.completeExceptionally(new IllegalStateException("call " + callId + ": " + how + " " + statuses()));
    }

    private synchronized Optional<Runnable> hangUpAction() {
        return hangUp;
    }

    private synchronized Optional<Runnable> cancelAction() {
        return cancel;
    }

    @Override
    public String toString() {
        return (outgoing ? "placed " : "received ") + from + " -> " + to + " " + statuses();
    }
}
