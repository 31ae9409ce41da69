package org.linekeeper.call;

import java.text.ParseException;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import javax.sip.Dialog;
import javax.sip.InvalidArgumentException;
import javax.sip.ServerTransaction;
import javax.sip.SipException;
import javax.sip.SipProvider;
import javax.sip.TransactionAlreadyExistsException;
import javax.sip.address.SipURI;
import javax.sip.header.ContactHeader;
import javax.sip.message.Request;
import javax.sip.message.Response;
import org.linekeeper.call.machine.BodyParts;
import org.linekeeper.dns.Target;
import org.linekeeper.event.CallEnded;
import org.linekeeper.event.CallTransfer;
import org.linekeeper.sip.loop.Loop;
import org.linekeeper.sip.transport.ListenerSettings;
import org.linekeeper.sip.transport.MessageSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes INVITEs outside a dialog: bridges them or refuses them. Runs on the loop that owns the Call-ID. */
final class Reception {
    private static final Logger log = LoggerFactory.getLogger(Reception.class);
    private static final int INTERVAL_TOO_SMALL = 422;

    private final CallTools tools;
    private final CallSetup setup;
    private final TeamsAdmission teams;
    private final PbxAdmission pbxs;
    private final Entrance entrance;
    private final Switchboard switchboard;
    private final Transfers transfers;
    private final CallRegistry registry;
    private final Replacements replacements;
    private final StrangerRecords strangers;

    /** What becomes of calls that were let in. */
    record Outgoing(Switchboard switchboard, Transfers transfers, PbxLines lines) {}

    Reception(
            CallTools tools,
            CallSetup setup,
            TeamsAdmission teams,
            PbxAdmission pbxs,
            Entrance entrance,
            Outgoing outgoing,
            CallRegistry registry,
            StrangerRecords strangers) {
        this.tools = tools;
        this.setup = setup;
        this.teams = teams;
        this.pbxs = pbxs;
        this.entrance = entrance;
        this.switchboard = outgoing.switchboard();
        this.transfers = outgoing.transfers();
        this.registry = registry;
        this.replacements = new Replacements(tools.ports(), tools.messages(), registry, outgoing.lines());
        this.strangers = strangers;
    }

    void invite(Request request, MessageSource source) throws SipException, InvalidArgumentException {
        SipProvider provider = tools.stack().provider(source.listener());
        InboundInvite invite = new InboundInvite(request, source);
        Admission admission = admit(invite);
        if (isOfStranger(admission) && !strangers.isRecorded()) {
            // Neither transaction nor record nor log line: who scans the net for gateways must not fill ours.
            provider.sendResponse(tools.messages()
                    .response(
                            Response.FORBIDDEN, "", request, tools.ports().ids().get()));
            return;
        }
        ServerTransaction transaction;
        try {
            transaction = provider.getNewServerTransaction(request);
        } catch (TransactionAlreadyExistsException e) {
            // A retransmission that arrived before the transaction was in the stack's table: it is being dealt with.
            log.debug("INVITE {} came again", SipMessages.callId(request));
            return;
        }
        Optional<Seat> seat = Optional.empty();
        if (admission instanceof Admission.Replacing replacing) {
            seat = Optional.of(replacing.seat());
            admission = replacing.bridged();
        }
        if (admission instanceof Admission.Bridged bridged) {
            Entrance.Outcome asked = entrance.enter(bridged.demand());
            if (asked instanceof Entrance.Outcome.Entered entered) {
                bridge(new Entered(invite, transaction, bridged, seat), entered.pass());
                return;
            }
            Refusals full = ((Entrance.Outcome.Full) asked).refusal();
            admission = full.of(bridged.facts(), full.retryAfter());
        }
        if (admission instanceof Admission.Refused refused) {
            refuse(invite, transaction, refused);
        }
    }

    private static boolean isOfStranger(Admission admission) {
        return admission instanceof Admission.Refused refused
                && refused.outcome()
                        .equals(Refusals.UNTRUSTED_SOURCE.of(refused.facts()).outcome());
    }

    private Admission admit(InboundInvite invite) {
        boolean fromTeams = setup.teamsListeners().contains(invite.source().listener());
        if (invite.request().getHeader("Replaces") == null) {
            Admission admission = fromTeams ? teams.admit(invite) : pbxs.admit(invite);
            return admission instanceof Admission.Bridged bridged ? checked(invite, bridged, admission) : admission;
        }
        Admission admission =
                replacements.admit(invite, fromTeams, () -> fromTeams ? teams.admit(invite) : pbxs.admit(invite));
        return admission instanceof Admission.Replacing replacing
                ? checked(invite, replacing.bridged(), admission)
                : admission;
    }

