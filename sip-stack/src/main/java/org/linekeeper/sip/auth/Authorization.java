package org.linekeeper.sip.auth;

/**
 * A finished credentials header.
 *
 * @param name {@code Authorization} or {@code Proxy-Authorization}
 * @param value from {@code Digest} on
 */
public record Authorization(String name, String value) {
    @Override
    public String toString() {
        return name + ": [redacted]";
    }
}
