package org.linekeeper.config.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** What the values of entities may be. Each check adds a problem when its value is not so. */
final class Checks {
    static final int MOST_USERS = 10_000_000;
    static final int MOST_PEERS = 64;
    static final int MOST_NETWORKS = 256;
    static final int MOST_NAMES = 64;
    static final int MOST_16_BIT = 65_535;
    static final int LEAST_EXPIRES = 20;
    static final int MOST_EXPIRES = 7 * 24 * 3600;

    private static final int LONGEST_LABEL = 128;
    private static final int LONGEST_PASSWORD = 256;

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9._~:@-]{1,64}");
    private static final Pattern E164 = Pattern.compile("\\+[1-9][0-9]{1,14}");
    private static final Pattern DIAL_STRING = Pattern.compile("[0-9A-Za-z*#+]{1,32}");
    private static final Pattern EMAIL = Pattern.compile("[^@\\s]{1,64}@[^@\\s]{1,189}");

    /** "user = 1*( unreserved / escaped / user-unreserved )" (RFC 3261 section 25.1); what is escaped is refused. */
    private static final Pattern SIP_USER = Pattern.compile("[A-Za-z0-9_.!~*'()&=+$,;?/-]{1,64}");

    private final List<Problem> problems = new ArrayList<>();

    List<Problem> list() {
        return List.copyOf(problems);
    }

    Checks id(String pointer, String id) {
        return demand(pointer, ID.matcher(id).matches(), "must be 1 to 64 of letters, digits and . _ ~ : @ -");
    }

    /** A name for people. */
    Checks label(String pointer, String label) {
        boolean good = !label.isBlank() && label.length() <= LONGEST_LABEL && isPrintable(label);
        return demand(pointer, good, "must be 1 to " + LONGEST_LABEL + " printable characters");
    }

    Checks word(String pointer, String word, int longest) {
        boolean good = !word.isEmpty()
                && word.length() <= longest
                && isPrintable(word)
                && word.chars().noneMatch(Character::isWhitespace);
        return demand(pointer, good, "must be 1 to " + longest + " printable characters without blanks");
    }

    Checks printable(String pointer, Optional<String> text, int longest) {
        boolean good = text.map(value -> !value.isBlank() && value.length() <= longest && isPrintable(value))
                .orElse(true);
        return demand(pointer, good, "must be 1 to " + longest + " printable characters, or absent");
    }

    Checks secret(String pointer, Secret secret) {
        String value = secret.reveal();
        boolean good = !value.isEmpty() && value.length() <= LONGEST_PASSWORD && isPrintable(value);
        return demand(pointer, good, "must be 1 to " + LONGEST_PASSWORD + " printable characters");
    }

    Checks email(String pointer, Optional<String> address) {
        boolean good = address.map(value -> EMAIL.matcher(value).matches() && isPrintable(value))
                .orElse(true);
        return demand(pointer, good, "must be an e-mail address such as admin@example.com, or absent");
    }

    Checks host(String pointer, String host) {
        return demand(pointer, Hosts.isHost(host), Hosts.ALLOWED);
    }

    /** A domain name of two labels or more. */
    Checks fqdn(String pointer, String name) {
        boolean good = Hosts.isName(name) && name.indexOf('.') > 0;
        return demand(pointer, good, "must be a full domain name such as sbc.example.com, without a dot at its end");
    }

    /** A domain name as a certificate may bear it. */
    Checks certificateName(String pointer, String name) {
        String bare = name.startsWith("*.") ? name.substring(2) : name;
        boolean good = Hosts.isName(bare) && bare.indexOf('.') > 0;
        return demand(pointer, good, "must be a full domain name such as sbc.example.com or *.example.com");
    }

    Checks phoneNumber(String pointer, String number) {
        String advice = "must be an E.164 number: a plus, then 2 to 15 digits, such as +14155550100";
        return demand(pointer, E164.matcher(number).matches(), advice);
    }

    Checks dialString(String pointer, Optional<String> code) {
        boolean good = code.map(value -> DIAL_STRING.matcher(value).matches()).orElse(true);
        return demand(pointer, good, "must be 1 to 32 of digits, letters and * # +, or absent");
    }

    /** A user part of a SIP URI, with or without "@domain". */
    Checks sipUser(String pointer, String user) {
        int at = user.indexOf('@');
        boolean good = SIP_USER.matcher(at < 0 ? user : user.substring(0, at)).matches()
                && (at < 0 || Hosts.isHost(user.substring(at + 1)));
        String advice = "must be the user part of a SIP URI (letters, digits and - _ . ! ~ * ' ( ) & = + $ , ; ? /),"
                + " if need be with @domain";
        return demand(pointer, good, advice);
    }

    Checks range(String pointer, long value, long least, long most) {
        return demand(pointer, value >= least && value <= most, "must be a whole number from " + least + " to " + most);
    }

    Checks size(String pointer, int size, int least, int most) {
        String advice = least == most ? "must have " + most : "must have " + least + " to " + most + " entries";
        return demand(pointer, size >= least && size <= most, advice);
    }

    /** No control character comes in, for these values end up in SIP headers, in logs and on terminals. */
    private static boolean isPrintable(String text) {
        return text.codePoints()
                .noneMatch(c -> Character.isISOControl(c)
                        || Character.getType(c) == Character.SURROGATE
                        || Character.getType(c) == Character.LINE_SEPARATOR
                        || Character.getType(c) == Character.PARAGRAPH_SEPARATOR
                        || Character.getType(c) == Character.UNASSIGNED);
    }

    Checks digits(String pointer, String text, int least, int most) {
        boolean good =
                text.length() >= least && text.length() <= most && text.chars().allMatch(c -> c >= '0' && c <= '9');
        return demand(pointer, good, "must be " + least + " to " + most + " digits");
    }

    /** Adds the problem unless the value is good. */
    Checks demand(String pointer, boolean good, String message) {
        if (!good) {
            problems.add(new Problem(pointer, message));
        }
        return this;
    }
}
