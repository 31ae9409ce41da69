package org.linekeeper.sip.jain;

import gov.nist.core.Host;
import gov.nist.core.HostPort;
import gov.nist.core.NameValue;
import gov.nist.javax.sip.address.AddressImpl;
import gov.nist.javax.sip.address.SipUri;
import org.jspecify.annotations.Nullable;

/**
 * Reads the plain forms of the parts of a header, from left to right: no escapes, no comments, no IPv6, no blanks where they are
 * optional. What is written otherwise is not read here at all (null, or -1), and is left to JAIN-SIP's parser.
 */
final class PlainText {
    private static final boolean[] TOKEN = alphanumAnd("-.!%*_+`'~");
    private static final boolean[] USER = alphanumAnd("-_.!~*'()+");
    private static final boolean[] HOST = alphanumAnd("-.");
    private static final boolean[] PARAMETER = alphanumAnd("-_.");
    private static final int MAX_PORT = 65_535;
    private static final int DIGITS = 5;

    /** Names of parameters as nearly everybody writes them, which need not be cut out. */
    private static final String[] NAMES = {"branch", "tag", "rport", "transport", "received", "user"};

    private final String text;
    private final int end;
    private int at;

    PlainText(String text, int from) {
        this(text, from, text.length());
    }

    /** @param end where it ends, which may be before the end of the text */
    PlainText(String text, int from, int end) {
        this.text = text;
        this.at = from;
        this.end = end;
    }

    boolean atEnd() {
        return at == end;
    }

    /** What is left. */
    String rest() {
        return text.substring(at, end);
    }

    int position() {
        return at;
    }

    /** Steps over a character, if it comes next. */
    boolean skip(char wanted) {
        boolean there = at < end && text.charAt(at) == wanted;
        if (there) {
            at++;
        }
        return there;
    }

    void skipBlanks() {
        while (at < end && (text.charAt(at) == ' ' || text.charAt(at) == '\t')) {
            at++;
        }
    }

    /** RFC 3261 25.1 token; null where there is none. */
    @Nullable
    String token() {
        return run(TOKEN);
    }

    /** A token that names a parameter; null where there is none. */
    @Nullable
    String name() {
        int start = at;
        pass(TOKEN);
        return at == start ? null : name(start);
    }

    private String name(int start) {
        int length = at - start;
        for (String name : NAMES) {
            if (name.length() == length && text.startsWith(name, start)) {
                return name;
            }
        }
        return text.substring(start, at);
    }

    /** {@code sip:} with user or without, a name or IPv4 address, and parameters that have values. */
    @Nullable
    SipUri uri() {
        if (at + 4 > end || !text.startsWith("sip:", at)) {
            return null;
        }
        at += 4;
        SipUri uri = new SipUri();
        uri.setUriParms(new PlainParameters());
        int start = at;
        String user = run(USER);
        if (user != null && skip('@')) {
            uri.setUser(user);
        } else {
            at = start;
        }
        HostPort where = hostPort();
        if (where == null) {
            return null;
        }
        uri.setHostPort(where);
        while (skip(';')) {
            int name = at;
            pass(PARAMETER);
            if (at == name) {
                return null;
            }
            String called = name(name);
            String value = skip('=') ? run(PARAMETER) : null;
            if (value == null) {
                return null;
            }
            uri.setUriParameter(new NameValue(called, value, false));
        }
        return uri;
    }

    /** A name or IPv4 address, with port or without. */
    @Nullable
    HostPort hostPort() {
        String host = run(HOST);
        if (host == null) {
            return null;
        }
        HostPort where = new HostPort();
        where.setHost(new Host(host));
        if (skip(':')) {
            int port = number(DIGITS);
            if (port < 0 || port > MAX_PORT) {
                return null;
            }
            where.setPort(port);
        }
        return where;
    }

    /** {@code <URI>}, or that behind a name in quotation marks. */
    @Nullable
    AddressImpl address() {
        AddressImpl address = new AddressImpl();
        address.setAddressType(AddressImpl.NAME_ADDR);
        if (skip('"')) {
            int quote = at;
            while (quote < end && text.charAt(quote) != '"' && text.charAt(quote) != '\\') {
                quote++;
            }
            if (quote == at || quote == end || text.charAt(quote) != '"') {
                return null;
            }
            address.setDisplayName(text.substring(at, quote).trim());
            at = quote + 1;
            skipBlanks();
        }
        if (!skip('<')) {
            return null;
        }
        SipUri uri = uri();
        if (uri == null || !skip('>')) {
            return null;
        }
        address.setURI(uri);
        return address;
    }

    /** Up to so many digits, fewer than ten; -1 where there is none. */
    int number(int digits) {
        int start = at;
        int number = 0;
        while (at < end && at - start < digits && isDigit(text.charAt(at))) {
            number = number * 10 + (text.charAt(at) - '0');
            at++;
        }
        return at == start ? -1 : number;
    }

    private @Nullable String run(boolean[] allowed) {
        int start = at;
        pass(allowed);
        return at == start ? null : text.substring(start, at);
    }

    private void pass(boolean[] allowed) {
        int next = at;
        while (next < end && text.charAt(next) < allowed.length && allowed[text.charAt(next)]) {
            next++;
        }
        at = next;
    }

    private static boolean[] alphanumAnd(String others) {
        boolean[] allowed = new boolean[128];
        for (char c = 0; c < allowed.length; c++) {
            allowed[c] = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || isDigit(c) || others.indexOf(c) >= 0;
        }
        return allowed;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
