package org.linekeeper.sip.jain;

import gov.nist.javax.sip.header.ExtensionHeaderImpl;
import gov.nist.javax.sip.message.SIPMessage;
import gov.nist.javax.sip.message.SIPResponse;
import gov.nist.javax.sip.parser.ParseExceptionListener;
import gov.nist.javax.sip.parser.StringMsgParser;
import java.text.ParseException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.ListIterator;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import javax.sip.address.Address;
import javax.sip.address.SipURI;
import javax.sip.header.ContactHeader;
import javax.sip.header.Header;
import javax.sip.header.MinExpiresHeader;
import javax.sip.header.RetryAfterHeader;
import javax.sip.header.ViaHeader;
import org.linekeeper.sip.auth.DigestChallenge;
import org.linekeeper.sip.auth.DigestChallenges;
import org.linekeeper.sip.register.OwnContact;
import org.linekeeper.sip.register.RegisterResponse;
import org.linekeeper.sip.register.RegisterResponseParser;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads responses to REGISTER with JAIN-SIP's parser: slower and more tolerant than the scanner. */
public final class JainRegisterResponseParser implements RegisterResponseParser {
    private static final Logger log = LoggerFactory.getLogger(JainRegisterResponseParser.class);

    /** May be made before the stack: JAIN-SIP's classes look for log4j until our logger stands. */
    public JainRegisterResponseParser() {
        Slf4jStackLogger.install();
    }

    @Override
    public Optional<Reading> read(byte[] message, OwnContact ours) {
        try {
            return new FieldByField().parseSIPMessage(message, true, false, null) instanceof SIPResponse response
                    ? reading(response, ours)
                    : Optional.empty();
        } catch (ParseException | RuntimeException | StackOverflowError e) {
            // StackOverflowError: the parser recurses on hostile input
            return Optional.empty();
        }
    }

    /**
     * RFC 3261 16.3: "the element SHOULD ignore malformed header fields that are not necessary". JAIN-SIP leaves out most of
     * them, but some of its parsers fail in a way of their own, and a response that is not read counts as silence.
     */
    private static final class FieldByField extends StringMsgParser {
        @Override
        protected void processHeader(String line, SIPMessage message, ParseExceptionListener listener, byte[] whole)
                throws ParseException {
            try {
                super.processHeader(StrayCommas.leftOut(line), message, listener, whole);
            } catch (RuntimeException e) {
                log.debug("A header field of a response to REGISTER is malformed and left out: {}", e.toString());
            }
        }
    }

    private static Optional<Reading> reading(SIPResponse response, OwnContact ours) {
        ViaHeader via = response.getTopmostVia();
        if (via == null || response.getCSeq() == null || response.getCallId() == null) {
            return Optional.empty();
        }
        return Optional.of(new Reading(
                Optional.ofNullable(via.getBranch()).orElse(""),
                response.getCallId().getCallId(),
                response.getCSeq().getSeqNumber(),
                response.getCSeq().getMethod(),
                new RegisterResponse(
                        response.getStatusCode(),
                        reason(response),
                        ours.granted(contacts(response), expires(response)),
                        challenges(response),
                        Optional.ofNullable((MinExpiresHeader) response.getHeader(MinExpiresHeader.NAME))
                                .map(header -> Duration.ofSeconds(header.getExpires())),
                        Optional.ofNullable((RetryAfterHeader) response.getHeader(RetryAfterHeader.NAME))
                                .map(header -> Duration.ofSeconds(header.getRetryAfter())),
                        nextNonce(response),
                        values(response, "Service-Route"),
                        Optional.ofNullable(via.getReceived())
                                .map(JainRegisterResponseParser::bracketed)
                                .map(host -> via.getRPort() > 0 ? host + ":" + via.getRPort() : host),
                        optionTags(response, "Unsupported", 420),
                        optionTags(response, "Require", 421),
                        response.getStatusCode() / 100 == 3 ? RedirectContacts.of(response) : List.of())));
    }

    private static String reason(SIPResponse response) {
        return Optional.ofNullable(response.getReasonPhrase()).orElse("").replaceAll("\\p{Cntrl}", "");
    }

    private static OptionalLong expires(SIPResponse response) {
        return response.getExpires() == null
                ? OptionalLong.empty()
                : OptionalLong.of(response.getExpires().getExpires());
    }

    private static List<OwnContact.Listed> contacts(SIPResponse response) {
        List<OwnContact.Listed> contacts = new ArrayList<>();
        Iterator<?> headers = response.getHeaders(ContactHeader.NAME);
        while (headers.hasNext()) {
            ContactHeader header = (ContactHeader) headers.next();
            Address address = header.getAddress();
            if (address != null && address.getURI() instanceof SipURI uri) {
                int seconds = header.getParameter("expires") == null ? -1 : header.getExpires();
                contacts.add(new OwnContact.Listed(
                        Optional.ofNullable(uri.getUser()).orElse(""),
                        uri.getHost(),
                        uri.getPort(),
                        Optional.ofNullable(header.getParameter("+sip.instance"))
                                .map(JainRegisterResponseParser::bare),
                        seconds < 0 ? OptionalLong.empty() : OptionalLong.of(seconds)));
            }
        }
        return contacts;
    }

    private static List<DigestChallenge> challenges(SIPResponse response) {
        List<DigestChallenge> challenges = new ArrayList<>();
        for (String value : values(response, "WWW-Authenticate")) {
            challenges.addAll(DigestChallenges.parse(DigestChallenge.Source.USER_AGENT_SERVER, value));
        }
        for (String value : values(response, "Proxy-Authenticate")) {
            challenges.addAll(DigestChallenges.parse(DigestChallenge.Source.PROXY, value));
        }
        return challenges;
    }

    private static Optional<String> nextNonce(SIPResponse response) {
        return values(response, "Authentication-Info").stream()
                .findFirst()
                .or(() -> values(response, "Proxy-Authentication-Info").stream().findFirst())
                .flatMap(DigestChallenges::nextNonce);
    }

    private static List<String> optionTags(SIPResponse response, String name, int status) {
        if (response.getStatusCode() != status) {
            return List.of();
        }
        return values(response, name).stream()
                .flatMap(value -> Stream.of(value.split(",", -1)))
                .map(tag -> tag.trim().toLowerCase(Locale.ROOT))
                .filter(tag -> !tag.isEmpty())
                .toList();
    }

    private static List<String> values(SIPResponse response, String name) {
        List<String> values = new ArrayList<>();
        ListIterator<?> headers = response.getHeaders(name);
        while (headers.hasNext()) {
            Header header = (Header) headers.next();
            String text = header instanceof ExtensionHeaderImpl extension
                    ? name + ":" + extension.getValue()
                    : header.toString().trim();
            values.add(text.substring(text.indexOf(':') + 1).trim());
        }
        return values;
    }

    private static String bracketed(String host) {
        return host.indexOf(':') >= 0 && !host.startsWith("[") ? "[" + host + "]" : host;
    }

    private static String bare(String instance) {
        String unquoted = instance.replace("\"", "");
        return unquoted.startsWith("<") && unquoted.endsWith(">")
                ? unquoted.substring(1, unquoted.length() - 1)
                : unquoted;
    }
}
