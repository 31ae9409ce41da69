package org.linekeeper.call;

import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javax.sip.Dialog;
import javax.sip.InvalidArgumentException;
import javax.sip.ServerTransaction;
import javax.sip.SipException;
import javax.sip.header.ContactHeader;
import javax.sip.message.Request;
import javax.sip.message.Response;
import org.jspecify.annotations.Nullable;
import org.linekeeper.call.machine.Body;
import org.linekeeper.call.machine.LegAction;
import org.linekeeper.call.machine.LegSignal;
import org.linekeeper.call.machine.Refusal;
import org.linekeeper.dns.Target;
import org.linekeeper.sip.loop.Loop;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The caller leg on the wire: one server transaction for the INVITE, then a dialog. Owner loop only. */
final class CallerLeg implements Leg {
    private static final Logger log = LoggerFactory.getLogger(CallerLeg.class);

    private final CallTools tools;
    private final Supplier<ContactHeader> contact;
    private final Consumer<LegSignal> call;
    private final String tag;
    private final LegTimers timers;
    private final DialogWire wire;
    private @Nullable ServerTransaction transaction;
    private @Nullable Request invite;

    /**
     * @param contact writes our Contact towards the caller
     * @param call takes the signals of this leg
     */
    CallerLeg(CallTools tools, Loop loop, Arrival arrival, Supplier<ContactHeader> contact, Consumer<LegSignal> call) {
        this.tools = tools;
        this.contact = contact;
        this.call = call;
        this.tag = tools.ports().ids().get();
        this.transaction = arrival.transaction();
        this.invite = arrival.invite().request();
        this.timers = new LegTimers(
                loop.timers(),
                tools.settings(),
                tools.random(),
                false,
                timer -> call.accept(new LegSignal.Fired(timer)));
        String listener = arrival.invite().source().listener();
        this.wire = new DialogWire(
                tools,
                arrival.dialog(),
                new DialogWire.Identity(listener, tag, contact, arrival.credentials()),
                new DialogTarget(tools.ports(), loop, arrival.source()),
                call);
        wire.referrals().allows(arrival.invite().request());
        arrival.transaction().setApplicationData(this);
    }

    /** The INVITE's transaction ended by itself. */
    void lost() {
        call.accept(new LegSignal.InviteLost());
    }

    /** Says that the INVITE has come (RFC 3261 17.2.1). */
    void trying() {
        send(Response.TRYING, "", response -> {});
    }

    @Override
    public void perform(LegAction action) {
        if (action instanceof LegAction.SendProvisional provisional) {
            send(provisional.status(), provisional.phrase(), response -> describe(response, provisional.body()));
        } else if (action instanceof LegAction.SendAnswer answer) {
            boolean sent = send(Response.OK, "", response -> {
                describe(response, answer.body());
                tools.messages().allow(response);
                new SessionHeaders(tools.messages()).settle(response, answer.timer());
            });
            forget();
            if (!sent) {
                call.accept(new LegSignal.InviteLost());
            }
        } else if (action instanceof LegAction.SendRefusal refusal) {
            refuse(refusal.refusal());
            forget();
        } else if (action instanceof LegAction.StartTimer start) {
            timers.start(start.timer());
        } else if (action instanceof LegAction.StartTimerFor start) {
            timers.start(start.timer(), start.delay());
        } else if (action instanceof LegAction.StopTimer stop) {
            timers.stop(stop.timer());
        } else {
            Leg.perform(wire, action);
        }
    }

    @Override
    public boolean isTagged(String local, String remote) {
        return wire.isTagged(local, remote);
    }

    @Override
    public Optional<String> replaces() {
        return Optional.of(wire.replaces());
    }

    /** Our tag in its dialog; any thread. */
    String tag() {
        return tag;
    }

    @Override
    public void close() {
        timers.stopAll();
        forget();
        wire.close();
    }

    private void refuse(Refusal refusal) {
        send(refusal.status(), refusal.phrase(), response -> {
            refusal.retryAfter().ifPresent(delay -> tools.messages().retryAfter(response, delay));
            tools.messages().addReasons(response, refusal.reasons());
            tools.messages().explain(response, refusal.phrase());
        });
    }

    private void describe(Response response, Optional<Body> body) {
        response.setHeader(contact.get());
        tools.messages().put(response, body);
    }

    private boolean send(int status, String phrase, Consumer<Response> complete) {
        ServerTransaction via = transaction;
        Request request = invite;
        if (via == null || request == null) {
            return false;
        }
        try {
            Response response = tools.messages().response(status, phrase, request, tag);
            complete.accept(response);
            via.sendResponse(response);
            return true;
        } catch (SipException | InvalidArgumentException | RuntimeException e) {
            log.warn("Call-ID {}: {} not sent: {}", SipMessages.callId(request), status, e.toString());
            return false;
        }
    }

    /** The stack keeps what it needs for retransmissions; we keep no message longer than it is answered. */
    private void forget() {
        if (transaction != null && transaction.getApplicationData() == this) {
            // It stays for a while, the call need not.
            transaction.setApplicationData(null);
        }
        transaction = null;
        invite = null;
    }

    /**
     * What an INVITE outside a dialog came with.
     *
     * @param invite the message
     * @param transaction its server transaction
     * @param dialog the dialog that an answer will confirm
     * @param source where to send what cannot be located otherwise
     * @param credentials for challenges within the dialog
     */
    record Arrival(
            InboundInvite invite,
            ServerTransaction transaction,
            Dialog dialog,
            Target source,
            LegCredentials credentials) {}
}
