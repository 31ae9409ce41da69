package org.linekeeper.call;

import java.text.ParseException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.ListIterator;
import java.util.Optional;
import java.util.Set;
import javax.sip.InvalidArgumentException;
import javax.sip.address.Address;
import javax.sip.address.AddressFactory;
import javax.sip.address.SipURI;
import javax.sip.address.URI;
import javax.sip.header.CSeqHeader;
import javax.sip.header.CallIdHeader;
import javax.sip.header.ContactHeader;
import javax.sip.header.ContentTypeHeader;
import javax.sip.header.FromHeader;
import javax.sip.header.Header;
import javax.sip.header.HeaderFactory;
import javax.sip.header.RetryAfterHeader;
import javax.sip.header.ToHeader;
import javax.sip.header.WarningHeader;
import javax.sip.message.Message;
import javax.sip.message.MessageFactory;
import javax.sip.message.Request;
import javax.sip.message.Response;
import org.linekeeper.call.machine.Body;
import org.linekeeper.call.machine.BodyParts;
import org.linekeeper.sip.jain.JsrFactories;
import org.linekeeper.sip.transport.SipMethods;

/** Reads and writes the parts of messages that calls need. Any thread. */
final class SipMessages {
    /** More warnings make no refusal clearer. */
    private static final int MOST_WARNINGS = 3;

    /** RFC 3261 20.43: "399 Miscellaneous warning: The warning text can include arbitrary information to be presented to a human user". */
    private static final int FOR_PEOPLE = 399;

    /** What we understand within and outside dialogs. */
    private static final String ALLOWED = SipMethods.ALLOW;

    /** The extensions that we understand. */
    private static final Set<String> SUPPORTED = Set.of(SipMethods.SUPPORTED.split(", ", -1));

    private static final List<String> BODY_HEADERS =
            List.of("Content-Disposition", "Content-Encoding", "Content-Language", "MIME-Version");

    private final JsrFactories factories;
    private final MessageFactory messages;
    private final HeaderFactory headers;
    private final AddressFactory addresses;
    /** Nobody changes these, so that all messages share them. */
    private final Header userAgent;

    private final Header server;
    private final Header allow;
    private final Header supported;

    /**
     * @param product what User-Agent and Server say
     */
    SipMessages(String product) {
        try {
            this.factories = JsrFactories.create();
            this.messages = factories.messages();
            this.headers = factories.headers();
            this.addresses = factories.addresses();
            this.userAgent = factories.text("User-Agent", product);
            this.server = factories.text("Server", product);
            this.allow = factories.text("Allow", ALLOWED);
            this.supported = factories.text("Supported", SipMethods.SUPPORTED);
        } catch (ParseException e) {
            throw new IllegalArgumentException("\"" + product + "\" cannot stand in User-Agent", e);
        }
    }

    HeaderFactory headers() {
        return headers;
    }

    /** A URI of scheme sip as somebody wrote it. */
    SipURI uri(String text) throws ParseException {
        if (addresses.createURI(text) instanceof SipURI uri) {
            return uri;
        }
        throw new ParseException("Not a SIP URI: " + text, 0);
    }

    /** A URI of scheme sip. */
    SipURI uri(String user, String host, int port) throws ParseException {
        SipURI uri = factories.uri(user, host);
        if (port > 0) {
            uri.setPort(port);
        }
        return uri;
    }

    Address address(SipURI uri, Optional<String> displayName) throws ParseException {
        Address address = addresses.createAddress(uri);
        if (displayName.isPresent() && isOneLine(displayName.get())) {
            address.setDisplayName(displayName.get());
        }
        return address;
    }

    /** Reads a name-addr such as a Service-Route value. */
    Address address(String value) throws ParseException {
        return addresses.createAddress(value);
    }

    ContactHeader contact(SipURI uri) {
        return headers.createContactHeader(addresses.createAddress(uri));
    }

    /** A request without Via. */
    Request request(
            String method, SipURI uri, InviteTemplate.Numbers numbers, Address from, Address to, int maxForwards)
            throws ParseException {
        try {
            return signed(messages.createRequest(
                    uri,
                    method,
                    headers.createCallIdHeader(numbers.callId()),
                    headers.createCSeqHeader(numbers.cseq(), method),
                    headers.createFromHeader(from, numbers.fromTag()),
                    headers.createToHeader(to, null),
                    new ArrayList<>(),
                    headers.createMaxForwardsHeader(maxForwards)));
        } catch (InvalidArgumentException e) {
            throw new IllegalStateException("CSeq or Max-Forwards out of range", e);
        }
    }

