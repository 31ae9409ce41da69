package org.linekeeper.sip.jain;

import gov.nist.javax.sip.message.SIPMessage;
import gov.nist.javax.sip.parser.MessageParser;
import gov.nist.javax.sip.parser.MessageParserFactory;
import gov.nist.javax.sip.parser.ParseExceptionListener;
import gov.nist.javax.sip.parser.StringMsgParser;
import gov.nist.javax.sip.stack.SIPTransactionStack;
import java.text.ParseException;
import org.jspecify.annotations.Nullable;

/** Parsers that fail in one way only. Public because JAIN-SIP makes one by name. */
public final class SafeParserFactory implements MessageParserFactory {
    @Override
    public MessageParser createMessageParser(SIPTransactionStack stack) {
        return new SafeParser();
    }

    /** JAIN-SIP's parser, whose accidents on hostile input become parse errors. */
    private static final class SafeParser implements MessageParser {
        private final StringMsgParser parser = new PlainParser();

        @Override
        public SIPMessage parseSIPMessage(
                byte[] message, boolean readBody, boolean strict, @Nullable ParseExceptionListener listener)
                throws ParseException {
            try {
                SIPMessage parsed = parser.parseSIPMessage(message, readBody, strict, listener);
                if (parsed == null) {
                    throw new ParseException("nothing but control characters", 0);
                }
                return parsed;
            } catch (RuntimeException | StackOverflowError | AssertionError e) {
                // The released parser recurses and indexes freely: input can make it throw anything.
                ParseException wrapped = new ParseException(e.getClass().getSimpleName() + ": " + e.getMessage(), 0);
                wrapped.initCause(e);
                throw wrapped;
            }
        }
    }
}
