package org.linekeeper.admin;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.linekeeper.admin.ApiEndpoint.Body;
import org.linekeeper.call.CallView;
import org.linekeeper.call.Calls;
import org.linekeeper.config.model.Entity.Kind;

/** What is: registrations, calls and the peers of direct routes; and the end of a call on demand. */
final class ViewEndpoints {
    private static final ProblemDetails NO_CALL = ProblemDetails.of(
            ProblemType.NOT_FOUND, "No call with this id is in progress; if it has ended, its record has it.");

    private final RegistrationsView registrations;
    private final Calls calls;
    private final PeersView peers;
    private final Workers workers;

    ViewEndpoints(RegistrationsView registrations, Calls calls, PeersView peers, Workers workers) {
        this.registrations = registrations;
        this.calls = calls;
        this.peers = peers;
        this.workers = workers;
    }

    List<ApiEndpoint> all() {
        return List.of(
                ApiEndpoint.guarded("GET", "/lines/{id}/registration", this::line),
                ApiEndpoint.guarded("GET", "/pbxs/{id}/registration", this::pbx),
                ApiEndpoint.guarded("GET", "/direct-routes/{id}/health", this::directRoute),
                ApiEndpoint.guarded("GET", "/calls", this::calls),
                ApiEndpoint.guarded("GET", "/calls/{id}", this::call),
                ApiEndpoint.guarded("POST", "/calls/{id}:release", this::release)
                        .with(Body.NONE));
    }

    private CompletionStage<ApiResponse> line(ApiRequest request) {
        return workers.run(
                () -> shown(registrations.line(request.id()), ViewJson::of, EntityWrites.notFound(Kind.LINE)));
    }

    private CompletionStage<ApiResponse> pbx(ApiRequest request) {
        return workers.run(() -> shown(registrations.pbx(request.id()), ViewJson::of, EntityWrites.notFound(Kind.PBX)));
    }

    private CompletionStage<ApiResponse> directRoute(ApiRequest request) {
        return workers.run(
                () -> shown(peers.directRoute(request.id()), PeerJson::of, EntityWrites.notFound(Kind.DIRECT_ROUTE)));
    }

    private CompletionStage<ApiResponse> calls(ApiRequest request) {
        Page.Reading reading = Page.of(request.query());
        if (reading instanceof Page.Reading.Good good) {
            Page page = good.page();
            return workers.run(() -> ApiResponse.json(page.json(
                    // One more than the page shows tells that there is another.
                    calls.inProgress(page.after(), page.limit() + 1), CallView::callId, CallJson::of)));
        }
        return CompletableFuture.completedFuture(
                ((Page.Reading.Bad) reading).problem().response());
    }

    private CompletionStage<ApiResponse> call(ApiRequest request) {
        return workers.run(() -> shown(calls.call(request.id()), CallJson::of, NO_CALL));
    }

    private CompletionStage<ApiResponse> release(ApiRequest request) {
        return workers.run(() -> calls.release(request.id())
                .map(call -> ApiResponse.of(202, "releasing", ApiResponse.JSON, CallJson.of(call)))
                .orElseGet(NO_CALL::response));
    }

    private static <T> ApiResponse shown(Optional<T> found, Function<T, String> json, ProblemDetails otherwise) {
        return found.map(value -> ApiResponse.json(json.apply(value))).orElseGet(otherwise::response);
    }
}
