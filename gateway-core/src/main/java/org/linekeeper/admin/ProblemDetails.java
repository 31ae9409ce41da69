package org.linekeeper.admin;

import java.time.Duration;
import java.util.List;
import org.linekeeper.config.model.Problem;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A problem as RFC 9457 writes it.
 *
 * @param type which kind
 * @param detail what is wrong with this request and what to do, in plain words
 * @param faults every fault that was found
 */
record ProblemDetails(ProblemType type, String detail, List<Fault> faults) {
    static final String CONTENT_TYPE = "application/problem+json";

    private static final String INSTANCE = "urn:linekeeper:request:";
    private static final JsonMapper JSON = JsonMapper.builder().build();

    ProblemDetails {
        faults = List.copyOf(faults);
    }

    static ProblemDetails of(ProblemType type, String detail) {
        return new ProblemDetails(type, detail, List.of());
    }

    /** With the faults of a body. */
    static ProblemDetails of(ProblemType type, String detail, List<Problem> problems) {
        return new ProblemDetails(
                type,
                detail,
                problems.stream()
                        .map(problem -> new Fault(Fault.Place.BODY, problem.pointer(), problem.message()))
                        .toList());
    }

    /** With the fault of one header. */
    static ProblemDetails header(String name, String detail) {
        return new ProblemDetails(
                ProblemType.BAD_HEADER,
                "Correct the header named in errors.",
                List.of(new Fault(Fault.Place.HEADER, name, detail)));
    }

    /** With the fault of one query parameter. */
    static ProblemDetails query(String name, String detail) {
        return new ProblemDetails(
                ProblemType.BAD_QUERY,
                "Correct the query parameter named in errors.",
                List.of(new Fault(Fault.Place.QUERY, name, detail)));
    }

    /** With the header that says when to come again, in whole seconds. */
    ApiResponse response(Duration retryAfter) {
        long seconds = Math.max(1, retryAfter.plusMillis(999).toSeconds());
        return response().with("Retry-After", Long.toString(seconds));
    }

    ApiResponse response() {
        return ApiResponse.of(type.status(), type.word(), CONTENT_TYPE, JSON.writeValueAsString(tree()));
    }

    /** A problem document with the number of its request, which only the front knows; any other answer as it is. */
    static ApiResponse numbered(ApiResponse response, String number) {
        if (!response.contentType().equals(CONTENT_TYPE)) {
            return response;
        }
        String json = response.body();
        String whole = json.substring(0, json.length() - 1) + ",\"instance\":\"" + INSTANCE + number + "\"}";
        return response.withBody(whole);
    }

    /** The document without its instance. */
    ObjectNode tree() {
        ObjectNode tree = JsonNodeFactory.instance.objectNode();
        tree.put("type", type.uri());
        tree.put("title", type.title());
        tree.put("status", type.status());
        tree.put("detail", detail);
        if (!faults.isEmpty()) {
            ArrayNode errors = tree.putArray("errors");
            for (Fault fault : faults) {
                errors.addObject().put(fault.place().member(), fault.name()).put("detail", fault.detail());
            }
        }
        return tree;
    }
}
