package org.linekeeper.call;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import javax.sip.address.SipURI;
import javax.sip.header.ContactHeader;
import javax.sip.message.Response;
import org.linekeeper.call.machine.Destination.Redirected;
import org.linekeeper.config.model.Pbx;
import org.linekeeper.dns.DnsLookup;
import org.linekeeper.dns.Location;
import org.linekeeper.dns.ServerName;
import org.linekeeper.dns.SipTransport;
import org.linekeeper.dns.Target;

/**
 * Where a PBX may redirect a call to: its own SIP domain, its own addresses and networks. A place elsewhere would be called with the
 * line's identity, and be shown the line's credentials when it asks for them.
 */
final class PbxRedirects {
    private static final int MOST_CONTACTS = 10;

    private final CallPorts ports;
    private final Pbx pbx;

    PbxRedirects(CallPorts ports, Pbx pbx) {
        this.ports = ports;
        this.pbx = pbx;
    }

    /**
     * The places of a 3xx, those of the highest q value first (RFC 3261 8.1.3.4); any thread completes it.
     *
     * @param from where the 3xx came from
     */
    CompletionStage<List<Redirected>> of(Response response, Target from) {
        CompletableFuture<List<Redirected>> all = CompletableFuture.completedFuture(List.of());
        for (SipURI uri : contacts(response)) {
            all = all.thenCombine(places(uri, from), (before, more) -> {
                List<Redirected> both = new ArrayList<>(before);
                both.addAll(more);
                return both;
            });
        }
        return all;
    }

    private static List<SipURI> contacts(Response response) {
        return SipMessages.listed(response.getHeaders(ContactHeader.NAME), ContactHeader.class).stream()
                .filter(contact -> contact.getAddress().getURI() instanceof SipURI uri && !uri.isSecure())
                .sorted(Comparator.comparingDouble(contact -> contact.getQValue() < 0 ? -1 : -contact.getQValue()))
                .limit(MOST_CONTACTS)
                .map(contact -> (SipURI) contact.getAddress().getURI().clone())
                .toList();
    }

    private CompletableFuture<List<Redirected>> places(SipURI uri, Target from) {
        Optional<SipTransport> transport = transport(uri, from);
        if (transport.isEmpty()) {
            return CompletableFuture.completedFuture(List.of());
        }
        // What a URI says of method and headers (19.1.1) is not for the PBX to choose.
        uri.removeParameter("method");
        uri.removeParameter("maddr");
        String text = withoutHeaders(uri.toString());
        String host = uri.getHost();
        if (isSamePlace(host, from)) {
            return CompletableFuture.completedFuture(List.of(new Redirected(from, text)));
        }
        Optional<InetAddress> literal = Literals.address(host);
        if (literal.isPresent()) {
            int port = uri.getPort() > 0 ? uri.getPort() : transport.get().defaultPort();
            Target target = new Target(transport.get(), new InetSocketAddress(literal.get(), port), from.serverName());
            return CompletableFuture.completedFuture(
                    isOwn(literal.get()) ? List.of(new Redirected(target, text)) : List.of());
        }
        ServerName name = new ServerName(
                host,
                uri.getPort() > 0 ? OptionalInt.of(uri.getPort()) : OptionalInt.empty(),
                transport,
                DnsLookup.AUTO);
        return ports.locator().locate(name).toCompletableFuture().thenApply(location -> within(location, text, host));
    }

    private List<Redirected> within(Location location, String uri, String host) {
        if (!(location instanceof Location.Found found)) {
            return List.of();
        }
        boolean ofDomain = lower(host).endsWith("." + lower(pbx.sipDomain()));
        return found.targets().stream()
                .filter(target -> ofDomain || isOwn(target.address().getAddress()))
                .map(target -> new Redirected(target, uri))
                .toList();
    }

    private boolean isSamePlace(String host, Target from) {
        return host.equalsIgnoreCase(pbx.sipDomain())
                || host.equalsIgnoreCase(from.serverName())
                || pbx.outboundProxy()
                        .map(proxy -> proxy.host().equalsIgnoreCase(host))
                        .orElse(false);
    }

    private boolean isOwn(InetAddress address) {
        return ports.lines().isPbxAddress(pbx.id(), address)
                || pbx.trustedNetworks().stream().anyMatch(network -> network.contains(address));
    }

    /** That of the URI, else the one that the PBX is spoken to over. */
    private static Optional<SipTransport> transport(SipURI uri, Target from) {
        String parameter = uri.getTransportParam();
        return parameter == null
                ? Optional.of(from.transport())
                : switch (lower(parameter)) {
                    case "udp" -> Optional.of(SipTransport.UDP);
                    case "tcp" -> Optional.of(SipTransport.TCP);
                    case "tls" -> Optional.of(SipTransport.TLS);
                    default -> Optional.empty();
                };
    }

    private static String withoutHeaders(String uri) {
        int headers = uri.indexOf('?');
        return headers < 0 ? uri : uri.substring(0, headers);
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
