package org.linekeeper.call;

import java.text.ParseException;
import java.util.List;
import java.util.Optional;
import javax.sip.address.SipURI;
import javax.sip.header.ContactHeader;
import javax.sip.message.Request;
import org.linekeeper.call.identity.Caller;
import org.linekeeper.call.identity.Diversions;
import org.linekeeper.call.machine.Body;
import org.linekeeper.call.number.PhoneNumbers;
import org.linekeeper.config.model.DirectRoute;
import org.linekeeper.dns.Target;
import org.linekeeper.sip.transport.ListenerSettings;

/**
 * The INVITE to an SBC in front of Teams. Teams finds the tenant by the host of our Contact, wants the number with its plus in the
 * Request-URI, and refuses sips URIs, IP hosts in Contact, Replaces and Require.
 */
final class TeamsInvite implements InviteTemplate {
    private static final String ANONYMOUS = "anonymous";
    private static final String ANONYMOUS_HOST = "anonymous.invalid";

    /**
     * Who Teams is told calls.
     *
     * @param caller with a number in E.164, where there is one
     * @param diversions who sent the call on before, in the same way
     */
    record From(Caller caller, Diversions diversions) {}

    private final SipMessages messages;
    private final DirectRoute route;
    private final Caller caller;
    private final Diversions diversions;
    private final String number;
    private final CallContent content;
    private final List<String> listeners;

    TeamsInvite(
            SipMessages messages,
            DirectRoute route,
            From from,
            String number,
            CallContent content,
            List<String> listeners) {
        this.messages = messages;
        this.route = route;
        this.caller = from.caller();
        this.diversions = from.diversions();
        this.number = number;
        this.content = content;
        this.listeners = listeners;
    }

    @Override
    public Request invite(Target target, ListenerSettings listener, Numbers numbers) {
        try {
            SipURI uri = phone(messages.uri(number, target.serverName(), 0), number);
            Request invite = messages.request(
                    Request.INVITE,
                    uri,
                    numbers,
                    messages.address(from(), caller.withheld() ? Optional.of("Anonymous") : caller.name()),
                    messages.address((SipURI) uri.clone(), Optional.empty()),
                    content.maxForwards());
            invite.addHeader(contact(listener));
            messages.allow(invite);
            if (caller.withheld()) {
                messages.add(invite, "Privacy", caller.privacy().handedOn());
            }
            diversions
                    .historyInfo(number, route.tenantFqdn())
                    .forEach(value -> messages.add(invite, "History-Info", value));
            content.copyInto(invite, messages);
            return invite;
        } catch (ParseException e) {
            throw new IllegalArgumentException("The INVITE to Teams cannot be written", e);
        }
    }

    @Override
    public ContactHeader contact(ListenerSettings listener) {
        try {
            SipURI uri = messages.uri(callerSent(), route.tenantFqdn(), listener.advertisedPort());
            uri.setTransportParam(listener.transport().token());
            return messages.contact(uri);
        } catch (ParseException e) {
            throw new IllegalArgumentException("The Contact to Teams cannot be written", e);
        }
    }

    @Override
    public String callerSent() {
        return callerNumber().orElse(ANONYMOUS);
    }

    /** Teams refuses a From that is no number; a caller without one is shown by name alone. */
    private Optional<String> callerNumber() {
        return caller.withheld() || !PhoneNumbers.isGlobal(caller.user())
                ? Optional.empty()
                : Optional.of(caller.user());
    }

    @Override
    public String calleeSent() {
        return number;
    }

    @Override
    public Optional<Body> body() {
        return content.body();
    }

    @Override
    public List<String> listeners() {
        return listeners;
    }

    @Override
    public LegCredentials credentials() {
        return LegCredentials.none();
    }

    private SipURI from() throws ParseException {
        Optional<String> from = callerNumber();
        return from.isPresent()
                ? phone(messages.uri(from.get(), route.tenantFqdn(), 0), from.get())
                : messages.uri(ANONYMOUS, ANONYMOUS_HOST, 0);
    }

    private static SipURI phone(SipURI uri, String user) throws ParseException {
        if (PhoneNumbers.isGlobal(user)) {
            uri.setParameter("user", "phone");
        }
        return uri;
    }
}
