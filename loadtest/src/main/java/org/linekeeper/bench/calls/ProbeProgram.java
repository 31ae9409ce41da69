package org.linekeeper.bench.calls;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Places one call after the other and prints the microseconds from INVITE to 180 of each: SIPp's own clock moves in steps of some
 * milliseconds. A program of its own, so that it can be bound to a core.
 */
final class ProbeProgram {
    private static final int PATIENCE_MILLIS = 4_000;
    private static final int WARM_UP = 50;
    private static final Pattern TO = Pattern.compile("(?m)^To: (.*?)\r?$");
    private static final Pattern CONTACT = Pattern.compile("(?m)^Contact: <([^>]*)>");

    private final DatagramSocket socket;
    private final InetSocketAddress target;
    private final String here;
    private final String user;
    private final byte[] buffer = new byte[8_192];
    private int branches;

    private ProbeProgram(DatagramSocket socket, InetSocketAddress target, String user) {
        this.socket = socket;
        this.target = target;
        this.user = user;
        this.here = socket.getLocalAddress().getHostAddress() + ":" + socket.getLocalPort();
    }

    /** Arguments: own address and port, address and port to call, user to call, calls, calls a second. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        InetSocketAddress own = new InetSocketAddress(arguments[0], Integer.parseInt(arguments[1]));
        InetSocketAddress target = new InetSocketAddress(arguments[2], Integer.parseInt(arguments[3]));
        int calls = Integer.parseInt(arguments[5]);
        long gapNanos = 1_000_000_000L / Integer.parseInt(arguments[6]);
        try (DatagramSocket socket = new DatagramSocket(own)) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            ProbeProgram probe = new ProbeProgram(socket, target, arguments[4]);
            long next = System.nanoTime();
            for (int call = 0; call < calls + WARM_UP; call++) {
                long micros = probe.call(call);
                // Its own code is compiled by and by.
                if (call >= WARM_UP) {
                    System.out.println(micros);
                }
                next += gapNanos;
                long pause = next - System.nanoTime();
                if (pause > 0) {
                    Thread.sleep(pause / 1_000_000, (int) (pause % 1_000_000));
                }
            }
        }
    }

    /** Calls that a run of so many places, those before the first that is told too. */
    static int placed(int calls) {
        return calls + WARM_UP;
    }

    private long call(int number) throws IOException {
        String callId = "probe-" + ProcessHandle.current().pid() + "-" + number;
        long sent = System.nanoTime();
        send("INVITE", "sip:" + user + "@" + address(), callId, 1, "");
        long rang = 0;
        while (true) {
            String response = receive(callId);
            if (response.startsWith("SIP/2.0 1") && !response.startsWith("SIP/2.0 100") && rang == 0) {
                rang = System.nanoTime();
            } else if (response.startsWith("SIP/2.0 2")) {
                Matcher to = TO.matcher(response);
                Matcher contact = CONTACT.matcher(response);
                if (!to.find() || !contact.find()) {
                    throw new IOException("no dialog: " + response);
                }
                send("ACK", contact.group(1), callId, 1, to.group(1));
                send("BYE", contact.group(1), callId, 2, to.group(1));
                String last = receive(callId);
                while (!last.contains(" BYE\r\n")) {
                    // The 200 to INVITE, again.
                    last = receive(callId);
                }
                return (rang - sent) / 1_000;
            } else if (!response.startsWith("SIP/2.0 1")) {
                throw new IOException("the call failed: " + response);
            }
        }
    }

    private String receive(String callId) throws IOException {
        while (true) {
            DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
            try {
                socket.receive(packet);
            } catch (SocketTimeoutException e) {
                throw new IOException("no answer to " + callId, e);
            }
            String text = new String(buffer, 0, packet.getLength(), StandardCharsets.ISO_8859_1);
            if (text.contains(callId)) {
                return text;
            }
        }
    }

    private String address() {
        return CallPlaces.text(target);
    }

    private void send(String method, String uri, String callId, int cseq, String to) throws IOException {
        String body = method.equals("INVITE")
                ? "v=0\r\no=probe 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\nm=audio 40000 RTP/AVP 0\r\n"
                : "";
        String text = method + " " + uri + " SIP/2.0\r\n"
                + "Via: SIP/2.0/UDP " + here + ";branch=z9hG4bKprobe" + callId + "." + branches++ + ";rport\r\n"
                + "Max-Forwards: 70\r\n"
                + "From: <sip:+15550009999@" + here + ">;tag=" + callId + "\r\n"
                + "To: " + (to.isEmpty() ? "<sip:" + user + "@" + address() + ">" : to) + "\r\n"
                + "Call-ID: " + callId + "\r\n"
                + "CSeq: " + cseq + " " + method + "\r\n"
                + "Contact: <sip:probe@" + here + ">\r\n"
                + (body.isEmpty() ? "" : "Content-Type: application/sdp\r\n")
                + "Content-Length: " + body.length() + "\r\n\r\n" + body;
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        socket.send(new DatagramPacket(bytes, bytes.length, target));
    }
}
