package org.linekeeper.simulator.sip;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The header fields of a message, in order. Immutable; names are compared without case, compact forms count as long ones. */
public final class SipHeaders {
    /** The text {@code a=b, c="d"} as a map: names in lower case, quotes taken off. */
    public static Map<String, String> parameters(String text, char separator) {
        return Text.parameters(text, separator);
    }

    /** One header line. */
    public record Header(String name, String value) {}

    public static final SipHeaders EMPTY = new SipHeaders(List.of());

    // RFC 3261 section 7.3.3 and the IANA registry.
    private static final Map<String, String> COMPACT = Map.ofEntries(
            Map.entry("i", "call-id"),
            Map.entry("m", "contact"),
            Map.entry("e", "content-encoding"),
            Map.entry("l", "content-length"),
            Map.entry("c", "content-type"),
            Map.entry("f", "from"),
            Map.entry("s", "subject"),
            Map.entry("k", "supported"),
            Map.entry("t", "to"),
            Map.entry("v", "via"),
            Map.entry("r", "refer-to"),
            Map.entry("b", "referred-by"),
            Map.entry("o", "event"),
            Map.entry("u", "allow-events"));

    private final List<Header> list;

    SipHeaders(List<Header> list) {
        this.list = List.copyOf(list);
    }

    public List<Header> list() {
        return list;
    }

    public Optional<String> first(String name) {
        String wanted = key(name);
        return list.stream()
                .filter(header -> key(header.name()).equals(wanted))
                .map(Header::value)
                .findFirst();
    }

    /** The lines of that name, each unsplit. */
    public List<String> lines(String name) {
        String wanted = key(name);
        return list.stream()
                .filter(header -> key(header.name()).equals(wanted))
                .map(Header::value)
                .toList();
    }

    /** The values of that name, lines split at their commas. Not for credentials and dates, which contain commas. */
    public List<String> values(String name) {
        List<String> values = new ArrayList<>();
        lines(name).forEach(line -> values.addAll(Text.split(line, ',')));
        return values;
    }

    public boolean has(String name) {
        return first(name).isPresent();
    }

    public SipHeaders with(String name, String value) {
        List<Header> more = new ArrayList<>(list);
        more.add(new Header(name, value));
        return new SipHeaders(more);
    }

    public SipHeaders withAll(SipHeaders others) {
        List<Header> more = new ArrayList<>(list);
        more.addAll(others.list);
        return new SipHeaders(more);
    }

    public SipHeaders withFirst(String name, String value) {
        List<Header> more = new ArrayList<>();
        more.add(new Header(name, value));
        more.addAll(list);
        return new SipHeaders(more);
    }

    public SipHeaders without(String name) {
        String unwanted = key(name);
        return new SipHeaders(list.stream()
                .filter(header -> !key(header.name()).equals(unwanted))
                .toList());
    }

    /** The same with another value where the name first stands. */
    public SipHeaders replace(String name, String value) {
        String wanted = key(name);
        List<Header> more = new ArrayList<>(list);
        for (int i = 0; i < more.size(); i++) {
            if (key(more.get(i).name()).equals(wanted)) {
                more.set(i, new Header(more.get(i).name(), value));
                return new SipHeaders(more);
            }
        }
        return with(name, value);
    }

    private static String key(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return lower.length() == 1 ? COMPACT.getOrDefault(lower, lower) : lower;
    }
}
