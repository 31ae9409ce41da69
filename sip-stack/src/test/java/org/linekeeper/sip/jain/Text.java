package org.linekeeper.sip.jain;

/** Messages of the other side, as text. */
final class Text {
    private static final String SDP = "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\n";

    private Text() {}

    static String request(String method, Peer peer, String callId, int cseq, String toTag, String branch) {
        String body = method.equals("INVITE") ? SDP : "";
        return method + " sip:us@127.77.3.1 SIP/2.0\r\n"
                + "Via: SIP/2.0/" + peer.transport() + " " + peer.hostPort() + ";rport;branch=z9hG4bK" + branch + "\r\n"
                + "Max-Forwards: 70\r\n"
                + "From: \"Them\" <sip:them@pbx.example>;tag=theirtag\r\n"
                + "To: <sip:us@linekeeper.example>" + (toTag.isEmpty() ? "" : ";tag=" + toTag) + "\r\n"
                + "Call-ID: " + callId + "\r\n"
                + "CSeq: " + cseq + " " + method + "\r\n"
                + "Contact: <sip:them@" + peer.hostPort() + ";transport=" + peer.transport() + ">\r\n"
                + (body.isEmpty() ? "" : "Content-Type: application/sdp\r\n")
                + "Content-Length: " + body.length() + "\r\n\r\n" + body;
    }

    /** The value of the first header of that name; empty when it is not there. */
    static String header(String message, String name) {
        return message.lines()
                .filter(line -> line.regionMatches(true, 0, name + ":", 0, name.length() + 1))
                .map(line -> line.substring(name.length() + 1).strip())
                .findFirst()
                .orElse("");
    }

    static String response(String request, int status, Peer peer, String toTag) {
        String to = header(request, "To");
        String tagged = to.contains("tag=") || toTag.isEmpty() ? to : to + ";tag=" + toTag;
        StringBuilder text = new StringBuilder("SIP/2.0 " + status + " Reason\r\n");
        request.lines().filter(line -> line.startsWith("Via:")).forEach(line -> text.append(line)
                .append("\r\n"));
        return text.append("From: " + header(request, "From") + "\r\n")
                .append("To: " + tagged + "\r\n")
                .append("Call-ID: " + header(request, "Call-ID") + "\r\n")
                .append("CSeq: " + header(request, "CSeq") + "\r\n")
                .append("Contact: <sip:them@" + peer.hostPort() + ";transport=" + peer.transport() + ">\r\n")
                .append("Content-Length: 0\r\n\r\n")
                .toString();
    }

    static String branch(String message) {
        String via = header(message, "Via");
        int start = via.indexOf("branch=") + 7;
        int end = via.indexOf(';', start);
        return via.substring(start, end < 0 ? via.length() : end);
    }
}
