package org.linekeeper.registration;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.linekeeper.config.model.HostPort;
import org.linekeeper.config.model.Line;
import org.linekeeper.config.model.Pbx;
import org.linekeeper.dns.Target;
import org.linekeeper.registration.machine.Account;
import org.linekeeper.registration.machine.LineIdentity;
import org.linekeeper.sip.register.RegisterClient;

/**
 * 64 bits of what a binding was made with: address of record, transport, proxy and our Contact (FNV-1a). Two that are equal by
 * accident, one pair in 2^64, cost a line one refresh of a binding that is not there.
 */
final class Fingerprint {
    private static final long START = 0xcbf29ce484222325L;
    private static final long PRIME = 0x100000001b3L;

    private Fingerprint() {}

    static long of(Account account, Target target, RegisterClient client) {
        return of(account.line(), account.pbx(), ofWay(account.pbx(), target, client));
    }

    /** @param way what {@link #ofWay} gave for the PBX and the target */
    static long of(Line line, Pbx pbx, long way) {
        String sipUser = line.sipUser();
        return mixed(mixed(way, sipUser), sipUser.indexOf('@') < 0 ? pbx.sipDomain() : "");
    }

    /** What is the same for all lines of a PBX that are bound at one target. */
    static long ofWay(Pbx pbx, Target target, RegisterClient client) {
        long hash = START;
        hash = mixed(hash, pbx.transport().map(Enum::name).orElse(""));
        hash = mixed(hash, pbx.outboundProxy().map(HostPort::host).orElse(""));
        hash = mixed(
                hash, pbx.outboundProxy().map(proxy -> proxy.port().orElse(0)).orElse(0));
        try {
            RegisterClient.ContactAddress contact = client.contactAddress(target);
            return mixed(mixed(hash, contact.host()), contact.port());
        } catch (IllegalStateException e) {
            return mixed(hash, "no listener");
        }
    }

    /**
     * 64 bits of everything that the PBX refused a line with, its password too. They say nothing about the password to whoever
     * does not know the identity of the line, and little to others: a cryptographic hash, cut short.
     */
    static long ofRefused(Account account, LineIdentity identity) {
        String all = String.join(
                "\n",
                identity.contactToken(),
                account.aor(),
                account.pbx().id(),
                account.pbx().sipDomain(),
                account.pbx().transport().map(Enum::name).orElse(""),
                account.route().orElse(""),
                account.pbx().lookup().name(),
                account.credentials().username(),
                account.credentials().password());
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(all.getBytes(UTF_8));
            return ByteBuffer.wrap(hash).getLong();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }

    private static long mixed(long hash, String text) {
        long mixed = hash;
        for (int i = 0; i < text.length(); i++) {
            mixed = (mixed ^ text.charAt(i)) * PRIME;
        }
        return mixed(mixed, text.length());
    }

    private static long mixed(long hash, int number) {
        return (hash ^ number) * PRIME;
    }
}
