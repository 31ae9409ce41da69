package org.linekeeper.simulator.sip;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** One Via value, RFC 3261 section 20.42. */
public record Via(String transport, String host, OptionalInt port, Map<String, String> parameters) {
    public static final String COOKIE = "z9hG4bK";

    public static Via parse(String value) throws SipFormatException {
        String[] words = value.trim().split("\\s+", 2);
        String[] protocol = words[0].split("/", -1);
        if (words.length != 2 || protocol.length != 3 || !protocol[0].equals("SIP") || !protocol[1].equals("2.0")) {
            throw new SipFormatException("bad Via " + value);
        }
        int semicolon = words[1].indexOf(';');
        HostPort sentBy = HostPort.parse((semicolon < 0 ? words[1] : words[1].substring(0, semicolon)).trim());
        return new Via(
                protocol[2],
                sentBy.host(),
                sentBy.port(),
                semicolon < 0 ? Map.of() : Text.parameters(words[1].substring(semicolon), ';'));
    }

    public Optional<String> branch() {
        return Optional.ofNullable(parameters.get("branch"));
    }

    /** Host, port and branch: what identifies a transaction beside its method. */
    String key() {
        return host + ":" + port.orElse(0) + ";" + branch().orElse("");
    }
}
