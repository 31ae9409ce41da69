package org.linekeeper.admin;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.net.SocketAddress;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** One request and its one answer, with the times that each may take. Used on the event loop only. */
final class Exchange {
    /** What is read of a body after its request was answered, so that the client gets to see the answer. */
    private static final long MOST_DISCARDED = 1 << 20;

    private static final Set<String> METHODS = Set.of("GET", "HEAD", "PUT", "DELETE", "POST", "PATCH", "OPTIONS");

    private final Vertx vertx;
    private final Context context;
    private final HttpServerRequest request;
    private final AdminLimits limits;
    private final String number;
    private final Progress progress;
    private final LongSupplier nanoTime;
    private final long startNanos;
    private final String source;
    private Duration answerTime;
    private String caller = "-";
    private String route = "none";
    private boolean audited;
    private boolean answered;
    private boolean closes;
    private long received;
    private long wholeTimer;
    private long stepTimer = -1;

    /** Told how the exchange goes on. */
    interface Progress {
        /** The answer is on its way. */
        void answered(Exchange exchange, ApiResponse response, Duration took);

        /** The answer is written, or the client is gone. */
        void finished(Exchange exchange);
    }

    Exchange(Vertx vertx, HttpServerRequest request, AdminLimits limits, Arrivals arrivals, Progress progress) {
        this.vertx = vertx;
        this.context = vertx.getOrCreateContext();
        this.request = request;
        this.limits = limits;
        this.number = arrivals.number();
        this.nanoTime = arrivals.nanoTime();
        this.startNanos = nanoTime.getAsLong();
        this.progress = progress;
        this.answerTime = limits.answerTime();
        SocketAddress remote = request.remoteAddress();
        this.source = remote == null || remote.hostAddress() == null ? "unknown" : remote.hostAddress();
        this.audited = !request.method().name().equals("GET")
                && !request.method().name().equals("HEAD");
    }

    String number() {
        return number;
    }

    String source() {
        return source;
    }

    String route() {
        return route;
    }

    void route(String template) {
        route = template;
    }

    void caller(String name) {
        caller = name;
    }

    HttpConnection connection() {
        return request.connection();
    }

    String knownMethod() {
        String method = request.method().name();
        return METHODS.contains(method) ? method : "other";
    }

    /** Starts the time that the whole exchange may take. */
    void begin() {
        startWholeTimer();
        request.exceptionHandler(failure -> broken());
        request.handler(this::discard);
    }

    /** What comes after the head is not framed as HTTP wants it, or the client is gone. */
    private void broken() {
        if (answered || request.response().closed()) {
            connection().close();
        } else {
            answerAndClose(ProblemDetails.of(ProblemType.BAD_REQUEST, "Frame the body as RFC 9112 describes.")
                    .response());
        }
    }

    /** Lets the handler take longer than usual: so long in all. */
    void allow(Duration answer) {
        answerTime = answer;
        vertx.cancelTimer(wholeTimer);
        startWholeTimer();
    }

    private void startWholeTimer() {
        long most = limits.bodyTime().plus(answerTime).plus(limits.bodyTime()).toMillis();
        wholeTimer = vertx.setTimer(most, timer -> connection().close());
    }

    void deny(Gate.Decision.Denied denied) {
        caller = denied.caller();
        audited |= denied.wrongToken();
        answer(denied.response());
    }

    /** Reads the body within its limits. */
    void readBody(Consumer<byte[]> then) {
        if (announcedLength() > limits.bodyBytes()) {
            answer(tooLarge());
            return;
        }
        Buffer body = Buffer.buffer();
        request.handler(chunk -> {
            if (answered) {
                discard(chunk);
            } else if (body.length() + chunk.length() > limits.bodyBytes()) {
                answer(tooLarge());
            } else {
                body.appendBuffer(chunk);
            }
        });
        request.endHandler(end -> {
            if (!answered) {
                vertx.cancelTimer(stepTimer);
                then.accept(body.getBytes());
            }
        });
        stepTimer = vertx.setTimer(
                limits.bodyTime().toMillis(),
                timer -> answerAndClose(ProblemDetails.of(
                                ProblemType.REQUEST_TIMEOUT,
                                "The body must be there within "
                                        + limits.bodyTime().toSeconds() + " seconds.")
                        .response()));
        if (expectsContinue()) {
            request.response().writeContinue();
        }
    }

