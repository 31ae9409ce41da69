package org.linekeeper.registration.simulation;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.linekeeper.dns.ServerName;
import org.linekeeper.dns.SipTransport;
import org.linekeeper.dns.Target;
import org.linekeeper.sip.auth.DigestAlgorithm;
import org.linekeeper.sip.auth.DigestChallenge;
import org.linekeeper.sip.register.OwnContact;
import org.linekeeper.sip.register.Register;
import org.linekeeper.sip.register.RegisterResponse;

/** The registrar of one PBX: checks digests and nonce counts, keeps bindings, and has moods that the script sets. */
final class SimRegistrar {
    static final String DESK_PHONE = "deskphone";

    final Map<String, String> passwords = new HashMap<>();
    /** By address of record, then by user part of the contact. */
    final Map<String, Map<String, Instant>> bindings = new HashMap<>();

    int status;
    Optional<Duration> retryAfter = Optional.empty();
    Duration minExpires = Duration.ZERO;
    Duration maxExpires = Duration.ofHours(1);
    Duration nonceLife = Duration.ofDays(30);
    Duration delay = Duration.ZERO;
    boolean oneTimeNonces;
    boolean namesNextNonce;
    boolean rewritesContacts;
    boolean refusesWrongPasswordWith403;
    boolean refusesOutbound;
    boolean refusesUdp;
    boolean forgetsTransactions;
    /** A nonce count that came before is challenged as wrong credentials are, not as stale. */
    boolean callsReplaysWrong;

    /** A 423 does not say what would be long enough. */
    boolean hidesMinExpires;

    boolean talksNonsense;
    Optional<ServerName> redirect = Optional.empty();

