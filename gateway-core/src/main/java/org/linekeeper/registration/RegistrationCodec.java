package org.linekeeper.registration;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.linekeeper.dns.SipTransport;
import org.linekeeper.dns.Target;
import org.linekeeper.event.RegistrationOutcome;
import org.linekeeper.registration.machine.Binding;
import org.linekeeper.registration.machine.LineIdentity;
import org.linekeeper.sip.auth.DigestAlgorithm;
import org.linekeeper.sip.auth.DigestChallenge;
import org.linekeeper.sip.auth.DigestSession;

/**
 * Writes and reads what a restart needs of one line, in less than 200 bytes as a rule.
 *
 * <pre>
 * 1  version                      1  number of nonces, each:
 * 16 identity                        1  1 proxy, 2 qop auth, 4 opaque
 * 4  CSeq                            1  algorithm
 * 1  1 bound, 2 by a redirect,       text realm, nonce and, if said so, opaque
 *    4 refused, 8 being removed      4  uses
 *
 * before the nonces, if bound:
 * 8  fingerprint                  1  length of address      4, 4  requested, granted seconds
 * 8  expiresAt, epoch millis      n  address                1  number of routes
 * 8  refreshAt, epoch millis      2  port                   text each
 * 4  since, epoch seconds         text server name
 * 1  transport
 *
 * and if refused:
 * 8  fingerprint                  1  times in a row         text code
 * 8  until, epoch millis          2  status                 text advice
 * </pre>
 *
 * Numbers are big-endian, a text is its length in two bytes and UTF-8. Version 3 had no
 * "since", version 2 knew only "bound" as well.
 */
final class RegistrationCodec {
    private static final int VERSION = 4;
    private static final int WITHOUT_SINCE = 3;
    private static final int WITHOUT_REFUSALS = 2;

    private static final int BOUND = 1;
    private static final int REDIRECTED = 2;
    private static final int REFUSED = 4;
    private static final int LEAVING = 8;

    private static final int PROXY = 1;
    private static final int QOP_AUTH = 2;
    private static final int OPAQUE = 4;

    /** Each is written as its place here: a new one is added at the end. */
    private static final List<SipTransport> TRANSPORTS = List.of(SipTransport.UDP, SipTransport.TCP, SipTransport.TLS);

    private static final List<DigestAlgorithm> ALGORITHMS =
            List.of(DigestAlgorithm.MD5, DigestAlgorithm.SHA_256, DigestAlgorithm.SHA_512_256);

    private RegistrationCodec() {}

    /**
     * What is kept of one line.
     *
     * @param cseq no REGISTER with a higher number was sent; less than 2^31
     * @param bound the binding with the way it was made; empty when there was none
     * @param refused why and for how long the line rests; empty when its PBX does not refuse it
     */
    record Snapshot(
            LineIdentity identity,
            int cseq,
            List<DigestSession> sessions,
            Optional<Bound> bound,
            Optional<Refused> refused) {}

    /**
     * A binding, with what must still hold of the settings for it to be ours.
     *
     * @param fingerprint of address of record, transport and proxy of the account, and of our contact
     * @param since from when on the line was bound without a gap, in whole seconds
     * @param leaving whether it is being removed
     */
    record Bound(long fingerprint, Binding binding, Instant refreshAt, Instant since, boolean leaving) {}

    /**
     * A line that its PBX refuses.
     *
     * @param fingerprint of all that was refused: what was changed since is tried at once
     * @param until nothing is sent before
     * @param times how often its credentials were refused in a row
     */
    record Refused(long fingerprint, RegistrationOutcome.Failed failure, Instant until, int times) {}

    static byte[] write(Snapshot snapshot, ByteSink sink) {
        head(snapshot.identity(), snapshot.cseq(), flags(snapshot), sink);
        snapshot.bound().ifPresent(bound -> write(bound, sink));
        snapshot.refused().ifPresent(refused -> write(refused, sink));
        List<DigestSession> sessions = atMost255(snapshot.sessions());
        sink.put(sessions.size());
        for (DigestSession session : sessions) {
            write(session, sink);
        }
        return sink.toBytes();
    }

