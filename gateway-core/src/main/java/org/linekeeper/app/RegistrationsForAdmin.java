package org.linekeeper.app;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.linekeeper.admin.RegistrationsView;
import org.linekeeper.config.model.Line;
import org.linekeeper.config.store.Directory;
import org.linekeeper.dns.Target;
import org.linekeeper.event.RegistrationState;
import org.linekeeper.registration.PbxRegistrationView;
import org.linekeeper.registration.RegistrationView;
import org.linekeeper.registration.Registrations;

/** Registrations as the admin port shows them. A line that was never wanted stands as unregistered. */
final class RegistrationsForAdmin implements RegistrationsView {
    private final Directory directory;
    private final Registrations registrations;
    private final Instant started;

    /**
     * @param started since when a line that was never wanted is unregistered
     */
    RegistrationsForAdmin(Directory directory, Registrations registrations, Instant started) {
        this.directory = directory;
        this.registrations = registrations;
        this.started = started;
    }

    @Override
    public Optional<LineRegistration> line(String lineId) {
        return directory.line(lineId).map(line -> registrations
                .of(lineId)
                .map(RegistrationsForAdmin::shown)
                .orElseGet(() -> unregistered(line)));
    }

    @Override
    public Optional<PbxRegistration> pbx(String pbxId) {
        return directory.pbx(pbxId).map(pbx -> {
            PbxRegistrationView view = registrations.ofPbx(pbxId);
            return new PbxRegistration(pbxId, view.lines(), targets(pbxId), Optional.of(PaceForAdmin.of(view)));
        });
    }

    private Map<String, Integer> targets(String pbxId) {
        Map<String, Integer> lines = new HashMap<>();
        for (Line line : directory.linesOf(pbxId)) {
            registrations.targetOf(line.id()).ifPresent(target -> lines.merge(shown(target), 1, Integer::sum));
        }
        return lines;
    }

    private static LineRegistration shown(RegistrationView view) {
        return new LineRegistration(
                view.lineId(),
                view.pbxId(),
                view.state(),
                view.since(),
                view.aor(),
                view.binding()
                        .map(held ->
                                new Binding(shown(held.target()), held.requested(), held.granted(), held.expiresAt())),
                view.nextAttempt(),
                view.lastResponse(),
                view.failure(),
                view.history().stream()
                        .map(came -> new Transition(came.at(), came.state(), came.what()))
                        .toList());
    }

    private LineRegistration unregistered(Line line) {
        return new LineRegistration(
                line.id(),
                line.pbxId(),
                RegistrationState.UNREGISTERED,
                started,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of());
    }

    private static String shown(Target target) {
        String host = target.address().getAddress().getHostAddress();
        return target.transport().token() + ":" + (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":"
                + target.address().getPort();
    }
}
