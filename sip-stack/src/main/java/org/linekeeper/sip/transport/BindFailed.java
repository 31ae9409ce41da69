package org.linekeeper.sip.transport;

import java.net.InetSocketAddress;
import java.util.Locale;

/** A listener could not be opened. The message is plain advice. */
public final class BindFailed extends Exception {
    private static final long serialVersionUID = 1L;

    private final String listener;

    BindFailed(ListenerSettings listener, Throwable cause) {
        this(
                listener,
                "listener " + listener.name() + " cannot listen on " + listener.transport() + " " + at(listener.bind())
                        + ": " + reason(cause) + ". Free the port, or choose another bind address",
                cause);
    }

    BindFailed(ListenerSettings listener, String advice, Throwable cause) {
        super(advice, cause);
        this.listener = listener.name();
    }

    /** Name of the listener. */
    public String listener() {
        return listener;
    }

    private static String at(InetSocketAddress bind) {
        String host = bind.getAddress().getHostAddress();
        return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + bind.getPort();
    }

    private static String reason(Throwable cause) {
        String message = String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT);
        if (message.contains("in use")) {
            return "it is in use by another program";
        }
        if (message.contains("cannot assign") || message.contains("can't assign")) {
            return "this machine has no such address";
        }
        return message.contains("permission") ? "ports below 1024 need a right that this user lacks" : message;
    }
}
