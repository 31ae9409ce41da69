package org.linekeeper.call;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A message as Teams or an SBC sends it, from a file; its headers are replaced where they tie it to a dialog. */
final class TeamsFixture {
    private TeamsFixture() {}

    /** The message of a file, without {@code .sip}. */
    static SipText read(String name) {
        try (InputStream file = TeamsFixture.class.getResourceAsStream("/teams/" + name + ".sip")) {
            if (file == null) {
                throw new IllegalArgumentException("No message " + name);
            }
            return SipText.parse(new String(file.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The same message with other values; names as the file spells them, in their places. */
    static SipText with(SipText message, String start, Map<String, String> values) {
        List<String> lines = new ArrayList<>();
        for (String line : message.lines()) {
            String name = line.substring(0, line.indexOf(':'));
            String value = values.get(name.toLowerCase(Locale.ROOT));
            lines.add(value == null ? line : name + ": " + value);
        }
        return new SipText(start, lines, message.body());
    }

    /** The response of a file as the answer to this INVITE: its own To tag, Contact and everything that ties it to no dialog. */
    static SipText answering(SipText invite, String name) {
        SipText message = read(name);
        String tag = message.tag("To");
        return with(
                message,
                message.start(),
                Map.of(
                        "via", invite.header("Via"),
                        "from", invite.header("From"),
                        "to", invite.header("To") + (tag.isEmpty() ? "" : ";tag=" + tag),
                        "call-id", invite.callId(),
                        "cseq", invite.header("CSeq"),
                        "record-route", overUdp(message.header("Record-Route"))));
    }

    /** The peers of these tests speak UDP. */
    static String overUdp(String route) {
        return route.replace("transport=tls", "transport=udp");
    }
}
