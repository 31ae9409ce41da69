package org.linekeeper.sip.register;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.linekeeper.sip.auth.Authorization;

/**
 * One REGISTER to be sent. All parts are checked for control characters by whoever made them; the encoder refuses them again.
 *
 * @param domain host of the Request-URI (RFC 3261 10.2: no user part)
 * @param aor address of record without scheme, {@code user@domain}, for From and To
 * @param outboundProxy host[:port] of the Route header, empty when the domain itself was located
 * @param contactUser the opaque token of the line
 * @param callId the same for all registrations of the line
 * @param cseq strictly rising per Call-ID
 * @param fromTag tag of the From header
 * @param expires what is asked for; zero removes our binding
 * @param instance value of {@code +sip.instance} without its quotes and angle brackets; empty for none
 * @param authorizations credentials, one per realm; may be empty
 * @param query whether it only asks for the bindings: no Contact is sent, {@code contactUser} is what to look for in the answer
 * @param path whether {@code Supported} lists {@code path} (RFC 3327 5.1)
 */
public record Register(
        String domain,
        String aor,
        Optional<String> outboundProxy,
        String contactUser,
        String callId,
        long cseq,
        String fromTag,
        Duration expires,
        Optional<String> instance,
        List<Authorization> authorizations,
        boolean query,
        boolean path) {
    public Register {
        authorizations = List.copyOf(authorizations);
    }

    /** A REGISTER that supports {@code path}; without a contact user it only asks for the bindings. */
    public Register(
            String domain,
            String aor,
            Optional<String> outboundProxy,
            String contactUser,
            String callId,
            long cseq,
            String fromTag,
            Duration expires,
            Optional<String> instance,
            List<Authorization> authorizations) {
        this(
                domain,
                aor,
                outboundProxy,
                contactUser,
                callId,
                cseq,
                fromTag,
                expires,
                instance,
                authorizations,
                contactUser.isEmpty(),
                true);
    }
}
