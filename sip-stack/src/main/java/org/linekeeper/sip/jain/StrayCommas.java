package org.linekeeper.sip.jain;

/** Leaves out the empty elements of a Contact header field, for each of which JAIN-SIP's parser throws away the whole field. */
final class StrayCommas {
    private StrayCommas() {}

    /**
     * The same header field without empty elements, such as behind a comma at its end; as it is when it is another one, or when a
     * quoted string or bracket in it does not end.
     */
    static String leftOut(String field) {
        int colon = field.indexOf(':');
        if (colon < 0 || !isContact(field.substring(0, colon).trim())) {
            return field;
        }
        StringBuilder kept = new StringBuilder(field.length()).append(field, 0, colon + 1);
        int first = kept.length();
        boolean quoted = false;
        boolean bracketed = false;
        int start = colon + 1;
        for (int at = start; at < field.length(); at++) {
            char c = field.charAt(at);
            if (quoted && c == '\\') {
                at++;
            } else if (c == '"' && !bracketed) {
                quoted = !quoted;
            } else if (!quoted && (c == '<' || c == '>')) {
                bracketed = c == '<';
            } else if (c == ',' && !quoted && !bracketed) {
                keep(field.substring(start, at), kept, first);
                start = at + 1;
            }
        }
        keep(field.substring(Math.min(start, field.length())), kept, first);
        return quoted || bracketed || kept.length() == first ? field : kept.toString();
    }

    private static void keep(String element, StringBuilder kept, int first) {
        if (!element.isBlank()) {
            kept.append(kept.length() == first ? "" : ",").append(element);
        }
    }

    private static boolean isContact(String name) {
        return name.equalsIgnoreCase("Contact") || name.equalsIgnoreCase("m");
    }
}
