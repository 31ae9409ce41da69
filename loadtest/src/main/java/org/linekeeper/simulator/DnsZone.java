package org.linekeeper.simulator;

import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;

/** The records that a {@link DnsServer} is the authority for. Names are given without the final dot. Any thread. */
public final class DnsZone {
    /** One record's content. */
    public sealed interface Data {
        String type();
    }

    /** RFC 2782. */
    public record Srv(int priority, int weight, int port, String target) implements Data {
        @Override
        public String type() {
            return "SRV";
        }

        @Override
        public String toString() {
            return "SRV " + priority + " " + weight + " " + port + " " + target;
        }
    }

    /** RFC 3403; the regular expression is always empty. */
    public record Naptr(int order, int preference, String flags, String service, String replacement) implements Data {
        @Override
        public String type() {
            return "NAPTR";
        }

        @Override
        public String toString() {
            return "NAPTR " + order + " " + preference + " \"" + flags + "\" \"" + service + "\" " + replacement;
        }
    }

    /** A or AAAA, as the address is. */
    public record Address(InetAddress address) implements Data {
        /** An address literal; no name is looked up. */
        public static Address of(String literal) {
            byte[] bytes = NetUtil.createByteArrayFromIpAddressString(literal);
            if (bytes == null) {
                throw new IllegalArgumentException("not an address: " + literal);
            }
            try {
                return new Address(InetAddress.getByAddress(bytes));
            } catch (UnknownHostException e) {
                throw new IllegalArgumentException("not an address: " + literal, e);
            }
        }

        @Override
        public String type() {
            return address.getAddress().length == 4 ? "A" : "AAAA";
        }

        @Override
        public String toString() {
            return type() + " " + address.getHostAddress();
        }
    }

    /** RFC 1035 section 3.3.1. */
    public record Cname(String target) implements Data {
        @Override
        public String type() {
            return "CNAME";
        }

        @Override
        public String toString() {
            return "CNAME " + target;
        }
    }

    /** A record with its owner and its TTL in seconds. */
    public record Entry(String name, int ttl, Data data) {
        public Entry {
            name = canonical(name);
        }
    }

    private final List<Entry> entries = new CopyOnWriteArrayList<>();

    public DnsZone add(String name, int ttl, Data data) {
        entries.add(new Entry(name, ttl, data));
        return this;
    }

    /** Takes away every record of that owner. */
    public void remove(String name) {
        entries.removeIf(entry -> entry.name().equals(canonical(name)));
    }

    List<Entry> of(String name) {
        return entries.stream()
                .filter(entry -> entry.name().equals(canonical(name)))
                .toList();
    }

    /** RFC 8020: a name exists also when there is only something below it. */
    boolean exists(String name) {
        String canonical = canonical(name);
        return entries.stream()
                .anyMatch(
                        entry -> entry.name().equals(canonical) || entry.name().endsWith("." + canonical));
    }

    static String canonical(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
    }
}
