package org.linekeeper.registration.machine;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.linekeeper.dns.DnsLookup;
import org.linekeeper.dns.ServerName;
import org.linekeeper.dns.SipTransport;
import org.linekeeper.dns.Target;
import org.linekeeper.sip.auth.DigestSession;
import org.linekeeper.sip.register.RegisterResponse;

/** Follows a 3xx, once in a round and without showing credentials to strangers. */
final class Redirects {
    private final Failures failures;

    Redirects(Failures failures) {
        this.failures = failures;
    }

    /**
     * RFC 3261 8.1.3.4: "Upon receipt of a redirection response ... clients SHOULD use the URI(s) in the Contact header field to
     * formulate one or more new requests". The Request-URI stays the domain of the address of record (10.2); only the next hop
     * changes. No nonce is shown there unasked.
     */
    void redirected(Turn turn, Trying trying, RegisterResponse response) {
        Attempt attempt = trying.attempt();
        Optional<ServerName> to = response.redirects().stream()
                .flatMap(server -> overAllowedTransport(server, attempt.target()).stream())
                .findFirst();
        if (to.isEmpty() || attempt.redirect().isPresent() || trying instanceof Phase.Unregistering) {
            failures.failed(turn, trying, Advice.redirect(trying.of(), response), Pause.asked(response));
            return;
        }
        Redirect redirect = new Redirect(to.get(), realms(turn));
        turn.replace(turn.registration().using(List.of()));
        turn.become(new Phase.Locating(
                trying.of(),
                turn.phase().binding(),
                trying.failures(),
                List.of(),
                attempt.bypassed(),
                Optional.of(redirect)));
        turn.effect(new RegistrationEffect.Locate(trying.of(), to));
    }

    /** For a request to where a redirect has led before. */
    static Redirect back(Turn turn, Target target) {
        return new Redirect(
                new ServerName(
                        target.serverName(), OptionalInt.empty(), Optional.of(target.transport()), DnsLookup.AUTO),
                realms(turn));
    }

    private static Set<String> realms(Turn turn) {
        Set<String> realms = new HashSet<>();
        for (DigestSession session : turn.registration().sessions()) {
            realms.add(session.challenge().realm());
        }
        return realms;
    }

    /** Where nothing is said the transport stays. What came over TLS does not lead to less. */
    private static Optional<ServerName> overAllowedTransport(ServerName server, Target from) {
        SipTransport transport = server.transport().orElse(from.transport());
        if (from.transport() == SipTransport.TLS && transport != SipTransport.TLS) {
            return Optional.empty();
        }
        return Optional.of(new ServerName(server.host(), server.port(), Optional.of(transport), server.lookup()));
    }
}
