package org.linekeeper.sip.jain;

import gov.nist.javax.sip.header.Via;
import gov.nist.javax.sip.message.MessageExt;
import gov.nist.javax.sip.message.SIPRequest;
import java.net.InetSocketAddress;
import java.text.ParseException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import javax.sip.ClientTransaction;
import javax.sip.InvalidArgumentException;
import javax.sip.SipException;
import javax.sip.SipListener;
import javax.sip.SipProvider;
import javax.sip.header.ViaHeader;
import javax.sip.message.Message;
import javax.sip.message.Request;
import org.jspecify.annotations.Nullable;
import org.linekeeper.dns.Target;
import org.linekeeper.sip.SipStack;
import org.linekeeper.sip.loop.Loops;
import org.linekeeper.sip.register.RegisterClient;
import org.linekeeper.sip.transport.BindFailed;
import org.linekeeper.sip.transport.CertificateInUse;
import org.linekeeper.sip.transport.HandOver;
import org.linekeeper.sip.transport.InboundDemux;
import org.linekeeper.sip.transport.ListenerSettings;
import org.linekeeper.sip.transport.MessageSource;
import org.linekeeper.sip.transport.NettyLoops;
import org.linekeeper.sip.transport.OptionsAnswer;
import org.linekeeper.sip.transport.ResponseTap;
import org.linekeeper.sip.transport.SipStackSettings;
import org.linekeeper.sip.transport.StatelessReplies;
import org.linekeeper.sip.transport.Transports;

/**
 * The stack: JAIN-SIP's transactions and dialogs on our transports and loops. One at a time in a JVM, since JAIN-SIP keeps some
 * things in static fields; another may be made after this one was closed.
 */
public final class JainSipStack implements SipStack {
    private static final long HAND_OVER_BYTES = 32L << 20;

    private final SipStackSettings settings;
    private final StackPorts ports;
    private final NettyLoops loops;
    private final Transports transports;
    private final Branches branches;
    private final @Nullable RegisterClient registerClient;
    private final List<ResponseTap> taps;
    private final Map<String, SipProvider> providers = new ConcurrentHashMap<>();
    private @Nullable SipListener user;
    private volatile @Nullable JainStack jain;

    private JainSipStack(
            SipStackSettings settings,
            StackPorts ports,
            NettyLoops loops,
            Transports transports,
            @Nullable RegisterClient registerClient,
            List<ResponseTap> taps) {
        this.settings = settings;
        this.ports = ports;
        this.loops = loops;
        this.transports = transports;
        this.branches = new Branches(new SplittableRandom());
        this.registerClient = registerClient;
        this.taps = List.copyOf(taps);
    }

    /** A stack without REGISTER client; its loops run, nothing is bound yet. */
    public static JainSipStack create(SipStackSettings settings, StackPorts ports) {
        NettyLoops loops = NettyLoops.start(settings.loops(), ports.nanoTicker());
        return new JainSipStack(settings, ports, loops, transports(settings, ports, loops), null, List.of());
    }

    /**
     * A stack with a REGISTER client on its sockets; its loops run, nothing is bound yet.
     *
     * @param register makes the client, which also takes the responses to what it sent
     */
    public static <R extends RegisterClient & ResponseTap> JainSipStack create(
            SipStackSettings settings, StackPorts ports, Function<RegisterSeam, R> register) {
        NettyLoops loops = NettyLoops.start(settings.loops(), ports.nanoTicker());
        Transports transports = transports(settings, ports, loops);
        R client = register.apply(new RegisterSeam(transports, loops, settings));
        return new JainSipStack(settings, ports, loops, transports, client, List.of(client));
    }

    private static Transports transports(SipStackSettings settings, StackPorts ports, NettyLoops loops) {
        return new Transports(loops, settings, ports.counters(), ports.tap(), ports.clock(), ports.random());
    }

    @Override
    public Loops loops() {
        return loops;
    }

    @Override
    public SipProvider provider(String listener) {
        SipProvider provider = providers.get(listener);
        if (provider == null) {
            throw new IllegalStateException("listener " + listener + " is not open");
        }
        return provider;
    }

    @Override
    public ListenerSettings listener(String name) {
        for (ListenerSettings listener : settings.listeners()) {
            if (listener.name().equals(name)) {
                return listener;
            }
        }
        throw new IllegalArgumentException("no listener " + name);
    }

    @Override
    public void transactionUser(SipListener transactionUser) {
        if (jain != null || user != null) {
            throw new IllegalStateException("the transaction user is named once, before the stack is opened");
        }
        user = transactionUser;
    }

