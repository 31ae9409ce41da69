package org.linekeeper.simulator.sip;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * A dialog, RFC 3261 section 12.
 *
 * @param local the value of our From in requests, tag and all
 * @param remote the value of our To
 * @param target the peer's Contact URI, byte for byte
 * @param routes the route set
 */
public record Dialog(String callId, String local, String remote, String target, List<String> routes) {
    public Dialog {
        routes = List.copyOf(routes);
    }

    /** Section 12.1.2: "The route set MUST be set to the list of URIs in the Record-Route header field from the response,
     * taken in reverse order". The value that we put there ourselves is not part of our way. */
    public static Dialog ofCaller(SipRequest invite, SipResponse answer, String ours) throws SipFormatException {
        List<String> routes = new ArrayList<>(answer.headers().values("Record-Route"));
        routes.remove(ours);
        Collections.reverse(routes);
        return new Dialog(
                invite.callId(),
                invite.headers().first("From").orElseThrow(),
                answer.headers().first("To").orElseThrow(),
                contact(answer),
                routes);
    }

    /** Section 12.1.1: "taken in order". */
    public static Dialog ofCalled(SipRequest invite, String localWithTag) throws SipFormatException {
        return new Dialog(
                invite.callId(),
                localWithTag,
                invite.headers().first("From").orElseThrow(),
                contact(invite),
                invite.headers().values("Record-Route"));
    }

    private static String contact(SipMessage message) throws SipFormatException {
        return message.address("Contact").uri();
    }

    /** Where the next request goes: the first route, or the target. */
    public SipUri next() throws SipFormatException {
        return routes.isEmpty()
                ? SipUri.parse(target)
                : NameAddress.parse(routes.get(0)).sipUri();
    }

    /** The headers of a request in this dialog, from Max-Forwards to Route; Via is to be put before them. */
    public SipHeaders headers(long sequence, String method) {
        SipHeaders headers = SipHeaders.EMPTY
                .with("Max-Forwards", "70")
                .with("From", local)
                .with("To", remote)
                .with("Call-ID", callId)
                .with("CSeq", sequence + " " + method);
        for (String route : routes) {
            headers = headers.with("Route", route);
        }
        return headers;
    }
}
