package org.linekeeper.admin;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Health, metrics and the OpenAPI document. */
final class OperationEndpoints {
    private static final String METRICS_TYPE = "text/plain; version=0.0.4; charset=utf-8";

    private final Supplier<Readiness> readiness;
    private final Supplier<String> metrics;
    private final OpenApiDocument document;
    private final Workers workers;

    OperationEndpoints(
            Supplier<Readiness> readiness, Supplier<String> metrics, OpenApiDocument document, Workers workers) {
        this.readiness = readiness;
        this.metrics = metrics;
        this.document = document;
        this.workers = workers;
    }

    List<ApiEndpoint> all() {
        // Whether the process works at all must be told without a worker: they may all wait for the disk.
        CompletableFuture<ApiResponse> live =
                CompletableFuture.completedFuture(ApiResponse.json("{\"status\":\"live\"}"));
        CompletableFuture<ApiResponse> yaml =
                CompletableFuture.completedFuture(ApiResponse.of(200, "ok", "application/yaml", document.yaml()));
        CompletableFuture<ApiResponse> json = CompletableFuture.completedFuture(ApiResponse.json(document.json()));
        return List.of(
                ApiEndpoint.open("GET", "/health/live", request -> live),
                ApiEndpoint.open("GET", "/health/ready", request -> workers.run(this::ready)),
                ApiEndpoint.open("GET", "/openapi.yaml", request -> yaml),
                ApiEndpoint.open("GET", "/openapi.json", request -> json),
                ApiEndpoint.guarded(
                        "GET",
                        "/metrics",
                        request -> workers.run(() -> ApiResponse.of(200, "ok", METRICS_TYPE, metrics.get()))));
    }

    private ApiResponse ready() {
        Readiness now = readiness.get();
        if (now.isReady()) {
            ObjectNode json = JsonNodeFactory.instance.objectNode().put("status", "ready");
            json.set("checks", ViewJson.of(now));
            return ApiResponse.json(json.toString());
        }
        ProblemDetails problem = ProblemDetails.of(ProblemType.NOT_READY, "See checks.");
        ObjectNode json = problem.tree();
        json.set("checks", ViewJson.of(now));
        return problem.response().withBody(json.toString());
    }
}
