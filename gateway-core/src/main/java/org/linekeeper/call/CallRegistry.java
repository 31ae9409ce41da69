package org.linekeeper.call;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.stream.Stream;
import org.linekeeper.call.machine.Replaces;

/** The calls in progress. Any thread. */
final class CallRegistry implements Calls {
    private final ConcurrentMap<String, Call> calls = new ConcurrentHashMap<>();
    private final ConcurrentMap<String, Integer> callsByLine = new ConcurrentHashMap<>();
    private final ConcurrentMap<String, Call> byOutboundCallId = new ConcurrentHashMap<>();
    private final ConcurrentMap<String, Call> byInboundTag = new ConcurrentHashMap<>();

    void add(Call call) {
        calls.put(call.id(), call);
        callsByLine.merge(call.lineId(), 1, Integer::sum);
        byOutboundCallId.put(call.outboundCallId(), call);
        call.inboundTag().ifPresent(tag -> byInboundTag.put(tag, call));
    }

    void remove(Call call) {
        calls.remove(call.id());
        byOutboundCallId.remove(call.outboundCallId());
        call.inboundTag().ifPresent(byInboundTag::remove);
    }

    /** Both legs of a call are over; it may stay in view for its record. */
    void over(Call call) {
        callsByLine.computeIfPresent(call.lineId(), (line, calls) -> calls == 1 ? null : calls - 1);
    }

    /** How many calls of a line are not over yet. */
    int callsOf(String lineId) {
        return callsByLine.getOrDefault(lineId, 0);
    }

    /** The line whose call goes out with this Call-ID. */
    Optional<String> lineCallingWith(String callId) {
        return Optional.ofNullable(byOutboundCallId.get(callId)).map(Call::lineId);
    }

    /** The leg of a call with that dialog; its remote tag is still to be compared, on the loop of the call. */
    Optional<Seat> seat(Replaces replaces) {
        return Stream.of(byOutboundCallId.get(replaces.callId()), byInboundTag.get(replaces.localTag()))
                .filter(Objects::nonNull)
                .flatMap(call -> call.seat(replaces).stream())
                .findFirst();
    }

    Optional<Call> find(String callId) {
        return Optional.ofNullable(calls.get(callId));
    }

    List<Call> all() {
        return List.copyOf(calls.values());
    }

    @Override
    public Optional<CallView> call(String callId) {
        return Optional.ofNullable(calls.get(callId)).map(Call::view);
    }

    @Override
    public boolean hasCalls(String lineId) {
        return callsByLine.containsKey(lineId);
    }

    @Override
    public Optional<CallView> release(String callId) {
        Optional<Call> found = Optional.ofNullable(calls.get(callId));
        found.ifPresent(Call::release);
        return found.map(Call::view);
    }

    @Override
    public List<CallView> inProgress() {
        return calls.values().stream().map(Call::view).toList();
    }

    @Override
    public List<CallView> inProgress(String after, int most) {
        return calls.keySet().stream()
                .filter(id -> id.compareTo(after) > 0)
                .sorted()
                .limit(most)
                .flatMap(id -> call(id).stream())
                .toList();
    }
}
