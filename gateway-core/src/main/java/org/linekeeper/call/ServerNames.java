package org.linekeeper.call;

import java.util.OptionalInt;
import org.linekeeper.config.model.EmergencyPlan;
import org.linekeeper.config.model.HostPort;
import org.linekeeper.config.model.Pbx;
import org.linekeeper.config.model.Transport;
import org.linekeeper.dns.DnsLookup;
import org.linekeeper.dns.ServerName;
import org.linekeeper.dns.SipTransport;

/** What is to be located for a PBX and for the fallback of its emergency calls. */
final class ServerNames {
    private ServerNames() {}

    static ServerName of(Pbx pbx) {
        // The SIP domain of a hosted PBX is often no DNS name: with an outbound proxy it is never resolved.
        HostPort place = pbx.outboundProxy().orElseGet(() -> new HostPort(pbx.sipDomain(), OptionalInt.empty()));
        return new ServerName(place.host(), place.port(), pbx.transport().map(ServerNames::of), of(pbx.lookup()));
    }

    static ServerName of(HostPort fallback, EmergencyPlan plan) {
        return new ServerName(fallback.host(), fallback.port(), plan.transport().map(ServerNames::of), DnsLookup.AUTO);
    }

    static SipTransport of(Transport transport) {
        return switch (transport) {
            case UDP -> SipTransport.UDP;
            case TCP -> SipTransport.TCP;
            case TLS -> SipTransport.TLS;
        };
    }

    static DnsLookup of(org.linekeeper.config.model.DnsLookup lookup) {
        return switch (lookup) {
            case AUTO -> DnsLookup.AUTO;
            case NAPTR -> DnsLookup.NAPTR;
            case SRV -> DnsLookup.SRV;
            case A -> DnsLookup.A;
        };
    }
}
