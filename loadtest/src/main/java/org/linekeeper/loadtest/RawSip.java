package org.linekeeper.loadtest;

import java.io.IOException;
import java.io.InputStream;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends bytes as they are and reads the status codes of what comes back. Not a SIP parser: what it sends is broken on purpose. */
final class RawSip {
    private static final Logger LOG = LoggerFactory.getLogger(RawSip.class);
    private static final Pattern STATUS = Pattern.compile("(?m)^SIP/2\\.0 ([1-6][0-9][0-9]) ");
    private static final Pattern BRANCH = Pattern.compile("branch=z9hG4bK[A-Za-z0-9.-]*[A-Za-z0-9]");
    private static final Pattern CALL_ID = Pattern.compile("(?im)^(?:call-id|i)\\s*:\\s*(\\S+)");
    private static final Pattern REPLY_START = Pattern.compile("(?m)(?=^SIP/2\\.0 [1-6])");
    private static final int DEFAULT_PORT = 5060;

    private final InetSocketAddress target;
    private final InetAddress own;
    private final Duration patience;

    /**
     * Makes a player.
     *
     * @param own where it sends from; the ports that the messages name must be free there
     * @param patience how long replies are awaited
     */
    RawSip(InetSocketAddress target, InetAddress own, Duration patience) {
        this.target = target;
        this.own = own;
        this.patience = patience;
    }

    /**
     * One datagram. The Vias of the messages name foreign hosts and have no rport. RFC 3261 section 18.2.2: the reply goes to
     * the address in {@code received}, which is ours, and "to the port indicated in the "sent-by" value, or the default port
     * 5060" - so that port is listened at as well.
     */
    TortureMessage.Outcome datagram(byte[] message) throws IOException {
        List<Integer> statuses = new ArrayList<>();
        int sentBy = sentByPort(message);
        try (DatagramSocket socket = new DatagramSocket(new InetSocketAddress(own, sentBy))) {
            socket.send(new DatagramPacket(message, message.length, target));
            long deadline = System.nanoTime() + patience.toNanos();
            while (true) {
                long left = (deadline - System.nanoTime()) / 1_000_000;
                if (left <= 0) {
                    return new TortureMessage.Outcome(statuses, false);
                }
                socket.setSoTimeout((int) left);
                DatagramPacket reply = new DatagramPacket(new byte[65_535], 65_535);
                try {
                    socket.receive(reply);
                } catch (SocketTimeoutException e) {
                    return new TortureMessage.Outcome(statuses, false);
                }
                String text = new String(reply.getData(), 0, reply.getLength(), StandardCharsets.ISO_8859_1);
                if (answers(text, message) && collect(text, statuses)) {
                    return new TortureMessage.Outcome(statuses, false);
                }
            }
        }
    }

    /** One message on a connection of its own; replies are awaited until a final one, the end of the stream or patience's end. */
    TortureMessage.Outcome stream(byte[] message) throws IOException {
        StringBuilder received = new StringBuilder();
        boolean closed = false;
        try (Socket socket = new Socket()) {
            socket.bind(new InetSocketAddress(own, 0));
            socket.connect(target, (int) patience.toMillis());
            socket.getOutputStream().write(message);
            socket.getOutputStream().flush();
            InputStream in = socket.getInputStream();
            long deadline = System.nanoTime() + patience.toNanos();
            byte[] buffer = new byte[65_535];
            List<Integer> statuses = new ArrayList<>();
            while (!collect(replies(received, message), statuses)) {
                long left = (deadline - System.nanoTime()) / 1_000_000;
                if (left <= 0) {
                    break;
                }
                socket.setSoTimeout((int) left);
                int count = in.read(buffer);
                if (count < 0) {
                    closed = true;
                    break;
                }
                received.append(new String(buffer, 0, count, StandardCharsets.ISO_8859_1));
                statuses.clear();
            }
        } catch (SocketTimeoutException e) {
            closed = false;
        } catch (IOException e) {
            // A reset while the stream is read is a closed stream too.
            closed = true;
        }
        List<Integer> statuses = new ArrayList<>();
        collect(replies(received, message), statuses);
        return new TortureMessage.Outcome(statuses, closed);
    }

