package org.linekeeper.call;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import javax.sip.Dialog;
import javax.sip.address.SipURI;
import javax.sip.address.URI;
import javax.sip.header.RouteHeader;
import org.linekeeper.dns.DnsLookup;
import org.linekeeper.dns.Location;
import org.linekeeper.dns.ServerName;
import org.linekeeper.dns.SipTransport;
import org.linekeeper.dns.Target;
import org.linekeeper.sip.loop.Loop;

/**
 * Where the requests within a dialog go: to the first Route, else to the remote target (RFC 3261 12.2.1.1), located by name where
 * it is a name. Requests keep their order while a name is looked up. Owner loop only.
 */
final class DialogTarget {
    private final CallPorts ports;
    private final Loop loop;
    private final Target first;
    private final List<Consumer<Target>> waiting = new ArrayList<>();
    private ServerName wanted;
    private Optional<Target> known;

    /**
     * @param first where the first message of the dialog went to or came from; used for what cannot be located
     */
    DialogTarget(CallPorts ports, Loop loop, Target first) {
        this.ports = ports;
        this.loop = loop;
        this.first = first;
        this.wanted =
                new ServerName(first.serverName(), OptionalInt.empty(), Optional.of(first.transport()), DnsLookup.AUTO);
        this.known = Optional.of(first);
    }

    /** Hands over the target, at once when it is known. */
    void of(Dialog dialog, Consumer<Target> then) {
        Optional<ServerName> next = changedHop(dialog);
        if (next.isPresent()) {
            wanted = next.get();
            known = literal(next.get());
            if (known.isEmpty()) {
                locate(next.get());
            }
        }
        if (known.isPresent() && waiting.isEmpty()) {
            then.accept(known.get());
        } else {
            waiting.add(then);
            // What waited for a name that is not asked for any more goes where the dialog leads now.
            known.ifPresent(this::release);
        }
    }

    private void locate(ServerName name) {
        ports.locator().locate(name).thenAccept(location -> loop.execute(() -> located(name, location)));
    }

    private void located(ServerName name, Location location) {
        if (!name.equals(wanted)) {
            return;
        }
        Target target = location instanceof Location.Found found
                ? ports.health()
                        .order(found.targets().stream()
                                .map(each -> each.as(first.localName()))
                                .toList())
                        .get(0)
                : first;
        known = Optional.of(target);
        release(target);
    }

    private void release(Target target) {
        List<Consumer<Target>> released = List.copyOf(waiting);
        waiting.clear();
        released.forEach(then -> then.accept(target));
    }

    /** The next hop; empty also when it is the same as before, which is nearly always. */
    private Optional<ServerName> changedHop(Dialog dialog) {
        Iterator<?> routes = dialog.getRouteSet();
        URI uri = routes.hasNext()
                ? ((RouteHeader) routes.next()).getAddress().getURI()
                : dialog.getRemoteTarget() == null
                        ? null
                        : dialog.getRemoteTarget().getURI();
        if (!(uri instanceof SipURI sip) || isWanted(sip)) {
            return Optional.empty();
        }
        int port = sip.getPort();
        return Optional.of(new ServerName(
                sip.getHost(),
                port > 0 ? OptionalInt.of(port) : OptionalInt.empty(),
                Optional.of(transport(sip)),
                DnsLookup.AUTO));
    }

    private boolean isWanted(SipURI uri) {
        int port = uri.getPort();
        return wanted.port().orElse(-1) == (port > 0 ? port : -1)
                && wanted.host().equals(uri.getHost())
                && wanted.transport().filter(each -> each == transport(uri)).isPresent();
    }

    private SipTransport transport(SipURI uri) {
        String parameter = uri.getTransportParam();
        if (parameter == null) {
            // A URI without transport was reached over what the dialog runs on: Teams leaves it out of its Contact.
            return first.transport();
        }
        return switch (parameter.toLowerCase(Locale.ROOT)) {
            case "tls" -> SipTransport.TLS;
            case "tcp" -> SipTransport.TCP;
            case "udp" -> SipTransport.UDP;
            default -> first.transport();
        };
    }

    private Optional<Target> literal(ServerName name) {
        SipTransport transport = name.transport().orElse(SipTransport.UDP);
        return Literals.address(name.host())
                .map(address -> new Target(
                        transport,
                        new InetSocketAddress(address, name.port().orElse(transport.defaultPort())),
                        name.host(),
                        first.localName()));
    }
}
