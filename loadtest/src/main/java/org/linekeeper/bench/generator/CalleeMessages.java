package org.linekeeper.bench.generator;

import org.linekeeper.bench.octets.Octets;

/** What the callee answers. For one thread. */
final class CalleeMessages {
    private static final byte[] TRYING = Octets.ascii("SIP/2.0 100 Trying");
    private static final byte[] RINGING = Octets.ascii("SIP/2.0 180 Ringing");
    private static final byte[] OK = Octets.ascii("SIP/2.0 200 OK");
    private static final byte[] VIA = Octets.ascii("\r\nVia: ");
    private static final byte[] RECORD_ROUTE = Octets.ascii("\r\nRecord-Route: ");
    private static final byte[] FROM = Octets.ascii("\r\nFrom: ");
    private static final byte[] TO = Octets.ascii("\r\nTo: ");
    private static final byte[] TAG = Octets.ascii(";tag=");
    private static final byte[] CALL_ID = Octets.ascii("\r\nCall-ID: ");
    private static final byte[] CSEQ = Octets.ascii("\r\nCSeq: ");
    private static final byte[] END = Octets.ascii("\r\nContent-Length: 0\r\n\r\n");

    private final byte[] contact;
    private final byte[] description;
    private final MessageWriter writer = new MessageWriter();

    /**
     * @param contact the URI at which the callee is reached within a dialog
     * @param host the address of its media, which nobody sends to
     */
    CalleeMessages(String contact, String host) {
        this.contact = Octets.ascii("\r\nContact: <" + contact + ">");
        String body = "v=0\r\no=- 3771 0 IN IP4 " + host + "\r\ns=session\r\nc=IN IP4 " + host
                + "\r\nt=0 0\r\nm=audio 50436 RTP/AVP 0 101\r\na=rtpmap:0 PCMU/8000\r\n"
                + "a=rtpmap:101 telephone-event/8000\r\na=fmtp:101 0-16\r\na=ptime:20\r\na=sendrecv\r\n";
        description = Octets.ascii("\r\nAllow: INVITE,ACK,OPTIONS,CANCEL,BYE,NOTIFY\r\nContent-Type: application/sdp"
                + "\r\nContent-Length: " + body.length() + "\r\n\r\n" + body);
    }

    void sendTrying(Path path, SipScan invite) {
        answer(TRYING, invite).put(END).send(path, Lane.TRYING);
    }

    void sendRinging(Path path, SipScan invite, int number) {
        tagged(RINGING, invite, number).put(contact).put(END).send(path, Lane.RINGING);
    }

    /** The 200 to INVITE, kept until its ACK. */
    byte[] ok(SipScan invite, int number, byte[] last) {
        MessageWriter ok = tagged(OK, invite, number).put(contact).put(description);
        return ok.fits() ? ok.copy(last) : new byte[0];
    }

    /** The 200 to a re-INVITE. */
    void sendOkAgain(Path path, SipScan invite) {
        answer(OK, invite).put(contact).put(description).send(path, Lane.OTHER);
    }

    /** An answer without a body to a request that has a To tag already, or needs none. */
    void send(Path path, SipScan request, byte[] statusLine) {
        answer(statusLine, request).put(END).send(path, Lane.OTHER);
    }

    /** RFC 3261 8.2.6.2: a response repeats From, Call-ID, CSeq, To and all Via values of its request; 12.1.1: Record-Route too. */
    private MessageWriter answer(byte[] statusLine, SipScan request) {
        byte[] in = request.bytes();
        writer.begin(statusLine);
        for (int i = 0; i < request.vias.size(); i++) {
            writer.put(VIA).put(in, request.vias.get(i));
        }
        for (int i = 0; i < request.recordRoutes.size(); i++) {
            writer.put(RECORD_ROUTE).put(in, request.recordRoutes.get(i));
        }
        return writer.put(FROM)
                .put(in, request.from)
                .put(CALL_ID)
                .put(in, request.callId)
                .put(CSEQ)
                .put(in, request.cseq)
                .put(TO)
                .put(in, request.to);
    }

    private MessageWriter tagged(byte[] statusLine, SipScan request, int number) {
        return answer(statusLine, request).put(TAG).putNumber(number);
    }
}
