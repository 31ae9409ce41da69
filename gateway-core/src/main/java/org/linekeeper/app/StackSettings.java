package org.linekeeper.app;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import org.linekeeper.config.DnsSettings;
import org.linekeeper.config.Endpoint;
import org.linekeeper.config.ListenerSettings;
import org.linekeeper.config.Settings;
import org.linekeeper.config.SipLimits;
import org.linekeeper.config.TlsSettings;
import org.linekeeper.config.model.Transport;
import org.linekeeper.dns.SipTransport;
import org.linekeeper.dns.TtlLimits;
import org.linekeeper.sip.transport.SipStackSettings;
import org.linekeeper.sip.transport.TransportLimits;

/** The settings of the lower modules, which know nothing of the settings file, made from it. */
final class StackSettings {
    private StackSettings() {}

    static SipStackSettings sip(Settings settings) {
        return new SipStackSettings(
                settings.sip().userAgent(),
                settings.sip().loops(),
                settings.sip().listeners().stream().map(StackSettings::listener).toList(),
                limits(settings.sip().limits(), settings.sip().receiveBufferBytes()));
    }

    static org.linekeeper.dns.DnsSettings dns(DnsSettings settings) {
        Duration negative = TtlLimits.defaults().maxNegative();
        Duration atMost = negative.compareTo(settings.maxTtl()) < 0 ? negative : settings.maxTtl();
        Duration maxNegative = atMost.compareTo(settings.minTtl()) > 0 ? atMost : settings.minTtl();
        return org.linekeeper.dns.DnsSettings.defaults()
                .withServers(
                        settings.servers().stream().map(StackSettings::address).toList())
                .withTries(settings.tries(), settings.timeout())
                .withTtl(new TtlLimits(settings.minTtl(), settings.maxTtl(), maxNegative, settings.maxStale()));
    }

    /** Names of the listeners that face one side, in the order of the file. */
    static List<String> listeners(Settings settings, ListenerSettings.Side side) {
        return settings.sip().listeners().stream()
                .filter(listener -> listener.side() == side)
                .map(ListenerSettings::name)
                .toList();
    }

    static SipTransport transport(Transport transport) {
        return switch (transport) {
            case UDP -> SipTransport.UDP;
            case TCP -> SipTransport.TCP;
            case TLS -> SipTransport.TLS;
        };
    }

    private static org.linekeeper.sip.transport.ListenerSettings listener(ListenerSettings listener) {
        return new org.linekeeper.sip.transport.ListenerSettings(
                listener.name(),
                transport(listener.transport()),
                address(listener.address()),
                listener.advertised().host(),
                listener.advertised().port(),
                listener.tls().map(StackSettings::tls));
    }

    private static org.linekeeper.sip.transport.TlsSettings tls(TlsSettings tls) {
        return new org.linekeeper.sip.transport.TlsSettings(
                tls.certificate(),
                tls.key(),
                tls.trust(),
                switch (tls.clientAuth()) {
                    case NONE -> org.linekeeper.sip.transport.TlsSettings.ClientAuth.NONE;
                    case OPTIONAL -> org.linekeeper.sip.transport.TlsSettings.ClientAuth.OPTIONAL;
                    case REQUIRED -> org.linekeeper.sip.transport.TlsSettings.ClientAuth.REQUIRED;
                },
                tls.wildcardNames(),
                tls.certificates());
    }

    private static TransportLimits limits(SipLimits limits, int receiveBufferBytes) {
        return new TransportLimits(
                limits.maxMessageBytes(),
                limits.messageTimeout(),
                limits.handshakeTimeout(),
                limits.idleTimeout(),
                limits.maxConnections(),
                limits.maxConnectionsPerSource(),
                receiveBufferBytes,
                TransportLimits.defaults().maxPendingWriteBytes(),
                limits.maxLinesPerFlow());
    }

    private static InetSocketAddress address(Endpoint endpoint) {
        return new InetSocketAddress(endpoint.host(), endpoint.port());
    }
}
