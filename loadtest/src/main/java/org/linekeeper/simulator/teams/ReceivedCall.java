package org.linekeeper.simulator.teams;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.linekeeper.simulator.sip.Dialog;
import org.linekeeper.simulator.sip.ServerTransaction;
import org.linekeeper.simulator.sip.SipFormatException;
import org.linekeeper.simulator.sip.SipHeaders;
import org.linekeeper.simulator.sip.SipRequest;
import org.linekeeper.simulator.sip.SipResponse;

/** A call from the SBC. It is answered 100 by itself; all else is up to the test, which names the forks as it likes. */
public final class ReceivedCall extends TeamsCall {
    private final ServerTransaction transaction;
    private final boolean routed;
    private final Map<String, Fork> named = new HashMap<>();
    private Optional<Fork> leading = Optional.empty();
    private Optional<String> answeringOnCancel = Optional.empty();

    ReceivedCall(Core core, ServerTransaction transaction, boolean routed) {
        super(core, transaction.request().callId());
        this.transaction = transaction;
        this.routed = routed;
    }

    public SipRequest invite() {
        return transaction.request();
    }

    /** A provisional response without a session description, such as 180. */
    public void progress(String fork, int status, String phrase) throws Exception {
        core.run(() -> respond(fork, status, phrase, false));
    }

    /** 183 with media. */
    public void earlyMedia(String fork) throws Exception {
        core.run(() -> respond(fork, 183, "Session Progress", true));
    }

    /** Answers; also after another fork has answered. */
    public void answer(String fork) throws Exception {
        core.run(() -> respond(fork, 200, "OK", true));
    }

    /** When CANCEL comes, a fork turns out to have answered just before. */
    public void answerOnCancel(String fork) throws Exception {
        core.run(() -> answeringOnCancel = Optional.of(fork));
    }

    public void refuse(int status, String phrase, SipHeaders extra) throws Exception {
        core.run(() -> transaction.respond(transaction
                .request()
                .answer(status, phrase)
                .withToTag(Core.newTag())
                .withHeadersOf(extra)
                .withHeadersOf(core.headers.ofResponse())));
    }

    /** Waits for a request in the dialog of one fork. */
    public SipRequest await(String method, String fork) throws Exception {
        String tag = core.run(
                () -> CompletableFuture.completedFuture(tag(fork(fork).dialog().local())));
        return await(method, request -> request.tag("To").equals(tag));
    }

    @Override
    Fork leading() {
        return leading.orElseThrow(() -> new IllegalStateException("not answered"));
    }

    @Override
    String forkTag(SipRequest request) {
        return request.tag("To");
    }

    @Override
    void cancelled(ServerTransaction cancel) {
        answeringOnCancel.ifPresent(fork -> respond(fork, 200, "OK", true));
        cancel.respond(
                cancel.request().answer(200, "OK").withToTag(Core.newTag()).withHeadersOf(core.headers.ofResponse()));
        if (!transaction.answered()) {
            transaction.respond(transaction
                    .request()
                    .answer(487, "Request Terminated")
                    .withToTag(Core.newTag())
                    .withHeadersOf(core.headers.ofResponse()));
        }
        keep(cancel.request());
    }

    private void respond(String name, int status, String phrase, boolean media) {
        Fork fork = fork(name);
        SipRequest invite = transaction.request();
        SipResponse response = invite.answer(status, phrase)
                .withToTag(tag(fork.dialog().local()))
                .with("Contact", "<" + fork.contact() + ">");
        if (routed) {
            response = response.with("Record-Route", core.headers.recordRoute());
        }
        response = response.withHeadersOf(core.headers.ofResponse());
        if (status == 200) {
            Optional<String> expires = invite.headers().first("Session-Expires");
            if (expires.isPresent()) {
                response = response.with("Require", "timer")
                        .with("Session-Expires", expires.get().replaceAll(";.*", "") + ";refresher=uac")
                        .with("Supported", "histinfo,timer");
            }
        }
        if (media) {
            response = response.withSdp(fork.media.answer(new Description(invite.body()), false));
        }
        send(fork, response);
    }

    private void send(Fork fork, SipResponse response) {
        if (!response.success()) {
            transaction.respond(response);
        } else if (transaction.answered()) {
            fork.onAck(transaction.respondToo(response));
        } else {
            leading = Optional.of(fork);
            fork.answeredBy(transaction);
            transaction.respond(response);
        }
    }

    private Fork fork(String name) {
        return named.computeIfAbsent(name, this::newFork);
    }

    private Fork newFork(String name) {
        SipRequest invite = transaction.request();
        String tag = Core.newTag();
        try {
            Dialog dialog = Dialog.ofCalled(invite, invite.headers().first("To").orElseThrow() + ";tag=" + tag);
            Fork fork = new Fork(core, dialog, core.headers.contact(routed, callId() + name), routed, core.media(), 0);
            fork.hear(invite);
            forks.put(tag, fork);
            return fork;
        } catch (SipFormatException e) {
            throw new IllegalStateException(e);
        }
    }
}
