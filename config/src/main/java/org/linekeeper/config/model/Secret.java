package org.linekeeper.config.model;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/** A password, token or key. It prints redacted everywhere; only {@link #reveal()} gives the value. */
public final class Secret {
    private final String value;

    private Secret(String value) {
        this.value = value;
    }

    /** Wraps a value; the empty string is allowed here and refused where a value is needed. */
    public static Secret of(String value) {
        return new Secret(value);
    }

    /** The value itself: only for the wire, the store and comparisons. */
    public String reveal() {
        return value;
    }

    /** Whether there is no value. */
    public boolean isEmpty() {
        return value.isEmpty();
    }

    /** Compares in a time that does not depend on where the values differ. */
    public boolean matches(String other) {
        return MessageDigest.isEqual(value.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Secret that && matches(that.value);
    }

    @Override
    public int hashCode() {
        return value.hashCode();
    }

    @Override
    public String toString() {
        return "[redacted]";
    }
}
