package org.linekeeper.sip.jain;

import gov.nist.javax.sip.header.SIPHeaderNames;
import gov.nist.javax.sip.header.ims.SIPHeaderNamesIms;
import java.lang.reflect.Field;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Names of headers in lower case. JAIN-SIP keeps every name that it ever was asked for, and whoever can send us a datagram could
 * fill the memory with names; here only those that JAIN-SIP reads in a way of their own are kept.
 */
final class HeaderNames {
    /** RFC 3261 7.3.3 and the registry that goes with it, and what JAIN-SIP reads beside {@link SIPHeaderNames}. */
    private static final Set<String> OTHERS = Set.of(
            "a",
            "b",
            "c",
            "e",
            "f",
            "i",
            "j",
            "k",
            "l",
            "m",
            "o",
            "r",
            "s",
            "t",
            "u",
            "v",
            "x",
            "min-se",
            "references",
            "refer-to");

    private static final Map<String, String> KNOWN = known();

    private HeaderNames() {}

    /** Whether JAIN-SIP may have a parser for it; in any case of letters. */
    static boolean isKnown(String name) {
        return KNOWN.containsKey(name) || KNOWN.containsKey(name.toLowerCase(Locale.ROOT));
    }

    static String lowerCase(String name) {
        String lower = KNOWN.get(name);
        return lower != null ? lower : name.toLowerCase(Locale.ROOT);
    }

    private static Map<String, String> known() {
        Map<String, String> names = new HashMap<>();
        OTHERS.forEach(name -> add(name, names));
        addAll(SIPHeaderNames.class, names);
        addAll(SIPHeaderNamesIms.class, names);
        // Not an immutable map: that divides for each look, of which a call takes hundreds.
        return names;
    }

    private static void addAll(Class<?> constants, Map<String, String> names) {
        for (Field constant : constants.getFields()) {
            try {
                if (constant.get(null) instanceof String name) {
                    add(name, names);
                }
            } catch (IllegalAccessException e) {
                throw new IllegalStateException("the fields of an interface are public", e);
            }
        }
    }

    private static void add(String name, Map<String, String> names) {
        String lower = name.toLowerCase(Locale.ROOT);
        names.put(name, lower);
        names.put(lower, lower);
        names.put(name.toUpperCase(Locale.ROOT), lower);
    }
}
