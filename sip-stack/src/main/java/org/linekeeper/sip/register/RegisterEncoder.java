package org.linekeeper.sip.register;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.linekeeper.dns.SipTransport;
import org.linekeeper.sip.auth.Authorization;
import org.linekeeper.sip.transport.ListenerSettings;

/** Writes REGISTER requests (RFC 3261 10.2) from fixed segments and the values of one line. Any thread. */
final class RegisterEncoder {
    private static final byte[] REGISTER = bytes("REGISTER sip:");
    private static final byte[] VIA = bytes(" SIP/2.0\r\nVia: SIP/2.0/");
    private static final byte[] BRANCH = bytes(";rport;branch=");
    private static final byte[] ROUTE = bytes("\r\nMax-Forwards: 70\r\nRoute: <sip:");
    private static final byte[] NO_ROUTE = bytes("\r\nMax-Forwards: 70\r\nFrom: <sip:");
    private static final byte[] FROM = bytes(";lr>\r\nFrom: <sip:");
    private static final byte[] TAG = bytes(">;tag=");
    private static final byte[] TO = bytes("\r\nTo: <sip:");
    private static final byte[] CALL_ID = bytes(">\r\nCall-ID: ");
    private static final byte[] CSEQ = bytes("\r\nCSeq: ");
    private static final byte[] CONTACT = bytes(" REGISTER\r\nContact: <sip:");
    private static final byte[] NO_CONTACT = bytes(" REGISTER");
    private static final byte[] TRANSPORT = bytes(";transport=");
    private static final byte[] CONTACT_EXPIRES = bytes(">;expires=");
    private static final byte[] INSTANCE = bytes(";+sip.instance=\"<");
    private static final byte[] REG_ID = bytes(">\";reg-id=1");
    private static final byte[] EXPIRES = bytes("\r\nExpires: ");
    private static final byte[] SUPPORTED = bytes("\r\nSupported: ");
    private static final byte[] OUTBOUND = bytes("outbound");
    private static final byte[] PATH = bytes("path");
    private static final byte[] COMMA = bytes(", ");
    private static final byte[] NOTHING = {};
    private static final byte[] USER_AGENT = bytes("\r\nUser-Agent: ");
    private static final byte[] END = bytes("\r\nContent-Length: 0\r\n\r\n");
    private static final byte[] LINE_END = bytes("\r\n");
    private static final byte[] COLON = bytes(": ");

    private final String userAgent;

    RegisterEncoder(String userAgent) {
        this.userAgent = userAgent;
    }

    /**
     * @throws IllegalArgumentException when a value holds CR, LF, NUL or another control character
     */
    byte[] encode(Register register, ListenerSettings listener, String branch) {
        Message out = new Message();
        String host = bracketed(listener.advertisedHost());
        out.fixed(REGISTER).uri("domain", register.domain()).fixed(VIA);
        out.value("transport", listener.transport().name()).value("", " ").value("host", host);
        out.value("", ":").number(listener.advertisedPort()).fixed(BRANCH).value("branch", branch);
        register.outboundProxy()
                .ifPresentOrElse(
                        proxy -> out.fixed(ROUTE)
                                .uri("outbound proxy", proxy)
                                .transport(listener.transport())
                                .fixed(FROM),
                        () -> out.fixed(NO_ROUTE));
        out.uri("address of record", register.aor()).fixed(TAG).value("From tag", register.fromTag());
        out.fixed(TO).uri("address of record", register.aor()).fixed(CALL_ID);
        out.value("Call-ID", register.callId()).fixed(CSEQ).number(register.cseq());
        if (register.query()) {
            // RFC 3261 10.2.3: "If no Contact header field is present in the request, the list of bindings is left
            // unchanged."
            out.fixed(NO_CONTACT);
        } else {
            long expires = register.expires().toSeconds();
            out.fixed(CONTACT).uri("contact user", register.contactUser());
            out.value("", "@").value("host", host).value("", ":").number(listener.advertisedPort());
            out.transport(listener.transport()).fixed(CONTACT_EXPIRES).number(expires);
            register.instance()
                    .ifPresent(instance ->
                            out.fixed(INSTANCE).value("instance", instance).fixed(REG_ID));
            if (register.instance().isPresent() || register.path()) {
                out.fixed(SUPPORTED).fixed(register.path() ? PATH : NOTHING);
                out.fixed(register.path() && register.instance().isPresent() ? COMMA : NOTHING);
                out.fixed(register.instance().isPresent() ? OUTBOUND : NOTHING);
            }
            out.fixed(EXPIRES).number(expires);
        }
        for (Authorization authorization : register.authorizations()) {
            out.fixed(LINE_END).value("header name", authorization.name());
            out.fixed(COLON).value("credentials", authorization.value());
        }
        return out.fixed(USER_AGENT).value("User-Agent", userAgent).fixed(END).toByteArray();
    }

    static String bracketed(String host) {
        return host.indexOf(':') >= 0 && !host.startsWith("[") ? "[" + host + "]" : host;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** The growing message; refuses values that would end a line. */
    private static final class Message extends ByteArrayOutputStream {
        Message() {
            super(900);
        }

        Message fixed(byte[] segment) {
            writeBytes(segment);
            return this;
        }

        Message transport(SipTransport transport) {
            return transport == SipTransport.UDP ? this : fixed(TRANSPORT).value("transport", transport.token());
        }

        Message number(long number) {
            return fixed(bytes(Long.toString(number)));
        }

        /** A value inside {@code <sip:...>}, which it must not end. */
        Message uri(String name, String value) {
            for (int i = 0; i < value.length(); i++) {
                if ("<> \"".indexOf(value.charAt(i)) >= 0) {
                    throw new IllegalArgumentException(
                            "The " + name + " holds a character that no SIP URI may: " + value.charAt(i));
                }
            }
            return value(name, value);
        }

        Message value(String name, String value) {
            for (int i = 0; i < value.length(); i++) {
                char c = value.charAt(i);
                if (c < ' ' || c == 0x7f) {
                    throw new IllegalArgumentException(
                            String.format(Locale.ROOT, "The %s holds a control character (%d)", name, (int) c));
                }
            }
            return fixed(value.getBytes(StandardCharsets.UTF_8));
        }
    }
}