    /**
     * The same of a line that rests, from the bytes that it rests in; null when these bytes do not say all of it.
     *
     * @param fingerprint as in {@link Bound}
     * @param since as in {@link Bound}, in seconds since 1970
     * @param reserve how often its nonce may be used before it is saved again
     */
    static byte @Nullable [] write(
            RestingBound resting,
            LineIdentity identity,
            int cseq,
            long fingerprint,
            int since,
            int reserve,
            ByteSink sink) {
        byte[] nonce = resting.nonce();
        if (nonce.length > ByteSink.LONGEST_TEXT || !isAscii(nonce)) {
            return null;
        }
        Terms terms = resting.terms();
        DigestChallenge challenge = terms.challenge();
        head(identity, cseq, BOUND, sink);
        write(terms.target(), fingerprint, resting.expiresAtMillis(), resting.refreshAtMillis(), since, sink);
        write(terms.requested(), terms.granted(), terms.serviceRoute(), sink);
        sink.put(challenge == null ? 0 : 1);
        if (challenge != null) {
            head(challenge, sink).put16(nonce.length).put(nonce);
            tail(challenge, resting.uses() + reserve, sink);
        }
        return sink.toBytes();
    }

    private static void head(LineIdentity identity, int cseq, int flags, ByteSink sink) {
        sink.clear()
                .put(VERSION)
                .put64(identity.high())
                .put64(identity.low())
                .put32(cseq)
                .put(flags);
    }

    private static boolean isAscii(byte[] text) {
        for (byte character : text) {
            if (character < 0) {
                return false;
            }
        }
        return true;
    }

    private static int flags(Snapshot snapshot) {
        boolean redirected =
                snapshot.bound().map(bound -> bound.binding().redirected()).orElse(false);
        boolean leaving = snapshot.bound().map(Bound::leaving).orElse(false);
        return (snapshot.bound().isPresent() ? BOUND : 0)
                | (leaving ? LEAVING : 0)
                | (redirected ? REDIRECTED : 0)
                | (snapshot.refused().isPresent() ? REFUSED : 0);
    }

