package org.linekeeper.interop;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** Tells devices of voice messages through the PBX, as voicemail servers do: nobody has subscribed. */
final class VoicemailServer {
    private VoicemailServer() {}

    /** Sends one NOTIFY about a SIP user; gives the status line of the answer. */
    static String notify(InetSocketAddress pbx, String sipUser, String event, String body) throws IOException {
        try (DatagramSocket socket = new DatagramSocket(0, pbx.getAddress())) {
            socket.setSoTimeout(10_000);
            String us = socket.getLocalAddress().getHostAddress() + ":" + socket.getLocalPort();
            String id = UUID.randomUUID().toString();
            String head = """
                    NOTIFY sip:%1$s@%2$s SIP/2.0
                    Via: SIP/2.0/UDP %3$s;branch=z9hG4bK%4$s
                    Max-Forwards: 70
                    From: <sip:voicemail@%2$s>;tag=1
                    To: <sip:%1$s@%2$s>
                    Call-ID: %4$s
                    CSeq: 1 NOTIFY
                    Contact: <sip:voicemail@%3$s>
                    Event: %5$s
                    Subscription-State: active
                    Content-Type: application/simple-message-summary
                    Content-Length: %6$d

                    """.formatted(sipUser, KamailioPbx.DOMAIN, us, id, event, body.length())
                    .replace("\n", "\r\n");
            byte[] notify = (head + body).getBytes(StandardCharsets.US_ASCII);
            socket.send(new DatagramPacket(notify, notify.length, pbx));
            String answer;
            do {
                DatagramPacket packet = new DatagramPacket(new byte[8192], 8192);
                socket.receive(packet);
                answer = new String(packet.getData(), 0, packet.getLength(), StandardCharsets.US_ASCII);
            } while (answer.startsWith("SIP/2.0 1"));
            return answer.lines().findFirst().orElse("");
        }
    }
}
