package org.linekeeper.sip.jain;

import org.linekeeper.sip.loop.Loops;
import org.linekeeper.sip.transport.MessageSender;
import org.linekeeper.sip.transport.SipStackSettings;

/**
 * What a REGISTER client is built on.
 *
 * @param sender sends from our listeners
 * @param loops the event loops
 * @param settings of the stack
 */
public record RegisterSeam(MessageSender sender, Loops loops, SipStackSettings settings) {}
