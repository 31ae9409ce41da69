package org.linekeeper.sip.register;

import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Makes responses of what a scan has found. What the last one had as well, such as reason, granted time or our address, is the
 * same object again: the answers of one PBX differ in little. One thread.
 */
final class ResponseAssembly {
    private static final int REASONS = 64;

    private final @Nullable Phrase[] reasons = new Phrase[REASONS];
    private long grantedSeconds = -1;
    private Optional<Duration> granted = Optional.empty();
    private byte[] receivedBytes = new byte[0];
    private Optional<String> received = Optional.empty();

    @SuppressWarnings("ArrayRecordComponent")
    private record Phrase(byte[] bytes, String text) {}

    /**
     * The response.
     *
     * @param requested the expiry asked for, which holds where the registrar says nothing
     */
    RegisterResponse response(ResponseScan scan, Duration requested) {
        return new RegisterResponse(
                scan.status,
                reason(scan),
                granted(scan, requested),
                scan.challenges,
                seconds(scan.minExpires),
                seconds(scan.retryAfter),
                scan.nextNonce,
                scan.serviceRoute,
                received(scan));
    }

    private String reason(ResponseScan scan) {
        byte[] message = scan.lines.message;
        int from = Math.min(12, scan.lines.startLineEnd);
        int to = scan.lines.startLineEnd;
        Phrase known = reasons[scan.status % REASONS];
        if (known == null || !Bytes.equal(message, from, to, known.bytes())) {
            known = new Phrase(
                    Arrays.copyOfRange(message, from, to), HeaderValues.printable(Bytes.text(message, from, to)));
            reasons[scan.status % REASONS] = known;
        }
        return known.text();
    }

    /** RFC 3261 10.2.4: "If the updated expiration is not in the contact, the Expires header applies". */
    private Optional<Duration> granted(ResponseScan scan, Duration requested) {
        if (!scan.contacts.found()) {
            return Optional.empty();
        }
        long seconds = scan.contacts.expires() >= 0 ? scan.contacts.expires() : scan.expires;
        if (seconds < 0) {
            return Optional.of(requested);
        }
        if (seconds != grantedSeconds) {
            grantedSeconds = seconds;
            granted = seconds(seconds);
        }
        return granted;
    }

    private Optional<String> received(ResponseScan scan) {
        ViaScan via = scan.via;
        if (via.receivedTo == 0) {
            return Optional.empty();
        }
        byte[] message = scan.lines.message;
        int hostLength = via.receivedTo - via.receivedFrom;
        int portLength = via.rportTo - via.rportFrom;
        byte[] known = receivedBytes;
        boolean same = known.length == hostLength + 1 + portLength
                && Arrays.equals(message, via.receivedFrom, via.receivedTo, known, 0, hostLength)
                && known[hostLength] == ':'
                && Arrays.equals(message, via.rportFrom, via.rportTo, known, hostLength + 1, known.length);
        if (!same) {
            String host = Bytes.text(message, via.receivedFrom, via.receivedTo);
            String port = Bytes.text(message, via.rportFrom, via.rportTo);
            receivedBytes = (host + ":" + port).getBytes(java.nio.charset.StandardCharsets.US_ASCII);
            String shown = RegisterTemplate.bracketed(host);
            received = Optional.of(portLength == 0 ? shown : shown + ":" + port);
        }
        return received;
    }

    private static Optional<Duration> seconds(long seconds) {
        return seconds < 0 ? Optional.empty() : Optional.of(Duration.ofSeconds(seconds));
    }
}
