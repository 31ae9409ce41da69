package org.linekeeper.app;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.linekeeper.admin.RegistrationsView;
import org.linekeeper.config.model.Line;
import org.linekeeper.config.store.Directory;
import org.linekeeper.dns.Target;
import org.linekeeper.event.RegistrationOutcome;
import org.linekeeper.event.RegistrationState;
import org.linekeeper.registration.RegistrationView;
import org.linekeeper.registration.RegistrationView.BindingView;
import org.linekeeper.registration.Registrations;

/** Registrations as the admin port shows them. A line that was never wanted stands as unregistered. */
final class RegistrationsForAdmin implements RegistrationsView {
    private final Directory directory;
    private final Registrations registrations;
    private final Executor background;

    /**
     * @param background counts the lines of a PBX, which may be many
     */
    RegistrationsForAdmin(Directory directory, Registrations registrations, Executor background) {
        this.directory = directory;
        this.registrations = registrations;
        this.background = background;
    }

    @Override
    public CompletionStage<Optional<LineRegistration>> line(String lineId) {
        return CompletableFuture.completedStage(directory.line(lineId).map(line -> registrations
                .of(lineId)
                .map(RegistrationsForAdmin::shown)
                .orElseGet(() -> unregistered(line))));
    }

    @Override
    public CompletionStage<Optional<PbxRegistration>> pbx(String pbxId) {
        return CompletableFuture.supplyAsync(
                () -> directory
                        .pbx(pbxId)
                        .map(pbx -> new PbxRegistration(
                                pbxId, registrations.ofPbx(pbxId).lines(), targets(pbxId))),
                background);
    }

    private List<TargetLines> targets(String pbxId) {
        Map<String, Long> lines = directory.linesOf(pbxId).stream()
                .flatMap(line -> registrations.targetOf(line.id()).stream())
                .map(RegistrationsForAdmin::shown)
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
        return lines.entrySet().stream()
                .map(entry -> new TargetLines(entry.getKey(), Math.toIntExact(entry.getValue())))
                .toList();
    }

    private static LineRegistration shown(RegistrationView view) {
        Optional<BindingView> binding = view.binding();
        return new LineRegistration(
                view.lineId(),
                view.pbxId(),
                view.state(),
                view.since(),
                binding.map(held -> shown(held.target())),
                binding.map(BindingView::requested),
                binding.map(BindingView::granted),
                binding.map(BindingView::expiresAt),
                view.nextAttempt(),
                outcome(view));
    }

    private static Optional<RegistrationOutcome> outcome(RegistrationView view) {
        if (view.failure().isPresent()) {
            return Optional.of(view.failure().get());
        }
        return view.binding().map(binding -> new RegistrationOutcome.Granted(binding.granted()));
    }

    private static LineRegistration unregistered(Line line) {
        return new LineRegistration(
                line.id(),
                line.pbxId(),
                RegistrationState.UNREGISTERED,
                java.time.Instant.EPOCH,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    private static String shown(Target target) {
        String host = target.address().getAddress().getHostAddress();
        return target.transport().token() + ":" + (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":"
                + target.address().getPort();
    }
}