    private Admission checked(InboundInvite invite, Admission.Bridged bridged, Admission admission) {
        if (invite.outOfHops()) {
            return Refusals.TOO_MANY_HOPS.of(bridged.facts());
        }
        if (SessionHeaders.isTooSmall(invite.request())) {
            return Refusals.INTERVAL_TOO_SMALL.of(bridged.facts());
        }
        if (!SipMessages.required(invite.request()).isEmpty()) {
            return Refusals.BAD_EXTENSION.of(bridged.facts());
        }
        if (!isDescribed(bridged)) {
            return Refusals.UNSUPPORTED_BODY.of(bridged.facts());
        }
        // The same Call-ID comes back for another line when a proxying PBX connects two lines of ours: that is a call.
        // For the line that it left from it is a loop.
        Optional<String> caller = registry.lineCallingWith(SipMessages.callId(invite.request()));
        return caller.isPresent() && caller.equals(bridged.facts().lineId())
                ? Refusals.LOOP.of(bridged.facts())
                : admission;
    }

    /** RFC 3261 8.2.3; whoever calls for help is let through, and the far side says what it understands. */
    private static boolean isDescribed(Admission.Bridged bridged) {
        return bridged.demand().urgent()
                || bridged.invite()
                        .body()
                        .map(body -> BodyParts.description(body).isPresent())
                        .orElse(true);
    }

    /** An INVITE that was let in; with the seat that it wants, if it wants one. */
    private record Entered(
            InboundInvite invite, ServerTransaction transaction, Admission.Bridged bridged, Optional<Seat> seat) {}

    private void bridge(Entered entered, Entrance.Pass pass) throws SipException {
        InboundInvite invite = entered.invite();
        Admission.Bridged bridged = entered.bridged();
        boolean dialog = false;
        try {
            Loop loop = tools.stack().loops().ownerOf(SipMessages.callId(invite.request()));
            CallerLeg.Arrival arrival = arrival(invite, entered.transaction(), bridged);
            String listener = invite.source().listener();
            Supplier<ContactHeader> contact = () -> contact(bridged, listener);
            dialog = true;
            Call call = switchboard.open(loop, bridged, pass, transfers, names -> entered.seat()
                    .<Beginning>map(seat -> new ReplacingCall(tools, loop, arrival, contact, taken(seat, names)))
                    .orElseGet(() -> new Invited(tools, loop, arrival, contact, bridged, names.outboundCallId())));
            entered.seat().ifPresent(seat -> call.record()
                    .transferredFrom(new CallTransfer(
                            seat.call().id(),
                            CallTransfer.Kind.TAKEN_OVER,
                            Call.party(seat.side()),
                            Optional.empty())));
        } finally {
            // A call that was never made cannot end, and nobody else would give its place back.
            if (!dialog) {
                pass.leave();
            }
        }
    }

    private static Seat taken(Seat seat, Call.Names by) {
        CallTransfer to = new CallTransfer(
                by.id(), CallTransfer.Kind.TAKEN_OVER, Call.party(seat.side()), Optional.of(Response.OK));
        return seat.linked(record -> record.transferring(to));
    }

    private CallerLeg.Arrival arrival(InboundInvite invite, ServerTransaction transaction, Admission.Bridged bridged)
            throws SipException {
        MessageSource source = invite.source();
        Target back = new Target(
                source.transport(),
                source.remote(),
                source.remote().getAddress().getHostAddress(),
                bridged.localName());
        Dialog dialog = tools.stack().provider(source.listener()).getNewDialog(transaction);
        return new CallerLeg.Arrival(invite, transaction, dialog, back, bridged.callerCredentials());
    }

    private ContactHeader contact(Admission.Bridged bridged, String listenerName) {
        ListenerSettings listener = tools.stack().listener(listenerName);
        try {
            SipURI uri = tools.messages()
                    .uri(
                            bridged.contactUser().orElse(""),
                            bridged.contactHost().orElse(listener.advertisedHost()),
                            listener.advertisedPort());
            uri.setTransportParam(listener.transport().token());
            return tools.messages().contact(uri);
        } catch (ParseException e) {
            throw new IllegalArgumentException("Our Contact cannot be written", e);
        }
    }

    private void refuse(InboundInvite invite, ServerTransaction transaction, Admission.Refused refused)
            throws SipException, InvalidArgumentException {
        Request request = invite.request();
        String id = tools.ports().ids().get();
        Response response = tools.messages()
                .response(
                        refused.refusal().status(),
                        refused.refusal().phrase(),
                        request,
                        tools.ports().ids().get());
        refused.refusal().retryAfter().ifPresent(delay -> tools.messages().retryAfter(response, delay));
        if (response.getStatusCode() == Response.BAD_EXTENSION) {
            // RFC 3261 8.2.2.3: "the UAS ... MUST add an Unsupported header field, and list in it those options it does
            // not understand"
            SipMessages.required(request).forEach(tag -> tools.messages().add(response, "Unsupported", tag));
        }
        tools.messages().explain(response, refused.outcome().advice());
        if (response.getStatusCode() == INTERVAL_TOO_SMALL) {
            new SessionHeaders(tools.messages()).refuse(response);
        }
        Instant now = tools.ports().clock().instant();
        CallLog record = new CallLog(id, refused.facts(), invite, now);
        // The record comes first: a caller that closes its connection at once hears no answer, but it did call.
        tools.ports().events().ended(new CallEnded(now, record.ended(now, refused.outcome())));
        transaction.sendResponse(response);
    }
}
