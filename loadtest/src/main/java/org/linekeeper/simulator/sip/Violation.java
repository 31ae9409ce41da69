package org.linekeeper.simulator.sip;

/**
 * A rule of the protocol that the peer has broken.
 *
 * @param rule a short name such as {@code max-forwards-missing}
 * @param detail what was seen
 * @param message the first line of the message
 */
public record Violation(String rule, String detail, String message) {
    @Override
    public String toString() {
        return rule + ": " + detail + " [" + message + "]";
    }
}
