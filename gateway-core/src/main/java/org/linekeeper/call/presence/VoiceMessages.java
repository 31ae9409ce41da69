package org.linekeeper.call.presence;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a PBX tells of a mailbox (RFC 3842).
 *
 * @param waiting whether something waits to be heard
 * @param unheard new voice messages; 0 when the PBX does not count
 * @param heard old voice messages
 * @param at when it said so
 */
public record VoiceMessages(boolean waiting, int unheard, int heard, Instant at) {
    private static final Pattern WAITING = Pattern.compile("(?im)^Messages-Waiting\\s{0,8}:\\s{0,8}(yes|no)\\s{0,8}$");
    private static final Pattern COUNT =
            Pattern.compile("(?im)^Voice-Message\\s{0,8}:\\s{0,8}(\\d{1,6})\\s{0,8}/\\s{0,8}(\\d{1,6})");

    /** Reads a body of type application/simple-message-summary; empty when it does not say whether something waits. */
    public static Optional<VoiceMessages> read(byte[] content, Instant at) {
        String text = new String(content, StandardCharsets.US_ASCII).replace("\r", "");
        Matcher waiting = WAITING.matcher(text);
        if (!waiting.find()) {
            return Optional.empty();
        }
        Matcher count = COUNT.matcher(text);
        boolean counted = count.find();
        return Optional.of(new VoiceMessages(
                waiting.group(1).toLowerCase(Locale.ROOT).equals("yes"),
                counted ? Integer.parseInt(count.group(1)) : 0,
                counted ? Integer.parseInt(count.group(2)) : 0,
                at));
    }
}
