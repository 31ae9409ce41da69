package org.linekeeper.call;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.linekeeper.call.presence.Presence;
import org.linekeeper.call.presence.Presence.State;
import org.linekeeper.call.presence.Presences;
import org.linekeeper.call.presence.VoiceMessages;
import org.linekeeper.config.model.DirectRoute;
import org.linekeeper.config.model.Line;
import org.linekeeper.config.model.Pbx;
import org.linekeeper.config.model.ServedEnterprise;
import org.linekeeper.config.store.Directory;
import org.linekeeper.config.store.PresenceStore;

/** Whether lines take calls from their PBXs. Any thread. */
final class Availability implements LineStatuses {
    private final Directory directory;
    private final Presences presences;
    private final CallRegistry calls;
    private final FeatureEvents features;
    private final ConcurrentMap<String, VoiceMessages> mailboxes = new ConcurrentHashMap<>();

    Availability(Directory directory, Presences presences, CallRegistry calls, FeatureEvents features) {
        this.directory = directory;
        this.presences = presences;
        this.calls = calls;
        this.features = features;
    }

    /** Why a call of the PBX to this line is refused; empty when it is not. */
    Optional<Refusals> refusal(Line line, Pbx pbx, DirectRoute route, ServedEnterprise enterprise) {
        Optional<Presence> presence = presences.of(line.id());
        if (presence.isPresent()) {
            return switch (presence.get().state()) {
                case BUSY -> Optional.of(Refusals.LINE_BUSY);
                case AWAY -> Optional.of(Refusals.LINE_AWAY);
                case DO_NOT_DISTURB -> Optional.of(Refusals.LINE_DO_NOT_DISTURB);
                case AVAILABLE -> Optional.empty();
            };
        }
        return isBusyOnBusy(line, pbx, route, enterprise) && calls.callsOf(line.id()) > 0
                ? Optional.of(Refusals.LINE_ON_CALL)
                : Optional.empty();
    }

    private static boolean isBusyOnBusy(Line line, Pbx pbx, DirectRoute route, ServedEnterprise enterprise) {
        Optional<Boolean> own = line.hasOptions() ? line.options().limits().busyOnBusy() : Optional.empty();
        return own.or(() -> pbx.limits().busyOnBusy())
                .or(() -> route.limits().busyOnBusy())
                .or(enterprise::busyOnBusy)
                .orElse(false);
    }

    /** Takes up what lines said before a restart, and keeps what they say from now on. Blocks on the disk. */
    void resume(PresenceStore store) {
        presences.resume(store).forEach((lineId, said) -> features.resume(lineId, said.state(), presences.left(said)));
    }

    void mailbox(String lineId, VoiceMessages messages) {
        mailboxes.put(lineId, messages);
    }

    /** The PBX was changed: it may know more now, or be told of lines that are paused already, or of none any more. */
    void changed(Pbx before, Optional<Pbx> after) {
        features.pbxChanged(before.id());
        if (after.filter(now -> now.pauseMethod() != before.pauseMethod()).isPresent()) {
            directory.linesOf(before.id()).forEach(line -> {
                Optional<Presence> presence = presences.of(line.id());
                presence.ifPresentOrElse(
                        said -> features.presence(line.id(), said.state(), presences.left(said)),
                        () -> features.withdraw(line.id()));
            });
        }
    }

    /** The line is another extension now, maybe of another PBX. */
    void moved(String lineId) {
        features.left(lineId);
        mailboxes.remove(lineId);
        presences.of(lineId).ifPresent(said -> features.presence(lineId, said.state(), presences.left(said)));
    }

    /** The line was removed. */
    void forget(String lineId) {
        presences.forget(lineId);
        features.left(lineId);
        mailboxes.remove(lineId);
    }

    @Override
    public Optional<LineStatus> of(String lineId) {
        return directory
                .line(lineId)
                .map(line -> new LineStatus(
                        lineId,
                        presences.of(lineId),
                        calls.callsOf(lineId),
                        Optional.ofNullable(mailboxes.get(lineId)),
                        features.report(lineId)));
    }

    @Override
    public Optional<LineStatus> set(String lineId, State state, Optional<Duration> lasting) {
        if (directory.line(lineId).isEmpty()) {
            return Optional.empty();
        }
        presences.set(lineId, state, lasting);
        features.presence(lineId, state, lasting);
        return of(lineId);
    }
}