    /** A request within the dialog of a 2xx that we received, without Via. */
    Request inDialog(String method, URI uri, long cseq, Response answer)
            throws ParseException, InvalidArgumentException {
        FromHeader from = (FromHeader) answer.getHeader(FromHeader.NAME);
        ToHeader to = (ToHeader) answer.getHeader(ToHeader.NAME);
        return signed(messages.createRequest(
                uri,
                method,
                headers.createCallIdHeader(callId(answer)),
                headers.createCSeqHeader(cseq, method),
                headers.createFromHeader(from.getAddress(), from.getTag()),
                headers.createToHeader(to.getAddress(), to.getTag()),
                new ArrayList<>(),
                headers.createMaxForwardsHeader(70)));
    }

    /** A request that was kept as text. */
    Request read(String request) throws ParseException {
        return messages.createRequest(request);
    }

    /** Says in a request what program we are; for those that the stack made as well. */
    Request signed(Request request) {
        request.setHeader(userAgent);
        return request;
    }

    /** A response to a request; {@code toTag} is set when the request has none. */
    Response response(int status, String phrase, Request request, String toTag) {
        try {
            Response response = messages.createResponse(status, request);
            if (!phrase.isEmpty() && isOneLine(phrase)) {
                response.setReasonPhrase(phrase);
            }
            response.setHeader(server);
            ToHeader to = (ToHeader) response.getHeader(ToHeader.NAME);
            if (status != Response.TRYING && to.getTag() == null) {
                to.setTag(toTag);
            }
            return response;
        } catch (ParseException e) {
            throw new IllegalStateException("A response was refused by its own factory", e);
        }
    }

    /** Adds a header by name and value; a value that could break out of its line is left out. */
    void add(Message message, String name, String value) {
        if (!isOneLine(value)) {
            return;
        }
        try {
            message.addHeader(headers.createHeader(name, value));
        } catch (ParseException e) {
            throw new IllegalArgumentException("Header " + name + " cannot be written", e);
        }
    }

    /** Says which methods and extensions we take. */
    void allow(Message message) {
        message.setHeader(allow);
        message.setHeader(supported);
    }

    void addReasons(Message message, List<String> reasons) {
        reasons.forEach(reason -> add(message, "Reason", reason));
    }

    /**
     * Says in a 415 or 488 what would have been taken; nothing in others. RFC 3261 8.2.3: "The response MUST contain an Accept
     * header field listing the types of all bodies it understands"; 21.4.26: 488 "SHOULD" have a Warning.
     */
    void explain(Response response, String warning) {
        if (response.getStatusCode() == Response.UNSUPPORTED_MEDIA_TYPE) {
            add(response, "Accept", "application/sdp");
            add(response, "Accept", "multipart/mixed");
        } else if (response.getStatusCode() == Response.NOT_ACCEPTABLE_HERE) {
            // What a far end said must not be able to spoil the refusal.
            String text = warning.replace('"', '\'').replaceAll("[^\\x20-\\x7e]|\\\\", "");
            add(response, "Warning", FOR_PEOPLE + " linekeeper \"" + text + "\"");
        }
    }

    void retryAfter(Message message, Duration delay) {
        add(message, "Retry-After", Long.toString(Math.max(1, delay.toSeconds())));
    }

    /**
     * Gives an INVITE the Request-URI of a redirection. Where that leads to another host the route of the first one would lead
     * back.
     *
     * @throws IllegalArgumentException when it is no URI
     */
    void redirect(Request request, String uri) {
        try {
            SipURI place = (SipURI) addresses.createURI(uri);
            if (request.getRequestURI() instanceof SipURI first
                    && !place.getHost().equalsIgnoreCase(first.getHost())) {
                request.removeHeader("Route");
            }
            request.setRequestURI(place);
        } catch (ParseException e) {
            throw new IllegalArgumentException("A redirection to \"" + uri + "\" cannot be written", e);
        }
    }

    /** Copies the body in; nothing when there is none. */
    void put(Message message, Optional<Body> body) {
        if (body.isEmpty()) {
            return;
        }
        Body present = body.get();
        try {
            message.setContent(present.content(), factories.contentType(present.contentType()));
        } catch (ParseException e) {
            throw new IllegalArgumentException("Content-Type cannot be written", e);
        }
        present.describedBy().forEach(field -> add(message, field.name(), field.value()));
    }

