package org.linekeeper.simulator.teams;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.linekeeper.simulator.sip.Endpoint;
import org.linekeeper.simulator.sip.Hop;
import org.linekeeper.simulator.sip.SipFormatException;
import org.linekeeper.simulator.sip.SipUri;

/** What all calls of one simulator share. On the loop, but for {@link #run}. */
final class Core {
    private static final int SIP_OVER_TLS = 5061;
    private static final int FIRST_MEDIA_PORT = 50_000;
    private static final int MEDIA_PORTS = 10_000;
    private static final int KEY_BYTES = 30;

    final Cloud cloud;
    final Endpoint endpoint;
    final Headers headers;
    final Conduct conduct;
    final RefusalRules refusals;
    final Map<String, TeamsCall> calls = new HashMap<>();
    private final InetSocketAddress bound;
    private final SecureRandom random = new SecureRandom();
    private int source;
    private int media;

    Core(Cloud cloud, Endpoint endpoint, InetSocketAddress bound) {
        this.cloud = cloud;
        this.endpoint = endpoint;
        this.bound = bound;
        this.headers = new Headers(cloud, bound.getPort());
        this.conduct = new Conduct(endpoint.violations());
        this.refusals = new RefusalRules(cloud.tenants(), true);
    }

    /** Runs something on the loop and waits for what it has begun. Any other thread. */
    <T> T run(Supplier<CompletableFuture<T>> begin) throws Exception {
        return endpoint.await(begin);
    }

    /** Runs something on the loop and waits until it is done. Any other thread. */
    void run(Runnable action) throws Exception {
        run(() -> CompletableFuture.runAsync(action, Runnable::run));
    }

    /** Each time the next of the addresses that connections come from. */
    InetAddress nextSource() {
        source = (source + 1) % cloud.sources().size();
        return cloud.sources().get(source);
    }

    /** The way to the SBC that a URI names, from that address. */
    Hop hop(SipUri next, InetAddress from) throws SipFormatException {
        Optional<InetAddress> address = Optional.ofNullable(cloud.hosts().get(next.host()));
        if (address.isEmpty()) {
            throw new SipFormatException("no such SBC: " + next.host());
        }
        return Hop.tls(new InetSocketAddress(address.get(), next.port().orElse(SIP_OVER_TLS)), next.host())
                .from(from);
    }

    /** A media processor at an address where nobody listens, with a key of its own. */
    MediaProcessor media() {
        return new MediaProcessor(mediaAddress(), mediaKey());
    }

    InetSocketAddress mediaAddress() {
        media = (media + 2) % MEDIA_PORTS;
        return new InetSocketAddress(bound.getAddress(), FIRST_MEDIA_PORT + media);
    }

    byte[] mediaKey() {
        byte[] key = new byte[KEY_BYTES];
        random.nextBytes(key);
        return key;
    }

    static String newTag() {
        return UUID.randomUUID().toString().replace("-", "");
    }
}
