package org.linekeeper.call;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javax.sip.Dialog;
import javax.sip.InvalidArgumentException;
import javax.sip.ServerTransaction;
import javax.sip.SipException;
import javax.sip.header.ContactHeader;
import javax.sip.message.Request;
import javax.sip.message.Response;
import org.jspecify.annotations.Nullable;
import org.linekeeper.call.machine.Body;
import org.linekeeper.call.machine.LegSignal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One REFER, and the subscription that it begins by itself (RFC 3515 2.4.4). One NOTIFY at a time: over UDP, or over two
 * connections, a second one could overtake the first. Owner loop only.
 */
final class ReferSubscription {
    private static final Logger log = LoggerFactory.getLogger(ReferSubscription.class);

    /** Longer than it may ring. */
    private static final int EXPIRES = 300;

    private final Wire wire;
    private final ServerTransaction transaction;
    private final Request refer;
    private final boolean subscribes;
    private final Consumer<ReferSubscription> told;
    private final Deque<Fragment> waiting = new ArrayDeque<>();
    private boolean busy;
    private boolean dead;

    /** The dialog that it belongs to. */
    interface Wire {
        /** Sends a request within the dialog. */
        void send(String method, Consumer<Request> complete, ResponseTaker taker);

        SipMessages messages();

        ContactHeader contact();

        void signal(LegSignal signal);
    }

    /** A status line of the call to the target. */
    private record Fragment(int status, String phrase, boolean last) {}

    /** @param told hears that the last NOTIFY was answered, or will be by nobody */
    ReferSubscription(
            Wire wire,
            ServerTransaction transaction,
            Request refer,
            boolean subscribes,
            Consumer<ReferSubscription> told) {
        this.told = told;
        this.wire = wire;
        this.transaction = transaction;
        this.refer = refer;
        this.subscribes = subscribes;
    }

    /** RFC 3515 2.4.2: "2xx ... or an appropriate response"; the first NOTIFY follows at once (2.4.4). */
    void accept() {
        Response response = wire.messages().response(Response.ACCEPTED, "", refer, "");
        response.setHeader((ContactHeader) wire.contact().clone());
        if (!subscribes) {
            // RFC 4488 4: "... the REFER-Recipient ... MUST include a 'Refer-Sub' header field set to 'false' in a 2xx"
            wire.messages().add(response, "Refer-Sub", "false");
        }
        send(response);
        notify(Response.TRYING, "Trying", false);
    }

    void refuse(int status) {
        send(wire.messages().response(status, "", refer, ""));
    }

    void notify(int status, String phrase, boolean last) {
        // What a target said before is not news any more, and one that says much must not fill a queue.
        waiting.removeIf(before -> !before.last());
        waiting.add(new Fragment(status, SipMessages.isOneLine(phrase) ? phrase : "", last));
        next();
    }

    private void next() {
        while (!busy && !waiting.isEmpty()) {
            Fragment fragment = waiting.remove();
            if (subscribes && !dead) {
                busy = true;
                wire.send(Request.NOTIFY, notify -> fill(notify, fragment), new Answer(fragment));
            } else if (fragment.last()) {
                told.accept(this);
            }
        }
    }

    private void fill(Request notify, Fragment fragment) {
        SipMessages messages = wire.messages();
        notify.setHeader((ContactHeader) wire.contact().clone());
        messages.add(notify, "Event", "refer;id=" + SipMessages.cseq(refer));
        messages.add(
                notify,
                "Subscription-State",
                fragment.last() ? "terminated;reason=noresource" : "active;expires=" + EXPIRES);
        String line = "SIP/2.0 " + fragment.status() + " " + fragment.phrase() + "\r\n";
        messages.put(
                notify,
                Optional.of(new Body("message/sipfrag;version=2.0", List.of(), line.getBytes(StandardCharsets.UTF_8))));
    }

    private void send(Response response) {
        try {
            transaction.sendResponse(response);
        } catch (SipException | InvalidArgumentException | RuntimeException e) {
            log.warn("{} to a REFER not sent: {}", response.getStatusCode(), e.toString());
        }
    }

    private final class Answer implements ResponseTaker {
        private final Fragment fragment;

        private Answer(Fragment fragment) {
            this.fragment = fragment;
        }

        @Override
        public void response(Response response, @Nullable Dialog same) {
            int status = response.getStatusCode();
            if (status >= 200) {
                // RFC 6665 4.2.2: a NOTIFY that is refused ends the subscription, not the call.
                dead |= status >= 300;
                done();
            }
        }

        @Override
        public void timedOut() {
            dead = true;
            done();
        }

        private void done() {
            busy = false;
            if (fragment.last()) {
                told.accept(ReferSubscription.this);
            }
            next();
        }
    }
}
