package org.linekeeper.admin;

import java.time.Duration;
import java.util.Optional;

/**
 * One method of one path.
 *
 * @param method GET, PUT, POST or DELETE; HEAD follows from GET
 * @param path where it is
 * @param open whether it needs no token
 * @param body whether it takes a body
 * @param answerTime how long its handler may take, where that is longer than usual
 * @param handler what answers it
 */
record ApiEndpoint(
        String method, PathTemplate path, boolean open, Body body, Optional<Duration> answerTime, ApiHandler handler) {
    /** Whether an endpoint takes a body. */
    enum Body {
        /** One that comes is not read. */
        NONE,
        /** Nothing, or JSON. */
        OPTIONAL,
        /** JSON. */
        REQUIRED
    }

    static ApiEndpoint guarded(String method, String path, ApiHandler handler) {
        Body body = method.equals("PUT") || method.equals("POST") ? Body.REQUIRED : Body.NONE;
        return new ApiEndpoint(method, new PathTemplate(path), false, body, Optional.empty(), handler);
    }

    static ApiEndpoint open(String method, String path, ApiHandler handler) {
        return new ApiEndpoint(method, new PathTemplate(path), true, Body.NONE, Optional.empty(), handler);
    }

    ApiEndpoint with(Body other) {
        return new ApiEndpoint(method, path, open, other, answerTime, handler);
    }

    ApiEndpoint taking(Duration longest) {
        return new ApiEndpoint(method, path, open, body, Optional.of(longest), handler);
    }
}
