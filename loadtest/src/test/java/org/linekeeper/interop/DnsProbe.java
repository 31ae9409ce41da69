package org.linekeeper.interop;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Asks a DNS server for an address record, to see whether it serves. */
final class DnsProbe {
    private static final int TYPE_A = 1;
    private static final int CLASS_IN = 1;
    private static final int RECURSION_DESIRED = 0x0100;

    private DnsProbe() {}

    static boolean answers(InetSocketAddress server, String name) {
        try (DatagramSocket socket = new DatagramSocket()) {
            socket.setSoTimeout(200);
            byte[] question = question(name);
            socket.send(new DatagramPacket(question, question.length, server));
            DatagramPacket answer = new DatagramPacket(new byte[512], 512);
            socket.receive(answer);
            ByteBuffer header = ByteBuffer.wrap(answer.getData());
            int responseCode = header.getShort(2) & 0x0f;
            int answers = header.getShort(6);
            return responseCode == 0 && answers > 0;
        } catch (IOException notYet) {
            return false;
        }
    }

    private static byte[] question(String name) {
        ByteBuffer question = ByteBuffer.allocate(512);
        question.putShort((short) 0x1234).putShort((short) RECURSION_DESIRED).putShort((short) 1);
        question.putShort((short) 0).putShort((short) 0).putShort((short) 0);
        for (String label : name.split("\\.", -1)) {
            question.put((byte) label.length()).put(label.getBytes(StandardCharsets.US_ASCII));
        }
        question.put((byte) 0).putShort((short) TYPE_A).putShort((short) CLASS_IN);
        byte[] bytes = new byte[question.position()];
        question.flip().get(bytes);
        return bytes;
    }
}
