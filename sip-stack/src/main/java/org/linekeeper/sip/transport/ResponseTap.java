package org.linekeeper.sip.transport;

/** Takes responses that belong to transactions outside JAIN-SIP, before they are parsed. */
public interface ResponseTap {
    /** First bytes of a branch (after {@code z9hG4bK}) whose responses come here. */
    String branchPrefix();

    /**
     * One response, on the event loop of its socket.
     *
     * @param message the whole message; to be copied if kept
     * @param branch the topmost Via's branch
     */
    void response(byte[] message, String branch, MessageSource source);
}
