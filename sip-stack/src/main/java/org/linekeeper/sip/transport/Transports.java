package org.linekeeper.sip.transport;

import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.linekeeper.dns.SipTransport;
import org.linekeeper.dns.Target;
import org.linekeeper.sip.trace.MessageTap;

/** All listeners with their sockets and connections. Opened and closed once; sending is for any thread. */
public final class Transports implements MessageSender, AutoCloseable {
    private final Surroundings around;
    private final ListenerSettings[] listeners;
    private final ConnectionCensus census;
    private final FlowPool flows;
    private volatile Map<String, UdpSocket> datagrams = Map.of();
    private volatile Map<String, StreamListener> streams = Map.of();

    /**
     * Nothing is open yet.
     *
     * @param random spreads keep-alives; safe for use by any thread
     */
    public Transports(
            NettyLoops loops,
            SipStackSettings settings,
            TransportCounters counters,
            MessageTap tap,
            Clock clock,
            RandomGenerator random) {
        this.around =
                new Surroundings(loops, settings.limits(), counters, new ReplyBudget(loops.nanoTicker()), tap, clock);
        this.listeners = settings.listeners().toArray(ListenerSettings[]::new);
        this.census = new ConnectionCensus(settings.limits());
        this.flows = new FlowPool(around, this::streamTo, random);
    }

    /**
     * Binds every listener, or none. Blocks.
     *
     * @param receiver is given what comes in
     */
    public void open(MessageReceiver receiver) throws BindFailed {
        Map<String, UdpSocket> newDatagrams = new LinkedHashMap<>();
        Map<String, StreamListener> newStreams = new LinkedHashMap<>();
        try {
            int next = 0;
            for (ListenerSettings listener : listeners) {
                NettyLoop loop = around.loops().loop(next++);
                switch (listener.transport()) {
                    case UDP -> newDatagrams.put(listener.name(), UdpSocket.open(listener, loop, around, receiver));
                    case TCP, TLS ->
                        newStreams.put(
                                listener.name(),
                                StreamListener.open(listener, loop, around, receiver, census, security(listener)));
                }
            }
        } catch (BindFailed e) {
            newDatagrams.values().forEach(UdpSocket::close);
            newStreams.values().forEach(StreamListener::close);
            throw e;
        }
        datagrams = Map.copyOf(newDatagrams);
        streams = Map.copyOf(newStreams);
    }

    @Override
    public void send(Target target, byte[] message, SendFailure failed) {
        ListenerSettings listener;
        try {
            listener = listenerFor(target);
        } catch (IllegalStateException e) {
            fail(failed, String.valueOf(e.getMessage()));
            return;
        }
        send(listener.name(), target, message, failed);
    }

    @Override
    public void send(Target target, byte[] buffer, int length, SendFailure failed) {
        ListenerSettings listener = target.transport() == SipTransport.UDP ? firstFor(target) : null;
        UdpSocket socket = listener == null ? null : datagrams.get(listener.name());
        if (socket == null
                || target.address().isUnresolved()
                || target.address().getPort() == 0) {
            send(target, Arrays.copyOf(buffer, length), failed);
        } else {
            socket.send(target.address(), buffer, length, failed);
        }
    }

    /** As {@link #send(Target, byte[], SendFailure)}, from a certain listener. */
    public void send(String listener, Target target, byte[] message, SendFailure failed) {
        UdpSocket socket = datagrams.get(listener);
        StreamListener stream = streams.get(listener);
        if (target.address().isUnresolved() || target.address().getPort() == 0) {
            fail(failed, "no address to send to: " + target.address());
        } else if (socket != null && target.transport() == SipTransport.UDP) {
            socket.send(target.address(), message, failed);
        } else if (stream != null && target.transport() != SipTransport.UDP) {
            stream.send(target, message, failed);
        } else {
            fail(failed, "listener " + listener + " is not open, or does not speak " + target.transport());
        }
    }

    @Override
    public void send(int flow, Target target, byte[] message, SendFailure failed) {
        if (flow == RegistrationFlows.NONE) {
            send(target, message, failed);
        } else {
            flows.send(flow, message, failed);
        }
    }

    @Override
    public RegistrationFlows flows() {
        return flows;
    }

    private Optional<StreamListener> streamTo(Target target) {
        return target.address().isUnresolved() || target.address().getPort() == 0
                ? Optional.empty()
                : Optional.ofNullable(firstFor(target)).map(listener -> streams.get(listener.name()));
    }

    @Override
    public ListenerSettings listenerFor(Target target) {
        ListenerSettings found = firstFor(target);
        if (found == null) {
            String family = target.address().getAddress() instanceof Inet6Address ? "IPv6" : "IPv4";
            throw new IllegalStateException("no " + target.transport() + " listener for " + family
                    + "; add one to the settings to reach " + target.address());
        }
        return found;
    }

    private @Nullable ListenerSettings firstFor(Target target) {
        boolean six = target.address().getAddress() instanceof Inet6Address;
        for (ListenerSettings listener : listeners) {
            if (listener.transport() == target.transport()
                    && listener.bind().getAddress() instanceof Inet6Address == six) {
                return listener;
            }
        }
        return null;
    }

    /** Where a listener is really bound, with the port that the system chose if it was 0. */
    public InetSocketAddress boundAddress(String listener) {
        UdpSocket socket = datagrams.get(listener);
        if (socket != null) {
            return socket.local();
        }
        StreamListener stream = streams.get(listener);
        if (stream != null) {
            return stream.local();
        }
        throw new IllegalArgumentException("listener " + listener + " is not open");
    }

    /** The certificates that are shown now. */
    public List<CertificateInUse> certificates() {
        return streams.values().stream()
                .flatMap(stream -> stream.certificates().stream())
                .toList();
    }

    /** The certificate that a listener shows where we go by this name; empty when it has no TLS. */
    public Optional<CertificateInUse> certificateFor(String listener, String localName) {
        return Optional.ofNullable(streams.get(listener)).flatMap(stream -> stream.certificateFor(localName));
    }

    /**
     * Reads certificates that have changed. New connections show the new ones at once; those on which an old one was shown end when
     * what has begun on them is over. Blocks.
     */
    public void reloadCertificates() {
        streams.values().forEach(StreamListener::reloadCertificates);
    }

    /** Sends nothing new to this target over a connection that is open now; it ends when what has begun on it is over. */
    public void leave(Target target) {
        streams.values().forEach(stream -> stream.leave(target));
    }

    /** Connections at this moment, accepted and opened. */
    public int connections() {
        return streams.values().stream().mapToInt(StreamListener::connections).sum();
    }

    @Override
    public void close() {
        flows.close();
        datagrams.values().forEach(UdpSocket::close);
        streams.values().forEach(StreamListener::close);
        datagrams = Map.of();
        streams = Map.of();
    }

    private FlowSecurity security(ListenerSettings listener) throws BindFailed {
        return listener.transport() == SipTransport.TLS ? FlowTls.of(listener, around.limits()) : FlowSecurity.PLAIN;
    }

    private void fail(SendFailure failed, String cause) {
        around.counters().count(TransportCounters.Event.SEND_FAILED);
        around.loops().loop(0).execute(() -> failed.failed(cause));
    }
}
