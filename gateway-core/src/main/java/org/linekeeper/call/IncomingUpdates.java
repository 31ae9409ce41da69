package org.linekeeper.call;

import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import javax.sip.InvalidArgumentException;
import javax.sip.ServerTransaction;
import javax.sip.SipException;
import javax.sip.header.ContactHeader;
import javax.sip.message.Request;
import javax.sip.message.Response;
import org.jspecify.annotations.Nullable;
import org.linekeeper.call.machine.Body;
import org.linekeeper.call.machine.LegSignal;
import org.linekeeper.call.machine.SessionTimer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The re-INVITEs and UPDATEs that came on a dialog and wait for a final response. Owner loop only. */
final class IncomingUpdates {
    private static final Logger log = LoggerFactory.getLogger(IncomingUpdates.class);

    private static final int INTERVAL_TOO_SMALL = 422;
    private static final int LONGEST_RETRY = 10;

    private record Waiting(ServerTransaction transaction, Request request) {}

    private final SipMessages messages;
    private final RandomGenerator random;
    private final SessionHeaders sessions;
    private final Supplier<ContactHeader> contact;
    private final Consumer<LegSignal> leg;
    private @Nullable Waiting newest;
    private @Nullable Waiting pending;

    IncomingUpdates(CallTools tools, Supplier<ContactHeader> contact, Consumer<LegSignal> leg) {
        this.messages = tools.messages();
        this.random = tools.random();
        this.sessions = new SessionHeaders(messages);
        this.contact = contact;
        this.leg = leg;
    }

    /** One more came; the leg may refuse it at once while an older one still waits. */
    void arrived(ServerTransaction transaction, Request request) {
        newest = new Waiting(transaction, request);
        leg.accept(new LegSignal.UpdateReceived(
                SipMessages.body(request), request.getMethod().equals(Request.UPDATE), SessionHeaders.terms(request)));
        if (newest != null) {
            pending = newest;
            newest = null;
        }
    }

    void accept(Optional<Body> answer, SessionTimer timer) {
        Waiting waiting = take();
        if (waiting != null) {
            Response response = messages.response(Response.OK, "", waiting.request(), "");
            response.setHeader(contact.get());
            messages.allow(response);
            sessions.settle(response, timer);
            messages.put(response, answer);
            send(waiting, response);
        }
    }

    void refuse(int status, String phrase) {
        Waiting waiting = take();
        if (waiting != null) {
            Response response = messages.response(status, phrase, waiting.request(), "");
            if (status == INTERVAL_TOO_SMALL) {
                sessions.refuse(response);
            }
            messages.explain(response, response.getReasonPhrase());
            if (status == Response.SERVER_INTERNAL_ERROR) {
                // RFC 3261 14.2: "MUST include a Retry-After header field with a randomly chosen value of between 0 and
                // 10 seconds".
                messages.add(response, "Retry-After", Integer.toString(random.nextInt(LONGEST_RETRY + 1)));
            }
            send(waiting, response);
        }
    }

    private @Nullable Waiting take() {
        Waiting waiting = newest != null ? newest : pending;
        if (newest != null) {
            newest = null;
        } else {
            pending = null;
        }
        return waiting;
    }

    private static void send(Waiting waiting, Response response) {
        try {
            waiting.transaction().sendResponse(response);
        } catch (SipException | InvalidArgumentException | RuntimeException e) {
            // The peer sends its re-INVITE again or ends the dialog; both reach the leg.
            log.warn("Answer {} to a re-INVITE not sent: {}", response.getStatusCode(), e.toString());
        }
    }
}