    @Override
    public OpenOutcome open() {
        SipListener named = user;
        if (named == null || jain != null) {
            throw new IllegalStateException(named == null ? "name the transaction user first" : "open already");
        }
        JainListeners made;
        try {
            made = JainListeners.make(settings, loops, transports, ports.counters(), named);
        } catch (JainListeners.Failed e) {
            return new OpenOutcome.Refused(e.listener(), String.valueOf(e.getMessage()));
        }
        // All is in place before the first message can come.
        providers.putAll(made.providers());
        jain = made.stack();
        try {
            transports.open(demux(made));
        } catch (BindFailed e) {
            providers.clear();
            jain = null;
            made.stack().stop();
            return new OpenOutcome.Refused(e.listener(), String.valueOf(e.getMessage()));
        }
        return new OpenOutcome.Opened();
    }

    private InboundDemux demux(JainListeners made) {
        return new InboundDemux(
                taps,
                new JainInbound(made.stack(), made.processors(), branches, ports.nanoTicker()),
                new HandOver(loops, HAND_OVER_BYTES),
                ports.admission(),
                new OptionsAnswer(settings.listeners(), ports.contact()),
                StatelessReplies.withRandomSecret(settings.userAgent()),
                ports.counters());
    }

    @Override
    public void pin(Request request, Target target) {
        ((MessageExt) request).setApplicationData(target);
        if (!target.localName().isEmpty()) {
            // An ACK or CANCEL that JAIN-SIP made names the listener.
            rename(((MessageExt) request).getTopmostViaHeader(), target.localName());
        }
    }

    @Override
    public ClientTransaction clientTransaction(Request request, Target target, String listener) throws SipException {
        SIPRequest sip = (SIPRequest) request;
        if (!loops.ownerOf(sip.getCallId().getCallId()).isCurrent()) {
            throw new IllegalStateException("not on the loop that owns the call");
        }
        pin(request, target);
        // RFC 3261 9.1: a CANCEL has "a single Via header field value matching the top Via value in the request being
        // cancelled".
        if (!request.getMethod().equals(Request.CANCEL)) {
            request.removeHeader(ViaHeader.NAME);
            sip.addHeader(via(listener(listener), target.localName()));
        }
        return provider(listener).getNewClientTransaction(request);
    }

    private static void rename(@Nullable ViaHeader via, String host) {
        try {
            if (via != null) {
                via.setHost(host);
            }
        } catch (ParseException e) {
            throw new IllegalArgumentException("\"" + host + "\" cannot stand in Via", e);
        }
    }

    private Via via(ListenerSettings listener, String localName) throws SipException {
        Via via = BlankHeaders.via();
        try {
            via.setHost(localName.isEmpty() ? listener.advertisedHost() : localName);
            via.setPort(listener.advertisedPort());
            via.setTransport(listener.transport().name());
            via.setBranch(branches.next());
            // RFC 3581 3: the client adds rport without a value.
            via.setRPort();
        } catch (ParseException | InvalidArgumentException e) {
            throw new SipException("the advertised host and port of listener " + listener.name() + " make no Via", e);
        }
        return via;
    }

    @Override
    public void leave(Target target) {
        transports.leave(target);
    }

    @Override
    public Optional<MessageSource> source(Message received) {
        return received instanceof MessageExt message && message.getApplicationData() instanceof MessageSource source
                ? Optional.of(source)
                : Optional.empty();
    }

    @Override
    public RegisterClient registerClient() {
        return Objects.requireNonNull(registerClient, "the stack was made without a REGISTER client");
    }

    @Override
    public Inventory inventory() {
        JainStack open = jain;
        return new Inventory(
                open == null ? 0 : open.getClientTransactionTableSize(),
                open == null ? 0 : open.getServerTransactionTableSize(),
                open == null ? 0 : open.getDialogs().size(),
                transports.connections(),
                loops.pendingTimers());
    }

    /** The certificates that are shown now, of all listeners. */
    public List<CertificateInUse> certificates() {
        return transports.certificates();
    }

    /** The certificate that a listener shows where we go by this name; empty when it has no TLS. */
    public Optional<CertificateInUse> certificateFor(String listener, String localName) {
        return transports.certificateFor(listener, localName);
    }

    /** Reads certificates that have changed; see {@link Transports#reloadCertificates}. Blocks. */
    public void reloadCertificates() {
        transports.reloadCertificates();
    }

    /** Where a listener is really bound. */
    public InetSocketAddress boundAddress(String listener) {
        return transports.boundAddress(listener);
    }

    @Override
    public void close() {
        transports.close();
        JainStack open = jain;
        if (open != null) {
            jain = null;
            open.stop();
        }
        loops.close();
    }
}
