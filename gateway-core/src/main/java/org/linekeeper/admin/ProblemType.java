package org.linekeeper.admin;

import java.util.Locale;

/** The kinds of problems that answers tell (RFC 9457), each with its status. Their names are stable. */
enum ProblemType {
    BAD_REQUEST(400, "The request is not HTTP as it should be"),
    BAD_PATH(400, "The path is not valid"),
    BAD_QUERY(400, "A query parameter is not valid"),
    BAD_HEADER(400, "A header is not valid"),
    NOT_JSON(400, "The body is not JSON"),
    UNAUTHORIZED(401, "A valid token is needed"),
    FORBIDDEN(403, "The token may not do this"),
    NO_SUCH_PATH(404, "There is nothing at this path"),
    NOT_FOUND(404, "There is no such entity"),
    METHOD_NOT_ALLOWED(405, "The method is not for this path"),
    REQUEST_TIMEOUT(408, "The request came too slowly"),
    CONFLICT(409, "It contradicts another entity"),
    UNDER_WAY(409, "The same is under way"),
    NOT_WANTED(409, "The line is not to be registered"),
    PRECONDITION_FAILED(412, "The entity is not as the request expects"),
    TOO_LARGE(413, "The body is too large"),
    URI_TOO_LONG(414, "The request line is too long"),
    UNSUPPORTED_MEDIA_TYPE(415, "The body must be application/json"),
    INVALID(422, "The entity is not valid"),
    TOO_MANY_REQUESTS(429, "The same was asked a moment ago"),
    TOO_MANY_FAILED_LOGINS(429, "Too many wrong tokens"),
    HEADERS_TOO_LARGE(431, "The headers are too large"),
    INTERNAL(500, "The gateway made a mistake"),
    OVERLOADED(503, "The gateway is busy"),
    TIMED_OUT(503, "The gateway took too long"),
    STORE_FAILED(503, "The store could not write"),
    NOT_READY(503, "The gateway is not ready"),
    UNKNOWN_VERSION(505, "This version of HTTP is not spoken here");

    private static final String PREFIX = "urn:linekeeper:problem:";

    private final int status;
    private final String title;

    ProblemType(int status, String title) {
        this.status = status;
        this.title = title;
    }

    int status() {
        return status;
    }

    String title() {
        return title;
    }

    /** The name as it stands in logs: lower case with hyphens. */
    String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The value of "type". */
    String uri() {
        return PREFIX + word();
    }
}
