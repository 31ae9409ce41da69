package org.linekeeper.sip.auth;

import java.nio.charset.StandardCharsets;
import org.linekeeper.sip.wire.MessageBuffer;

/**
 * A credentials header. Immutable; its value is computed when it is written, always the same, so that a request that is sent again
 * shows the same bytes.
 */
public final class Authorization {
    private final DigestSession session;
    private final DigestCredentials credentials;
    private final String method;
    private final String uri;
    private final String clientNonce;

    /**
     * @param session its count includes the request that this stands in
     */
    Authorization(DigestSession session, DigestCredentials credentials, String method, String uri, String clientNonce) {
        this.session = session;
        this.credentials = credentials;
        this.method = method;
        this.uri = uri;
        this.clientNonce = clientNonce;
    }

    /** To be used for the next request: its count includes this one. */
    public DigestSession session() {
        return session;
    }

    /** {@code Authorization} or {@code Proxy-Authorization}. */
    public String name() {
        return switch (session.challenge().source()) {
            case USER_AGENT_SERVER -> "Authorization";
            case PROXY -> "Proxy-Authorization";
        };
    }

    /** The value, from {@code Digest} on. */
    public String value() {
        MessageBuffer value = new MessageBuffer(320);
        writeValue(value);
        return new String(value.array(), 0, value.length(), StandardCharsets.UTF_8);
    }

    /**
     * Writes the value, from {@code Digest} on.
     *
     * @throws IllegalArgumentException when a part of it holds a control character
     */
    public void writeValue(MessageBuffer to) {
        DigestWork.current().write(session, credentials, method, uri, clientNonce, to);
    }

    @Override
    public String toString() {
        return name() + ": [redacted]";
    }
}
