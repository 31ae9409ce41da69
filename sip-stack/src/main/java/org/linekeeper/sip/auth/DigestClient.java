package org.linekeeper.sip.auth;

import java.util.Locale;
import java.util.function.Supplier;

/**
 * Answers challenges (RFC 7616 3.4) with qop "auth", or without qop where the server offers none. Any thread, as far as the source
 * of client nonces allows.
 */
public final class DigestClient {
    private final Supplier<String> clientNonce;

    /**
     * @param clientNonce gives a new unpredictable value of letters and digits each time
     */
    public DigestClient(Supplier<String> clientNonce) {
        this.clientNonce = clientNonce;
    }

    /**
     * Answers for one request; the hashes are computed when the answer is written. The caller has decided that these credentials
     * may be shown to whoever sent the challenge.
     *
     * @param method method of the request
     * @param uri its Request-URI, exactly as sent
     * @throws IllegalArgumentException when user name or URI hold a control character; other parts are refused when written
     */
    public Authorization answer(DigestSession session, DigestCredentials credentials, String method, String uri) {
        refuseControl("username", credentials.username());
        refuseControl("uri", uri);
        String cnonce = session.challenge().qopAuth() ? clientNonce.get() : "";
        return new Authorization(session.used(), credentials, method, uri, cnonce);
    }

    private static void refuseControl(String name, String value) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c < ' ' || c == 0x7f) {
                throw new IllegalArgumentException(
                        String.format(Locale.ROOT, "The digest %s holds a control character (%d)", name, (int) c));
            }
        }
    }
}