    /** Reads a snapshot; empty when it is of another version or damaged. */
    static Optional<Snapshot> read(byte[] bytes) {
        try {
            ByteBuffer in = ByteBuffer.wrap(bytes);
            int version = in.get();
            if (version != VERSION && version != WITHOUT_SINCE && version != WITHOUT_REFUSALS) {
                return Optional.empty();
            }
            LineIdentity identity = new LineIdentity(in.getLong(), in.getLong());
            int cseq = in.getInt();
            int flags = in.get();
            Optional<Bound> bound = (flags & BOUND) == 0
                    ? Optional.empty()
                    : Optional.of(readBound(in, version == VERSION, (flags & REDIRECTED) != 0, (flags & LEAVING) != 0));
            Optional<Refused> refused = (flags & REFUSED) == 0 ? Optional.empty() : Optional.of(readRefused(in));
            int count = Byte.toUnsignedInt(in.get());
            List<DigestSession> sessions = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                sessions.add(readSession(in));
            }
            return cseq < 0 || in.hasRemaining()
                    ? Optional.empty()
                    : Optional.of(new Snapshot(identity, cseq, sessions, bound, refused));
        } catch (BufferUnderflowException | IllegalArgumentException | UnknownHostException e) {
            return Optional.empty();
        }
    }

    private static void write(DigestSession session, ByteSink sink) {
        DigestChallenge challenge = session.challenge();
        head(challenge, sink).put(challenge.nonce());
        tail(challenge, session.uses(), sink);
    }

    private static ByteSink head(DigestChallenge challenge, ByteSink sink) {
        boolean proxy = challenge.source() == DigestChallenge.Source.PROXY;
        boolean opaque = challenge.opaque().isPresent();
        return sink.put((proxy ? PROXY : 0) | (challenge.qopAuth() ? QOP_AUTH : 0) | (opaque ? OPAQUE : 0))
                .put(ALGORITHMS.indexOf(challenge.algorithm()))
                .put(challenge.realm());
    }

    private static void tail(DigestChallenge challenge, int uses, ByteSink sink) {
        challenge.opaque().ifPresent(sink::put);
        sink.put32(uses);
    }

    private static DigestSession readSession(ByteBuffer in) {
        int flags = in.get();
        DigestAlgorithm algorithm = oneOf(ALGORITHMS, in.get());
        String realm = text(in);
        String nonce = text(in);
        Optional<String> opaque = (flags & OPAQUE) == 0 ? Optional.empty() : Optional.of(text(in));
        return new DigestSession(
                new DigestChallenge(
                        (flags & PROXY) == 0 ? DigestChallenge.Source.USER_AGENT_SERVER : DigestChallenge.Source.PROXY,
                        realm,
                        nonce,
                        opaque,
                        algorithm,
                        (flags & QOP_AUTH) != 0,
                        false),
                in.getInt());
    }

    private static void write(Bound bound, ByteSink sink) {
        Binding binding = bound.binding();
        long expiresAt = binding.expiresAt().toEpochMilli();
        write(
                binding.target(),
                bound.fingerprint(),
                expiresAt,
                bound.refreshAt().toEpochMilli(),
                (int) bound.since().getEpochSecond(),
                sink);
        write(binding.requested(), binding.granted(), binding.serviceRoute(), sink);
    }

    private static void write(
            Target target, long fingerprint, long expiresAt, long refreshAt, int since, ByteSink sink) {
        byte[] address = target.address().getAddress().getAddress();
        sink.put64(fingerprint)
                .put64(expiresAt)
                .put64(refreshAt)
                .put32(since)
                .put(TRANSPORTS.indexOf(target.transport()))
                .put(address.length)
                .put(address)
                .put16(target.address().getPort())
                .put(target.serverName());
    }

    private static void write(Duration requested, Duration granted, List<String> serviceRoute, ByteSink sink) {
        List<String> routes = atMost255(serviceRoute);
        sink.put32((int) requested.toSeconds()).put32((int) granted.toSeconds()).put(routes.size());
        for (int i = 0; i < routes.size(); i++) {
            sink.put(routes.get(i));
        }
    }

    private static Bound readBound(ByteBuffer in, boolean hasSince, boolean redirected, boolean leaving)
            throws UnknownHostException {
        long fingerprint = in.getLong();
        Instant expiresAt = Instant.ofEpochMilli(in.getLong());
        Instant refreshAt = Instant.ofEpochMilli(in.getLong());
        int since = hasSince ? in.getInt() : 0;
        SipTransport transport = oneOf(TRANSPORTS, in.get());
        InetAddress address = InetAddress.getByAddress(bytes(in, Byte.toUnsignedInt(in.get())));
        int port = Short.toUnsignedInt(in.getShort());
        Target target = new Target(transport, new InetSocketAddress(address, port), text(in));
        Duration requested = Duration.ofSeconds(Integer.toUnsignedLong(in.getInt()));
        Duration granted = Duration.ofSeconds(Integer.toUnsignedLong(in.getInt()));
        int routes = Byte.toUnsignedInt(in.get());
        List<String> serviceRoute = new ArrayList<>();
        for (int i = 0; i < routes; i++) {
            serviceRoute.add(text(in));
        }
        return new Bound(
                fingerprint,
                new Binding(target, requested, granted, expiresAt, serviceRoute, redirected),
                refreshAt,
                hasSince ? Instant.ofEpochSecond(Integer.toUnsignedLong(since)) : lastRefresh(expiresAt, granted),
                leaving);
    }

    /** It was bound then at the latest. */
    private static Instant lastRefresh(Instant expiresAt, Duration granted) {
        return Instant.ofEpochSecond(expiresAt.minus(granted).getEpochSecond());
    }

    private static void write(Refused refused, ByteSink sink) {
        sink.put64(refused.fingerprint())
                .put64(refused.until().toEpochMilli())
                .put(Math.min(255, refused.times()))
                .put16(refused.failure().status())
                .put(refused.failure().code())
                .put(refused.failure().advice());
    }

    private static Refused readRefused(ByteBuffer in) {
        long fingerprint = in.getLong();
        Instant until = Instant.ofEpochMilli(in.getLong());
        int times = Byte.toUnsignedInt(in.get());
        int status = Short.toUnsignedInt(in.getShort());
        return new Refused(fingerprint, new RegistrationOutcome.Failed(text(in), status, text(in)), until, times);
    }

    private static <T> List<T> atMost255(List<T> values) {
        return values.size() <= 255 ? values : values.subList(0, 255);
    }

    private static String text(ByteBuffer in) {
        return new String(bytes(in, Short.toUnsignedInt(in.getShort())), UTF_8);
    }

    private static byte[] bytes(ByteBuffer in, int length) {
        if (length > in.remaining()) {
            throw new IllegalArgumentException("Cut off");
        }
        byte[] bytes = new byte[length];
        in.get(bytes);
        return bytes;
    }

    private static <T> T oneOf(List<T> values, int place) {
        if (place < 0 || place >= values.size()) {
            throw new IllegalArgumentException("No such value");
        }
        return values.get(place);
    }
}
