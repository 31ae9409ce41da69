package org.linekeeper.config.model;

import java.net.InetAddress;
import java.util.Arrays;

/**
 * An address block such as {@code 192.0.2.0/24} or {@code 2001:db8::/32}.
 *
 * @param network the first address
 * @param prefixLength 0 to 32, or to 128 for IPv6
 */
public record Cidr(InetAddress network, int prefixLength) {
    /** Whether the address lies in this block. */
    public boolean contains(InetAddress address) {
        byte[] ours = network.getAddress();
        byte[] theirs = address.getAddress();
        if (ours.length != theirs.length) {
            return false;
        }
        int whole = prefixLength / 8;
        int rest = prefixLength % 8;
        return Arrays.equals(ours, 0, whole, theirs, 0, whole)
                && (rest == 0 || ((ours[whole] ^ theirs[whole]) & 0xff) >>> (8 - rest) == 0);
    }

    @Override
    public String toString() {
        return network.getHostAddress() + "/" + prefixLength;
    }
}
