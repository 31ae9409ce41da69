package org.linekeeper.simulator.sip;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** One simulator's SIP: sockets, transactions, the checker and the log, on one event loop of its own. */
public final class Endpoint implements AutoCloseable, SipTransport.Receiver {
    /** The simulator above. Called on the loop. */
    public interface User {
        /** A new request, neither ACK nor a repetition. */
        void request(ServerTransaction transaction);

        /** The ACK of a 2xx. */
        void ack(SipRequest ack);
    }

    private static final int PATIENCE_SECONDS = 30;

    private final String name;
    private final SipWriter.Names names;
    private final MessageLog log;
    private final Violations violations = new Violations();
    private final ProtocolChecker checker = new ProtocolChecker(violations);
    private final EventLoopGroup group = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final Timers timers;
    private final SipTransport transport;
    private final Map<String, ClientTransaction> clients = new HashMap<>();
    private final Map<String, ServerTransaction> servers = new HashMap<>();
    private final String branchPrefix =
            Via.COOKIE + UUID.randomUUID().toString().substring(0, 8) + "-";
    private Optional<User> user = Optional.empty();
    private long branch;

    public Endpoint(String name, SipWriter.Names names, Optional<TlsContexts> tls, MessageLog log) {
        this.name = name;
        this.names = names;
        this.log = log;
        this.timers = new Timers(group.next());
        this.transport = new SipTransport(group.next(), tls, this);
    }

    /** Says who takes requests; before the first {@link #listen}. */
    public void user(User taker) {
        user = Optional.of(taker);
    }

    public InetSocketAddress listen(Protocol protocol, InetSocketAddress address) throws IOException {
        try {
            return transport.listen(protocol, address);
        } catch (IOException e) {
            close();
            throw e;
        }
    }

    public Timers timers() {
        return timers;
    }

    public Violations violations() {
        return violations;
    }

    ProtocolChecker checker() {
        return checker;
    }

    /** Runs something on the loop and waits for what it has begun, half a minute at most. Any other thread. */
    public <T> T await(Supplier<CompletableFuture<T>> begin) throws Exception {
        CompletableFuture<T> done = new CompletableFuture<>();
        timers.run(() -> {
            CompletableFuture<T> begun =
                    CompletableFuture.completedFuture(begin).thenCompose(Supplier::get);
            begun.thenAccept(done::complete).exceptionally(failure -> {
                done.completeExceptionally(failure);
                return null;
            });
        });
        return done.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    public String newBranch() {
        return branchPrefix + ++branch;
    }

    /**
     * Sends a request in a transaction of its own. On the loop.
     *
     * @param request whole, Via on top with the given branch already
     * @param fresh open a connection for it even where one is open
     */
    public void send(SipRequest request, Hop hop, boolean fresh, ResponseListener listener) {
        (fresh && hop.protocol().reliable() ? transport.connect(hop) : transport.flow(hop))
                .thenAccept(flow -> {
                    ClientTransaction transaction = new ClientTransaction(request, flow, listener, this);
                    clients.put(clientKey(request), transaction);
                    transaction.start();
                })
                .exceptionally(failure -> {
                    listener.failed("cannot reach " + hop.remote() + ": " + failure.getMessage());
                    return null;
                });
    }

    /** Sends a request that no response answers: the ACK of a 2xx. On the loop. */
    public void sendAlone(SipRequest request, Hop hop) {
        written(request, hop, transport.flow(hop)).exceptionally(never -> null);
    }

    /** The same on a connection of its own; completes when it is on its way, or cannot be. */
    public CompletableFuture<Void> sendAloneAfresh(SipRequest request, Hop hop) {
        return written(request, hop, transport.connect(hop));
    }

    private CompletableFuture<Void> written(SipRequest request, Hop hop, CompletableFuture<Flow> over) {
        return over.thenAccept(flow -> write(request, flow)).exceptionally(failure -> {
            violations.add("unreachable", "cannot send ACK to " + hop.remote(), request);
            return null;
        });
    }

    void write(SipMessage message, Flow flow) {
        log.add(name, true, flow.protocol(), message);
        flow.write(SipWriter.bytes(message, names));
    }

    /** Answers of ours that the peer has not acknowledged. */
    public long unacknowledged() {
        return servers.values().stream().filter(ServerTransaction::awaitsAck).count();
    }

    @Override
    public void received(byte[] bytes, Flow flow) {
        try {
            SipMessage message = SipParser.parse(bytes);
            log.add(name, false, flow.protocol(), message);
            if (message instanceof SipRequest request) {
                request(request, flow);
            } else if (message instanceof SipResponse response) {
                response(response, flow);
            }
        } catch (SipFormatException e) {
            String start = new String(bytes, StandardCharsets.ISO_8859_1)
                    .lines()
                    .findFirst()
                    .orElse("");
            violations.add(new Violation("malformed", String.valueOf(e.getMessage()), start));
        }
    }

    @Override
    public void broken(String why, Flow flow) {
        violations.add(new Violation("stream", why, flow.protocol() + " " + flow.remote()));
    }

    private void response(SipResponse response, Flow flow) throws SipFormatException {
        ClientTransaction transaction = clients.get(
                response.topVia().branch().orElse("") + " " + response.cseq().method());
        if (transaction == null) {
            violations.add("response-stray", "no request of ours has that branch", response);
            return;
        }
        // RFC 3261 section 18.2.2: over a reliable transport "the response MUST be sent using the existing connection
        // to the
        // source of the original request".
        if (transaction.flow().protocol().reliable()
                && transaction.flow().open()
                && flow.channel() != transaction.flow().channel()) {
            violations.add("response-connection", "not that of the request", response);
        }
        transaction.response(response);
    }

    private void request(SipRequest request, Flow flow) throws SipFormatException {
        boolean ack = request.method().equals("ACK");
        String key = request.topVia().key() + " " + (ack ? "INVITE" : request.method());
        ServerTransaction known = servers.get(key);
        if (known != null && !ack) {
            known.repeated();
            return;
        }
        checker.request(request, flow.protocol());
        if (ack && known != null && known.refused()) {
            known.acknowledged();
        } else if (ack) {
            user.ifPresent(taker -> taker.ack(request));
        } else {
            ServerTransaction fresh = new ServerTransaction(key, request, flow, this);
            servers.put(key, fresh);
            user.ifPresent(taker -> taker.request(fresh));
        }
    }

    void forget(ClientTransaction transaction) {
        clients.remove(clientKey(transaction.request()), transaction);
    }

    void forget(ServerTransaction transaction) {
        servers.remove(transaction.key(), transaction);
    }

    private static String clientKey(SipRequest request) {
        try {
            return request.topVia().branch().orElse("") + " " + request.method();
        } catch (SipFormatException e) {
            throw new IllegalArgumentException("a request of ours without Via", e);
        }
    }

    /** Closes every socket. Whatever waits for a message never hears of it again. */
    @Override
    public void close() {
        group.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly(5, TimeUnit.SECONDS);
    }
}
