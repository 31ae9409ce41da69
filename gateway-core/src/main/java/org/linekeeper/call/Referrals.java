package org.linekeeper.call;

import java.util.ListIterator;
import javax.sip.ServerTransaction;
import javax.sip.header.AllowHeader;
import javax.sip.header.ContactHeader;
import javax.sip.message.Message;
import javax.sip.message.Request;
import javax.sip.message.Response;
import org.jspecify.annotations.Nullable;
import org.linekeeper.call.machine.LegSignal;

/** The REFERs within one dialog, those that came and ours. Owner loop only. */
final class Referrals {
    private final ReferSubscription.Wire wire;
    private @Nullable ReferSubscription asked;
    private @Nullable ReferSubscription accepted;
    private @Nullable SentRefer sent;
    private boolean allowed = true;

    Referrals(ReferSubscription.Wire wire) {
        this.wire = wire;
    }

    /** One came that can be executed; whether it will be, the leg decides. */
    void arrived(ServerTransaction transaction, Request request, ReferRequest refer) {
        asked = new ReferSubscription(wire, transaction, request, refer.subscribes(), this::told);
        refer.refer().ifPresent(wanted -> wire.signal(new LegSignal.Referred(wanted)));
    }

    void accept() {
        accepted = asked;
        asked = null;
        if (accepted != null) {
            accepted.accept();
        }
    }

    /** Who hung up at the end of an earlier REFER's NOTIFYs would overtake those of the one that is under way. */
    private void told(ReferSubscription subscription) {
        if (subscription.equals(accepted)) {
            wire.signal(new LegSignal.Notified());
        }
    }

    void refuse(int status) {
        if (asked != null) {
            asked.refuse(status);
            asked = null;
        }
    }

    void notify(int status, String phrase, boolean last) {
        if (accepted != null) {
            accepted.notify(status, phrase, last);
        }
    }

    /** Notes what the far end says in its INVITE, or in its 2xx, that it takes. */
    void allows(Message message) {
        // RFC 3261 20.5: "The absence of an Allow header field MUST NOT be interpreted to mean that the UA sending the
        // message supports no methods."
        allowed = message.getHeader(AllowHeader.NAME) == null;
        ListIterator<?> methods = message.getHeaders(AllowHeader.NAME);
        while (!allowed && methods.hasNext()) {
            allowed = ((AllowHeader) methods.next()).getMethod().contains(Request.REFER);
        }
    }

    /** Sends REFER, unless the far end has said that it takes none. */
    void send(String referTo, String referredBy) {
        if (!allowed) {
            wire.signal(new LegSignal.ReferAnswered(Response.METHOD_NOT_ALLOWED));
            return;
        }
        SentRefer refer = new SentRefer(wire::signal);
        sent = refer;
        wire.send(
                Request.REFER,
                request -> {
                    request.setHeader((ContactHeader) wire.contact().clone());
                    wire.messages().add(request, "Refer-To", referTo);
                    wire.messages().add(request, "Referred-By", referredBy);
                },
                refer);
    }

    /** The REFER of ours that a NOTIFY belongs to, if it is one of its subscription. */
    @Nullable
    SentRefer subscribed(Request notify) {
        return sent != null && sent.takes(notify) ? sent : null;
    }
}
