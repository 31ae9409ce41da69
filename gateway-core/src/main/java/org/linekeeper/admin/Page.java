package org.linekeeper.admin;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Which part of a list is wanted.
 *
 * @param after the last id of the page before, or the empty string
 * @param limit how many at most
 */
record Page(String after, int limit) {
    static final int DEFAULT = 100;
    static final int MOST = 1000;

    private static final int LONGEST_ID = 64;
    private static final List<String> NAMES = List.of("after", "limit");

    /** What came of reading the query. */
    sealed interface Reading {
        record Good(Page page) implements Reading {}

        record Bad(ProblemDetails problem) implements Reading {}
    }

    static Reading of(Map<String, List<String>> query) {
        return of(query, Set.of());
    }

    /**
     * Reads the query.
     *
     * @param filters what else it may have, one of them at a time
     */
    static Reading of(Map<String, List<String>> query, Set<String> filters) {
        List<String> known = Stream.concat(NAMES.stream(), filters.stream()).toList();
        for (Map.Entry<String, List<String>> parameter : query.entrySet()) {
            if (!known.contains(parameter.getKey())) {
                return new Reading.Bad(ProblemDetails.query(
                        parameter.getKey(), "is not known; known here: " + String.join(", ", known)));
            }
            if (parameter.getValue().size() > 1) {
                return new Reading.Bad(ProblemDetails.query(parameter.getKey(), "must stand only once"));
            }
        }
        List<String> filtering = filters.stream().filter(query::containsKey).toList();
        if (filtering.size() > 1) {
            return new Reading.Bad(ProblemDetails.query(filtering.get(1), "must not stand beside " + filtering.get(0)));
        }
        String after = first(query, "after").orElse("");
        if (after.length() > LONGEST_ID) {
            return new Reading.Bad(ProblemDetails.query("after", "must be an id of at most " + LONGEST_ID));
        }
        Optional<String> limit = first(query, "limit");
        if (limit.isEmpty()) {
            return new Reading.Good(new Page(after, DEFAULT));
        }
        if (!limit.get().matches("[1-9][0-9]{0,3}") || Integer.parseInt(limit.get()) > MOST) {
            return new Reading.Bad(ProblemDetails.query("limit", "must be a whole number from 1 to " + MOST));
        }
        return new Reading.Good(new Page(after, Integer.parseInt(limit.get())));
    }

    /**
     * The page as JSON.
     *
     * @param found up to one more than the limit, which tells that there is a next page
     */
    <T> String json(List<T> found, Function<T, String> id, Function<T, String> item) {
        List<T> shown = found.size() > limit ? found.subList(0, limit) : found;
        String items = shown.stream().map(item).collect(Collectors.joining(",", "{\"items\":[", "]"));
        return found.size() > limit
                ? items + ",\"next\":" + JsonNodeFactory.instance.stringNode(id.apply(shown.get(limit - 1))) + "}"
                : items + "}";
    }

    private static Optional<String> first(Map<String, List<String>> query, String name) {
        return Optional.ofNullable(query.get(name)).map(values -> values.get(0));
    }
}
