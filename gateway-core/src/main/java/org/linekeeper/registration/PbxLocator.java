package org.linekeeper.registration;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import org.linekeeper.config.model.Pbx;
import org.linekeeper.dns.DnsLookup;
import org.linekeeper.dns.Location;
import org.linekeeper.dns.ServerLocator;
import org.linekeeper.dns.ServerName;
import org.linekeeper.dns.SipTransport;
import org.linekeeper.registration.machine.Account;

/**
 * Locates the outbound proxy of a PBX, or its SIP domain where it has none. Lines that ask while a lookup is under way share its
 * answer; later ones ask anew, because each answer is shuffled by weight (RFC 2782). Safe for use by any thread.
 */
final class PbxLocator {
    private final ServerLocator locator;
    private final Map<ServerName, CompletionStage<Location>> underWay = new ConcurrentHashMap<>();

    PbxLocator(ServerLocator locator) {
        this.locator = locator;
    }

    /** Where the settings lead. */
    CompletionStage<Location> locate(Account account) {
        return locate(nameOf(account));
    }

    CompletionStage<Location> locate(ServerName name) {
        CompletionStage<Location> shared = underWay.get(name);
        if (shared != null) {
            return shared;
        }
        CompletionStage<Location> started = locator.locate(name);
        if (!started.toCompletableFuture().isDone()) {
            underWay.put(name, started);
            started.whenComplete((location, failure) -> underWay.remove(name, started));
        }
        return started;
    }

    private static ServerName nameOf(Account account) {
        Pbx pbx = account.pbx();
        Optional<SipTransport> transport = pbx.transport().map(wanted -> switch (wanted) {
            case UDP -> SipTransport.UDP;
            case TCP -> SipTransport.TCP;
            case TLS -> SipTransport.TLS;
        });
        DnsLookup lookup =
                switch (pbx.lookup()) {
                    case AUTO -> DnsLookup.AUTO;
                    case NAPTR -> DnsLookup.NAPTR;
                    case SRV -> DnsLookup.SRV;
                    case A -> DnsLookup.A;
                };
        return pbx.outboundProxy()
                .map(proxy -> new ServerName(proxy.host(), proxy.port(), transport, lookup))
                .orElseGet(() -> new ServerName(account.domain(), OptionalInt.empty(), transport, lookup));
    }
}
