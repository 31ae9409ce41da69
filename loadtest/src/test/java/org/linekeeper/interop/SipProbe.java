package org.linekeeper.interop;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** Sends OPTIONS over UDP, to see whether a SIP server answers 200. */
final class SipProbe {
    private SipProbe() {}

    static boolean answers(InetSocketAddress server) {
        try (DatagramSocket socket = new DatagramSocket(0, server.getAddress())) {
            socket.setSoTimeout(200);
            String us = socket.getLocalAddress().getHostAddress() + ":" + socket.getLocalPort();
            String id = UUID.randomUUID().toString();
            byte[] options = """
                    OPTIONS sip:%s SIP/2.0
                    Via: SIP/2.0/UDP %s;branch=z9hG4bK%s
                    Max-Forwards: 70
                    From: <sip:probe@%s>;tag=1
                    To: <sip:%s>
                    Call-ID: %s
                    CSeq: 1 OPTIONS
                    Content-Length: 0

                    """.formatted(Ports.text(server), us, id, us, Ports.text(server), id)
                    .replace("\n", "\r\n")
                    .getBytes(StandardCharsets.US_ASCII);
            socket.send(new DatagramPacket(options, options.length, server));
            DatagramPacket answer = new DatagramPacket(new byte[4096], 4096);
            socket.receive(answer);
            return new String(answer.getData(), 0, answer.getLength(), StandardCharsets.US_ASCII)
                    .startsWith("SIP/2.0 200");
        } catch (IOException notYet) {
            return false;
        }
    }
}
