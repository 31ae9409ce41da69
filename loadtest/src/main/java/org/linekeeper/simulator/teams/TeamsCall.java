package org.linekeeper.simulator.teams;

import java.net.InetAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import org.linekeeper.simulator.media.AudioPlan;
import org.linekeeper.simulator.sip.Hop;
import org.linekeeper.simulator.sip.Inbox;
import org.linekeeper.simulator.sip.ServerTransaction;
import org.linekeeper.simulator.sip.SipFormatException;
import org.linekeeper.simulator.sip.SipHeaders;
import org.linekeeper.simulator.sip.SipRequest;
import org.linekeeper.simulator.sip.SipResponse;

/**
 * A call that a test leads. What it is told to do, it does at once and waits for the end of it; BYE, NOTIFY and re-INVITE it
 * answers by itself and keeps for the test to look at.
 *
 * <p>The public methods belong to the test's thread; they give up after half a minute. The others are for the loop.
 */
public abstract class TeamsCall {
    final Core core;
    final Map<String, Fork> forks = new HashMap<>();
    private final String callId;
    private final Inbox<SipRequest> requests = new Inbox<>();
    private Optional<SipHeaders> refusalOfReInvite = Optional.empty();
    private int refusalStatus;

    TeamsCall(Core core, String callId) {
        this.core = core;
        this.callId = callId;
    }

    public String callId() {
        return callId;
    }

    /** Waits for a request of the SBC within this call, ACK and CANCEL too. */
    public SipRequest await(String method) throws InterruptedException {
        return await(method, request -> true);
    }

    SipRequest await(String method, Predicate<SipRequest> fits) throws InterruptedException {
        return requests.take(
                method + " in call " + callId, request -> request.method().equals(method) && fits.test(request));
    }

    /** The requests of the SBC within this call, ACK and CANCEL too, in their order. */
    public List<SipRequest> requests() {
        return requests.all();
    }

    /** Changes the direction of the media by a re-INVITE: {@code inactive} or {@code sendrecv}. */
    public SipResponse reInvite(String direction) throws Exception {
        return core.run(() -> {
            Fork fork = leading();
            fork.held(direction.equals("inactive"));
            return invite(fork, fork.media.offer(direction));
        });
    }

    /** The call goes on at another media processor, with a new key. */
    public SipResponse moveMedia() throws Exception {
        return core.run(() -> {
            Fork fork = leading();
            fork.media.move(core.mediaAddress(), core.mediaKey());
            return invite(fork, fork.media.offer("sendrecv"));
        });
    }

    /** A session refresh: a re-INVITE that says what is in force. */
    public SipResponse refresh() throws Exception {
        return core.run(() -> invite(leading(), leading().media.inForce()));
    }

    /** Hangs up, with a Reason of Microsoft's kind. */
    public SipResponse bye(int q850, String phrase) throws Exception {
        String reason = "Q.850;cause=" + q850 + ";text=\"e110af14-93f8-570e-a73b-ec668a45fcca;" + phrase + "\"";
        return core.run(() -> send(leading(), "BYE", SipHeaders.EMPTY.with("Reason", reason), ""));
    }

    /** Transfers: the answer to the REFER. */
    public SipResponse refer(String referTo, String referredBy) throws Exception {
        SipHeaders headers = SipHeaders.EMPTY.with("Refer-To", referTo).with("Referred-By", referredBy);
        return core.run(() -> send(leading(), "REFER", headers, ""));
    }

    /** The next re-INVITE of the SBC is refused, such as with 491. */
    public void refuseNextReInvite(int status, SipHeaders headers) throws Exception {
        core.run(() -> {
            refusalStatus = status;
            refusalOfReInvite = Optional.of(headers);
        });
    }

    /** What the SBC offered or answered last in the dialog that was confirmed. */
    public String heard() throws Exception {
        return core.run(() -> CompletableFuture.completedFuture(
                leading().heard().map(Description::text).orElse("")));
    }

    /** What both descriptions of the confirmed dialog agree on: nobody sends or hears anything until a test does. */
    public AudioPlan audio() throws Exception {
        return core.run(() -> CompletableFuture.completedFuture(
                leading().media.agreed(leading().heard().orElseThrow())));
    }

    /** The value that names this dialog in a Replaces header of another request to the SBC. */
    public String replaces() throws Exception {
        return core.run(() -> CompletableFuture.completedFuture(callId + ";to-tag="
                + tag(leading().dialog().remote()) + ";from-tag="
                + tag(leading().dialog().local())));
    }

    /** The dialog that requests go out in. */
    abstract Fork leading();

    /** The tag in a request of the SBC that tells the forks apart. */
    abstract String forkTag(SipRequest request);

