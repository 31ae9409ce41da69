package org.linekeeper.config;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.linekeeper.config.document.Form;
import org.linekeeper.config.document.Form.Reading.Bad;
import org.linekeeper.config.document.Form.Reading.Good;
import org.linekeeper.config.document.Forms;
import org.linekeeper.config.document.Node;
import org.linekeeper.config.model.HostPort;
import org.linekeeper.config.model.Secret;

/** The forms that only settings take: times, sizes, addresses, paths, tokens. */
final class SettingsForms {
    private static final Pattern TIME = Pattern.compile("([0-9]{1,9})(ms|s|m|h|d)");
    private static final Pattern SIZE = Pattern.compile("([0-9]{1,9})(B|KiB|MiB)");
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");
    private static final Pattern LINE = Pattern.compile("[\\x21-\\x7e]([\\x20-\\x7e]{0,126}[\\x21-\\x7e])?");
    private static final Pattern TOKEN = Pattern.compile("[\\x21-\\x7e]{16,256}");

    /** From small to large. */
    private static final List<Map.Entry<String, Duration>> TIME_UNITS = List.of(
            Map.entry("ms", Duration.ofMillis(1)),
            Map.entry("s", Duration.ofSeconds(1)),
            Map.entry("m", Duration.ofMinutes(1)),
            Map.entry("h", Duration.ofHours(1)),
            Map.entry("d", Duration.ofDays(1)));

    /** From small to large. */
    private static final List<Map.Entry<String, Integer>> SIZE_UNITS =
            List.of(Map.entry("B", 1), Map.entry("KiB", 1 << 10), Map.entry("MiB", 1 << 20));

    private SettingsForms() {}

    /** A name for logs and metrics. */
    static Form<String> name() {
        return matching(NAME, "1 to 64 of letters, digits and . _ -, beginning with a letter or digit");
    }

    /** What can stand in a header as it is. */
    static Form<String> headerText() {
        return matching(LINE, "1 to 128 printable ASCII characters without blanks at its ends");
    }

    /** The complaint does not show the value. */
    static Form<Secret> token() {
        return node -> node instanceof Node.Text text
                ? token(text.value()).<Form.Reading<Secret>>map(Good::new).orElseGet(() -> new Bad<>(TOKEN_ADVICE))
                : new Bad<>(TOKEN_ADVICE);
    }

    static final String TOKEN_ADVICE =
            "must be 16 to 256 visible ASCII characters; \"openssl rand -hex 24\" makes a good one";

    static Optional<Secret> token(String text) {
        return TOKEN.matcher(text).matches() ? Optional.of(Secret.of(text)) : Optional.empty();
    }

    /** A time such as {@code 30s}, within the limits. */
    static Form<Duration> time(Duration least, Duration most) {
        String allowed = "a time from " + show(least) + " to " + show(most)
                + " with its unit (ms, s, m, h or d), such as " + show(most);
        return Forms.parsed(allowed, text -> {
            Matcher matcher = TIME.matcher(text);
            if (!matcher.matches()) {
                return Optional.empty();
            }
            Duration time = unit(TIME_UNITS, matcher.group(2)).multipliedBy(Long.parseLong(matcher.group(1)));
            return time.compareTo(least) < 0 || time.compareTo(most) > 0 ? Optional.empty() : Optional.of(time);
        });
    }

    /** A size such as {@code 64KiB}, or a plain number of bytes, within the limits. */
    static Form<Integer> size(int least, int most) {
        String allowed =
                "a size from " + show(least) + " to " + show(most) + ", in bytes or with its unit (B, KiB or MiB)";
        Form<Integer> written = Forms.parsed(allowed, text -> {
            Matcher matcher = SIZE.matcher(text);
            if (!matcher.matches()) {
                return Optional.empty();
            }
            long bytes = Long.parseLong(matcher.group(1)) * unit(SIZE_UNITS, matcher.group(2));
            return bytes < least || bytes > most ? Optional.empty() : Optional.of((int) bytes);
        });
        Form<Integer> plain = Forms.whole(least, most);
        return node -> node instanceof Node.Numeral ? plain.read(node) : written.read(node);
    }

    /** So many a second, or {@code unlimited}, which is {@link RegistrationSettings#UNLIMITED}. */
    static Form<Integer> rate(int most) {
        Form<Integer> plain = Forms.whole(1, most);
        Form<Integer> word = Forms.parsed(
                "a whole number from 1 to " + most + " or the word unlimited",
                text -> text.equals("unlimited") ? Optional.of(RegistrationSettings.UNLIMITED) : Optional.empty());
        return node -> node instanceof Node.Numeral ? plain.read(node) : word.read(node);
    }

    /** A host with a port. */
    static Form<Endpoint> endpoint(int leastPort) {
        String allowed = "host:port, such as 192.0.2.1:5060 or \"[2001:db8::1]:5060\" (in quotes), port " + leastPort
                + " to 65535";
        return Forms.parsed(allowed, text -> HostPort.parse(text)
                .filter(parsed -> parsed.port().orElse(-1) >= leastPort)
                .map(parsed -> new Endpoint(parsed.host(), parsed.port().getAsInt())));
    }

    /** A path; a relative one starts at the folder. */
    static Form<Path> path(Path folder) {
        Function<String, Optional<Path>> parser = text -> {
            try {
                return text.isBlank()
                        ? Optional.empty()
                        : Optional.of(folder.resolve(text).normalize());
            } catch (InvalidPathException e) {
                return Optional.empty();
            }
        };
        return Forms.parsed("the path of a file", parser);
    }

    private static Form<String> matching(Pattern pattern, String allowed) {
        return Forms.parsed(allowed, text -> Optional.of(text)
                .filter(value -> pattern.matcher(value).matches()));
    }

    private static <T> T unit(List<Map.Entry<String, T>> units, String name) {
        return units.stream()
                .filter(unit -> unit.getKey().equals(name))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElseThrow();
    }

    /** With the largest unit that divides it. */
    static String show(Duration time) {
        String shown = "0s";
        for (Map.Entry<String, Duration> unit : TIME_UNITS) {
            if (!time.isZero() && time.toMillis() % unit.getValue().toMillis() == 0) {
                shown = time.dividedBy(unit.getValue()) + unit.getKey();
            }
        }
        return shown;
    }

    static String show(int bytes) {
        String shown = bytes + "B";
        for (Map.Entry<String, Integer> unit : SIZE_UNITS) {
            if (bytes % unit.getValue() == 0) {
                shown = bytes / unit.getValue() + unit.getKey();
            }
        }
        return shown;
    }
}
