package org.linekeeper.sip.jain;

import gov.nist.javax.sip.message.MessageExt;
import io.netty.util.NetUtil;
import java.util.Collections;
import java.util.ListIterator;
import java.util.Locale;
import javax.sip.SipException;
import javax.sip.SipStack;
import javax.sip.address.Hop;
import javax.sip.address.Router;
import javax.sip.address.SipURI;
import javax.sip.address.URI;
import javax.sip.header.RouteHeader;
import javax.sip.message.Request;
import org.jspecify.annotations.Nullable;
import org.linekeeper.dns.SipTransport;
import org.linekeeper.dns.Target;

/** Routes a request to the target that was pinned to it before. Public because JAIN-SIP makes one by name. */
public final class TargetRouter implements Router {
    private final SipStack stack;

    /** As JAIN-SIP calls it. */
    public TargetRouter(SipStack stack, @Nullable String outboundProxy) {
        this.stack = stack;
    }

    @Override
    public Hop getNextHop(Request request) throws SipException {
        if (request instanceof MessageExt message && message.getApplicationData() instanceof Target target) {
            return TargetHop.of(target);
        }
        if (stack instanceof JainStack jain) {
            Target ofDialog = jain.acknowledgedTo(request);
            if (ofDialog != null) {
                return TargetHop.of(ofDialog);
            }
        }
        return literal(request);
    }

    /** RFC 3261 8.1.2: the first Route, else the Request-URI; only where no name must be looked up. */
    private static Hop literal(Request request) throws SipException {
        URI uri = request.getHeader(RouteHeader.NAME) instanceof RouteHeader route
                ? route.getAddress().getURI()
                : request.getRequestURI();
        if (!(uri instanceof SipURI sip) || !isLiteral(sip.getHost())) {
            throw new SipException("no target is pinned to the " + request.getMethod() + " to " + uri);
        }
        String transport = sip.getTransportParam() == null
                ? "udp"
                : sip.getTransportParam().toLowerCase(Locale.ROOT);
        int defaultPort = transport.equals("tls") ? SipTransport.TLS.defaultPort() : SipTransport.UDP.defaultPort();
        return new TargetHop(sip.getHost(), sip.getPort() > 0 ? sip.getPort() : defaultPort, transport);
    }

    private static boolean isLiteral(String host) {
        return NetUtil.isValidIpV4Address(host) || NetUtil.isValidIpV6Address(host);
    }

    @Override
    public @Nullable Hop getOutboundProxy() {
        return null;
    }

    @Override
    @Deprecated
    @SuppressWarnings("InlineMeSuggester")
    public ListIterator<?> getNextHops(Request request) {
        return Collections.emptyListIterator();
    }
}
