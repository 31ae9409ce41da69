package org.linekeeper.admin;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.linekeeper.call.LineStatus;
import org.linekeeper.call.LineStatuses;
import org.linekeeper.call.presence.Presence;
import org.linekeeper.call.presence.Presence.State;

/** Lines whose status a test sets; only those that it put there exist. */
final class LinesInAMap implements LineStatuses {
    final Map<String, LineStatus> lines = new ConcurrentHashMap<>();

    @Override
    public Optional<LineStatus> of(String lineId) {
        return Optional.ofNullable(lines.get(lineId));
    }

    @Override
    public Optional<LineStatus> set(String lineId, State state, Optional<Duration> lasting) {
        Instant now = Instant.parse("2026-11-21T10:00:00Z");
        Optional<Presence> presence = state == State.AVAILABLE
                ? Optional.empty()
                : Optional.of(new Presence(state, now, lasting.map(now::plus)));
        return Optional.ofNullable(lines.computeIfPresent(
                lineId, (id, line) -> new LineStatus(id, presence, line.calls(), line.voiceMessages())));
    }
}
