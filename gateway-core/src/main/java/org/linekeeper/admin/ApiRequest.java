package org.linekeeper.admin;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** One request, as its handler sees it. */
final class ApiRequest {
    private final Map<String, String> path;
    private final Map<String, List<String>> query;
    private final Map<String, List<String>> headers;
    private final byte[] body;

    /**
     * Takes what came.
     *
     * @param path the parameters of the path by their names in its template, percent-decoded
     * @param query the parameters of the query, percent-decoded
     * @param headers all values by name, the names in lower case
     * @param body empty when there is none; not copied
     */
    ApiRequest(
            Map<String, String> path, Map<String, List<String>> query, Map<String, List<String>> headers, byte[] body) {
        this.path = Map.copyOf(path);
        this.query = Map.copyOf(query);
        this.headers = Map.copyOf(headers);
        this.body = body;
    }

    /** The parameter "id" of the path. */
    String id() {
        return path.getOrDefault("id", "");
    }

    Map<String, List<String>> query() {
        return query;
    }

    /** All values of a header in one, as RFC 9110 section 5.3 joins them. */
    Optional<String> header(String name) {
        List<String> values = headers.get(name.toLowerCase(Locale.ROOT));
        return values == null ? Optional.empty() : Optional.of(String.join(", ", values));
    }

    byte[] body() {
        return body;
    }
}
