package org.linekeeper.call.identity;

/**
 * Somebody who was called and from whom the call was sent on.
 *
 * @param user number or user part
 * @param cause why it was sent on
 * @param hidden whether it is to stay unknown
 */
public record Diversion(String user, Cause cause, boolean hidden) {
    /** The same with the number written otherwise. */
    public Diversion as(String otherUser) {
        return new Diversion(otherUser, cause, hidden);
    }

    /** Reasons of RFC 5806 with the causes of RFC 4458 that RFC 7544 section 4 puts beside them. */
    public enum Cause {
        UNKNOWN("unknown", 404),
        UNCONDITIONAL("unconditional", 302),
        USER_BUSY("user-busy", 486),
        NO_ANSWER("no-answer", 408),
        DEFLECTION("deflection", 480),
        UNAVAILABLE("unavailable", 503);

        private final String reason;
        private final int code;

        Cause(String reason, int code) {
            this.reason = reason;
            this.code = code;
        }

        /** As Diversion writes it. */
        public String reason() {
            return reason;
        }

        /** As History-Info writes it. */
        public int code() {
            return code;
        }

        static Cause ofReason(String reason) {
            for (Cause cause : values()) {
                if (cause.reason.equalsIgnoreCase(reason)) {
                    return cause;
                }
            }
            return UNKNOWN;
        }

        static Cause ofCode(String code) {
            return switch (code) {
                case "302" -> UNCONDITIONAL;
                case "486", "600" -> USER_BUSY;
                case "408" -> NO_ANSWER;
                // Deflection before and while it rings (RFC 4458).
                case "480", "487" -> DEFLECTION;
                case "503" -> UNAVAILABLE;
                default -> UNKNOWN;
            };
        }
    }
}
