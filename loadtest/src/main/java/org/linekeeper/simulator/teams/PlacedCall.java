package org.linekeeper.simulator.teams;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.linekeeper.simulator.sip.Dialog;
import org.linekeeper.simulator.sip.Flow;
import org.linekeeper.simulator.sip.Hop;
import org.linekeeper.simulator.sip.Inbox;
import org.linekeeper.simulator.sip.ResponseListener;
import org.linekeeper.simulator.sip.SipFormatException;
import org.linekeeper.simulator.sip.SipHeaders;
import org.linekeeper.simulator.sip.SipRequest;
import org.linekeeper.simulator.sip.SipResponse;
import org.linekeeper.simulator.sip.Violation;

/** A call to the SBC. A 2xx is acknowledged by itself. */
public final class PlacedCall extends TeamsCall implements ResponseListener {
    private final SipRequest invite;
    private final Hop hop;
    private final MediaProcessor media;
    private final String contact;
    private final boolean routed;
    private final Inbox<SipResponse> responses = new Inbox<>();
    private Optional<Fork> leading = Optional.empty();
    private Optional<Description> offer;
    private boolean cancelOnAnswer;

    PlacedCall(Core core, SipRequest invite, Hop hop, MediaProcessor media, String contact, boolean routed) {
        super(core, invite.callId());
        this.invite = invite;
        this.hop = hop;
        this.media = media;
        this.contact = contact;
        this.routed = routed;
        this.offer = Optional.of(new Description(invite.body()));
    }

    public SipRequest invite() {
        return invite;
    }

    /** Waits for a response of this status to the INVITE; for a 200 until its ACK is on its way. */
    public SipResponse await(int status) throws InterruptedException {
        return responses.take(status + " to " + invite.startLine(), response -> response.status() == status);
    }

    /** Waits for the final response to the INVITE, whatever it is. */
    public SipResponse awaitFinal() throws InterruptedException {
        return responses.take("final response to " + invite.startLine(), response -> !response.provisional());
    }

    /** The caller gives up: sends CANCEL and waits for its answer. */
    public SipResponse cancel() throws Exception {
        return core.run(this::sendCancel);
    }

    /** The caller gives up in the moment in which the SBC answers: CANCEL goes out before the ACK. */
    public void cancelOnAnswer() throws Exception {
        core.run(() -> cancelOnAnswer = true);
    }

    void start() {
        core.endpoint.send(invite, hop, false, this);
    }

    @Override
    Fork leading() {
        return leading.orElseThrow(() -> new IllegalStateException("not answered"));
    }

    @Override
    String forkTag(SipRequest request) {
        return request.tag("From");
    }

    @Override
    public void response(SipResponse response, Flow flow) {
        try {
            if (response.status() > 100 && (leading.isEmpty() || !response.success())) {
                core.conduct.answered(response);
            }
            if (response.status() > 100 && response.status() < 300) {
                dialog(response);
            }
        } catch (SipFormatException e) {
            core.endpoint.violations().add("malformed", String.valueOf(e.getMessage()), response);
        }
        Optional<Fork> fork = Optional.ofNullable(forks.get(response.tag("To")));
        if (!response.success() || fork.isEmpty()) {
            responses.put(response);
            return;
        }
        CompletableFuture<?> before = CompletableFuture.completedFuture(null);
        if (cancelOnAnswer) {
            cancelOnAnswer = false;
            before = sendCancel();
        }
        before.thenCompose(cancelled -> acknowledge(fork.get(), 1))
                .thenRun(() -> responses.put(response))
                .exceptionally(failure -> {
                    core.endpoint
                            .violations()
                            .add(new Violation("ack-not-sent", failure.toString(), response.startLine()));
                    return null;
                });
    }

    private void dialog(SipResponse response) throws SipFormatException {
        Fork fork = forks.get(response.tag("To"));
        if (fork == null) {
            Dialog dialog = Dialog.ofCaller(invite, response, routed ? core.headers.recordRoute() : "");
            fork = new Fork(core, dialog, contact, routed, media, 1);
            forks.put(response.tag("To"), fork);
            if (routed && !response.headers().values("Record-Route").contains(core.headers.recordRoute())) {
                core.endpoint.violations().add("record-route", "not copied into the response", response);
            }
        }
        if (!response.body().isEmpty()) {
            if (offer.isPresent()) {
                fork.offers(offer.get().text());
            }
            fork.hear(response);
        }
        fork.retarget(response);
        if (response.success()) {
            leading = Optional.of(fork);
            offer = Optional.empty();
        }
    }

    @Override
    public void failed(String why) {
        core.endpoint.violations().add(new Violation("no-answer", why, invite.startLine()));
    }

    private CompletableFuture<SipResponse> sendCancel() {
        CompletableFuture<SipResponse> answered = new CompletableFuture<>();
        SipHeaders headers = SipHeaders.EMPTY
                .with("From", invite.headers().first("From").orElseThrow())
                .with("To", invite.headers().first("To").orElseThrow())
                .with("CSeq", "1 CANCEL")
                .with("Call-ID", invite.callId())
                .with("Max-Forwards", "70")
                .with("Via", invite.headers().values("Via").get(0))
                .with("Reason", "Q.850;cause=16;text=\"e734f7b2-d7fd-5029-bf0f-a9ce20c203b1;Call canceled by caller\"");
        core.endpoint.send(new SipRequest("CANCEL", invite.uri(), headers, ""), hop, false, new ResponseListener() {
            @Override
            public void response(SipResponse response, Flow flow) {
                answered.complete(response);
            }

            @Override
            public void failed(String why) {
                core.endpoint.violations().add(new Violation("cancel-unanswered", why, invite.startLine()));
                answered.completeExceptionally(new java.io.IOException(why));
            }
        });
        return answered;
    }
}
