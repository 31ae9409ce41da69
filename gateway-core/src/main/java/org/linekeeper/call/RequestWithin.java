package org.linekeeper.call;

import java.util.List;
import java.util.Optional;
import javax.sip.Dialog;
import javax.sip.InvalidArgumentException;
import javax.sip.SipException;
import javax.sip.header.CSeqHeader;
import javax.sip.message.Request;
import javax.sip.message.Response;
import org.jspecify.annotations.Nullable;
import org.linekeeper.dns.Target;
import org.linekeeper.sip.auth.Authorization;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A request of ours within a dialog: answers one challenge, and hands on every other final response. Owner loop only. */
final class RequestWithin implements ResponseTaker {
    private static final Logger log = LoggerFactory.getLogger(RequestWithin.class);

    private final DialogWire wire;
    private final Request sent;
    private final Target to;
    private final ResponseTaker taker;
    private boolean authenticated;

    RequestWithin(DialogWire wire, Request sent, Target to, ResponseTaker taker) {
        this.wire = wire;
        this.sent = sent;
        this.to = to;
        this.taker = taker;
    }

    @Override
    public void response(Response response, @Nullable Dialog same) {
        int status = response.getStatusCode();
        if (status < 200) {
            return;
        }
        if (isChallenge(status) && !authenticated) {
            authenticated = true;
            if (again(response)) {
                return;
            }
        }
        taker.response(response, same);
    }

    @Override
    public void timedOut() {
        taker.timedOut();
    }

    /** Sends it again with credentials; false when it cannot. */
    private boolean again(Response challenge) {
        Optional<List<Authorization>> answers =
                wire.credentials().answer(challenge, sent.getMethod(), DialogWire.uri(sent));
        if (answers.isEmpty()) {
            return false;
        }
        try {
            Request request = (Request) sent.clone();
            request.removeHeader("Authorization");
            request.removeHeader("Proxy-Authorization");
            ((CSeqHeader) request.getHeader("CSeq")).setSeqNumber(SipMessages.cseq(sent) + 1);
            wire.authorize(request, answers.get());
            wire.send(request, to, this);
            return true;
        } catch (SipException | InvalidArgumentException | RuntimeException e) {
            log.warn("Call-ID {}: {} not sent again: {}", wire.callId(), sent.getMethod(), e.toString());
            return false;
        }
    }

    private static boolean isChallenge(int status) {
        return status == Response.UNAUTHORIZED || status == Response.PROXY_AUTHENTICATION_REQUIRED;
    }
}
