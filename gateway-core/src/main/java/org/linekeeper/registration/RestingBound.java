package org.linekeeper.registration;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.linekeeper.config.model.Line;
import org.linekeeper.registration.machine.Account;
import org.linekeeper.registration.machine.Binding;
import org.linekeeper.registration.machine.LineIdentity;
import org.linekeeper.registration.machine.Phase;
import org.linekeeper.registration.machine.Registration;
import org.linekeeper.sip.auth.DigestChallenge;
import org.linekeeper.sip.auth.DigestSession;

/** A line that is registered, with the one nonce that it will use again. */
final class RestingBound extends Resting {
    private static final byte[] NO_NONCE = {};
    private static final char LAST_OF_LATIN1 = 0xff;

    private final Line line;
    private final Terms terms;
    private final long expiresAtMillis;
    private final long refreshAtMillis;
    private final byte[] nonce;
    private final int uses;

    private RestingBound(Registration registration, Phase.Registered registered, Terms terms, byte[] nonce, int uses) {
        super((int) registration.cseq());
        this.line = registered.of().line();
        this.terms = terms;
        this.expiresAtMillis = registered.bound().expiresAt().toEpochMilli();
        this.refreshAtMillis = registered.refreshAt().toEpochMilli();
        this.nonce = nonce;
        this.uses = uses;
    }

    Line line() {
        return line;
    }

    Terms terms() {
        return terms;
    }

    long expiresAtMillis() {
        return expiresAtMillis;
    }

    long refreshAtMillis() {
        return refreshAtMillis;
    }

    /** Empty where the PBX asked for no credentials. */
    byte[] nonce() {
        return nonce;
    }

    /** How often the nonce was used. */
    int uses() {
        return uses;
    }

    static @Nullable Resting pack(Registration registration, Phase.Registered registered, Terms.Pool pool) {
        Binding bound = registered.bound();
        List<DigestSession> sessions = registration.sessions();
        if (registration.doubtful().isPresent()
                || !registration.wanted().equals(registered.account())
                || !isWholeMillis(bound.expiresAt())
                || !isWholeMillis(registered.refreshAt())
                || bound.redirected()
                || sessions.size() > 1) {
            return null;
        }
        if (sessions.isEmpty()) {
            return new RestingBound(
                    registration, registered, pool.shared(registered.of().pbx(), bound, null), NO_NONCE, 0);
        }
        DigestChallenge challenge = sessions.get(0).challenge();
        if (!isLatin1(challenge.nonce())) {
            return null;
        }
        return new RestingBound(
                registration,
                registered,
                pool.shared(registered.of().pbx(), bound, challenge),
                challenge.nonce().getBytes(ISO_8859_1),
                sessions.get(0).uses());
    }

    private static boolean isLatin1(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) > LAST_OF_LATIN1) {
                return false;
            }
        }
        return true;
    }

    @Override
    Registration unpack(LineIdentity identity) {
        Account account = new Account(line, terms.pbx());
        Binding binding = new Binding(
                terms.target(),
                terms.requested(),
                terms.granted(),
                Instant.ofEpochMilli(expiresAtMillis),
                terms.serviceRoute());
        return new Registration(
                identity,
                cseq(),
                sessions(),
                Optional.empty(),
                Optional.of(account),
                new Phase.Registered(account, binding, Instant.ofEpochMilli(refreshAtMillis)));
    }

    private List<DigestSession> sessions() {
        DigestChallenge challenge = terms.challenge();
        return challenge == null
                ? List.of()
                : List.of(new DigestSession(Terms.withNonce(new String(nonce, ISO_8859_1), challenge), uses));
    }
}
