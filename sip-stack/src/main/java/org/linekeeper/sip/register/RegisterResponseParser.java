package org.linekeeper.sip.register;

import java.util.Optional;

/** Reads responses to REGISTER. Any thread. */
@FunctionalInterface
public interface RegisterResponseParser {
    /**
     * Reads one response.
     *
     * @param message the whole message
     * @param ours the contact to look for
     * @return empty when it cannot be read
     */
    Optional<Reading> read(byte[] message, OwnContact ours);

    /** The quick scanner: reads the usual responses and declines all others. */
    static RegisterResponseParser scanner() {
        return new RegisterResponseScanner();
    }

    /**
     * A response with what is needed to match it to its request.
     *
     * @param branch branch of the topmost Via
     * @param cseq number of the CSeq header
     * @param method method of the CSeq header
     */
    record Reading(String branch, String callId, long cseq, String method, RegisterResponse response) {}
}
