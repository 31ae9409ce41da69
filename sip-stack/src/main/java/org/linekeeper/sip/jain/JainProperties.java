package org.linekeeper.sip.jain;

import java.util.Properties;
import org.linekeeper.sip.transport.SipStackSettings;

/** The properties that JAIN-SIP runs with here, and why. */
final class JainProperties {
    private static final String NIST = "gov.nist.javax.sip.";

    private JainProperties() {}

    static Properties of(SipStackSettings settings) {
        Properties properties = new Properties();
        properties.setProperty("javax.sip.STACK_NAME", "linekeeper");
        // With these on, JAIN-SIP would answer 482 to the second leg of a call that a proxy forks to two of our lines
        // (same Call-ID, From tag and CSeq, another branch). The transaction user makes its dialogs with getNewDialog
        // and answers 481 itself.
        properties.setProperty("javax.sip.AUTOMATIC_DIALOG_SUPPORT", "off");
        properties.setProperty(NIST + "AUTOMATIC_DIALOG_ERROR_HANDLING", "false");
        properties.setProperty("javax.sip.ROUTER_PATH", TargetRouter.class.getName());
        properties.setProperty("javax.sip.USE_ROUTER_FOR_ALL_URIS", "true");
        properties.setProperty(NIST + "ADDRESS_RESOLVER", LiteralAddressResolver.class.getName());
        properties.setProperty(NIST + "STACK_LOGGER", Slf4jStackLogger.class.getName());
        properties.setProperty(NIST + "SERVER_LOGGER", NullServerLogger.class.getName());
        properties.setProperty(NIST + "MESSAGE_PROCESSOR_FACTORY", NettyMessageProcessorFactory.class.getName());
        properties.setProperty(NIST + "MESSAGE_PARSER_FACTORY", SafeParserFactory.class.getName());
        properties.setProperty(NIST + "TIMER_CLASS_NAME", WheelSipTimer.class.getName());
        // Callbacks run where the message is handled: on the loop of the call. The pool is only for a path that is
        // never taken.
        properties.setProperty(NIST + "REENTRANT_LISTENER", "true");
        properties.setProperty(NIST + "THREAD_POOL_SIZE", "1");
        // Finished transactions let go of their messages; they linger one second instead of eight.
        properties.setProperty(NIST + "RELEASE_REFERENCES_STRATEGY", "Aggressive");
        properties.setProperty(NIST + "LINGER_TIMER", "1");
        properties.setProperty(
                NIST + "MAX_MESSAGE_SIZE", Integer.toString(settings.limits().maxMessageBytes()));
        properties.setProperty(NIST + "CONGESTION_CONTROL_TIMEOUT", "0");
        // A late 2xx of another fork reaches the user without transaction; nothing is kept for it.
        properties.setProperty(NIST + "MAX_FORK_TIME_SECONDS", "0");
        // True would block the loop for up to two seconds waiting for an ACK; re-INVITE glare is the call's matter.
        properties.setProperty(NIST + "IS_BACK_TO_BACK_USER_AGENT", "false");
        properties.setProperty(NIST + "CACHE_CLIENT_CONNECTIONS", "true");
        properties.setProperty(NIST + "CACHE_SERVER_CONNECTIONS", "true");
        properties.setProperty(NIST + "DELIVER_UNSOLICITED_NOTIFY", "true");
        // Guards against leaks: no transaction lives longer, whatever happened to it. A phone may ring for four
        // minutes.
        properties.setProperty(NIST + "MAX_TX_LIFETIME_INVITE", "300");
        properties.setProperty(NIST + "MAX_TX_LIFETIME_NON_INVITE", "40");
        properties.setProperty(NIST + "EARLY_DIALOG_TIMEOUT_SECONDS", "300");
        return properties;
    }
}
