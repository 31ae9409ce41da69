package org.linekeeper.bench.registration;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import org.linekeeper.bench.gateway.TlsSite;
import org.linekeeper.bench.process.BenchFailure;
import org.linekeeper.bench.process.Stage;
import org.linekeeper.bench.process.Work;
import org.linekeeper.config.model.HostPort;
import org.linekeeper.config.model.Transport;

/**
 * How the gateway reaches the target.
 *
 * @param proxy the target, as the PBX names its outbound proxy
 * @param tls what TLS needs beside
 */
record Link(Transport transport, HostPort proxy, Optional<TlsSite> tls) {
    static Link over(Transport transport, Stage stage, Work work, Places places) throws IOException, BenchFailure {
        Optional<TlsSite> tls = transport == Transport.TLS
                ? Optional.of(TlsSite.make(stage, work.folder("tls"), places.target()))
                : Optional.empty();
        String host = tls.isPresent() ? TlsSite.NAME : places.target();
        return new Link(transport, new HostPort(host, OptionalInt.of(places.targetPort())), tls);
    }

    /** Whether lines share connections. */
    boolean isStream() {
        return transport != Transport.UDP;
    }

    /** What the target's program is told of it. */
    List<String> targetArguments() {
        List<String> transportOnly = List.of("--transport", transport.name().toLowerCase(Locale.ROOT));
        return tls.map(site -> java.util.stream.Stream.concat(transportOnly.stream(), site.targetArguments().stream())
                        .toList())
                .orElse(transportOnly);
    }
}
