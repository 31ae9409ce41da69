package org.linekeeper.sip.auth;

/**
 * A user name and password of one line.
 *
 * @param username digest user name
 * @param password never printed
 */
public record DigestCredentials(String username, String password) {
    @Override
    public String toString() {
        return username + ":[redacted]";
    }
}
