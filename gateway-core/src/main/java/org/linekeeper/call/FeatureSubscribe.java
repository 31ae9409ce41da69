package org.linekeeper.call;

import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sip.address.Address;
import javax.sip.address.SipURI;
import javax.sip.header.ContactHeader;
import javax.sip.header.RecordRouteHeader;
import javax.sip.header.ToHeader;
import javax.sip.message.Request;
import javax.sip.message.Response;
import org.linekeeper.call.machine.Body;
import org.linekeeper.config.model.HostPort;
import org.linekeeper.config.model.Line;
import org.linekeeper.config.model.Pbx;

/**
 * The SUBSCRIBE by which a phone tells a PBX that it is not to be disturbed: event package as-feature-event, with a SetDoNotDisturb of
 * ECMA-323 as its body.
 */
final class FeatureSubscribe {
    static final String EVENT = "as-feature-event";

    /** Seconds. A change within this time goes into the same subscription. */
    static final int EXPIRES = 3600;

    private static final String TYPE = "application/x-as-feature-event+xml";
    private static final int MAX_FORWARDS = 70;

    private final SipMessages messages;

    FeatureSubscribe(SipMessages messages) {
        this.messages = messages;
    }

    /** The line as it stands with its PBX. */
    record Place(Line line, Pbx pbx, RegisteredLine registration) {}

    /**
     * A subscription that the PBX accepted (RFC 6665 section 4.1.2.1).
     *
     * @param toTag its tag
     * @param target its Contact
     * @param routes the route set, in the order in which it is written
     */
    record Subscription(String toTag, String target, List<String> routes) {
        Subscription {
            routes = List.copyOf(routes);
        }

        static Optional<Subscription> of(Response accepted, String otherwise) {
            ToHeader to = (ToHeader) accepted.getHeader(ToHeader.NAME);
            if (to.getTag() == null) {
                return Optional.empty();
            }
            ContactHeader contact = (ContactHeader) accepted.getHeader(ContactHeader.NAME);
            List<String> routes = new ArrayList<>();
            for (String value : SipMessages.values(accepted, RecordRouteHeader.NAME)) {
                // RFC 3261 12.1.2: "The route set MUST be set to the list of URIs in the Record-Route header field from
                // the
                // response, taken in reverse order".
                routes.add(0, value);
            }
            String target =
                    contact == null ? otherwise : contact.getAddress().getURI().toString();
            return Optional.of(new Subscription(to.getTag(), target, routes));
        }
    }

    /**
     * Writes it, without Via.
     *
     * @param within empty to begin a subscription
     */
    Request request(Place place, InviteTemplate.Numbers numbers, Optional<Subscription> within, boolean doNotDisturb)
            throws ParseException {
        SipURI aor = aor(place);
        Request request = messages.request(
                Request.SUBSCRIBE,
                within.isPresent() ? messages.uri(within.get().target()) : (SipURI) aor.clone(),
                numbers,
                messages.address(aor, Optional.empty()),
                messages.address((SipURI) aor.clone(), Optional.empty()),
                MAX_FORWARDS);
        if (within.isPresent()) {
            ((ToHeader) request.getHeader(ToHeader.NAME)).setTag(within.get().toTag());
        }
        for (Address route : routes(place, within)) {
            request.addHeader(messages.headers().createRouteHeader(route));
        }
        RegisteredLine registration = place.registration();
        SipURI contact = messages.uri(
                registration.contactToken(),
                registration.contact().host(),
                registration.contact().port());
        contact.setTransportParam(registration.contact().transport().token());
        request.addHeader(messages.contact(contact));
        messages.add(request, "Event", EVENT);
        messages.add(request, "Accept", TYPE);
        messages.add(request, "Expires", Integer.toString(EXPIRES));
        messages.allow(request);
        messages.put(request, Optional.of(new Body(TYPE, List.of(), body(doNotDisturb))));
        return request;
    }

    /** The device stays empty: the PBX knows it by the address of record. */
    static byte[] body(boolean doNotDisturb) {
        return ("<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>\r\n"
                        + "<SetDoNotDisturb xmlns=\"http://www.ecma-international.org/standards/ecma-323/csta/ed3\">"
                        + "<device></device><doNotDisturbOn>" + doNotDisturb
                        + "</doNotDisturbOn></SetDoNotDisturb>\r\n")
                .getBytes(StandardCharsets.ISO_8859_1);
    }

    private List<Address> routes(Place place, Optional<Subscription> within) throws ParseException {
        List<Address> routes = new ArrayList<>();
        if (within.isPresent()) {
            for (String value : within.get().routes()) {
                routes.add(messages.address(value));
            }
            return routes;
        }
        Optional<HostPort> proxy = place.pbx().outboundProxy();
        if (proxy.isPresent()) {
            SipURI uri = messages.uri("", proxy.get().host(), proxy.get().port().orElse(0));
            uri.setLrParam();
            routes.add(messages.address(uri, Optional.empty()));
        }
        // RFC 3608 6.1: the service route follows the outbound proxy in the preloaded route set.
        for (String value : place.registration().serviceRoute()) {
            routes.add(messages.address(value));
        }
        return routes;
    }

    private SipURI aor(Place place) throws ParseException {
        String user = place.line().sipUser();
        int at = user.indexOf('@');
        return messages.uri(
                at < 0 ? user : user.substring(0, at), at < 0 ? place.pbx().sipDomain() : user.substring(at + 1), 0);
    }
}
