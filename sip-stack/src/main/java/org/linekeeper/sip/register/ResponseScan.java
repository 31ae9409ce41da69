package org.linekeeper.sip.register;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.linekeeper.sip.auth.ChallengeScan;
import org.linekeeper.sip.auth.DigestChallenge;
import org.linekeeper.sip.auth.DigestChallenges;

/**
 * Reads the usual responses to REGISTER in one pass over their bytes and looks only at the header fields that matter. Whatever is
 * not written as expected is left to a full parser: false means "cannot read this", not "malformed". Used again and again by one
 * thread; what it found stands until the next message.
 */
final class ResponseScan {
    private static final long ABSENT = -1;

    final HeaderLines lines = new HeaderLines();
    final ViaScan via = new ViaScan();
    final ContactScan contacts = new ContactScan();
    int status;
    int callIdFrom;
    int callIdTo;
    long cseq;
    int methodFrom;
    int methodTo;
    long expires;
    long minExpires;
    long retryAfter;
    Optional<String> nextNonce = Optional.empty();
    List<DigestChallenge> challenges = List.of();
    List<String> serviceRoute = List.of();
    private final ChallengeScan challengeScan = new ChallengeScan();
    private boolean viaSeen;
    private List<DigestChallenge> proxyChallenges = List.of();

    /** Reads a message. */
    boolean read(byte[] message, int length, SoughtContact ours) {
        clear();
        if (!lines.begin(message, length) || !readStatus(message)) {
            return false;
        }
        while (lines.next()) {
            if (!header(lines.message, ours)) {
                return false;
            }
        }
        if (lines.folded()) {
            byte[] unfolded = Unfolding.of(message, length);
            return read(unfolded, unfolded.length, ours);
        }
        if (!proxyChallenges.isEmpty()) {
            challenges = joined(challenges, proxyChallenges);
        }
        return !lines.broken() && viaSeen && callIdTo > 0 && methodTo > 0;
    }

    private void clear() {
        via.clear();
        contacts.clear();
        callIdFrom = callIdTo = methodFrom = methodTo = 0;
        cseq = expires = minExpires = retryAfter = ABSENT;
        nextNonce = Optional.empty();
        challenges = List.of();
        proxyChallenges = List.of();
        serviceRoute = List.of();
        viaSeen = false;
    }

    private boolean readStatus(byte[] message) {
        int end = lines.startLineEnd;
        boolean shape =
                Bytes.startsWith(message, 0, end, "SIP/2.0 ") && (end == 11 || (end > 11 && message[11] == ' '));
        status = shape ? (int) Bytes.deltaSeconds(message, 8, 11) : -1;
        return status >= 100 && status < 700 && !namesAddressesOrOptionTags();
    }

    /** 3xx, 420 and 421 are rare and are told by header fields that are not looked at here. */
    private boolean namesAddressesOrOptionTags() {
        return status / 100 == 3 || status == 420 || status == 421;
    }

    private boolean header(byte[] message, SoughtContact ours) {
        int from = lines.valueFrom;
        int to = lines.valueTo;
        switch (lines.nameTo - lines.nameFrom) {
            case 1 -> {
                return shortHeader(message, from, to, ours);
            }
            case 3 -> {
                return !lines.is("Via") || readVia(message, from, to);
            }
            case 4 -> {
                return !lines.is("CSeq") || readCseq(message, from, to);
            }
            case 7 -> {
                return mediumHeader(message, from, to, ours);
            }
            case 11 -> {
                return numberHeader(message, from, to);
            }
            case 13 -> {
                return !lines.is("Service-Route") || readServiceRoute();
            }
            default -> {
                securityHeader(message, from, to);
                return true;
            }
        }
    }

    private boolean shortHeader(byte[] message, int from, int to, SoughtContact ours) {
        return switch (message[lines.nameFrom] | 0x20) {
            case 'v' -> readVia(message, from, to);
            case 'i' -> readCallId(message, from, to);
            case 'm' -> contacts.read(message, from, to, ours);
            default -> true;
        };
    }

    private boolean mediumHeader(byte[] message, int from, int to, SoughtContact ours) {
        if (lines.is("Call-ID")) {
            return readCallId(message, from, to);
        }
        if (lines.is("Contact")) {
            return contacts.read(message, from, to, ours);
        }
        if (!lines.is("Expires")) {
            return true;
        }
        boolean first = expires == ABSENT;
        expires = Bytes.deltaSeconds(message, from, to);
        return first && expires >= 0;
    }

    private boolean numberHeader(byte[] message, int from, int to) {
        if (lines.is("Min-Expires")) {
            boolean first = minExpires == ABSENT;
            minExpires = Bytes.deltaSeconds(message, from, to);
            return first && minExpires >= 0;
        }
        if (!lines.is("Retry-After")) {
            return true;
        }
        boolean first = retryAfter == ABSENT;
        retryAfter = RetryAfterScan.seconds(message, from, to);
        return first && retryAfter >= 0;
    }

    private void securityHeader(byte[] message, int from, int to) {
        if (lines.is("WWW-Authenticate")) {
            challenges = challenged(challenges, DigestChallenge.Source.USER_AGENT_SERVER, message, from, to);
        } else if (lines.is("Proxy-Authenticate")) {
            proxyChallenges = challenged(proxyChallenges, DigestChallenge.Source.PROXY, message, from, to);
        } else if (nextNonce.isEmpty() && (lines.is("Authentication-Info") || lines.is("Proxy-Authentication-Info"))) {
            nextNonce = DigestChallenges.nextNonce(lines.value());
        }
    }

    private boolean readVia(byte[] message, int from, int to) {
        boolean first = !viaSeen;
        viaSeen = true;
        return !first || via.read(message, from, to);
    }

    private boolean readCallId(byte[] message, int from, int to) {
        boolean first = callIdTo == 0;
        callIdFrom = from;
        callIdTo = to;
        return first && Bytes.isVisible(message, from, to);
    }

    private boolean readCseq(byte[] message, int from, int to) {
        boolean first = methodTo == 0;
        int end = from;
        while (end < to && !Bytes.isBlank(message[end])) {
            end++;
        }
        cseq = Bytes.deltaSeconds(message, from, end);
        methodFrom = Bytes.skipBlanks(message, end, to);
        methodTo = to;
        return first && cseq >= 0 && Bytes.isVisible(message, methodFrom, methodTo);
    }

    private boolean readServiceRoute() {
        Optional<List<String>> elements = HeaderValues.split(lines.value(), ',');
        if (elements.isEmpty() || elements.get().stream().anyMatch(element -> !element.startsWith("<"))) {
            return false;
        }
        serviceRoute = joined(serviceRoute, elements.get());
        return true;
    }

    private List<DigestChallenge> challenged(
            List<DigestChallenge> before, DigestChallenge.Source source, byte[] message, int from, int to) {
        @Nullable DigestChallenge usual = challengeScan.read(source, message, from, to);
        List<DigestChallenge> read = usual == null ? DigestChallenges.parse(source, lines.value()) : List.of(usual);
        return joined(before, read);
    }

    private static <T> List<T> joined(List<T> first, List<T> second) {
        if (first.isEmpty()) {
            return second;
        }
        List<T> all = new ArrayList<>(first);
        all.addAll(second);
        return all;
    }
}
