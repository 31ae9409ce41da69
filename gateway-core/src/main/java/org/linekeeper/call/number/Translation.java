package org.linekeeper.call.number;

import java.util.Optional;
import org.linekeeper.config.model.DialRule;

/**
 * What became of a number, and why.
 *
 * @param input the number without visual separators
 * @param result what it became
 * @param kind what it was taken for
 * @param rule the configured rule that decided; empty when none did
 * @param global E.164 with its plus; empty when that is not known
 */
public record Translation(String input, String result, Kind kind, Optional<RuleAt> rule, Optional<String> global) {
    /** What a number was taken for. */
    public enum Kind {
        /** A number for emergencies: never rewritten, never limited. */
        EMERGENCY,
        /** A configured rule matched. */
        RULE,
        /** A code of the PBX: begins with * or #, or is configured as such. */
        CODE,
        /** An extension. */
        EXTENSION,
        /** A full telephone number. */
        NUMBER,
        /** None of these: it passes as it is. */
        OTHER
    }

    /**
     * A configured rule.
     *
     * @param index its place among those of its direction, from 0
     * @param rule itself
     */
    public record RuleAt(int index, DialRule rule) {}

    /** Whether it is an emergency number, or a code or extension of the PBX, rather than a number out there. */
    public boolean isShort() {
        return kind == Kind.EMERGENCY || kind == Kind.CODE || kind == Kind.EXTENSION;
    }

    /** Whether a call to it is never limited: an emergency number or a code of the PBX. */
    public boolean isUrgent() {
        return kind == Kind.EMERGENCY || kind == Kind.CODE;
    }

    /** Whether it is a number for emergencies. */
    public boolean isEmergency() {
        return kind == Kind.EMERGENCY;
    }
}