    /** An ACK or a CANCEL, or another request that has been answered. */
    void keep(SipRequest request) {
        requests.put(request);
    }

    void cancelled(ServerTransaction cancel) {
        cancel.respond(cancel.request().answer(481, "Call/Transaction Does Not Exist"));
    }

    void acknowledged(SipRequest ack) {
        Fork fork = forks.get(forkTag(ack));
        if (fork == null) {
            core.endpoint.violations().add("ack-stray", "no such dialog", ack);
            return;
        }
        fork.acknowledged(ack);
        keep(ack);
    }

    /** A request with a To tag that is neither ACK nor CANCEL. */
    void within(ServerTransaction transaction) throws SipFormatException {
        SipRequest request = transaction.request();
        Fork fork = forks.get(forkTag(request));
        if (fork == null) {
            transaction.respond(request.answer(481, "Call/Transaction Does Not Exist"));
            return;
        }
        fork.checked(request);
        Optional<Rule> refusal = core.refusals.checkWithin(request);
        if (refusal.isPresent()) {
            core.conduct.broken(refusal.get(), request.method(), request);
            respond(transaction, refusal.get().status(), refusal.get().phrase());
        } else if (request.method().equals("INVITE")) {
            reInvited(fork, transaction);
        } else {
            respond(transaction, 200, "OK");
        }
        keep(request);
    }

    private void reInvited(Fork fork, ServerTransaction transaction) throws SipFormatException {
        SipRequest request = transaction.request();
        if (refusalOfReInvite.isPresent()) {
            transaction.respond(request.answer(refusalStatus, "Not Now")
                    .withHeadersOf(refusalOfReInvite.get())
                    .withHeadersOf(core.headers.ofResponse()));
            refusalOfReInvite = Optional.empty();
            return;
        }
        fork.retarget(request);
        fork.hear(request);
        String description;
        if (request.body().isEmpty()) {
            description = fork.media.offer(fork.held() ? "inactive" : "sendrecv");
            fork.offers(description);
        } else {
            description = fork.media.answer(new Description(request.body()), fork.held());
        }
        fork.answeredBy(transaction);
        SipResponse answer = request.answer(200, "OK").with("Contact", "<" + fork.contact() + ">");
        Optional<String> expires = request.headers().first("Session-Expires");
        if (expires.isPresent()) {
            String interval = expires.get().replaceAll(";.*", "");
            answer = answer.with("Require", "timer").with("Session-Expires", interval + ";refresher=uac");
        }
        transaction.respond(answer.withHeadersOf(core.headers.ofResponse()).withSdp(description));
    }

    private void respond(ServerTransaction transaction, int status, String phrase) {
        transaction.respond(transaction.request().answer(status, phrase).withHeadersOf(core.headers.ofResponse()));
    }

    private CompletableFuture<SipResponse> invite(Fork fork, String offer) {
        fork.offers(offer);
        SipHeaders headers = SipHeaders.EMPTY
                .with("Contact", "<" + fork.contact() + ">")
                .withAll(core.headers.timer())
                .with("Content-Type", "application/sdp");
        return send(fork, "INVITE", headers, offer);
    }

    /** Sends a request in a dialog, on a new connection from another address; completes with its final response. */
    CompletableFuture<SipResponse> send(Fork fork, String method, SipHeaders extra, String body) {
        CompletableFuture<SipResponse> answered = new CompletableFuture<>();
        try {
            Hop hop = core.hop(fork.dialog().next(), core.nextSource());
            SipRequest request = whole(
                            fork, method, fork.nextSequence(), hop.from().orElseThrow())
                    .withHeadersOf(core.headers.ofRequest())
                    .withHeadersOf(extra);
            SipRequest sent = new SipRequest(method, request.uri(), request.headers(), body);
            core.endpoint.send(sent, hop, true, new AnswerWithin(this, fork, sent, answered));
        } catch (SipFormatException e) {
            answered.completeExceptionally(e);
        }
        return answered;
    }

    /** Acknowledges a 2xx, on a new connection from another address. */
    CompletableFuture<Void> acknowledge(Fork fork, long number) {
        try {
            Hop hop = core.hop(fork.dialog().next(), core.nextSource());
            return core.endpoint.sendAloneAfresh(
                    whole(fork, "ACK", number, hop.from().orElseThrow()), hop);
        } catch (SipFormatException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private SipRequest whole(Fork fork, String method, long number, InetAddress from) {
        SipHeaders headers = fork.dialog()
                .headers(number, method)
                .withFirst("Via", core.headers.via(from, core.endpoint.newBranch()));
        return new SipRequest(method, fork.dialog().target(), headers, "");
    }

    static String tag(String party) {
        return new SipResponse(200, "", SipHeaders.EMPTY.with("To", party), "").tag("To");
    }
}
