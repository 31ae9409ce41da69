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

    /**
     * One response as it lies in the buffer of its socket, on the event loop of that socket, before anything else looked at it:
     * only its start and the topmost Via's branch were seen.
     *
     * @param buffer holds the message at its beginning; used again after this, to be copied if kept
     * @param length bytes of the message
     * @param branchFrom where the branch begins, at {@code z9hG4bK}
     * @param branchTo after its last byte
     * @return whether it was taken; otherwise it is checked and may come by the other way
     */
    default boolean response(byte[] buffer, int length, int branchFrom, int branchTo, MessageSource source) {
        return false;
    }
}
