package org.linekeeper.simulator.teams;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import org.linekeeper.simulator.sip.Flow;
import org.linekeeper.simulator.sip.ResponseListener;
import org.linekeeper.simulator.sip.SipFormatException;
import org.linekeeper.simulator.sip.SipRequest;
import org.linekeeper.simulator.sip.SipResponse;
import org.linekeeper.simulator.sip.Violation;

/** Waits for what the SBC answers to a request within a dialog; a 2xx to a re-INVITE is acknowledged. */
final class AnswerWithin implements ResponseListener {
    private final TeamsCall call;
    private final Fork fork;
    private final SipRequest request;
    private final CompletableFuture<SipResponse> answered;

    AnswerWithin(TeamsCall call, Fork fork, SipRequest request, CompletableFuture<SipResponse> answered) {
        this.call = call;
        this.fork = fork;
        this.request = request;
        this.answered = answered;
    }

    @Override
    public void response(SipResponse response, Flow flow) {
        if (response.provisional()) {
            return;
        }
        if (!request.method().equals("INVITE")) {
            answered.complete(response);
            return;
        }
        try {
            if (!answered.isDone()) {
                call.core.conduct.answered(response);
                taken(response);
            }
        } catch (SipFormatException e) {
            call.core.endpoint.violations().add("malformed", String.valueOf(e.getMessage()), response);
        }
        if (response.success()) {
            call.acknowledge(fork, request.cseq().number())
                    .thenRun(() -> answered.complete(response))
                    .exceptionally(failure -> {
                        answered.completeExceptionally(failure);
                        return null;
                    });
        } else {
            answered.complete(response);
        }
    }

    private void taken(SipResponse response) throws SipFormatException {
        if (response.success()) {
            fork.hear(response);
            fork.retarget(response);
        } else {
            fork.offerIsVoid();
        }
    }

    @Override
    public void failed(String why) {
        call.core.endpoint.violations().add(new Violation("no-answer", why, request.startLine()));
        answered.completeExceptionally(new IOException(why));
    }
}
