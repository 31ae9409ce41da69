package org.linekeeper.admin;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.linekeeper.admin.Preconditions.Demand;
import org.linekeeper.config.model.Entity;
import org.linekeeper.config.model.Entity.Kind;
import org.linekeeper.config.store.ConfigStore;
import org.linekeeper.config.store.Precondition;
import org.linekeeper.config.store.Versioned;
import org.linekeeper.config.store.WriteOutcome;

/**
 * Writes under the demands of conditional headers. The store knows only "at this revision" and "absent"; what demands more is
 * read first and written at the revision that was read, again and again while others write in between.
 */
final class EntityWrites {
    private static final int MOST_ATTEMPTS = 10;
    private static final String UNCHANGED = "Nothing was changed. Correct what errors lists.";

    private final ConfigStore store;

    EntityWrites(ConfigStore store) {
        this.store = store;
    }

    /** Answers a write; when an attempt is empty, somebody else was faster, and it is made again. */
    ApiResponse retried(Demand demand, Kind kind, String id, Function<Attempt, Optional<ApiResponse>> work) {
        for (int i = 0; i < MOST_ATTEMPTS; i++) {
            Optional<ApiResponse> response = work.apply(new Attempt(demand, kind, id));
            if (response.isPresent()) {
                return response.get();
            }
        }
        return ProblemDetails.of(
                        ProblemType.OVERLOADED,
                        "Others write this entity all the time. Nothing was changed; try again.")
                .response()
                .with("Retry-After", "1");
    }

    static ProblemDetails notFound(Kind kind) {
        return ProblemDetails.of(ProblemType.NOT_FOUND, "There is no " + EntityKinds.words(kind) + " with this id.");
    }

    /** One attempt at a write. */
    final class Attempt {
        private final Demand demand;
        private final Kind kind;
        private final String id;

        private Attempt(Demand demand, Kind kind, String id) {
            this.demand = demand;
            this.kind = kind;
            this.id = id;
        }

        /**
         * Puts.
         *
         * @param basis the revision that the entity was made from, when it was
         */
        Optional<ApiResponse> put(Entity entity, Optional<Long> basis) {
            return write(basis, precondition -> store.put(entity, precondition), Optional.of(entity));
        }

        Optional<ApiResponse> delete() {
            return write(Optional.empty(), precondition -> store.delete(kind, id, precondition), Optional.empty());
        }

        private Optional<ApiResponse> write(
                Optional<Long> basis, Function<Precondition, WriteOutcome> write, Optional<Entity> entity) {
            boolean ours = basis.isPresent();
            Precondition precondition = new Precondition.None();
            if (demand instanceof Demand.Absent) {
                precondition = new Precondition.Absent();
                ours = false;
            } else if (demand instanceof Demand.Present || demand instanceof Demand.OneOf) {
                Optional<Versioned<Entity>> current = store.get(kind, id);
                if (current.isEmpty() || !meets(current.get().revision())) {
                    return Optional.of(failed(current.map(Versioned::revision).orElse(0L)));
                }
                precondition =
                        new Precondition.AtRevision(basis.orElse(current.get().revision()));
                ours = true;
            } else if (basis.isPresent()) {
                precondition = new Precondition.AtRevision(basis.get());
            }
            WriteOutcome outcome = write.apply(precondition);
            return outcome instanceof WriteOutcome.PreconditionFailed && ours
                    ? Optional.empty()
                    : Optional.of(response(outcome, entity));
        }

        private boolean meets(long revision) {
            return !(demand instanceof Demand.OneOf oneOf) || oneOf.revisions().contains(revision);
        }

        private ApiResponse response(WriteOutcome outcome, Optional<Entity> entity) {
            if (outcome instanceof WriteOutcome.Created created) {
                return shown(201, "created", entity, created.revision()).with("Location", EntityKinds.path(kind, id));
            }
            if (outcome instanceof WriteOutcome.Updated updated) {
                return shown(200, "updated", entity, updated.revision());
            }
            if (outcome instanceof WriteOutcome.Unchanged unchanged) {
                return shown(200, "unchanged", entity, unchanged.revision());
            }
            if (outcome instanceof WriteOutcome.Deleted) {
                return ApiResponse.empty(204, "deleted");
            }
            return refused(outcome);
        }

        private ApiResponse refused(WriteOutcome outcome) {
            if (outcome instanceof WriteOutcome.NotFound) {
                return notFound(kind).response();
            }
            if (outcome instanceof WriteOutcome.Invalid invalid) {
                return ProblemDetails.of(ProblemType.INVALID, UNCHANGED, invalid.problems())
                        .response();
            }
            if (outcome instanceof WriteOutcome.Conflict conflict) {
                return ProblemDetails.of(ProblemType.CONFLICT, UNCHANGED, conflict.problems())
                        .response();
            }
            if (outcome instanceof WriteOutcome.PreconditionFailed failed) {
                return failed(failed.currentRevision());
            }
            return ProblemDetails.of(
                            ProblemType.STORE_FAILED,
                            "Nothing was changed. The gateway's log says why; free space on the disk or make it writable,"
                                    + " then try again.",
                            List.of())
                    .response()
                    .with("Retry-After", "5");
        }

        private ApiResponse shown(int status, String outcome, Optional<Entity> entity, long revision) {
            String body = entity.map(EntityKinds::json).orElse("{}");
            return ApiResponse.of(status, outcome, ApiResponse.JSON, body).with("ETag", Preconditions.etag(revision));
        }

        private ApiResponse failed(long revision) {
            ApiResponse response = ProblemDetails.of(
                            ProblemType.PRECONDITION_FAILED,
                            revision == 0
                                    ? "Nothing was changed. There is no such entity."
                                    : "Nothing was changed. Read the entity again and repeat the change on that.")
                    .response();
            return revision == 0 ? response : response.with("ETag", Preconditions.etag(revision));
        }
    }
}
