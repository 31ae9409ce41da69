package org.linekeeper.admin;

import java.util.Map;
import java.util.TreeMap;

/**
 * One answer.
 *
 * @param status the HTTP status
 * @param outcome what happened in one word, for the audit log
 * @param headers headers beside those that every answer has
 * @param contentType the type of the body; empty when there is none
 * @param body its text, sent as UTF-8
 * @param subject what was acted on where the path does not say it, for the audit log; empty when the path does
 */
record ApiResponse(
        int status, String outcome, Map<String, String> headers, String contentType, String body, String subject) {
    static final String JSON = "application/json";

    ApiResponse {
        headers = Map.copyOf(headers);
    }

    static ApiResponse of(int status, String outcome, String contentType, String body) {
        return new ApiResponse(status, outcome, Map.of(), contentType, body, "");
    }

    static ApiResponse json(String body) {
        return of(200, "ok", JSON, body);
    }

    static ApiResponse empty(int status, String outcome) {
        return new ApiResponse(status, outcome, Map.of(), "", "", "");
    }

    ApiResponse with(String header, String value) {
        Map<String, String> more = new TreeMap<>(headers);
        more.put(header, value);
        return new ApiResponse(status, outcome, more, contentType, body, subject);
    }

    ApiResponse about(String what) {
        return new ApiResponse(status, outcome, headers, contentType, body, what);
    }

    ApiResponse withBody(String other) {
        return new ApiResponse(status, outcome, headers, contentType, other, subject);
    }
}
