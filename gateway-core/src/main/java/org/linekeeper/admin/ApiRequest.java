package org.linekeeper.admin;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * One request, as its handler sees it.
 *
 * @param path the parameters of the path by their names in its template, percent-decoded
 * @param query the parameters of the query, percent-decoded
 * @param headers all values by name, the names in lower case
 * @param body empty when there is none
 */
record ApiRequest(
        Map<String, String> path, Map<String, List<String>> query, Map<String, List<String>> headers, byte[] body) {
    /** The parameter "id" of the path. */
    String id() {
        return path.getOrDefault("id", "");
    }

    /** All values of a header in one, as RFC 9110 section 5.3 joins them. */
    Optional<String> header(String name) {
        List<String> values = headers.get(name.toLowerCase(Locale.ROOT));
        return values == null ? Optional.empty() : Optional.of(String.join(", ", values));
    }
}
