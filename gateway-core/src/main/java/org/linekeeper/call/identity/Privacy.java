package org.linekeeper.call.identity;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What a caller wants to be kept from others (RFC 3323, RFC 3325, RFC 7044).
 *
 * @param values priv-values in lower case
 */
public record Privacy(Set<String> values) {
    /** Nothing is asked for. */
    public static final Privacy ABSENT = new Privacy(Set.of());

    public Privacy {
        values = Set.copyOf(values);
    }

    /** Reads the values of Privacy headers: "priv-value *(";" priv-value)" (RFC 3323 section 4.2). */
    public static Privacy parse(List<String> headers) {
        Set<String> values = new LinkedHashSet<>();
        for (String header : headers) {
            for (String value : header.split("[;,]", -1)) {
                if (!value.isBlank()) {
                    values.add(value.trim().toLowerCase(Locale.ROOT));
                }
            }
        }
        return new Privacy(values);
    }

    /**
     * Whether the caller is to stay unknown. RFC 3323 section 4.2, of "none": "the user requests that a privacy service apply no
     * privacy functions to this message, regardless of any pre-provisioned profile".
     */
    public boolean hidesCaller() {
        return !values.contains("none")
                && (values.contains("id") || values.contains("user") || values.contains("header"));
    }

    /** Whether all that was called before is to stay unknown (RFC 7044 section 10.1.1). */
    public boolean hidesHistory() {
        return !values.contains("none") && (values.contains("history") || values.contains("header"));
    }

    /** The header to send on when the caller stays unknown: what the next hop still has to do. */
    public String handedOn() {
        List<String> kept = new ArrayList<>(List.of("id"));
        if (hidesHistory()) {
            kept.add("history");
        }
        if (values.contains("critical")) {
            kept.add("critical");
        }
        return String.join(";", kept);
    }
}
