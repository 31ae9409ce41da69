package org.linekeeper.registration.machine;

import java.time.Duration;
import java.util.Optional;
import org.linekeeper.config.model.HostPort;
import org.linekeeper.config.model.Line;
import org.linekeeper.config.model.Pbx;
import org.linekeeper.config.model.RegistrationOptions;
import org.linekeeper.sip.auth.DigestCredentials;

/**
 * What the settings want of one line: who registers, where, with which credentials.
 *
 * @param line the line
 * @param pbx the PBX it belongs to
 */
public record Account(Line line, Pbx pbx) {
    /** How far two accounts of a line are apart, by what a change from one to the other takes. */
    public enum Change {
        /** Nothing that a registration shows. */
        NONE,
        /** Another expiry, or another form of the Contact: refresh now. */
        EXPIRY,
        /** Other credentials, or another realm that they belong to: forget nonces and refresh now. */
        CREDENTIALS,
        /** Another way to the same registrar: locate and register there. */
        LOCATION,
        /** Another address of record or contact: remove the old binding first. */
        ADDRESS
    }

    /** The address of record, {@code user@domain}. */
    public String aor() {
        return line.hasOwnDomain() ? line.sipUser() : line.sipUser() + "@" + pbx.sipDomain();
    }

    /** The domain of the address of record, which is the Request-URI of its REGISTER. */
    public String domain() {
        if (!line.hasOwnDomain()) {
            return pbx.sipDomain();
        }
        String sipUser = line.sipUser();
        return sipUser.substring(sipUser.lastIndexOf('@') + 1);
    }

    /** The user part of the address of record. */
    public String user() {
        String sipUser = line.sipUser();
        int at = sipUser.lastIndexOf('@');
        return at < 0 ? sipUser : sipUser.substring(0, at);
    }

    /** Digest user name and password. */
    public DigestCredentials credentials() {
        return new DigestCredentials(
                line.authUser().orElse(user()), line.password().reveal());
    }

    /** The Route that leads to the outbound proxy; empty when the domain itself is located. */
    public Optional<String> route() {
        return pbx.outboundProxy().map(HostPort::toString);
    }

    /** The registration time to ask for. */
    public Duration expires() {
        return pbx.expires();
    }

    /** Whether the settings let a challenge in this realm be answered. */
    boolean answersRealm(String realm) {
        return pbx.registration().realm().map(realm::equals).orElse(true);
    }

    /** What has to be done to get from this account to another one of the same line. */
    public Change changeTo(Account next) {
        if (!hasAorOf(next)
                || !pbx.id().equals(next.pbx.id())
                || !pbx.transport().equals(next.pbx.transport())) {
            return Change.ADDRESS;
        }
        if (!pbx.outboundProxy().equals(next.pbx.outboundProxy()) || pbx.lookup() != next.pbx.lookup()) {
            return Change.LOCATION;
        }
        RegistrationOptions options = pbx.registration();
        RegistrationOptions others = next.pbx.registration();
        if (!hasCredentialsOf(next) || !options.realm().equals(others.realm())) {
            return Change.CREDENTIALS;
        }
        return expires().equals(next.expires()) && options.outbound() == others.outbound()
                ? Change.NONE
                : Change.EXPIRY;
    }

    private boolean hasAorOf(Account next) {
        // A change of a PBX comes to all of its lines, which have not changed: no texts are compared.
        boolean sameUser = line.equals(next.line) || line.sipUser().equals(next.line.sipUser());
        return (sameUser && pbx.sipDomain().equals(next.pbx.sipDomain())) || aor().equals(next.aor());
    }

    /** Whether both show a PBX the same user and password; what else changes at the same time does not matter. */
    public boolean hasCredentialsOf(Account other) {
        return line.equals(other.line)
                || (line.authUser().equals(other.line.authUser())
                        && line.password().equals(other.line.password()));
    }

    @Override
    public String toString() {
        return "Account[" + line.id() + " " + aor() + "]";
    }
}
