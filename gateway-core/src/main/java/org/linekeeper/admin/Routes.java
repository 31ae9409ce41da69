package org.linekeeper.admin;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** Finds the endpoint of a request. */
final class Routes {
    private final List<ApiEndpoint> endpoints;

    Routes(List<ApiEndpoint> endpoints) {
        this.endpoints = List.copyOf(endpoints);
    }

    List<ApiEndpoint> endpoints() {
        return endpoints;
    }

    /** What was found. */
    sealed interface Match {
        record Found(ApiEndpoint endpoint, Map<String, String> parameters) implements Match {}

        /** The path exists, the method does not; with the value of Allow. */
        record WrongMethod(String allow) implements Match {}

        record NoSuchPath() implements Match {}

        /** The path is not encoded as it should be. */
        record Malformed() implements Match {}
    }

    Match find(String method, String path) {
        Optional<List<String>> segments = Percent.segments(path);
        if (segments.isEmpty()) {
            return new Match.Malformed();
        }
        String wanted = method.equals("HEAD") ? "GET" : method;
        TreeSet<String> allowed = new TreeSet<>();
        boolean action = endpoints.stream()
                .map(ApiEndpoint::path)
                .anyMatch(template ->
                        template.isAction() && template.match(segments.get()).isPresent());
        for (ApiEndpoint endpoint : endpoints) {
            Optional<Map<String, String>> parameters = endpoint.path().match(segments.get());
            // "c1:release" is an action on c1, whatever the method, and not the id of something.
            if (parameters.isEmpty() || endpoint.path().isAction() != action) {
                continue;
            }
            if (endpoint.method().equals(wanted)) {
                return new Match.Found(endpoint, parameters.get());
            }
            allowed.add(endpoint.method());
        }
        if (allowed.contains("GET")) {
            allowed.add("HEAD");
        }
        return allowed.isEmpty() ? new Match.NoSuchPath() : new Match.WrongMethod(String.join(", ", allowed));
    }

    /** Whether a request may come without a token: only reading, and only a path that is open as it stands. */
    boolean isOpen(String method, String path) {
        return (method.equals("GET") || method.equals("HEAD"))
                && endpoints.stream()
                        .anyMatch(endpoint -> endpoint.open()
                                && endpoint.method().equals("GET")
                                && endpoint.path().toString().equals(path));
    }
}
