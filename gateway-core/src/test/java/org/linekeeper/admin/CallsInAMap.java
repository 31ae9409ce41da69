package org.linekeeper.admin;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.linekeeper.call.CallView;
import org.linekeeper.call.Calls;

/** Calls that a test put there; remembers which were to be released. */
final class CallsInAMap implements Calls {
    final List<String> released = new CopyOnWriteArrayList<>();
    private final Map<String, CallView> calls;

    CallsInAMap(Map<String, CallView> calls) {
        this.calls = calls;
    }

    @Override
    public List<CallView> inProgress() {
        return List.copyOf(calls.values());
    }

    @Override
    public List<CallView> inProgress(String after, int most) {
        return inProgress().stream()
                .filter(call -> call.callId().compareTo(after) > 0)
                .sorted(Comparator.comparing(CallView::callId))
                .limit(most)
                .toList();
    }

    @Override
    public Optional<CallView> call(String callId) {
        return Optional.ofNullable(calls.get(callId));
    }

    @Override
    public boolean hasCalls(String lineId) {
        return calls.values().stream().anyMatch(call -> call.parties().lineId().equals(lineId));
    }

    @Override
    public Optional<CallView> release(String callId) {
        if (calls.containsKey(callId)) {
            released.add(callId);
        }
        return call(callId);
    }
}
