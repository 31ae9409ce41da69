package org.linekeeper.call.machine;

/**
 * The dialog that a call is to replace, as the one who receives it sees it (RFC 3891 3: to-tag is its local tag).
 *
 * @param callId Call-ID of the dialog
 * @param localTag tag of the receiver
 * @param remoteTag tag of the receiver's far end
 * @param earlyOnly whether a confirmed dialog is to be left alone
 */
public record Replaces(String callId, String localTag, String remoteTag, boolean earlyOnly) {}
