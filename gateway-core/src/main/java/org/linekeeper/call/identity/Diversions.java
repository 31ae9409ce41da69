package org.linekeeper.call.identity;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * From whom a call was sent on before, the first one first: read from History-Info (RFC 7044) or Diversion (RFC 5806), written as
 * either, as RFC 7544 maps them.
 *
 * @param all at most {@link #MOST}, the latest ones
 * @param count how many there were by what the message says, also those that it does not name
 */
public record Diversions(List<Diversion> all, int count) {
    public static final Diversions NONE = new Diversions(List.of(), 0);

    /** A call that was sent on more often than this goes in circles. */
    public static final int MOST = 10;

    /** As many values are read of a header; more than that are not counted. */
    private static final int MOST_VALUES = 64;

    public Diversions {
        all = List.copyOf(all.size() > MOST ? all.subList(all.size() - MOST, all.size()) : all);
    }

    /**
     * Reads both headers. Where both are, History-Info counts, for it tells more (RFC 7544 section 5).
     *
     * @param historyInfo values of History-Info headers
     * @param diversion values of Diversion headers
     * @param privacy of the whole message
     */
    public static Diversions read(List<String> historyInfo, List<String> diversion, Privacy privacy) {
        Diversions history = history(historyInfo, privacy);
        return history.all().isEmpty() ? diversion(diversion, privacy) : history;
    }

    public boolean isEmpty() {
        return all.isEmpty();
    }

    public boolean goInCircles() {
        return count > MOST;
    }

    /** The same with numbers written otherwise. */
    public Diversions as(UnaryOperator<String> written) {
        return isEmpty()
                ? this
                : new Diversions(
                        all.stream()
                                .map(each -> each.as(written.apply(each.user())))
                                .toList(),
                        count);
    }

    /** Those that were asked before, the latest first. */
    public List<String> usersLatestFirst() {
        List<String> users = new ArrayList<>(all.stream().map(Diversion::user).toList());
        Collections.reverse(users);
        return users;
    }

    private static Diversions history(List<String> headers, Privacy privacy) {
        if (headers.isEmpty()) {
            return NONE;
        }
        List<NamedUri> entries = NamedUri.split(headers, MOST_VALUES).stream()
                .map(NamedUri::parse)
                .toList();
        List<Diversion> found = new ArrayList<>();
        for (int i = 0; i < entries.size(); i++) {
            NamedUri entry = entries.get(i);
            Optional<String> cause = cause(entry);
            if (cause.isEmpty() && i + 1 < entries.size()) {
                // RFC 4458: the cause of a retargeting may stand with the target instead.
                cause = NamedUri.parameter(entries.get(i + 1).uriParameters(), "cause");
            }
            if (cause.isPresent() && !entry.user().isEmpty()) {
                boolean hidden = privacy.hidesHistory()
                        || header(entry, "privacy")
                                .map(value -> Privacy.parse(List.of(value)).hidesHistory())
                                .orElse(false);
                found.add(new Diversion(entry.user(), Diversion.Cause.ofCode(cause.get()), hidden));
            }
        }
        return new Diversions(found, found.size());
    }

    /** The cause in a Reason header within the URI, escaped or not: {@code ?Reason=SIP;cause=302;text="..."}. */
    private static Optional<String> cause(NamedUri entry) {
        return header(entry, "reason").flatMap(reason -> NamedUri.parameter(reason, "cause"));
    }

    private static Optional<String> header(NamedUri entry, String name) {
        for (String header : entry.uriHeaders().split("&", -1)) {
            int equals = header.indexOf('=');
            if (equals > 0 && header.substring(0, equals).trim().equalsIgnoreCase(name)) {
                return Optional.of(header.substring(equals + 1));
            }
        }
        return Optional.empty();
    }

    private static Diversions diversion(List<String> headers, Privacy privacy) {
        if (headers.isEmpty()) {
            return NONE;
        }
        List<Diversion> found = new ArrayList<>();
        int count = 0;
        for (String value : NamedUri.split(headers, MOST_VALUES)) {
            NamedUri entry = NamedUri.parse(value);
            // RFC 5806 4: the counter tells how often this address sent the call on; absent it is one.
            count += NamedUri.parameter(entry.parameters(), "counter")
                    .filter(digits -> digits.matches("[0-9]{1,3}"))
                    .map(Integer::parseInt)
                    .map(times -> Math.max(1, times))
                    .orElse(1);
            if (!entry.user().isEmpty()) {
                boolean hidden = privacy.hidesHistory()
                        || NamedUri.parameter(entry.parameters(), "privacy")
                                .map(value2 -> !value2.equalsIgnoreCase("off"))
                                .orElse(false);
                found.add(new Diversion(
                        entry.user(),
                        Diversion.Cause.ofReason(
                                NamedUri.parameter(entry.parameters(), "reason").orElse("")),
                        hidden));
            }
        }
        // RFC 5806 4: the topmost is the latest.
        Collections.reverse(found);
        return new Diversions(found, count);
    }

    /** Values of Diversion headers, the latest first. */
    public List<String> diversion(String host) {
        List<String> values = new ArrayList<>();
        for (int i = all.size() - 1; i >= 0; i--) {
            Diversion each = all.get(i);
            int counter = i == 0 ? Math.max(1, count - all.size() + 1) : 1;
            values.add("<" + uri(each.user(), host) + ">;reason=" + each.cause().reason() + ";counter=" + counter
                    + ";privacy=" + (each.hidden() ? "full" : "off"));
        }
        return values;
    }

    /**
     * Values of History-Info headers, with the target as the last entry; empty when nobody sent the call on. Who wants to stay
     * unknown is named anonymous (RFC 7044 section 10.1.2).
     */
    public List<String> historyInfo(String target, String host) {
        if (all.isEmpty()) {
            return List.of();
        }
        List<String> values = new ArrayList<>();
        StringBuilder index = new StringBuilder("1");
        String retargeted = "";
        for (Diversion each : all) {
            String uri = each.hidden() ? "sip:anonymous@anonymous.invalid" : uri(each.user(), host);
            values.add("<" + uri + "?Reason=SIP%3Bcause%3D" + each.cause().code()
                    + (each.hidden() ? "&Privacy=history" : "") + ">;index=" + index + retargeted);
            retargeted = ";mp=" + index;
            index.append(".1");
        }
        Diversion last = all.get(all.size() - 1);
        values.add("<" + uri(target, host) + ";cause=" + last.cause().code() + ">;index=" + index + retargeted);
        return values;
    }

    private static String uri(String user, String host) {
        boolean number = user.chars().allMatch(c -> c == '+' || (c >= '0' && c <= '9'));
        return "sip:"
                + (number
                        ? user
                        : URLEncoder.encode(user, StandardCharsets.UTF_8).replace("+", "%20")) + "@" + host
                + (number ? ";user=phone" : "");
    }
}
