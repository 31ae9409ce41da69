package org.linekeeper.sip.transport;

/**
 * One whole received message.
 *
 * @param bytes from start line to end of body
 * @param source where it came from
 * @param replyPath the way back
 */
@SuppressWarnings("ArrayRecordComponent")
public record InboundMessage(byte[] bytes, MessageSource source, ReplyPath replyPath) {}
