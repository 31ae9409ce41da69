package org.linekeeper.config.store;

import java.util.Locale;

/** When two SIP users of one PBX are the same. */
final class SipUsers {
    private SipUsers() {}

    /**
     * The SIP user without its domain when that is the PBX's own, else with the domain in lower case.
     *
     * <p>"Comparison of the userinfo of SIP and SIPS URIs is case-sensitive. [...] Comparison of all other components of the
     * URI is case-insensitive unless explicitly defined otherwise." (RFC 3261 section 19.1.4)
     */
    static String key(String sipUser, String sipDomain) {
        int at = sipUser.indexOf('@');
        if (at < 0) {
            return sipUser;
        }
        String user = sipUser.substring(0, at);
        String domain = sipUser.substring(at + 1);
        return domain.equalsIgnoreCase(sipDomain) ? user : user + "@" + domain.toLowerCase(Locale.ROOT);
    }
}
