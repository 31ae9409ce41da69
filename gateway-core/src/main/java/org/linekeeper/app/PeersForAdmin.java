package org.linekeeper.app;

import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.linekeeper.admin.PeersView;
import org.linekeeper.call.PeerReport;
import org.linekeeper.call.PeerWatch;
import org.linekeeper.call.peer.machine.PeerHealth;
import org.linekeeper.config.model.DirectRoute;
import org.linekeeper.config.model.PeerKind;
import org.linekeeper.config.store.Directory;
import org.linekeeper.sip.transport.CertificateInUse;

/** Peers of direct routes as the admin port shows them. */
final class PeersForAdmin implements PeersView {
    private final Directory directory;
    private final PeerWatch watch;
    private final Function<String, List<CertificateInUse>> certificates;
    private final Clock clock;

    /** @param certificates those that are shown under a name of ours, on the listeners that face Teams */
    PeersForAdmin(
            Directory directory, PeerWatch watch, Function<String, List<CertificateInUse>> certificates, Clock clock) {
        this.directory = directory;
        this.watch = watch;
        this.certificates = certificates;
        this.clock = clock;
    }

    @Override
    public Optional<RouteHealth> directRoute(String id) {
        return directory.directRoute(id).map(this::health);
    }

    private RouteHealth health(DirectRoute route) {
        boolean teams = route.peers().stream().anyMatch(peer -> peer.kind() == PeerKind.TEAMS);
        return new RouteHealth(
                route.id(),
                route.trunkFqdn(),
                watch.askedFor(route.trunkFqdn()),
                watch.peers(route).stream().map(PeersForAdmin::peer).toList(),
                teams ? certificate(route.trunkFqdn()) : Optional.empty());
    }

    private static Peer peer(PeerReport report) {
        Optional<PeerHealth> health = report.health();
        return new Peer(
                report.kind().name().toLowerCase(Locale.ROOT),
                report.host(),
                health.map(known -> known.state().name().toLowerCase(Locale.ROOT))
                        .orElse("unwatched"),
                health.map(PeerHealth::since),
                health.map(PeerHealth::missed).orElse(0),
                health.flatMap(PeerHealth::lastAnswer)
                        .map(answer -> new Answer(answer.at(), answer.status(), answer.reason())),
                health.flatMap(PeerHealth::trouble));
    }

    /** Of several listeners the one whose certificate ends first. */
    private Optional<Certificate> certificate(String name) {
        return certificates.apply(name).stream()
                .min(Comparator.comparing(CertificateInUse::expires))
                .map(shown -> new Certificate(
                        shown.names(), shown.expires(), CertificateAdvice.of(shown, name, clock.instant())));
    }
}
