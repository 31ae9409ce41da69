package org.linekeeper.sip.transport;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** How often the transports refused, dropped or answered something by themselves, by reason. Any thread. */
public final class TransportCounters {
    private final Map<Event, LongAdder> counts = new EnumMap<>(Event.class);

    /** All at zero. */
    public TransportCounters() {
        for (Event event : Event.values()) {
            counts.put(event, new LongAdder());
        }
    }

    /** Counts one. */
    public void count(Event event) {
        adder(event).increment();
    }

    /** How often it happened. */
    public long value(Event event) {
        return adder(event).sum();
    }

    /** Every reason with its count. */
    public Map<Event, Long> snapshot() {
        Map<Event, Long> values = new EnumMap<>(Event.class);
        counts.forEach((event, count) -> values.put(event, count.sum()));
        return Map.copyOf(values);
    }

    private LongAdder adder(Event event) {
        return java.util.Objects.requireNonNull(counts.get(event));
    }

    /** What is counted. */
    public enum Event {
        /** A whole message came in. */
        MESSAGE_RECEIVED,
        /** A message was handed to the network. */
        MESSAGE_SENT,
        /** A message could not be handed to the network. */
        SEND_FAILED,
        /** CRLF keep-alive, or an empty datagram. */
        KEEP_ALIVE,
        /** CRLF keep-alive that we sent. */
        KEEP_ALIVE_SENT,
        /** No answer to our keep-alive by a peer that gives answers; the connection was ended. */
        PONG_MISSED,
        /** A connection ended that lines registered over. */
        FLOW_LOST,
        /** Other certificates of ours are in use than before. */
        CERTIFICATES_CHANGED,
        /** A connection ended because the certificate that we showed on it was replaced. */
        CONNECTION_RETIRED,
        /** OPTIONS outside a dialog, answered without state. */
        OPTIONS_ANSWERED,
        /** ACK to a response that was sent without state. */
        ACK_ABSORBED,
        /** No SIP start line. */
        NOT_SIP,
        /** SIP, but the start line breaks the grammar. */
        BAD_START_LINE,
        /** Another protocol version than SIP/2.0. */
        VERSION_NOT_SUPPORTED,
        /** Control characters, a bare CR or LF, or no header name before the colon. */
        BAD_HEADER,
        /** More header lines than are read. */
        TOO_MANY_HEADERS,
        /** Via, From, To, Call-ID or CSeq is missing. */
        MISSING_HEADER,
        /** A header that may stand once stands twice. */
        REPEATED_HEADER,
        /** CSeq out of range or for another method than the request's. */
        BAD_CSEQ,
        /** Max-Forwards is not 0 to 255. */
        BAD_MAX_FORWARDS,
        /** Content-Length is no number, or too large. */
        BAD_CONTENT_LENGTH,
        /** No Content-Length on a stream. */
        CONTENT_LENGTH_MISSING,
        /** A datagram ended before its body did. */
        BODY_CUT_OFF,
        /** Longer than the limit. */
        MESSAGE_TOO_LARGE,
        /** The Request-URI breaks the grammar. */
        BAD_REQUEST_URI,
        /** The parser refused the message. */
        PARSE_FAILED,
        /** A method that nobody knows. */
        METHOD_UNKNOWN,
        /** A method that we know and do not serve. */
        METHOD_NOT_ALLOWED,
        /** OPTIONS requires an extension that we do not have. */
        EXTENSION_NOT_SUPPORTED,
        /** A response that no transaction of ours waits for. */
        STRAY_RESPONSE,
        /** An answer to a datagram from a stranger who got enough of them. */
        REPLY_WITHHELD,
        /** Refused by the overload gate. */
        OVERLOADED,
        /** Dropped because the owner loop is too far behind. */
        HAND_OVER_FULL,
        /** The transaction user threw. */
        USER_FAILED,
        /** A stream was accepted. */
        CONNECTION_ACCEPTED,
        /** A stream was opened by us. */
        CONNECTION_OPENED,
        /** A stream could not be opened. */
        CONNECT_FAILED,
        /** Too many accepted streams. */
        TOO_MANY_CONNECTIONS,
        /** Too many accepted streams from one address. */
        TOO_MANY_CONNECTIONS_FROM_SOURCE,
        /** A TLS handshake failed or a certificate was refused. */
        HANDSHAKE_FAILED,
        /** A TLS handshake took too long. */
        HANDSHAKE_TIMEOUT,
        /** A certificate that does not name the domain. */
        PEER_NAME_REFUSED,
        /** A message on a stream took too long from first byte to last. */
        MESSAGE_TIMEOUT,
        /** A stream without any byte for too long. */
        IDLE_TIMEOUT,
        /** A peer that does not read what we write. */
        PEER_NOT_READING
    }
}
