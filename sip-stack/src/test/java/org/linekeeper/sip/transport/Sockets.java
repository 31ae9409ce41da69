package org.linekeeper.sip.transport;

import java.io.IOException;
import java.io.InputStream;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Plain blocking peers for tests. */
public final class Sockets {
    private Sockets() {}

    public static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    public static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    public static void sendUdp(DatagramSocket socket, String message, InetSocketAddress to) throws IOException {
        byte[] data = bytes(message);
        socket.send(new DatagramPacket(data, data.length, to));
    }

    /** The next datagram; empty text when none comes in time. */
    public static String receiveUdp(DatagramSocket socket, int millis) throws IOException {
        DatagramPacket packet = new DatagramPacket(new byte[65_535], 65_535);
        socket.setSoTimeout(millis);
        try {
            socket.receive(packet);
        } catch (SocketTimeoutException e) {
            return "";
        }
        return text(Arrays.copyOf(packet.getData(), packet.getLength()));
    }

    /** One message with its body; what there was until then when the stream ends or nothing more comes. */
    public static String readMessage(Socket socket, int millis) throws IOException {
        socket.setSoTimeout(millis);
        InputStream in = socket.getInputStream();
        StringBuilder read = new StringBuilder();
        try {
            int wanted = Integer.MAX_VALUE;
            while (read.length() < wanted) {
                int octet = in.read();
                if (octet < 0) {
                    break;
                }
                read.append((char) octet);
                if (wanted == Integer.MAX_VALUE
                        && read.length() >= 4
                        && read.substring(read.length() - 4).equals("\r\n\r\n")) {
                    wanted = read.length() + contentLength(read.toString());
                }
            }
        } catch (SocketTimeoutException e) {
            return read.toString();
        }
        return read.toString();
    }

    /** Whether the peer closes within the time. */
    public static boolean closedWithin(Socket socket, int millis) throws IOException {
        socket.setSoTimeout(millis);
        try {
            socket.getInputStream().readAllBytes();
            return true;
        } catch (SocketTimeoutException e) {
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    private static int contentLength(String head) {
        for (String line : head.lines().toList()) {
            if (line.toLowerCase(java.util.Locale.ROOT).startsWith("content-length:")) {
                return Integer.parseInt(line.substring(15).strip());
            }
        }
        return 0;
    }
}
