package org.linekeeper.config.model;

import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An address block such as {@code 192.0.2.0/24} or {@code 2001:db8::/32}. Equal blocks contain the same addresses.
 *
 * @param network the first address; made so from any other one of the block
 * @param prefixLength 0 to 32, or to 128 for IPv6
 */
public record Cidr(InetAddress network, int prefixLength) {
    private static final Pattern LENGTH = Pattern.compile("0|[1-9][0-9]{0,2}");

    public Cidr {
        if (prefixLength < 0 || prefixLength > network.getAddress().length * 8) {
            throw new IllegalArgumentException("prefix length " + prefixLength + " of " + network.getHostAddress());
        }
        network = first(network, prefixLength);
    }

    private static InetAddress first(InetAddress address, int prefixLength) {
        byte[] bytes = address.getAddress();
        int whole = prefixLength / 8;
        if (whole == bytes.length) {
            return address;
        }
        bytes[whole] &= (byte) (0xff00 >> prefixLength % 8);
        Arrays.fill(bytes, whole + 1, bytes.length, (byte) 0);
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("an address of " + bytes.length + " bytes", e);
        }
    }

    /**
     * Reads {@code 192.0.2.0/24}, {@code 2001:db8::/32}, or a single address; empty when it is none of them, or when bits
     * beyond the prefix are set, for then nobody can tell what was meant.
     */
    public static Optional<Cidr> parse(String text) {
        int slash = text.indexOf('/');
        String literal = slash < 0 ? text : text.substring(0, slash);
        return Hosts.address(literal).flatMap(network -> {
            int bits = network.getAddress().length * 8;
            // The JDK turns ::ffff:192.0.2.0 into an IPv4 address, whose prefix length then counts from elsewhere.
            boolean mapped = bits == 32 && literal.indexOf(':') >= 0;
            String length = slash < 0 ? String.valueOf(bits) : text.substring(slash + 1);
            if (mapped || !LENGTH.matcher(length).matches() || Integer.parseInt(length) > bits) {
                return Optional.empty();
            }
            int prefix = Integer.parseInt(length);
            BigInteger beyond = BigInteger.ONE.shiftLeft(bits - prefix).subtract(BigInteger.ONE);
            boolean clean = new BigInteger(1, network.getAddress()).and(beyond).signum() == 0;
            return clean ? Optional.of(new Cidr(network, prefix)) : Optional.empty();
        });
    }

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
