package org.linekeeper.sip.transport;

/** A listener could not be opened. The message is plain advice. */
public final class BindFailed extends Exception {
    private static final long serialVersionUID = 1L;

    private final String listener;

    BindFailed(ListenerSettings listener, Throwable cause) {
        this(
                listener,
                "listener " + listener.name() + " cannot listen on " + listener.transport() + " " + listener.bind()
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

    private static String reason(Throwable cause) {
        String message = cause.getMessage();
        return message == null ? cause.getClass().getSimpleName() : message;
    }
}
