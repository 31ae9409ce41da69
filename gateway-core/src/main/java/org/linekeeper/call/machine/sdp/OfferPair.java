package org.linekeeper.call.machine.sdp;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Two offers that meet, each of which is the answer to the other once what the other does not have is left out (RFC 3264 6).
 *
 * @param toFirst the answer to the first: what the second says
 * @param toSecond the answer to the second: what the first says
 */
public record OfferPair(Sdp toFirst, Sdp toSecond) {
    /** The two streams of a pair; empty where one has none. */
    private record Match(MediaStream first, MediaStream second, Optional<CryptoPair> crypto) {}

    /** Joins two offers; empty when they have no stream in common. */
    public static Optional<OfferPair> of(Sdp first, Sdp second) {
        List<MediaStream> ones = MediaStream.of(first);
        List<MediaStream> others = MediaStream.of(second);
        List<Match> matches = new ArrayList<>();
        List<MediaStream> left = new ArrayList<>(others);
        for (MediaStream one : ones) {
            Optional<Match> match =
                    left.stream().flatMap(other -> match(one, other).stream()).findFirst();
            match.ifPresent(found -> {
                left.remove(found.second());
                matches.add(found);
            });
        }
        if (matches.isEmpty()) {
            return Optional.empty();
        }
        List<String> toFirst = new ArrayList<>(MediaStream.session(second));
        ones.forEach(one -> toFirst.addAll(matches.stream()
                .filter(match -> match.first().equals(one))
                .findFirst()
                .map(match -> match.second().answering(one, match.crypto().map(CryptoPair::toFirst)))
                .orElseGet(one::refused)));
        List<String> toSecond = new ArrayList<>(MediaStream.session(first));
        others.forEach(other -> toSecond.addAll(matches.stream()
                .filter(match -> match.second().equals(other))
                .findFirst()
                .map(match -> match.first().answering(other, match.crypto().map(CryptoPair::toSecond)))
                .orElseGet(other::refused)));
        return Optional.of(new OfferPair(Sdp.of(toFirst), Sdp.of(toSecond)));
    }

    private static Optional<Match> match(MediaStream one, MediaStream other) {
        Optional<CryptoPair> crypto = CryptoPair.of(one.cryptos(), other.cryptos());
        return one.meets(other) && (crypto.isPresent() || !one.isSecure())
                ? Optional.of(new Match(one, other, crypto))
                : Optional.empty();
    }
}
