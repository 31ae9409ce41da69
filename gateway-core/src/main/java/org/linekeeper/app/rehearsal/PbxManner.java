package org.linekeeper.app.rehearsal;

import java.util.Locale;

/**
 * How a PBX words its answers. Code that has seen only one wording is compiled for that one, and is thrown away when a PBX words its
 * answers otherwise; so the imaginary PBXs differ as real ones do.
 */
enum PbxManner {
    /** Long names, what is granted in the Contact, what was asked repeated in full. */
    PLAIN {
        @Override
        String names(String header) {
            return header;
        }

        @Override
        String challenge(String nonce) {
            return "Digest realm=\"" + REALM + "\", nonce=\"" + nonce + "\", qop=\"auth\"";
        }

        @Override
        String granted(String contact) {
            return "Contact: " + bare(contact) + ";expires=" + GRANTED + "\r\nServer: plain";
        }
    },

    /** Compact names (RFC 3261 7.3.3), another binding of the same AOR. */
    COMPACT {
        @Override
        String names(String header) {
            return switch (header) {
                case "Via" -> "v";
                case "From" -> "f";
                case "To" -> "t";
                case "Call-ID" -> "i";
                case "Content-Length" -> "l";
                default -> header;
            };
        }

        @Override
        String challenge(String nonce) {
            return "Digest qop=\"auth,auth-int\",algorithm=md5,opaque=\"0\",nonce=\"" + nonce + "\",realm=\"" + REALM
                    + '"';
        }

        @Override
        String granted(String contact) {
            return "m: \"other\" <sip:other@192.0.2.1:5060>;q=0.5;expires=60, " + contact + ";expires=" + GRANTED;
        }
    },

    /** Upper case, what is granted in a header of its own. */
    LOUD {
        @Override
        String names(String header) {
            return header.toUpperCase(Locale.ROOT);
        }

        @Override
        String challenge(String nonce) {
            return "DIGEST REALM=\"" + REALM + "\", DOMAIN=\"sip:" + REALM + "\", NONCE=\"" + nonce
                    + "\", QOP=\"auth\", ALGORITHM=MD5";
        }

        @Override
        String granted(String contact) {
            return "CONTACT: " + bare(contact) + "\r\nEXPIRES: " + GRANTED
                    + "\r\nALLOW: INVITE, ACK, CANCEL, BYE, OPTIONS";
        }
    },

    /** Headers that nobody asked for. */
    TALKATIVE {
        @Override
        String names(String header) {
            return header;
        }

        @Override
        String challenge(String nonce) {
            return "Digest algorithm=MD5,realm=\"" + REALM + "\",nonce=\"" + nonce + "\",qop=\"auth\"";
        }

        @Override
        String granted(String contact) {
            return String.join(
                    "\r\n",
                    "Contact: " + contact + ";EXPIRES=" + GRANTED + ";pub-gruu=\"sip:user@" + REALM + ";gr=0\"",
                    "Date: Thu, 01 Jan 2026 00:00:00 GMT",
                    "Supported: outbound, path, gruu",
                    "P-Associated-URI: <sip:user@" + REALM + ">",
                    "Service-Route: <sip:" + REALM + ";lr>",
                    "User-Agent: talkative");
        }
    };

    static final String REALM = "rehearsal.invalid";
    private static final int GRANTED = 3_600;

    /** What it writes for this header's name. */
    abstract String names(String header);

    /** The value of WWW-Authenticate. */
    abstract String challenge(String nonce);

    /** What follows it when the request had credentials, of a nonce that is no longer good. */
    String stale() {
        return ", stale=true";
    }

    /** The headers of a 200 that tell what is granted. */
    abstract String granted(String contact);

    private static String bare(String contact) {
        return contact.substring(0, contact.indexOf('>') + 1);
    }
}
