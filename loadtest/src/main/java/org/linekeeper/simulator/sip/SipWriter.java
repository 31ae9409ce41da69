package org.linekeeper.simulator.sip;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Messages to bytes. Content-Length is always written, and always right. */
public final class SipWriter {
    /** How header names are spelled: as RFC 3261 prints them, or in capitals as Microsoft does. */
    public enum Names {
        USUAL,
        CAPITAL
    }

    private SipWriter() {}

    public static byte[] bytes(SipMessage message, Names names) {
        byte[] body = message.body().getBytes(StandardCharsets.UTF_8);
        StringBuilder text = new StringBuilder(512).append(message.startLine()).append("\r\n");
        for (SipHeaders.Header header : message.headers().list()) {
            text.append(spelled(header.name(), names))
                    .append(": ")
                    .append(header.value())
                    .append("\r\n");
        }
        text.append(spelled("Content-Length", names))
                .append(": ")
                .append(body.length)
                .append("\r\n\r\n");
        byte[] head = text.toString().getBytes(StandardCharsets.UTF_8);
        byte[] whole = new byte[head.length + body.length];
        System.arraycopy(head, 0, whole, 0, head.length);
        System.arraycopy(body, 0, whole, head.length, body.length);
        return whole;
    }

    private static String spelled(String name, Names names) {
        return names == Names.CAPITAL ? name.toUpperCase(Locale.ROOT) : name;
    }
}
