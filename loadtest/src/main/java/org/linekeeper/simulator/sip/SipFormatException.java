package org.linekeeper.simulator.sip;

/** A message or a part of it that is not what RFC 3261 section 25 allows. */
public final class SipFormatException extends Exception {
    private static final long serialVersionUID = 1L;

    public SipFormatException(String message) {
        super(message);
    }
}
