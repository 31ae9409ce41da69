package org.linekeeper.sip.jain;

/** The names of the headers that nearly every message has, as nearly everybody writes them, found without cutting them out. */
enum PlainName {
    VIA,
    FROM,
    TO,
    CALL_ID,
    CSEQ,
    CONTACT,
    MAX_FORWARDS,
    CONTENT_LENGTH,
    CONTENT_TYPE,
    ALLOW,
    SUPPORTED,
    USER_AGENT,
    OTHER;

    private static final int SUPPORTED_LENGTH = 9;
    private static final int USER_AGENT_LENGTH = 10;
    private static final int MAX_FORWARDS_LENGTH = 12;
    private static final int CONTENT_LENGTH_LENGTH = 14;

    /** The name that stands there; {@link #OTHER} for every other, and for one that is written otherwise. */
    static PlainName of(String text, int from, int end) {
        return switch (end - from) {
            case 1 -> compact(text.charAt(from));
            case 2 -> is("To", "TO", text, from) ? TO : OTHER;
            case 3 -> is("Via", "VIA", text, from) ? VIA : OTHER;
            case 4 -> is("From", "FROM", text, from) ? FROM : is("CSeq", "CSEQ", text, from) ? CSEQ : OTHER;
            case 5 -> is("Allow", "ALLOW", text, from) ? ALLOW : OTHER;
            case 7 ->
                is("Call-ID", "CALL-ID", text, from) ? CALL_ID : is("Contact", "CONTACT", text, from) ? CONTACT : OTHER;
            case SUPPORTED_LENGTH -> is("Supported", "SUPPORTED", text, from) ? SUPPORTED : OTHER;
            case USER_AGENT_LENGTH -> is("User-Agent", "USER-AGENT", text, from) ? USER_AGENT : OTHER;
            case MAX_FORWARDS_LENGTH ->
                is("Max-Forwards", "MAX-FORWARDS", text, from)
                        ? MAX_FORWARDS
                        : is("Content-Type", "CONTENT-TYPE", text, from) ? CONTENT_TYPE : OTHER;
            case CONTENT_LENGTH_LENGTH -> is("Content-Length", "CONTENT-LENGTH", text, from) ? CONTENT_LENGTH : OTHER;
            default -> OTHER;
        };
    }

    /** RFC 3261 7.3.3. */
    private static PlainName compact(char name) {
        return switch (name) {
            case 'v' -> VIA;
            case 'f' -> FROM;
            case 't' -> TO;
            case 'i' -> CALL_ID;
            case 'm' -> CONTACT;
            case 'l' -> CONTENT_LENGTH;
            case 'c' -> CONTENT_TYPE;
            case 'k' -> SUPPORTED;
            default -> OTHER;
        };
    }

    private static boolean is(String name, String upper, String text, int from) {
        return text.startsWith(name, from) || text.startsWith(upper, from);
    }
}
