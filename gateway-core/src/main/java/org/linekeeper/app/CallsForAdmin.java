package org.linekeeper.app;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.linekeeper.admin.CallsView;
import org.linekeeper.call.CallView;
import org.linekeeper.call.Calls;
import org.linekeeper.config.model.Line;
import org.linekeeper.config.model.Pbx;
import org.linekeeper.config.store.Directory;

/** Calls in progress as the admin port shows them. */
final class CallsForAdmin implements CallsView {
    private final Calls calls;
    private final Directory directory;

    CallsForAdmin(Calls calls, Directory directory) {
        this.calls = calls;
        this.directory = directory;
    }

    @Override
    public CompletionStage<List<CallInProgress>> list(String after, int limit) {
        return CompletableFuture.completedStage(calls.inProgress().stream()
                .filter(call -> call.callId().compareTo(after) > 0)
                .sorted(Comparator.comparing(CallView::callId))
                .limit(limit)
                .map(this::shown)
                .toList());
    }

    @Override
    public CompletionStage<Optional<CallInProgress>> call(String callId) {
        return CompletableFuture.completedStage(calls.inProgress().stream()
                .filter(call -> call.callId().equals(callId))
                .findFirst()
                .map(this::shown));
    }

    private CallInProgress shown(CallView call) {
        Optional<Pbx> pbx = directory.line(call.lineId()).map(Line::pbxId).flatMap(directory::pbx);
        return new CallInProgress(
                call.callId(),
                call.direction(),
                state(call.state()),
                pbx.map(Pbx::enterpriseId),
                pbx.map(Pbx::id),
                Optional.of(call.lineId()),
                call.caller(),
                call.callee(),
                call.since(),
                call.answeredAt());
    }

    private static CallState state(CallView.State state) {
        return switch (state) {
            case SETUP -> CallState.TRYING;
            case RINGING -> CallState.RINGING;
            case ANSWERED -> CallState.ANSWERED;
            case ENDING -> CallState.ENDING;
        };
    }
}
