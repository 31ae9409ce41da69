package org.linekeeper.registration.simulation;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.linekeeper.sip.auth.Authorization;
import org.linekeeper.sip.register.Register;

/** Digest credentials as a registrar reads them. */
record Credentials(String realm, String nonce, String hexCount, String clientNonce, String response) {
    private static final Pattern PARAMETER = Pattern.compile("(\\w+)=\"?([^\",]*)\"?");

    static Optional<Credentials> of(Register register, String realm) {
        return register.authorizations().stream()
                .map(Credentials::read)
                .filter(credentials -> credentials.realm.equals(realm))
                .findFirst();
    }

    static Credentials read(Authorization authorization) {
        Map<String, String> found = new HashMap<>();
        Matcher matcher = PARAMETER.matcher(authorization.value());
        while (matcher.find()) {
            found.put(matcher.group(1), matcher.group(2));
        }
        return new Credentials(
                found.getOrDefault("realm", ""),
                found.getOrDefault("nonce", ""),
                found.getOrDefault("nc", "0"),
                found.getOrDefault("cnonce", ""),
                found.getOrDefault("response", ""));
    }

    int count() {
        return Integer.parseInt(hexCount, 16);
    }
}
