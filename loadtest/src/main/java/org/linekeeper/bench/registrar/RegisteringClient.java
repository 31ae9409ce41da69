package org.linekeeper.bench.registrar;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.linekeeper.bench.octets.Octets;

/** A plain client that registers lines, some at a time: it warms the target up, and shows in tests that it works. */
final class RegisteringClient implements AutoCloseable {
    private static final int AT_A_TIME = 64;
    private static final int PATIENCE_MILLIS = 2_000;
    private static final Pattern NONCE = Pattern.compile("nonce=\"([^\"]+)\"");
    private static final Pattern USER = Pattern.compile("To: <sip:([0-9]+)@");

    private final InetSocketAddress target;
    private final DatagramSocket socket;
    private final byte[] buffer = new byte[AnswerWriter.MOST];
    private int branches;

    private RegisteringClient(InetSocketAddress target, DatagramSocket socket) {
        this.target = target;
        this.socket = socket;
    }

    static RegisteringClient to(InetSocketAddress target) throws IOException {
        DatagramSocket socket = new DatagramSocket(new InetSocketAddress(target.getAddress(), 0));
        socket.setSoTimeout(PATIENCE_MILLIS);
        return new RegisteringClient(target, socket);
    }

    /**
     * Registers so many times, over all lines in turn.
     *
     * @throws java.net.SocketTimeoutException when an answer does not come
     */
    static void registerAll(InetSocketAddress target, int lines, int times) throws IOException {
        try (RegisteringClient client = to(target)) {
            for (int done = 0; done < times; done += AT_A_TIME) {
                client.round(done, Math.min(AT_A_TIME, Math.min(lines, times - done)), lines);
            }
        }
    }

    private void round(int first, int count, int lines) throws IOException {
        for (int i = 0; i < count; i++) {
            send(Accounts.user((first + i) % lines), 1, "");
        }
        int accepted = 0;
        while (accepted < count) {
            String answer = receive();
            if (answer.startsWith("SIP/2.0 200")) {
                accepted++;
            } else {
                String user = group(USER, answer).orElseThrow(() -> new IOException("no user in\n" + answer));
                String nonce = nonce(answer).orElseThrow(() -> new IOException("no nonce in\n" + answer));
                String password = Accounts.password(Accounts.line(Long.parseLong(user)));
                send(user, 2, authorization(user, password, nonce, 1));
            }
        }
    }

    static String authorization(String user, String password, String nonce, int nc) {
        DigestCheck digests = new DigestCheck();
        String uri = "sip:" + Accounts.DOMAIN;
        String count = String.format(Locale.ROOT, "%08x", nc);
        String ha1 = digests.hex(user + ":" + Accounts.DOMAIN + ":" + password);
        String ha2 = digests.hex("REGISTER:" + uri);
        String response = digests.hex(ha1 + ":" + nonce + ":" + count + ":c:auth:" + ha2);
        return "Authorization: Digest username=\"" + user + "\", realm=\"" + Accounts.DOMAIN + "\", nonce=\"" + nonce
                + "\", uri=\"" + uri + "\", response=\"" + response + "\", cnonce=\"c\", nc=" + count
                + ", qop=auth, algorithm=MD5\r\n";
    }

    void send(String user, int cseq, String authorization) throws IOException {
        InetSocketAddress own = (InetSocketAddress) socket.getLocalSocketAddress();
        String host = own.getAddress().getHostAddress();
        String place = (host.contains(":") ? "[" + host + "]" : host) + ":" + own.getPort();
        byte[] bytes = Octets.ascii(request(user, cseq, place, "z9hG4bK-" + branches++, authorization, 3_600));
        socket.send(new DatagramPacket(bytes, bytes.length, target));
    }

    static String request(String user, int cseq, String place, String branch, String authorization, int expires) {
        String aor = "<sip:" + user + "@" + Accounts.DOMAIN + ">";
        return "REGISTER sip:" + Accounts.DOMAIN + " SIP/2.0\r\nVia: SIP/2.0/UDP " + place + ";rport;branch=" + branch
                + "\r\nMax-Forwards: 70\r\nFrom: " + aor + ";tag=a\r\nTo: " + aor + "\r\nCall-ID: " + user
                + "\r\nCSeq: " + cseq + " REGISTER\r\nContact: <sip:" + user + "@" + place + ">\r\nExpires: "
                + expires + "\r\n" + authorization + "Content-Length: 0\r\n\r\n";
    }

    String receive() throws IOException {
        DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
        socket.receive(packet);
        return new String(buffer, 0, packet.getLength(), StandardCharsets.US_ASCII);
    }

    static Optional<String> nonce(String answer) {
        return group(NONCE, answer);
    }

    private static Optional<String> group(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    @Override
    public void close() {
        socket.close();
    }
}