    private final SimTime time;
    private final String realm;
    private final Map<String, Nonce> nonces = new LinkedHashMap<>();
    private final Map<String, Long> lastCseq = new HashMap<>();
    private final Map<String, RegisterResponse> transactions = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, RegisterResponse> eldest) {
            return size() > 3_000;
        }
    };
    private int issued;

    private record Nonce(Instant at, int count) {}

    SimRegistrar(SimTime time, String realm) {
        this.time = time;
        this.realm = realm;
    }

    /** RFC 3261 17.2.2: a request that came before is answered as before. */
    Optional<RegisterResponse> received(Register register, Target target) {
        String key = register.callId() + " " + register.cseq();
        RegisterResponse before = transactions.get(key);
        if (before != null && !forgetsTransactions) {
            return Optional.of(before);
        }
        RegisterResponse response = answer(register, target);
        transactions.put(key, response);
        return Optional.of(response);
    }

    private RegisterResponse answer(Register register, Target target) {
        if (talksNonsense && time.chance(0.7)) {
            return nonsense();
        }
        if (redirect.isPresent()) {
            return response(302, Optional.empty(), List.of(), Optional.empty());
        }
        if (status != 0) {
            return response(status, Optional.empty(), List.of(), Optional.empty());
        }
        if (refusesUdp
                && target.transport() == SipTransport.UDP
                && !register.expires().isZero()) {
            return response(513, Optional.empty(), List.of(), Optional.empty());
        }
        if (refusesOutbound && register.instance().isPresent()) {
            return response(439, Optional.empty(), List.of(), Optional.empty());
        }
        boolean adds = !register.expires().isZero() && !register.query();
        if (adds && register.expires().compareTo(minExpires) < 0) {
            return response(423, Optional.empty(), List.of(), Optional.empty());
        }
        String user = register.aor().substring(0, register.aor().indexOf('@'));
        String password = passwords.get(user);
        if (password == null) {
            return response(404, Optional.empty(), List.of(), Optional.empty());
        }
        Optional<Credentials> given = Credentials.of(register, realm);
        if (given.isEmpty()) {
            return challenge(false);
        }
        Credentials credentials = given.get();
        Nonce nonce = nonces.get(credentials.nonce());
        if (nonce != null && nonce.count >= credentials.count() && callsReplaysWrong) {
            return refusesWrongPasswordWith403
                    ? response(403, Optional.empty(), List.of(), Optional.empty())
                    : challenge(false);
        }
        if (nonce == null || nonce.count >= credentials.count() || time.now().isAfter(nonce.at.plus(nonceLife))) {
            return challenge(true);
        }
        String ha1 = hash(user + ":" + realm + ":" + password);
        String ha2 = hash("REGISTER:sip:" + register.domain());
        if (!credentials
                .response()
                .equals(hash(ha1 + ":" + credentials.nonce() + ":" + credentials.hexCount() + ":"
                        + credentials.clientNonce() + ":auth:" + ha2))) {
            return refusesWrongPasswordWith403
                    ? response(403, Optional.empty(), List.of(), Optional.empty())
                    : challenge(false);
        }
        nonces.put(credentials.nonce(), new Nonce(nonce.at, credentials.count()));
        Optional<String> next = namesNextNonce ? Optional.of(issue()) : Optional.empty();
        if (oneTimeNonces) {
            nonces.remove(credentials.nonce());
        }
        return bind(register, next);
    }

    private RegisterResponse bind(Register register, Optional<String> nextNonce) {
        Map<String, Instant> contacts = bindings.computeIfAbsent(register.aor(), aor -> new HashMap<>());
        contacts.values().removeIf(end -> !end.isAfter(time.now()));
        Long last = lastCseq.put(register.callId(), register.cseq());
        // RFC 3261 10.3: a lower CSeq is out of order and the request is aborted
        if (last != null && last > register.cseq()) {
            lastCseq.put(register.callId(), last);
            return response(500, Optional.empty(), List.of(), Optional.empty());
        }
        if (!register.query()) {
            if (register.expires().isZero()) {
                contacts.remove(register.contactUser());
            } else {
                Duration granted = register.expires().compareTo(maxExpires) > 0 ? maxExpires : register.expires();
                contacts.put(register.contactUser(), time.now().plus(granted));
            }
        }
        return response(200, ours(register, contacts), List.of(), nextNonce);
    }

    /** What the reader of the response finds: host and port may be others than were sent. */
    private Optional<Duration> ours(Register register, Map<String, Instant> contacts) {
        List<OwnContact.Listed> listed = new ArrayList<>();
        contacts.forEach((user, end) -> listed.add(new OwnContact.Listed(
                user,
                rewritesContacts ? "203.0.113.9" : SimProcess.HOST,
                rewritesContacts ? 1_024 : SimProcess.PORT,
                Optional.empty(),
                OptionalLong.of(
                        Math.min(100_000_000, Duration.between(time.now(), end).toSeconds())))));
        return new OwnContact(
                        register.contactUser(),
                        SimProcess.HOST,
                        SimProcess.PORT,
                        register.instance(),
                        register.expires())
                .granted(listed, OptionalLong.empty());
    }

    /** A restart that loses nonces and bindings; desk phones come back by themselves. */
    void restart() {
        nonces.clear();
        transactions.clear();
        lastCseq.clear();
        bindings.values().forEach(contacts -> contacts.keySet().removeIf(user -> !user.equals(DESK_PHONE)));
    }

    /** All of our bindings that live, by user part. */
    List<String> living(String aor) {
        Map<String, Instant> contacts = bindings.getOrDefault(aor, Map.of());
        return contacts.entrySet().stream()
                .filter(contact -> contact.getValue().isAfter(time.now()))
                .map(Map.Entry::getKey)
                .filter(user -> !user.equals(DESK_PHONE))
                .toList();
    }

    void calm() {
        status = 0;
        retryAfter = Optional.empty();
        minExpires = Duration.ZERO;
        maxExpires = Duration.ofHours(1);
        nonceLife = Duration.ofDays(30);
        delay = Duration.ZERO;
        refusesOutbound = false;
        refusesUdp = false;
        forgetsTransactions = false;
        callsReplaysWrong = false;
        hidesMinExpires = false;
        talksNonsense = false;
        redirect = Optional.empty();
    }

    private RegisterResponse nonsense() {
        retryAfterNonsense();
        return switch (time.random.nextInt(9)) {
            case 0 -> response(200, Optional.empty(), List.of(), Optional.empty());
            case 1 -> response(200, Optional.of(Duration.ofSeconds(1)), List.of(), Optional.empty());
            case 2 -> response(200, Optional.of(Duration.ofSeconds(4_294_967_295L)), List.of(), Optional.empty());
            case 3 -> response(407, Optional.empty(), List.of(), Optional.empty());
            case 4 -> challengeIn("realm" + time.random.nextInt(1_000));
            case 5 -> response(423, Optional.empty(), List.of(), Optional.empty());
            case 6 -> response(202 + time.random.nextInt(98), Optional.empty(), List.of(), Optional.empty());
            case 7 -> response(300 + time.random.nextInt(400), Optional.empty(), List.of(), Optional.empty());
            default -> response(200, Optional.of(Duration.ZERO), List.of(), Optional.of(realm + "-next" + ++issued));
        };
    }

    private void retryAfterNonsense() {
        retryAfter = time.chance(0.2)
                ? Optional.of(Duration.ofSeconds(time.random.nextInt(3) * 1_000_000L))
                : Optional.empty();
    }

    private RegisterResponse challenge(boolean stale) {
        return response(407, Optional.empty(), List.of(challengeOf(realm, issue(), stale)), Optional.empty());
    }

    private RegisterResponse challengeIn(String other) {
        return response(407, Optional.empty(), List.of(challengeOf(other, issue(), false)), Optional.empty());
    }

    private String issue() {
        String nonce = realm + "-" + ++issued;
        nonces.put(nonce, new Nonce(time.now(), 0));
        if (nonces.size() > 5_000) {
            nonces.remove(nonces.keySet().iterator().next());
        }
        return nonce;
    }

    private static DigestChallenge challengeOf(String realm, String nonce, boolean stale) {
        return new DigestChallenge(
                DigestChallenge.Source.PROXY, realm, nonce, Optional.empty(), DigestAlgorithm.MD5, true, stale);
    }

    private RegisterResponse response(
            int code, Optional<Duration> granted, List<DigestChallenge> challenges, Optional<String> nextNonce) {
        return new RegisterResponse(
                code,
                "Reason",
                granted,
                challenges,
                code == 423 && !hidesMinExpires ? Optional.of(minExpires) : Optional.empty(),
                code < 300 ? Optional.empty() : retryAfter,
                nextNonce,
                List.of(),
                Optional.empty(),
                List.of(),
                List.of(),
                code == 302 ? redirect.stream().toList() : List.of());
    }

    private static String hash(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("MD5").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
