package org.linekeeper.bench.generator;

import org.linekeeper.bench.octets.Octets;
import org.linekeeper.bench.octets.Span;

/** What the caller sends to one target. For one thread. */
final class CallerMessages {
    private static final byte[] ACK = Octets.ascii("ACK ");
    private static final byte[] BYE = Octets.ascii("BYE ");
    private static final byte[] ROUTE = Octets.ascii("\r\nRoute: ");
    private static final byte[] FROM = Octets.ascii("\r\nFrom: ");
    private static final byte[] TO = Octets.ascii("\r\nTo: ");
    private static final byte[] CALL_ID = Octets.ascii("\r\nCall-ID: ");
    private static final byte[] ACK_END = Octets.ascii("\r\nCSeq: 1 ACK\r\nContent-Length: 0\r\n\r\n");
    private static final byte[] BYE_END = Octets.ascii("\r\nCSeq: 2 BYE\r\nContent-Length: 0\r\n\r\n");
    private static final byte[] END = Octets.ascii("\r\n\r\n");

    private final Template invite;
    private final Template refusalAck;
    private final byte[] ackVia;
    private final byte[] byeVia;
    private final byte[] viaEnd = Octets.ascii(";rport\r\nMax-Forwards: 70");
    private final MessageWriter writer = new MessageWriter();
    private final Span uri = new Span();

    /**
     * @param own address and port of the caller
     * @param target address and port that it calls
     * @param run tells the Call-IDs of this process from those of others
     * @param lines users that are called in turn
     */
    CallerMessages(String own, String target, String run, int lines) {
        String host = own.substring(0, own.lastIndexOf(':'));
        String via = " SIP/2.0\r\nVia: SIP/2.0/UDP " + own + ";branch=z9hG4bK";
        String inviteStart = "INVITE sip:@@@@@" + target + via + "i########" + run + ";rport\r\nMax-Forwards: 70\r\n";
        String from = "From: \"Bench\" <sip:+15550001234@" + host + ">;tag=f########\r\n";
        String callId = "Call-ID: ########-" + run + "@" + host + "\r\n";
        String description = description(host);
        invite = new Template(
                inviteStart
                        + from
                        + "To: <sip:@@@@@" + target + ">\r\n"
                        + callId
                        + "CSeq: 1 INVITE\r\n"
                        + "Contact: <sip:bench@" + own + ";transport=UDP>\r\n"
                        + "Allow: INVITE, ACK, CANCEL, BYE, OPTIONS\r\n"
                        + "User-Agent: bench\r\n"
                        + "Content-Type: application/sdp\r\n"
                        + "Content-Length: " + description.length() + "\r\n\r\n"
                        + description,
                lines);
        // RFC 3261 17.1.1.3: the ACK of a refusal has the Request-URI, From, Call-ID and topmost Via of the INVITE, and
        // the To of the response.
        refusalAck = new Template(
                inviteStart.replace("INVITE ", "ACK ") + from + callId + "CSeq: 1 ACK\r\nContent-Length: 0\r\nTo: ",
                lines);
        ackVia = Octets.ascii(via + "a");
        byeVia = Octets.ascii(via + "b");
    }

    private static String description(String host) {
        return "v=0\r\no=phone 3771 1 IN IP4 " + host + "\r\ns=########\r\nc=IN IP4 " + host
                + "\r\nt=0 0\r\nm=audio 40000 RTP/AVP 0 8 101\r\na=rtpmap:0 PCMU/8000\r\na=rtpmap:8 PCMA/8000\r\n"
                + "a=rtpmap:101 telephone-event/8000\r\na=fmtp:101 0-16\r\na=ptime:20\r\na=sendrecv\r\n";
    }

    void sendInvite(Path path, int number) {
        path.send(Lane.INVITE, invite.fill(number), invite.length());
    }

    /** The ACK of a 2xx, which holds all that it needs. */
    void sendAck(Path path, SipScan ok, int number) {
        inDialog(ACK, ackVia, ok, number).put(ACK_END).send(path, Lane.ACK);
    }

    /** The BYE of the dialog that a 2xx made. */
    byte[] bye(SipScan ok, int number, byte[] last) {
        MessageWriter bye = inDialog(BYE, byeVia, ok, number).put(BYE_END);
        return bye.fits() ? bye.copy(last) : new byte[0];
    }

    void sendRefusalAck(Path path, SipScan refusal, int number) {
        writer.begin(refusalAck.fill(number))
                .put(refusal.bytes(), refusal.to)
                .put(END)
                .send(path, Lane.ACK);
    }

    /** RFC 3261 12.1.2 and 12.2.1.1: the remote target is the Contact, the route set the Record-Route values in reverse order. */
    private MessageWriter inDialog(byte[] method, byte[] via, SipScan ok, int number) {
        byte[] in = ok.bytes();
        ok.uriOf(ok.contact, uri);
        writer.begin(method).put(in, uri).put(via).putNumber(number).put(viaEnd);
        for (int i = ok.recordRoutes.size() - 1; i >= 0; i--) {
            writer.put(ROUTE).put(in, ok.recordRoutes.get(i));
        }
        return writer.put(FROM)
                .put(in, ok.from)
                .put(TO)
                .put(in, ok.to)
                .put(CALL_ID)
                .put(in, ok.callId);
    }
}