    /** Puts another body of the same type in its place. */
    void replaceContent(Message message, Body body) {
        try {
            message.setContent(body.content(), factories.contentType(body.contentType()));
        } catch (ParseException e) {
            throw new IllegalArgumentException("Content-Type cannot be written", e);
        }
    }

    /** The body with the headers that describe it; of one of several parts what is to cross the bridge. */
    static Optional<Body> body(Message message) {
        byte[] content = message.getRawContent();
        Header type = message.getHeader(ContentTypeHeader.NAME);
        if (content == null || content.length == 0 || type == null) {
            return Optional.empty();
        }
        List<Body.Field> described = new ArrayList<>();
        for (String name : BODY_HEADERS) {
            values(message, name).forEach(value -> described.add(new Body.Field(name, value)));
        }
        return Optional.of(BodyParts.crossing(new Body(value(type), described, content)));
    }

    /** All values of a header, each as text. */
    static List<String> values(Message message, String name) {
        if (message.getHeader(name) == null) {
            return List.of();
        }
        List<String> values = new ArrayList<>();
        ListIterator<?> all = message.getHeaders(name);
        while (all.hasNext()) {
            values.add(value((Header) all.next()));
        }
        return values;
    }

    static List<String> reasons(Message message) {
        return values(message, "Reason");
    }

    /** What a failure response says in words, with what it lacks (RFC 3261 20.40, 20.1) or warns of (20.43). */
    static String refusalPhrase(Response response) {
        List<String> more =
                switch (response.getStatusCode()) {
                    case Response.BAD_EXTENSION -> tags(response, "Unsupported");
                    case Response.UNSUPPORTED_MEDIA_TYPE -> tags(response, "Accept");
                    case Response.NOT_ACCEPTABLE_HERE, Response.SESSION_NOT_ACCEPTABLE -> warnings(response);
                    default -> List.of();
                };
        String phrase = response.getReasonPhrase();
        return more.isEmpty() ? phrase : phrase + " (" + String.join(", ", more) + ")";
    }

    private static List<String> warnings(Response response) {
        return listed(response.getHeaders(WarningHeader.NAME), WarningHeader.class).stream()
                .map(WarningHeader::getText)
                .filter(SipMessages::isOneLine)
                .limit(MOST_WARNINGS)
                .toList();
    }

    /** Retry-After in seconds, at most an hour. */
    static Optional<Duration> retryAfter(Message message) {
        Header header = message.getHeader("Retry-After");
        return header instanceof RetryAfterHeader after
                ? Optional.of(Duration.ofSeconds(Math.min(3600, Math.max(0, after.getRetryAfter()))))
                : Optional.empty();
    }

    /** The option tags that a request requires and we do not understand. */
    static List<String> required(Request request) {
        return tags(request, "Require").stream()
                .filter(tag -> !SUPPORTED.contains(tag))
                .toList();
    }

    /** The option tags of a header such as Supported. */
    static List<String> tags(Message message, String name) {
        List<String> tags = new ArrayList<>();
        for (String value : values(message, name)) {
            for (String tag : value.split(",", -1)) {
                if (!tag.isBlank()) {
                    tags.add(tag.trim());
                }
            }
        }
        return tags;
    }

    static String callId(Message message) {
        return ((CallIdHeader) message.getHeader("Call-ID")).getCallId();
    }

    static long cseq(Message message) {
        return ((CSeqHeader) message.getHeader("CSeq")).getSeqNumber();
    }

    static String method(Message message) {
        return ((CSeqHeader) message.getHeader("CSeq")).getMethod();
    }

    static Optional<String> toTag(Message message) {
        return Optional.ofNullable(((ToHeader) message.getHeader(ToHeader.NAME)).getTag());
    }

    /** Whether a value stays within its header line (RFC 3261 25.1: no CR, LF or NUL). */
    static boolean isOneLine(String value) {
        return value.indexOf('\r') < 0 && value.indexOf('\n') < 0 && value.indexOf(0) < 0;
    }

    static <T> List<T> listed(Iterator<?> iterator, Class<T> type) {
        List<T> list = new ArrayList<>();
        while (iterator.hasNext()) {
            list.add(type.cast(iterator.next()));
        }
        return list;
    }

    private static String value(Header header) {
        String line = header.toString();
        return line.substring(line.indexOf(':') + 1).trim();
    }
}
