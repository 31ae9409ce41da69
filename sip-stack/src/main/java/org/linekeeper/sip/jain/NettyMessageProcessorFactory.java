package org.linekeeper.sip.jain;

import gov.nist.javax.sip.stack.MessageProcessor;
import gov.nist.javax.sip.stack.MessageProcessorFactory;
import gov.nist.javax.sip.stack.SIPTransactionStack;
import java.io.IOException;
import java.net.InetAddress;

/** Makes JAIN-SIP's end of a listener. Public because JAIN-SIP makes one by name. */
public final class NettyMessageProcessorFactory implements MessageProcessorFactory {
    @Override
    public MessageProcessor createMessageProcessor(
            SIPTransactionStack sipStack, InetAddress ipAddress, int port, String transport) throws IOException {
        if (!(sipStack instanceof JainStack stack)) {
            throw new IOException("not a stack of ours: " + sipStack.getClass());
        }
        return new NettyMessageProcessor(stack, ipAddress, port, transport);
    }
}
