package org.linekeeper.registration;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.linekeeper.dns.SipTransport;
import org.linekeeper.dns.Target;
import org.linekeeper.registration.machine.Binding;
import org.linekeeper.registration.machine.LineIdentity;
import org.linekeeper.sip.auth.DigestAlgorithm;
import org.linekeeper.sip.auth.DigestChallenge;
import org.linekeeper.sip.auth.DigestSession;

/** Writes and reads what a restart needs of one line; compact, with a version in its first byte. */
final class RegistrationCodec {
    private static final int VERSION = 1;

    private RegistrationCodec() {}

    /**
     * What is kept of one line.
     *
     * @param cseq no REGISTER with a higher number was sent
     * @param bound the binding with the way it was made; empty when there was none
     */
    record Snapshot(LineIdentity identity, long cseq, List<DigestSession> sessions, Optional<Bound> bound) {}

    /**
     * A binding, with what must still hold of the settings for it to be ours.
     *
     * @param fingerprint address of record, transport and proxy of the account
     */
    record Bound(String fingerprint, Binding binding, Instant refreshAt) {}

    static byte[] write(Snapshot snapshot) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeByte(VERSION);
            out.writeLong(snapshot.identity().high());
            out.writeLong(snapshot.identity().low());
            out.writeLong(snapshot.cseq());
            out.writeByte(snapshot.sessions().size());
            for (DigestSession session : snapshot.sessions()) {
                write(out, session);
            }
            out.writeBoolean(snapshot.bound().isPresent());
            if (snapshot.bound().isPresent()) {
                write(out, snapshot.bound().get());
            }
        } catch (IOException e) {
            throw new IllegalStateException("Writing to memory failed", e);
        }
        return bytes.toByteArray();
    }

    /** Reads a snapshot; empty when it is of another version or damaged. */
    static Optional<Snapshot> read(byte[] bytes) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            if (in.readByte() != VERSION) {
                return Optional.empty();
            }
            LineIdentity identity = new LineIdentity(in.readLong(), in.readLong());
            long cseq = in.readLong();
            List<DigestSession> sessions = new ArrayList<>();
            for (int count = in.readUnsignedByte(); count > 0; count--) {
                sessions.add(readSession(in));
            }
            Optional<Bound> bound = in.readBoolean() ? Optional.of(readBound(in)) : Optional.empty();
            return Optional.of(new Snapshot(identity, cseq, sessions, bound));
        } catch (IOException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static void write(DataOutputStream out, DigestSession session) throws IOException {
        DigestChallenge challenge = session.challenge();
        out.writeBoolean(challenge.source() == DigestChallenge.Source.PROXY);
        out.writeUTF(challenge.realm());
        out.writeUTF(challenge.nonce());
        out.writeBoolean(challenge.opaque().isPresent());
        if (challenge.opaque().isPresent()) {
            out.writeUTF(challenge.opaque().get());
        }
        out.writeUTF(challenge.algorithm().name());
        out.writeBoolean(challenge.qopAuth());
        out.writeInt(session.uses());
    }

    private static DigestSession readSession(DataInputStream in) throws IOException {
        return new DigestSession(
                new DigestChallenge(
                        in.readBoolean() ? DigestChallenge.Source.PROXY : DigestChallenge.Source.USER_AGENT_SERVER,
                        in.readUTF(),
                        in.readUTF(),
                        in.readBoolean() ? Optional.of(in.readUTF()) : Optional.empty(),
                        DigestAlgorithm.valueOf(in.readUTF()),
                        in.readBoolean(),
                        false),
                in.readInt());
    }

    private static void write(DataOutputStream out, Bound bound) throws IOException {
        Binding binding = bound.binding();
        byte[] address = binding.target().address().getAddress().getAddress();
        out.writeUTF(bound.fingerprint());
        out.writeUTF(binding.target().transport().name());
        out.writeByte(address.length);
        out.write(address);
        out.writeShort(binding.target().address().getPort());
        out.writeUTF(binding.target().serverName());
        out.writeInt((int) binding.requested().toSeconds());
        out.writeInt((int) binding.granted().toSeconds());
        out.writeLong(binding.expiresAt().toEpochMilli());
        out.writeLong(bound.refreshAt().toEpochMilli());
        out.writeByte(binding.serviceRoute().size());
        for (String route : binding.serviceRoute()) {
            out.writeUTF(route);
        }
    }

    private static Bound readBound(DataInputStream in) throws IOException {
        String fingerprint = in.readUTF();
        SipTransport transport = SipTransport.valueOf(in.readUTF());
        byte[] address = new byte[in.readUnsignedByte()];
        in.readFully(address);
        int port = in.readUnsignedShort();
        Target target =
                new Target(transport, new InetSocketAddress(InetAddress.getByAddress(address), port), in.readUTF());
        Duration requested = Duration.ofSeconds(in.readInt() & 0xffff_ffffL);
        Duration granted = Duration.ofSeconds(in.readInt() & 0xffff_ffffL);
        Instant expiresAt = Instant.ofEpochMilli(in.readLong());
        Instant refreshAt = Instant.ofEpochMilli(in.readLong());
        List<String> serviceRoute = new ArrayList<>();
        for (int count = in.readUnsignedByte(); count > 0; count--) {
            serviceRoute.add(in.readUTF());
        }
        return new Bound(fingerprint, new Binding(target, requested, granted, expiresAt, serviceRoute), refreshAt);
    }
}