    /** Whether the target still answers OPTIONS, within three tries. */
    boolean alive() throws IOException {
        for (int i = 0; i < 3; i++) {
            String host = own.getHostAddress();
            String id = UUID.randomUUID().toString();
            String options = "OPTIONS sip:" + target.getAddress().getHostAddress() + ":" + target.getPort()
                    + " SIP/2.0\r\n"
                    + "Via: SIP/2.0/UDP " + host + ":9;rport;branch=z9hG4bK" + id + "\r\nMax-Forwards: 70\r\n"
                    + "From: <sip:alive@" + host + ">;tag=alive\r\nTo: <sip:alive@" + host + ">\r\nCall-ID: " + id
                    + "\r\nCSeq: 1 OPTIONS\r\nContact: <sip:alive@" + host + ":9>\r\nContent-Length: 0\r\n\r\n";
            try (DatagramSocket socket = new DatagramSocket(new InetSocketAddress(own, 0))) {
                byte[] bytes = options.getBytes(StandardCharsets.ISO_8859_1);
                socket.send(new DatagramPacket(bytes, bytes.length, target));
                socket.setSoTimeout((int) patience.toMillis());
                DatagramPacket reply = new DatagramPacket(new byte[65_535], 65_535);
                socket.receive(reply);
                if (new String(reply.getData(), 0, reply.getLength(), StandardCharsets.ISO_8859_1).contains(id)) {
                    return true;
                }
            } catch (SocketTimeoutException e) {
                LOG.debug("no answer to OPTIONS, try {}", i + 1, e);
            }
        }
        return false;
    }

    /** What of the received stream answers the message. */
    private static String replies(CharSequence received, byte[] message) {
        StringBuilder replies = new StringBuilder();
        for (String reply : REPLY_START.split(received, -1)) {
            if (answers(reply, message)) {
                replies.append(reply).append('\n');
            }
        }
        return replies.toString();
    }

    /**
     * Whether the reply is for this message, and not for one before it, whose response comes again until it gets an ACK, or for
     * one behind it in the same file. A reply to a message without Call-ID always is.
     */
    private static boolean answers(String reply, byte[] message) {
        Matcher sent = CALL_ID.matcher(new String(message, StandardCharsets.ISO_8859_1));
        Matcher got = CALL_ID.matcher(reply);
        return !sent.find() || !got.find() || sent.group(1).equals(got.group(1));
    }

    /** Adds the status codes in the text; whether a final one is among them. */
    private static boolean collect(String text, List<Integer> statuses) {
        Matcher status = STATUS.matcher(text);
        boolean finalOne = false;
        while (status.find()) {
            int code = Integer.parseInt(status.group(1));
            statuses.add(code);
            finalOne |= code >= 200;
        }
        return finalOne;
    }

    /**
     * The message with another last letter in its first branch, the same otherwise: sent twice unchanged, the second would be
     * a repetition of the first, which a server answers over the first's transport (RFC 3261 section 17.2.3).
     */
    static byte[] otherBranch(byte[] message) {
        Matcher branch = BRANCH.matcher(new String(message, StandardCharsets.ISO_8859_1));
        byte[] copy = message.clone();
        if (branch.find()) {
            int last = branch.end() - 1;
            copy[last] = (byte) (copy[last] == 't' ? 'u' : 't');
        }
        return copy;
    }

    private static int sentByPort(byte[] message) {
        String text = new String(message, StandardCharsets.ISO_8859_1);
        Matcher via = Pattern.compile(
                        "(?im)^(?:via|v)\\s*:\\s*SIP\\s*/\\s*2\\.0\\s*/\\s*\\S+\\s+(?:\\[[^\\]]*]|[^\\s:;,]+)"
                                + "(?:\\s*:\\s*([0-9]{1,5}))?")
                .matcher(text);
        if (!via.find() || via.group(1) == null) {
            return DEFAULT_PORT;
        }
        int port = Integer.parseInt(via.group(1));
        return port > 0 && port < 65_536 ? port : DEFAULT_PORT;
    }
}
