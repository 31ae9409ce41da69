package org.linekeeper.call.identity;

import java.util.Optional;

/**
 * Who calls, as a trusted side says.
 *
 * @param user user part, a number where there is one; empty when nothing is known
 * @param name for people
 * @param withheld whether the caller is to stay unknown
 * @param privacy what was asked for
 */
public record Caller(String user, Optional<String> name, boolean withheld, Privacy privacy) {
    /** Nobody that is known. */
    public static Caller unknown(Privacy privacy) {
        return new Caller("", Optional.empty(), true, privacy);
    }

    /** The same caller, whatever it wants to be kept from others. */
    public Caller revealed() {
        return new Caller(user, name, false, Privacy.ABSENT);
    }

    /** The same caller with another number. */
    public Caller as(String number) {
        return new Caller(number, name, withheld, privacy);
    }
}
