package org.linekeeper.call;

import java.util.Optional;
import javax.sip.address.SipURI;
import javax.sip.header.ContactHeader;
import javax.sip.header.MaxForwardsHeader;
import javax.sip.header.ToHeader;
import javax.sip.message.Request;
import org.linekeeper.call.number.PhoneNumbers;
import org.linekeeper.sip.transport.MessageSource;

/**
 * An INVITE outside a dialog, as it came.
 *
 * @param request the message
 * @param source where it came from
 */
record InboundInvite(Request request, MessageSource source) {
    /** The Request-URI; empty unless it is of scheme sip or sips. */
    Optional<SipURI> uri() {
        return request.getRequestURI() instanceof SipURI uri ? Optional.of(uri) : Optional.empty();
    }

    /** User part of the Request-URI without parameters; empty when there is none. */
    String dialled() {
        return uri().map(SipURI::getUser).map(PhoneNumbers::withoutParameters).orElse("");
    }

    /** User part of To, without parameters; empty when there is none. */
    String toUser() {
        ToHeader to = (ToHeader) request.getHeader(ToHeader.NAME);
        return to.getAddress().getURI() instanceof SipURI uri && uri.getUser() != null
                ? PhoneNumbers.withoutParameters(uri.getUser())
                : "";
    }

    /** Whether the Request-URI says why it was sent on to here (RFC 4458). */
    boolean isRetargeted() {
        return uri().map(uri -> uri.getParameter("cause")).isPresent();
    }

    boolean outOfHops() {
        MaxForwardsHeader hops = (MaxForwardsHeader) request.getHeader(MaxForwardsHeader.NAME);
        return hops != null && hops.getMaxForwards() == 0;
    }

    boolean hasContact() {
        return request.getHeader(ContactHeader.NAME) != null;
    }

    /** Address and port for the record. */
    String from() {
        return source.remote().getAddress().getHostAddress() + ":"
                + source.remote().getPort();
    }
}
