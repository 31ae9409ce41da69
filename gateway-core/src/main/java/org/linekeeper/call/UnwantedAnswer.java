package org.linekeeper.call;

import java.net.InetAddress;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.sip.ClientTransaction;
import javax.sip.Dialog;
import javax.sip.InvalidArgumentException;
import javax.sip.SipException;
import javax.sip.address.URI;
import javax.sip.header.ContactHeader;
import javax.sip.header.RecordRouteHeader;
import javax.sip.header.ViaHeader;
import javax.sip.message.Request;
import javax.sip.message.Response;
import org.jspecify.annotations.Nullable;
import org.linekeeper.dns.Target;
import org.linekeeper.sip.transport.ListenerSettings;
import org.linekeeper.sip.transport.MessageSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends a dialog that nobody wants: a 2xx of a second fork, or one that came after all was over. Written from the response alone,
 * and sent to where it came from, whatever its Contact says, so that a forged answer cannot point us at others.
 *
 * <p>RFC 3261 13.2.2.4: "If, after acknowledging any 2xx response to an INVITE, the UAC does not want to continue with that dialog,
 * then the UAC MUST terminate the dialog by sending a BYE request".
 */
final class UnwantedAnswer {
    private static final Logger log = LoggerFactory.getLogger(UnwantedAnswer.class);

    private final CallTools tools;

    UnwantedAnswer(CallTools tools) {
        this.tools = tools;
    }

    void end(Response response) {
        Optional<MessageSource> source = tools.stack().source(response);
        if (source.isEmpty() || response.getHeader(ContactHeader.NAME) == null) {
            return;
        }
        InetAddress address = source.get().remote().getAddress();
        String listener = source.get().listener();
        Target target = new Target(
                source.get().transport(),
                source.get().remote(),
                address.getHostAddress(),
                localName(response, tools.stack().listener(listener)));
        try {
            long cseq = SipMessages.cseq(response);
            Request ack = request(Request.ACK, cseq, response);
            ack.addHeader(via(tools.stack().listener(listener)));
            tools.stack().pin(ack, target);
            tools.stack().provider(listener).sendRequest(ack);
            ClientTransaction bye =
                    tools.stack().clientTransaction(request(Request.BYE, cseq + 1, response), target, listener);
            bye.setApplicationData(new Nobody());
            bye.sendRequest();
        } catch (SipException | ParseException | InvalidArgumentException | RuntimeException e) {
            log.warn("Call-ID {}: unwanted answer not ended: {}", SipMessages.callId(response), e.toString());
        }
    }

    /** The name under which the INVITE went: the response brings our Via back. */
    private static String localName(Response response, ListenerSettings listener) {
        String sentBy = response.getHeader(ViaHeader.NAME) instanceof ViaHeader via ? via.getHost() : "";
        return sentBy.equalsIgnoreCase(listener.advertisedHost()) ? "" : sentBy.toLowerCase(Locale.ROOT);
    }

    private Request request(String method, long cseq, Response response)
            throws ParseException, InvalidArgumentException {
        SipMessages messages = tools.messages();
        URI remoteTarget = ((ContactHeader) response.getHeader(ContactHeader.NAME))
                .getAddress()
                .getURI();
        Request request = messages.inDialog(method, (URI) remoteTarget.clone(), cseq, response);
        List<RecordRouteHeader> recorded = new ArrayList<>(
                SipMessages.listed(response.getHeaders(RecordRouteHeader.NAME), RecordRouteHeader.class));
        // RFC 3261 12.1.2: "The route set MUST be set to the list of URIs in the Record-Route header field from the
        // response, taken in reverse order"
        Collections.reverse(recorded);
        for (RecordRouteHeader route : recorded) {
            request.addHeader(messages.headers().createRouteHeader(route.getAddress()));
        }
        return request;
    }

    private ViaHeader via(ListenerSettings listener) throws ParseException, InvalidArgumentException {
        return tools.messages()
                .headers()
                .createViaHeader(
                        listener.advertisedHost(),
                        listener.advertisedPort(),
                        listener.transport().token(),
                        "z9hG4bK" + tools.ports().ids().get());
    }

    /** Nobody waits for the answer to such a BYE. */
    private static final class Nobody implements ResponseTaker {
        @Override
        public void response(Response response, @Nullable Dialog dialog) {
            // Whatever it says, the dialog is over for us.
        }

        @Override
        public void timedOut() {
            // The far side drops the dialog by itself when its answer is not acknowledged.
        }
    }
}
