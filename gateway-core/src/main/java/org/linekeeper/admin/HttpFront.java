package org.linekeeper.admin;

import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.linekeeper.admin.ApiEndpoint.Body;
import org.linekeeper.admin.Gate.Decision;
import org.linekeeper.admin.Routes.Match;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The way of a request: gate, route, body, handler, answer. On the event loop; handlers send what blocks to the workers. */
final class HttpFront implements Exchange.Progress {
    private static final Logger LOG = LoggerFactory.getLogger(HttpFront.class);

    private final Vertx vertx;
    private final Gate gate;
    private final Routes routes;
    private final Connections connections;
    private final AdminLimits limits;
    private final RequestObserver observer;
    private final Arrivals arrivals;

    HttpFront(
            Vertx vertx,
            Gate gate,
            Routes routes,
            Connections connections,
            AdminLimits limits,
            RequestObserver observer,
            Arrivals arrivals) {
        this.vertx = vertx;
        this.gate = gate;
        this.routes = routes;
        this.connections = connections;
        this.limits = limits;
        this.observer = observer;
        this.arrivals = arrivals;
    }

    /** Takes a request whose head has come. */
    void handle(HttpServerRequest request) {
        // RFC 9112 3.2: "A server MUST respond with a 400 (Bad Request) status code to any HTTP/1.1 request message
        // that
        // lacks a Host header field and to any request message that contains more than one Host header field line".
        int hosts = request.headers().getAll("Host").size();
        if (hosts > 1 || (hosts == 0 && request.version() == HttpVersion.HTTP_1_1)) {
            invalid(request);
            return;
        }
        Exchange exchange = exchange(request);
        String method = request.method().name();
        String path = request.path() == null ? "" : request.path();
        if (!routes.isOpen(method, path)) {
            Decision decision = gate.check(method, request.headers().getAll("Authorization"), exchange.source());
            if (decision instanceof Decision.Denied denied) {
                exchange.deny(denied);
                return;
            }
            exchange.caller(((Decision.Admitted) decision).caller());
        }
        Match match = routes.find(method, path);
        if (match instanceof Match.Found found) {
            exchange.route(found.endpoint().path().toString());
            found.endpoint().answerTime().ifPresent(exchange::allow);
            take(exchange, request, found);
        } else {
            exchange.answer(unmatched(match));
        }
    }

    /** Takes what is not HTTP. */
    void invalid(HttpServerRequest request) {
        Throwable cause = request.decoderResult().cause();
        ProblemType type = cause instanceof TooLongHttpLineException
                ? ProblemType.URI_TOO_LONG
                : cause instanceof TooLongHttpHeaderException
                        ? ProblemType.HEADERS_TOO_LARGE
                        : cause instanceof KnownVersions.UnknownVersion
                                ? ProblemType.UNKNOWN_VERSION
                                : ProblemType.BAD_REQUEST;
        exchange(request)
                .answerAndClose(ProblemDetails.of(type, "Send a request as RFC 9112 describes.")
                        .response());
    }

    private Exchange exchange(HttpServerRequest request) {
        connections.busy(request.connection());
        Exchange exchange = new Exchange(vertx, request, limits, arrivals, this);
        exchange.begin();
        return exchange;
    }

    @Override
    public void finished(Exchange exchange) {
        connections.idle(exchange.connection());
    }

    @Override
    public void answered(Exchange exchange, ApiResponse response, Duration took) {
        observer.answered(exchange.route(), exchange.knownMethod(), response.status(), took);
    }

    private void take(Exchange exchange, HttpServerRequest request, Match.Found found) {
        String query = request.query() == null ? "" : request.query();
        Optional<Map<String, List<String>>> parameters = Percent.query(query);
        if (parameters.isEmpty()) {
            exchange.answer(
                    ProblemDetails.of(ProblemType.BAD_QUERY, "The query is not percent-encoded UTF-8 (RFC 3986).")
                            .response());
        } else if (found.endpoint().body() == Body.NONE) {
            run(exchange, found, parameters.get(), headers(request), new byte[0]);
        } else if (found.endpoint().body() == Body.REQUIRED && !isJson(request)) {
            exchange.answer(notJson());
        } else {
            boolean json = isJson(request);
            Map<String, List<String>> headers = headers(request);
            exchange.readBody(body -> {
                if (json || body.length == 0) {
                    run(exchange, found, parameters.get(), headers, body);
                } else {
                    exchange.answer(notJson());
                }
            });
        }
    }

    private static ApiResponse notJson() {
        return ProblemDetails.of(
                        ProblemType.UNSUPPORTED_MEDIA_TYPE, "Send the header \"Content-Type: application/json\".")
                .response();
    }

    private static void run(
            Exchange exchange,
            Match.Found found,
            Map<String, List<String>> query,
            Map<String, List<String>> headers,
            byte[] body) {
        exchange.answerWith(
                () -> found.endpoint().handler().handle(new ApiRequest(found.parameters(), query, headers, body)),
                failure -> {
                    LOG.error("Request {} to {} failed", exchange.number(), exchange.route(), failure);
                    return ProblemDetails.of(
                                    ProblemType.INTERNAL,
                                    "Report it with the number in instance, under which the log has the details.")
                            .response();
                });
    }

    private static ApiResponse unmatched(Match match) {
        if (match instanceof Match.WrongMethod wrong) {
            return ProblemDetails.of(ProblemType.METHOD_NOT_ALLOWED, "Use one of: " + wrong.allow() + ".")
                    .response()
                    .with("Allow", wrong.allow());
        }
        if (match instanceof Match.Malformed) {
            return ProblemDetails.of(ProblemType.BAD_PATH, "The path is not percent-encoded UTF-8 (RFC 3986).")
                    .response();
        }
        return ProblemDetails.of(ProblemType.NO_SUCH_PATH, "GET /openapi.yaml lists all paths.")
                .response();
    }

    private static boolean isJson(HttpServerRequest request) {
        String type = request.getHeader("Content-Type");
        return type != null && type.split(";", 2)[0].strip().equalsIgnoreCase(ApiResponse.JSON);
    }

    private static Map<String, List<String>> headers(HttpServerRequest request) {
        return request.headers().entries().stream()
                .collect(Collectors.groupingBy(
                        header -> header.getKey().toLowerCase(Locale.ROOT),
                        TreeMap::new,
                        Collectors.mapping(Map.Entry::getValue, Collectors.toList())));
    }
}
