package org.linekeeper.admin;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.linekeeper.admin.Preconditions.Demand;
import org.linekeeper.config.model.Entity;
import org.linekeeper.config.model.Entity.Kind;
import org.linekeeper.config.model.Line;
import org.linekeeper.config.model.Secret;
import org.linekeeper.config.store.ConfigStore;
import org.linekeeper.config.store.Owner;
import org.linekeeper.config.store.Versioned;

/** GET, PUT and DELETE of the four kinds of entities. */
final class EntityEndpoints {
    private final ConfigStore store;
    private final EntityBody bodies;
    private final EntityWrites writes;
    private final Workers workers;

    EntityEndpoints(ConfigStore store, OpenApiDocument document, Workers workers) {
        this.store = store;
        this.bodies = new EntityBody(document);
        this.writes = new EntityWrites(store);
        this.workers = workers;
    }

    List<ApiEndpoint> all() {
        List<ApiEndpoint> all = new ArrayList<>();
        for (Kind kind : Kind.values()) {
            String collection = "/" + EntityKinds.collection(kind);
            String one = collection + "/{id}";
            all.add(ApiEndpoint.guarded("GET", collection, request -> list(kind, request)));
            all.add(ApiEndpoint.guarded("GET", one, request -> workers.run(() -> get(kind, request))));
            all.add(ApiEndpoint.guarded("PUT", one, request -> workers.run(() -> put(kind, request))));
            all.add(ApiEndpoint.guarded("DELETE", one, request -> workers.run(() -> delete(kind, request))));
        }
        return all;
    }

    private CompletionStage<ApiResponse> list(Kind kind, ApiRequest request) {
        Map<String, Kind> owners = EntityKinds.owners(kind);
        Page.Reading reading = Page.of(request.query(), owners.keySet());
        if (reading instanceof Page.Reading.Good good) {
            Page page = good.page();
            Optional<Owner> owner = owner(request, owners);
            return workers.run(() -> ApiResponse.json(page.json(
                    store.list(kind, owner, page.after(), page.limit() + 1),
                    found -> found.entity().id(),
                    found -> EntityKinds.json(found.entity()))));
        }
        return CompletableFuture.completedFuture(
                ((Page.Reading.Bad) reading).problem().response());
    }

    private static Optional<Owner> owner(ApiRequest request, Map<String, Kind> owners) {
        for (Map.Entry<String, Kind> name : owners.entrySet()) {
            List<String> ids = request.query().getOrDefault(name.getKey(), List.of());
            if (!ids.isEmpty()) {
                return Optional.of(new Owner(name.getValue(), ids.get(0)));
            }
        }
        return Optional.empty();
    }

    private ApiResponse get(Kind kind, ApiRequest request) {
        Optional<Versioned<Entity>> found = store.get(kind, request.id());
        if (found.isEmpty()) {
            return EntityWrites.notFound(kind).response();
        }
        Versioned<Entity> entity = found.get();
        ApiResponse response = Preconditions.isKnown(request, entity.revision())
                ? ApiResponse.empty(304, "not-modified")
                : ApiResponse.json(EntityKinds.json(entity.entity()));
        return response.with("ETag", Preconditions.etag(entity.revision()));
    }

    private ApiResponse put(Kind kind, ApiRequest request) {
        Demand demand = Preconditions.ofWrite(request);
        if (demand instanceof Demand.Malformed malformed) {
            return malformed.problem().response();
        }
        return writes.retried(demand, kind, request.id(), attempt -> {
            Optional<Versioned<Entity>> before = kind == Kind.LINE ? store.get(kind, request.id()) : Optional.empty();
            EntityBody.Outcome body = bodies.read(kind, request.id(), request.body(), () -> password(before));
            if (body instanceof EntityBody.Outcome.Good good) {
                // A password that was kept belongs to the revision it was read from.
                return attempt.put(
                        good.entity(), good.keepsPassword() ? before.map(Versioned::revision) : Optional.empty());
            }
            return Optional.of(((EntityBody.Outcome.Bad) body).problem().response());
        });
    }

    private ApiResponse delete(Kind kind, ApiRequest request) {
        Demand demand = Preconditions.ofWrite(request);
        if (demand instanceof Demand.Malformed malformed) {
            return malformed.problem().response();
        }
        if (demand instanceof Demand.Absent) {
            return ProblemDetails.header("If-None-Match", "has no meaning here").response();
        }
        return writes.retried(demand, kind, request.id(), EntityWrites.Attempt::delete);
    }

    private static Optional<Secret> password(Optional<Versioned<Entity>> stored) {
        return stored.filter(found -> found.entity() instanceof Line).map(found -> ((Line) found.entity()).password());
    }
}
