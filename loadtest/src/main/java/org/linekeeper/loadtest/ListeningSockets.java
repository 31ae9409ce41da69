package org.linekeeper.loadtest;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** Whether a program listens at an IPv4 address, read from the kernel's table so that the program notices nothing. */
final class ListeningSockets {
    /** TCP state LISTEN and the state of an unconnected UDP socket in {@code /proc/net}. */
    private static final String TCP_LISTEN = "0A";

    private static final String UDP_UNCONNECTED = "07";

    private ListeningSockets() {}

    static boolean udp(InetSocketAddress address) throws IOException {
        return listed(Path.of("/proc/net/udp"), address, UDP_UNCONNECTED);
    }

    static boolean tcp(InetSocketAddress address) throws IOException {
        return listed(Path.of("/proc/net/tcp"), address, TCP_LISTEN);
    }

    private static boolean listed(Path table, InetSocketAddress address, String state) throws IOException {
        String local = hex(address);
        return Files.readAllLines(table).stream()
                .map(line -> line.trim().split("\\s+", -1))
                .anyMatch(columns -> columns.length > 3 && columns[1].equals(local) && columns[3].equals(state));
    }

    private static String hex(InetSocketAddress address) {
        byte[] ip = address.getAddress().getAddress();
        return String.format(
                Locale.ROOT,
                "%02X%02X%02X%02X:%04X",
                ip[3] & 0xff,
                ip[2] & 0xff,
                ip[1] & 0xff,
                ip[0] & 0xff,
                address.getPort());
    }
}
