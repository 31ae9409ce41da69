package org.linekeeper.call;

import java.text.ParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import javax.sip.address.Address;
import javax.sip.address.SipURI;
import javax.sip.header.ContactHeader;
import javax.sip.message.Request;
import javax.sip.message.Response;
import org.linekeeper.call.identity.Diversions;
import org.linekeeper.call.identity.PbxCaller;
import org.linekeeper.call.machine.Body;
import org.linekeeper.call.machine.Destination.Redirected;
import org.linekeeper.config.model.HostPort;
import org.linekeeper.config.model.Line;
import org.linekeeper.config.model.Pbx;
import org.linekeeper.dns.Target;
import org.linekeeper.sip.transport.ListenerSettings;

/** The INVITE to a hosted PBX, as the line's AOR and on the way that its registration took, just as a desk phone calls; or to a trunk. */
final class PbxInvite implements InviteTemplate {
    /**
     * Which way the call goes.
     *
     * @param line whose AOR and credentials the PBX knows
     * @param registration the binding of that line; empty on a trunk that is not registered
     * @param redirects where the PBX may redirect calls to
     */
    record Line2Pbx(Line line, Pbx pbx, Optional<RegisteredLine> registration, PbxRedirects redirects) {}

    /**
     * Who the PBX is told calls.
     *
     * @param caller numbers as the PBX writes them
     * @param diversions who sent the call on before, in the same way
     */
    record From(PbxCaller caller, Diversions diversions) {}

    private final SipMessages messages;
    private final Line2Pbx way;
    private final String dialled;
    private final From from;
    private final CallContent content;
    private final List<String> listeners;
    private final LegCredentials credentials;

    PbxInvite(
            SipMessages messages,
            Line2Pbx way,
            String dialled,
            From from,
            CallContent content,
            List<String> listeners,
            LegCredentials credentials) {
        this.messages = messages;
        this.way = way;
        this.dialled = dialled;
        this.from = from;
        this.content = content;
        this.listeners = listeners;
        this.credentials = credentials;
    }

    @Override
    public Request invite(Target target, ListenerSettings listener, Numbers numbers) {
        try {
            SipURI uri = messages.uri(dialled, way.pbx().sipDomain(), 0);
            Request invite = messages.request(
                    Request.INVITE,
                    uri,
                    numbers,
                    messages.address(from(), from.caller().name()),
                    messages.address((SipURI) uri.clone(), Optional.empty()),
                    content.maxForwards());
            invite.addHeader(contact(listener));
            for (Address route : routes()) {
                invite.addHeader(messages.headers().createRouteHeader(route));
            }
            messages.allow(invite);
            identify(invite);
            content.copyInto(invite, messages);
            return invite;
        } catch (ParseException e) {
            throw new IllegalArgumentException("The INVITE to the PBX cannot be written", e);
        }
    }

    @Override
    public ContactHeader contact(ListenerSettings listener) {
        try {
            SipURI uri;
            if (way.registration().isPresent()) {
                RegisteredLine registration = way.registration().get();
                uri = messages.uri(
                        registration.contactToken(),
                        registration.contact().host(),
                        registration.contact().port());
                uri.setTransportParam(registration.contact().transport().token());
            } else {
                uri = messages.uri(callerSent(), listener.advertisedHost(), listener.advertisedPort());
                uri.setTransportParam(listener.transport().token());
            }
            return messages.contact(uri);
        } catch (ParseException e) {
            throw new IllegalArgumentException("The Contact to the PBX cannot be written", e);
        }
    }

    @Override
    public String callerSent() {
        return from.caller().anonymous() ? "anonymous" : from.caller().number().orElseGet(this::aorUser);
    }

    @Override
    public String calleeSent() {
        return dialled;
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
    public CompletionStage<List<Redirected>> redirected(Response response, Target place) {
        return way.redirects().of(response, place);
    }

    @Override
    public LegCredentials credentials() {
        return credentials;
    }

    private List<Address> routes() throws ParseException {
        List<Address> routes = new ArrayList<>();
        Optional<HostPort> proxy = way.pbx().outboundProxy();
        if (proxy.isPresent()) {
            SipURI uri = messages.uri("", proxy.get().host(), proxy.get().port().orElse(0));
            uri.setLrParam();
            routes.add(messages.address(uri, Optional.empty()));
        }
        // RFC 3608 6.1: the service route follows the outbound proxy in the preloaded route set.
        List<String> serviceRoute =
                way.registration().map(RegisteredLine::serviceRoute).orElse(List.of());
        for (String value : serviceRoute) {
            routes.add(messages.address(value));
        }
        return routes;
    }

    private SipURI from() throws ParseException {
        if (from.caller().anonymous()) {
            return messages.uri("anonymous", "anonymous.invalid", 0);
        }
        Optional<String> number = from.caller().number();
        return number.isPresent() ? messages.uri(number.get(), way.pbx().sipDomain(), 0) : aor();
    }

    private void identify(Request invite) throws ParseException {
        PbxCaller caller = from.caller();
        if (caller.asserted().isPresent()) {
            Address asserted = messages.address(
                    messages.uri(caller.asserted().get(), way.pbx().sipDomain(), 0), Optional.empty());
            messages.add(invite, "P-Asserted-Identity", asserted.toString());
        }
        if (caller.anonymous()) {
            // RFC 3325 9.2: the header by which a user agent tells a trusted proxy who it is.
            messages.add(
                    invite,
                    "P-Preferred-Identity",
                    messages.address(aor(), Optional.empty()).toString());
        }
        caller.privacy().ifPresent(value -> messages.add(invite, "Privacy", value));
        from.diversions().diversion(way.pbx().sipDomain()).forEach(value -> messages.add(invite, "Diversion", value));
    }

    private SipURI aor() throws ParseException {
        String user = way.line().sipUser();
        int at = user.indexOf('@');
        return messages.uri(aorUser(), at < 0 ? way.pbx().sipDomain() : user.substring(at + 1), 0);
    }

    private String aorUser() {
        String user = way.line().sipUser();
        int at = user.indexOf('@');
        return at < 0 ? user : user.substring(0, at);
    }
}
