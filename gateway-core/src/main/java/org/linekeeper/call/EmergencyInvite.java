package org.linekeeper.call;

import java.text.ParseException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import javax.sip.address.SipURI;
import javax.sip.header.ContactHeader;
import javax.sip.message.Request;
import javax.sip.message.Response;
import org.linekeeper.call.machine.Body;
import org.linekeeper.call.machine.Destination.Redirected;
import org.linekeeper.config.model.HostPort;
import org.linekeeper.config.model.Line;
import org.linekeeper.dns.Target;
import org.linekeeper.sip.transport.ListenerSettings;

/**
 * The INVITE of an emergency call: to the PBX like every other; to the fallback with the telephone number of the line, by which the
 * emergency service can call back, and without the credentials of the line, which are the PBX's only.
 */
final class EmergencyInvite implements InviteTemplate {
    /**
     * Where the call goes when the PBX cannot take it.
     *
     * @param host another host than that of the PBX
     * @param number what was dialled
     * @param line who calls
     * @param caller the number of who calls
     * @param listeners the listeners that the call may leave from
     */
    record Fallback(HostPort host, String number, Line line, String caller, List<String> listeners) {
        Fallback {
            listeners = List.copyOf(listeners);
        }
    }

    private final SipMessages messages;
    private final Optional<InviteTemplate> toPbx;
    private final Fallback fallback;
    private final CallContent content;
    private boolean onFallback;

    /**
     * @param toPbx empty when the line has no binding
     */
    EmergencyInvite(SipMessages messages, Optional<InviteTemplate> toPbx, Fallback fallback, CallContent content) {
        this.messages = messages;
        this.toPbx = toPbx;
        this.fallback = fallback;
        this.onFallback = toPbx.isEmpty();
        this.content = content;
    }

    @Override
    public Request invite(Target target, ListenerSettings listener, Numbers numbers) {
        onFallback = toPbx.isEmpty()
                || target.serverName().equalsIgnoreCase(fallback.host().host());
        if (!onFallback) {
            return toPbx.orElseThrow().invite(target, listener, numbers);
        }
        try {
            SipURI uri = messages.uri(
                    fallback.number(),
                    fallback.host().host(),
                    fallback.host().port().orElse(0));
            SipURI from = messages.uri(fallback.caller(), listener.advertisedHost(), 0);
            from.setParameter("user", "phone");
            Request invite = messages.request(
                    Request.INVITE,
                    uri,
                    numbers,
                    messages.address(from, fallback.line().displayName()),
                    messages.address((SipURI) uri.clone(), Optional.empty()),
                    content.maxForwards());
            invite.addHeader(contact(listener));
            messages.allow(invite);
            messages.add(
                    invite,
                    "P-Asserted-Identity",
                    messages.address((SipURI) from.clone(), Optional.empty()).toString());
            content.copyInto(invite, messages);
            return invite;
        } catch (ParseException e) {
            throw new IllegalArgumentException("The INVITE to the emergency fallback cannot be written", e);
        }
    }

    @Override
    public ContactHeader contact(ListenerSettings listener) {
        if (!onFallback) {
            return toPbx.orElseThrow().contact(listener);
        }
        try {
            SipURI uri = messages.uri(fallback.caller(), listener.advertisedHost(), listener.advertisedPort());
            uri.setTransportParam(listener.transport().token());
            return messages.contact(uri);
        } catch (ParseException e) {
            throw new IllegalArgumentException("The Contact to the emergency fallback cannot be written", e);
        }
    }

    @Override
    public String callerSent() {
        return onFallback ? fallback.caller() : toPbx.orElseThrow().callerSent();
    }

    @Override
    public String calleeSent() {
        return fallback.number();
    }

    @Override
    public Optional<Body> body() {
        return content.body();
    }

    @Override
    public List<String> listeners() {
        return fallback.listeners();
    }

    @Override
    public CompletionStage<List<Redirected>> redirected(Response response, Target place) {
        return onFallback
                ? InviteTemplate.super.redirected(response, place)
                : toPbx.orElseThrow().redirected(response, place);
    }

    @Override
    public LegCredentials credentials() {
        return onFallback ? LegCredentials.none() : toPbx.orElseThrow().credentials();
    }
}
