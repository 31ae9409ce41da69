package org.linekeeper.call;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.linekeeper.call.presence.FeatureReport;
import org.linekeeper.call.presence.Presence.State;
import org.linekeeper.config.model.Line;
import org.linekeeper.config.model.PauseMethod;
import org.linekeeper.config.model.Pbx;

/**
 * Tells PBXs that want it so of lines that take no calls. Whatever comes of that, the line itself refuses the calls that come: with a PBX
 * that does not know as-feature-event nothing is lost. Any thread.
 */
final class FeatureEvents {
    /** A PBX that does not know the event package is not asked for each of its lines. */
    private static final Duration UNSUPPORTED_FOR = Duration.ofHours(1);

    private final CallTools tools;
    private final List<String> pbxListeners;
    private final LineDigest digest;
    private final ConcurrentMap<String, FeatureLine> byLine = new ConcurrentHashMap<>();
    private final ConcurrentMap<String, FeatureLine> byCallId = new ConcurrentHashMap<>();
    private final ConcurrentMap<String, Instant> unsupported = new ConcurrentHashMap<>();

    /** @param digest with nonces of its own */
    FeatureEvents(CallTools tools, List<String> pbxListeners, LineDigest digest) {
        this.tools = tools;
        this.pbxListeners = List.copyOf(pbxListeners);
        this.digest = digest;
    }

    /** A line says whether it wants calls. */
    void presence(String lineId, State state, Optional<Duration> lasting) {
        Optional<Pbx> pbx = pbxOf(lineId);
        if (pbx.filter(of -> of.pauseMethod() == PauseMethod.AS_FEATURE_EVENT).isEmpty()) {
            withdraw(lineId);
            return;
        }
        boolean doNotDisturb = isDoNotDisturb(state);
        if (!doNotDisturb && isUnsupported(pbx.get().id())) {
            forget(lineId);
            return;
        }
        FeatureLine line = byLine.computeIfAbsent(lineId, this::begin);
        line.want(doNotDisturb, doNotDisturb ? lasting : Optional.empty());
    }

    /**
     * A line that said so before a restart: its PBX was told then, and has to be told the end of it.
     *
     * @param left how long it still lasts; negative when it was over meanwhile
     */
    void resume(String lineId, State state, Optional<Duration> left) {
        boolean told = pbxOf(lineId)
                .filter(of -> of.pauseMethod() == PauseMethod.AS_FEATURE_EVENT)
                .isPresent();
        if (told && isDoNotDisturb(state)) {
            byLine.computeIfAbsent(lineId, this::begin).resume(left);
        }
    }

    private static boolean isDoNotDisturb(State state) {
        return state == State.AWAY || state == State.DO_NOT_DISTURB;
    }

    /** The PBX is told nothing any more, but for the end of what it was told: it would keep the calls of that line for ever. */
    void withdraw(String lineId) {
        FeatureLine line = byLine.get(lineId);
        if (line != null) {
            line.want(false, Optional.empty());
        }
    }

    private FeatureLine begin(String lineId) {
        String callId = tools.ports().ids().get();
        FeatureLine line = new FeatureLine(lineId, callId, tools, digest, this);
        byCallId.put(callId, line);
        return line;
    }

    /** What the PBX said last; empty when it was not told anything. */
    Optional<FeatureReport> report(String lineId) {
        return Optional.ofNullable(byLine.get(lineId)).flatMap(FeatureLine::report);
    }

    /** Whether a NOTIFY with that Call-ID belongs to a subscription of ours. */
    boolean owns(String callId) {
        return byCallId.containsKey(callId);
    }

    boolean isCurrent(FeatureLine line) {
        return byLine.get(line.lineId()) == line;
    }

    /** There is nothing to tell of the line. */
    private void forget(String lineId) {
        FeatureLine line = byLine.remove(lineId);
        if (line != null) {
            byCallId.remove(line.callId());
            line.end();
        }
    }

    /** The line has left its PBX, or its extension there, for another or for good: what it was told ends there. */
    void left(String lineId) {
        FeatureLine line = byLine.remove(lineId);
        if (line != null) {
            line.leave();
        }
    }

    /** The PBX was changed: it may know more now. */
    void pbxChanged(String pbxId) {
        unsupported.remove(pbxId);
    }

    void drop(FeatureLine line) {
        byLine.remove(line.lineId(), line);
        byCallId.remove(line.callId());
        if (tools.ports().directory().line(line.lineId()).isEmpty()) {
            digest.nonces().remove(line.lineId());
        }
    }

    void isUnsupportedBy(String pbxId) {
        unsupported.put(pbxId, now().plus(UNSUPPORTED_FOR));
    }

    boolean isUnsupported(String pbxId) {
        Instant until = unsupported.get(pbxId);
        return until != null && now().isBefore(until);
    }

    /** The line as it stands with its PBX; empty without a binding. */
    Optional<FeatureSubscribe.Place> place(String lineId) {
        Optional<Line> line = tools.ports().directory().line(lineId);
        Optional<Pbx> pbx = pbxOf(lineId);
        Optional<RegisteredLine> registration = tools.ports().lines().registration(lineId);
        return line.isPresent() && pbx.isPresent() && registration.isPresent()
                ? Optional.of(new FeatureSubscribe.Place(line.get(), pbx.get(), registration.get()))
                : Optional.empty();
    }

    List<String> listeners() {
        return pbxListeners;
    }

    Instant now() {
        return tools.ports().clock().instant();
    }

    int size() {
        return byCallId.size();
    }

    private Optional<Pbx> pbxOf(String lineId) {
        return tools.ports().directory().line(lineId).flatMap(line -> tools.ports()
                .directory()
                .pbx(line.pbxId()));
    }
}
