package org.linekeeper.admin;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.linekeeper.admin.ApiEndpoint.Body;
import org.linekeeper.config.model.Entity;
import org.linekeeper.config.model.Entity.Kind;
import org.linekeeper.config.model.Line;
import org.linekeeper.config.model.Pbx;
import org.linekeeper.config.store.ConfigStore;
import org.linekeeper.config.store.Versioned;
import org.linekeeper.registration.CredentialTrials;
import org.linekeeper.registration.CredentialTrials.Start;
import org.linekeeper.registration.RefreshOrders;
import org.linekeeper.registration.TooSoon;
import org.linekeeper.registration.machine.Account;

/** Credentials tried and registrations renewed on demand. */
final class RegistrationEndpoints {
    private static final Duration TEST_TIME = CredentialTrials.LIMIT.plusSeconds(8);
    private static final String OF_TRUNK =
            "Lines of a SIP trunk do not register, but for the one that trunk.registrationLineId names.";
    private static final String DISABLED =
            "The line, its PBX or its enterprise is disabled. Enable it, and it registers at once.";

    private final ConfigStore store;
    private final RegistrationActions actions;
    private final TrialBody bodies;
    private final Workers workers;

    RegistrationEndpoints(ConfigStore store, RegistrationActions actions, OpenApiDocument document, Workers workers) {
        this.store = store;
        this.actions = actions;
        this.bodies = new TrialBody(document);
        this.workers = workers;
    }

    List<ApiEndpoint> all() {
        return List.of(
                ApiEndpoint.guarded(
                                "POST",
                                "/lines/{id}/registration:test",
                                request -> workers.runLonger(() -> testLine(request)))
                        .with(Body.OPTIONAL)
                        .taking(TEST_TIME),
                ApiEndpoint.guarded(
                                "POST",
                                "/pbxs/{id}/registration:test",
                                request -> workers.runLonger(() -> testNew(request)))
                        .taking(TEST_TIME),
                refresh("/lines/{id}/registration:refresh", Kind.LINE, actions::refreshLine),
                refresh("/pbxs/{id}/registration:refresh", Kind.PBX, actions::refreshPbx),
                refresh("/enterprises/{id}/registration:refresh", Kind.ENTERPRISE, actions::refreshEnterprise),
                refresh("/resellers/{id}/registration:refresh", Kind.RESELLER, actions::refreshReseller));
    }

    private ApiEndpoint refresh(String path, Kind kind, Function<String, Optional<RefreshOrders.Outcome>> action) {
        return ApiEndpoint.guarded(
                        "POST",
                        path,
                        request -> workers.run(() -> action.apply(request.id())
                                .map(outcome -> refreshed(kind, request.id(), outcome))
                                .orElseGet(() -> EntityWrites.notFound(kind).response())))
                .with(Body.NONE);
    }

    private CompletionStage<ApiResponse> testLine(ApiRequest request) {
        Optional<Line> line = entity(Kind.LINE, request.id()).map(Line.class::cast);
        Optional<Pbx> pbx =
                line.flatMap(found -> entity(Kind.PBX, found.pbxId())).map(Pbx.class::cast);
        if (pbx.isEmpty()) {
            return done(EntityWrites.notFound(Kind.LINE).response());
        }
        if (!pbx.get().registers(request.id())) {
            return done(ProblemDetails.of(ProblemType.NOT_WANTED, OF_TRUNK).response());
        }
        return test("line " + request.id(), "LineCredentials", pbx.get(), line, request);
    }

    private CompletionStage<ApiResponse> testNew(ApiRequest request) {
        Optional<Pbx> pbx = entity(Kind.PBX, request.id()).map(Pbx.class::cast);
        if (pbx.isEmpty()) {
            return done(EntityWrites.notFound(Kind.PBX).response());
        }
        return test("", "NewLineCredentials", pbx.get(), Optional.empty(), request);
    }

    private CompletionStage<ApiResponse> test(
            String key, String schema, Pbx pbx, Optional<Line> stored, ApiRequest request) {
        TrialBody.Outcome body = bodies.read(schema, pbx.id(), stored, request.body());
        if (body instanceof TrialBody.Outcome.Bad bad) {
            return done(bad.problem().response());
        }
        Account account = new Account(((TrialBody.Outcome.Good) body).line(), pbx);
        String aor = account.aor();
        Start start = actions.test(key.isEmpty() ? "user " + pbx.id() + " " + aor : key, account);
        if (start instanceof Start.Begun begun) {
            return begun.report().thenApply(report -> ViewJson.of(report).about(aor));
        }
        return done(tooSoon(((Start.Refused) start).why()).about(aor));
    }

    private ApiResponse refreshed(Kind kind, String id, RefreshOrders.Outcome outcome) {
        if (outcome instanceof RefreshOrders.Outcome.Refused refused) {
            return tooSoon(refused.why());
        }
        if (outcome instanceof RefreshOrders.Outcome.UnderWay underWay) {
            return ProblemDetails.of(
                            ProblemType.UNDER_WAY,
                            "The lines of PBX " + underWay.pbxId() + " are being refreshed. GET"
                                    + " /pbxs/{id}/registration shows how far it is.")
                    .response();
        }
        RefreshOrders.Outcome.Accepted accepted = (RefreshOrders.Outcome.Accepted) outcome;
        if (kind == Kind.LINE && accepted.lines() == 0) {
            return ProblemDetails.of(ProblemType.NOT_WANTED, registers(id) ? DISABLED : OF_TRUNK)
                    .response();
        }
        return ApiResponse.of(202, "refreshing", ApiResponse.JSON, ViewJson.of(accepted));
    }

    /** Whether that line would register if nothing were disabled. */
    private boolean registers(String lineId) {
        return entity(Kind.LINE, lineId)
                .map(Line.class::cast)
                .flatMap(line -> entity(Kind.PBX, line.pbxId()))
                .map(pbx -> ((Pbx) pbx).registers(lineId))
                .orElse(true);
    }

    private static ApiResponse tooSoon(TooSoon why) {
        return ProblemDetails.of(ProblemType.TOO_MANY_REQUESTS, why.why() + " Nothing was sent; try again later.")
                .response(why.retryAfter());
    }

    private Optional<Entity> entity(Kind kind, String id) {
        return store.get(kind, id).map(Versioned::entity);
    }

    private static CompletionStage<ApiResponse> done(ApiResponse response) {
        return CompletableFuture.completedFuture(response);
    }
}
