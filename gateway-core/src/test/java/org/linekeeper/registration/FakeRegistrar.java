package org.linekeeper.registration;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.linekeeper.dns.ServerName;
import org.linekeeper.sip.auth.Authorization;
import org.linekeeper.sip.auth.DigestAlgorithm;
import org.linekeeper.sip.auth.DigestChallenge;
import org.linekeeper.sip.auth.DigestClient;
import org.linekeeper.sip.auth.DigestCredentials;
import org.linekeeper.sip.auth.DigestSession;
import org.linekeeper.sip.register.Register;
import org.linekeeper.sip.register.RegisterResponse;

/** A registrar that checks digests and nonce counts and keeps bindings; its moods are set by the test. */
final class FakeRegistrar {
    private static final Pattern PARAMETER = Pattern.compile("(\\w+)=\"?([^\",]*)\"?");

    final Map<String, String> passwords = new HashMap<>();
    final Map<String, Map<String, Instant>> bindings = new HashMap<>();
    /** Times when a binding of a line ended without having been renewed. */
    final List<String> lapses = new ArrayList<>();

    /** When wrong credentials came. */
    final List<Instant> refused = new ArrayList<>();

    int status;
    Optional<Duration> retryAfter = Optional.empty();
    Duration minExpires = Duration.ZERO;
    Duration maxExpires = Duration.ofDays(7);
    boolean oneTimeNonces;
    /** Where a 302 leads. */
    Optional<ServerName> redirect = Optional.empty();
    /** Where it sees requests come from; empty where the Via says. */
    Optional<String> received = Optional.empty();
    /** Asks for no credentials. */
    boolean open;
    /** Requests that came. */
    int answered;

    private final World world;
    private final Map<String, Integer> counts = new HashMap<>();
    private final Map<String, Long> lastCseq = new HashMap<>();
    private final Set<String> seen = new HashSet<>();
    private int nonces;

    FakeRegistrar(World world) {
        this.world = world;
    }

    RegisterResponse answer(Register register) {
        answered++;
        if (status != 0) {
            return response(status, Optional.empty(), List.of());
        }
        boolean removal = register.expires().isZero();
        if (!removal && !register.query() && register.expires().compareTo(minExpires) < 0) {
            return response(423, Optional.empty(), List.of());
        }
        String user = register.aor().substring(0, register.aor().indexOf('@'));
        String password = passwords.get(user);
        if (password == null) {
            return response(404, Optional.empty(), List.of());
        }
        if (open) {
            return bind(register);
        }
        Optional<Authorization> authorization = register.authorizations().stream()
                .filter(given -> given.name().equals("Proxy-Authorization"))
                .findFirst();
        if (authorization.isEmpty()) {
            return challenge(false);
        }
        Map<String, String> given = parameters(authorization.get().value());
        String nonce = given.getOrDefault("nonce", "");
        int nc = Integer.parseInt(given.getOrDefault("nc", "0"), 16);
        if (!counts.containsKey(nonce) || counts.get(nonce) >= nc) {
            return challenge(true);
        }
        DigestChallenge challenge = challengeOf(nonce, false);
        String expected = new DigestClient(() -> given.getOrDefault("cnonce", ""))
                .answer(
                        new DigestSession(challenge, nc - 1),
                        new DigestCredentials(user, password),
                        "REGISTER",
                        "sip:" + register.domain())
                .value();
        if (!expected.equals(authorization.get().value())) {
            refused.add(world.now());
            return challenge(false);
        }
        counts.put(nonce, nc);
        if (oneTimeNonces) {
            counts.remove(nonce);
        }
        return bind(register);
    }

    private RegisterResponse bind(Register register) {
        Long last = lastCseq.put(register.callId(), register.cseq());
        if (last != null && last >= register.cseq()) {
            throw new AssertionError("CSeq went back for " + register.aor());
        }
        Map<String, Instant> contacts = bindings.computeIfAbsent(register.aor(), aor -> new HashMap<>());
        contacts.entrySet().removeIf(contact -> ended(register.aor(), contact));
        if (register.expires().isZero()) {
            contacts.remove(register.contactUser());
            return response(200, Optional.empty(), List.of());
        }
        if (register.query()) {
            return response(200, Optional.empty(), List.of());
        }
        Duration granted = register.expires().compareTo(maxExpires) > 0 ? maxExpires : register.expires();
        contacts.put(register.contactUser(), world.now().plus(granted));
        seen.add(register.contactUser());
        return response(200, Optional.of(granted), List.of());
    }

    private boolean ended(String aor, Map.Entry<String, Instant> contact) {
        boolean ended = !world.now().isBefore(contact.getValue());
        if (ended && seen.contains(contact.getKey())) {
            lapses.add(aor + " at " + contact.getValue());
        }
        return ended;
    }

    /** A restart that loses nonces and bindings, but for those of other devices. */
    void forget() {
        counts.clear();
        lastCseq.clear();
        bindings.values().forEach(contacts -> contacts.keySet().removeIf(seen::contains));
    }

    /** Bindings that live now, all lines together. */
    long living() {
        return bindings.values().stream()
                .flatMap(contacts -> contacts.values().stream())
                .filter(world.now()::isBefore)
                .count();
    }

    private RegisterResponse challenge(boolean stale) {
        String nonce = "n" + ++nonces;
        counts.put(nonce, 0);
        return response(407, Optional.empty(), List.of(challengeOf(nonce, stale)));
    }

    private static DigestChallenge challengeOf(String nonce, boolean stale) {
        return new DigestChallenge(
                DigestChallenge.Source.PROXY, "pbx", nonce, Optional.empty(), DigestAlgorithm.MD5, true, stale);
    }

    private RegisterResponse response(int code, Optional<Duration> granted, List<DigestChallenge> challenges) {
        return new RegisterResponse(
                code,
                "Reason",
                granted,
                challenges,
                code == 423 ? Optional.of(minExpires) : Optional.empty(),
                retryAfter,
                Optional.empty(),
                List.of(),
                received,
                List.of(),
                List.of(),
                code == 302 ? redirect.stream().toList() : List.of());
    }

    private static Map<String, String> parameters(String value) {
        Map<String, String> found = new HashMap<>();
        Matcher matcher = PARAMETER.matcher(value);
        while (matcher.find()) {
            found.put(matcher.group(1), matcher.group(2));
        }
        return found;
    }
}
