package org.linekeeper.bench.generator;

/**
 * Messages of one kind are of one length, so they can be handed to the kernel together. In this order they leave: what a call sends
 * twice in one turn goes in the order of the protocol.
 */
enum Lane {
    INVITE,
    TRYING,
    RINGING,
    OK,
    ACK,
    BYE,
    OTHER
}
