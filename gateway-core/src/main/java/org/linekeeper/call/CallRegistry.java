package org.linekeeper.call;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** The calls in progress. Any thread. */
final class CallRegistry implements Calls {
    private final ConcurrentMap<String, Call> calls = new ConcurrentHashMap<>();
    private final ConcurrentMap<String, String> lineByOutboundCallId = new ConcurrentHashMap<>();
    private final CompletableFuture<Void> empty = new CompletableFuture<>();
    private volatile boolean closing;

    void add(Call call) {
        calls.put(call.id(), call);
        lineByOutboundCallId.put(call.outboundCallId(), call.lineId());
    }

    void remove(Call call) {
        calls.remove(call.id());
        lineByOutboundCallId.remove(call.outboundCallId());
        tellIfEmpty();
    }

    /** The line whose call goes out with this Call-ID. */
    Optional<String> lineCallingWith(String callId) {
        return Optional.ofNullable(lineByOutboundCallId.get(callId));
    }

    /** Done when no call is left; only asked when no call is added any more. */
    CompletionStage<Void> whenEmpty() {
        closing = true;
        tellIfEmpty();
        return empty;
    }

    List<Call> all() {
        return List.copyOf(calls.values());
    }

    @Override
    public List<CallView> inProgress() {
        return calls.values().stream().map(Call::view).toList();
    }

    private void tellIfEmpty() {
        if (closing && calls.isEmpty()) {
            empty.complete(null);
        }
    }
}