    /** Answers with what the work yields, or that it took too long. */
    void answerWith(Supplier<CompletionStage<ApiResponse>> work, Function<Throwable, ApiResponse> onFailure) {
        stepTimer = vertx.setTimer(
                answerTime.toMillis(),
                timer -> answer(ProblemDetails.of(
                                ProblemType.TIMED_OUT,
                                "Whether anything was changed is not known. Read it, then try again.")
                        .response()
                        .with("Retry-After", "5")));
        CompletionStage<ApiResponse> stage;
        try {
            stage = work.get();
        } catch (RuntimeException e) {
            answer(onFailure.apply(e));
            return;
        }
        stage.whenComplete((response, failure) -> context.runOnContext(run -> {
            if (failure == null) {
                answer(response);
            } else {
                boolean wrapped = failure instanceof CompletionException && failure.getCause() != null;
                answer(onFailure.apply(wrapped ? failure.getCause() : failure));
            }
        }));
    }

    void answerAndClose(ApiResponse response) {
        closes = true;
        request.response().putHeader("Connection", "close");
        answer(response);
    }

    /** Answers, unless that was done already. */
    void answer(ApiResponse unnumbered) {
        if (answered) {
            return;
        }
        answered = true;
        vertx.cancelTimer(stepTimer);
        ApiResponse response = ProblemDetails.numbered(unnumbered, number);
        if (audited) {
            Audit.note(number, caller, source, request.method().name(), String.valueOf(request.path()), response);
        }
        HttpServerResponse out = request.response();
        out.setStatusCode(response.status())
                .putHeader("Cache-Control", "no-store")
                .putHeader("X-Content-Type-Options", "nosniff");
        response.headers().forEach(out::putHeader);
        if (!response.contentType().isEmpty()) {
            out.putHeader("Content-Type", response.contentType());
        }
        Buffer body = Buffer.buffer(response.body());
        if (request.method().equals(HttpMethod.HEAD)) {
            // "A server MAY send a Content-Length header field in a response to a HEAD request" (RFC 9110 8.6).
            out.putHeader("Content-Length", Integer.toString(body.length()));
            body = Buffer.buffer();
        }
        // Without its 100 a client may keep the body back and send its next request instead: nobody could tell them
        // apart.
        if (expectsContinue() && !request.isEnded()) {
            out.putHeader("Connection", "close");
        }
        progress.answered(this, response, Duration.ofNanos(nanoTime.getAsLong() - startNanos));
        if (out.closed()) {
            finish();
        } else {
            out.end(body).onComplete(written -> finish());
        }
    }

    private void finish() {
        vertx.cancelTimer(wholeTimer);
        if (!request.isEnded()) {
            vertx.setTimer(limits.bodyTime().toMillis(), timer -> {
                if (!request.isEnded()) {
                    connection().close();
                }
            });
        } else if (closes) {
            connection().close();
        }
        progress.finished(this);
    }

    private void discard(Buffer chunk) {
        received += chunk.length();
        if (received > MOST_DISCARDED) {
            connection().close();
        }
    }

    private boolean expectsContinue() {
        return "100-continue".equalsIgnoreCase(request.getHeader("Expect"));
    }

    private long announcedLength() {
        String length = request.getHeader("Content-Length");
        return length != null && length.matches("[0-9]{1,18}") ? Long.parseLong(length) : 0;
    }

    private ApiResponse tooLarge() {
        return ProblemDetails.of(ProblemType.TOO_LARGE, "The body may have " + limits.bodyBytes() + " bytes.")
                .response();
    }
}
