package org.linekeeper.sip.register;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.linekeeper.sip.auth.Authorization;

/**
 * One REGISTER to be sent. All parts are checked for control characters by whoever made them; the encoder refuses them again.
 *
 * @param domain domain of the address of record and host of the Request-URI (RFC 3261 10.2: no user part)
 * @param user user part of the address of record
 * @param outboundProxy host[:port] of the Route header, empty when the domain itself was located
 * @param identity by what the registrar knows the line
 * @param cseq strictly rising per Call-ID
 * @param expires what is asked for; zero removes our binding
 * @param asking whether to bind or only to ask for the bindings
 * @param outbound whether the Contact shows the instance of the line (RFC 5626 4.1)
 * @param path whether {@code Supported} lists {@code path} (RFC 3327 5.1)
 * @param authorizations credentials, one per realm; may be empty
 * @param anySize whether it may be a datagram however large it is
 */
public record Register(
        String domain,
        String user,
        Optional<String> outboundProxy,
        RegisterIdentity identity,
        long cseq,
        Duration expires,
        Asking asking,
        boolean outbound,
        boolean path,
        List<Authorization> authorizations,
        boolean anySize) {
    public Register {
        authorizations = List.copyOf(authorizations);
    }

    /** A REGISTER that is sent as it is told. */
    public Register(
            String domain,
            String user,
            Optional<String> outboundProxy,
            RegisterIdentity identity,
            long cseq,
            Duration expires,
            Asking asking,
            boolean outbound,
            boolean path,
            List<Authorization> authorizations) {
        this(domain, user, outboundProxy, identity, cseq, expires, asking, outbound, path, authorizations, true);
    }

    /** What a REGISTER asks for. */
    public enum Asking {
        /** To bind our contact, or to remove it. */
        BINDING,
        /** RFC 3261 10.2.3: for the bindings there are; none is changed, and no Contact is sent. */
        LIST
    }

    /** Address of record without scheme, {@code user@domain}, for From and To. */
    public String aor() {
        return user + "@" + domain;
    }

    /** Whether it only asks for the bindings. */
    public boolean query() {
        return asking == Asking.LIST;
    }

    /** User part of our Contact, whether it is sent or only looked for in the answer. */
    public String contactUser() {
        return identity.contactUser();
    }

    /** The same for all registrations of the line. */
    public String callId() {
        return identity.callId();
    }

    /** Value of {@code +sip.instance} without its quotes and angle brackets; empty for none. */
    public Optional<String> instance() {
        return outbound ? Optional.of(identity.instance()) : Optional.empty();
    }
}
