package org.linekeeper.call.number;

/** User parts that are telephone numbers (RFC 3966). */
public final class PhoneNumbers {
    private PhoneNumbers() {}

    /** The user part without its parameters. */
    public static String withoutParameters(String user) {
        int parameters = user.indexOf(';');
        return parameters < 0 ? user : user.substring(0, parameters);
    }

    /**
     * A number without visual separators; anything that is no number as it is. RFC 3966 5.1.1: "visual separators ... are ignored".
     */
    public static String plain(String user) {
        StringBuilder digits = new StringBuilder(user.length());
        for (int i = 0; i < user.length(); i++) {
            char c = user.charAt(i);
            if ((c >= '0' && c <= '9') || c == '*' || c == '#' || (c == '+' && digits.isEmpty())) {
                digits.append(c);
            } else if ("-.() ".indexOf(c) < 0) {
                return user;
            }
        }
        return digits.isEmpty() ? user : digits.toString();
    }

    /** Whether this is a number with its plus, as Teams wants it. */
    public static boolean isGlobal(String user) {
        boolean global = user.length() > 1 && user.charAt(0) == '+';
        for (int i = 1; global && i < user.length(); i++) {
            global = user.charAt(i) >= '0' && user.charAt(i) <= '9';
        }
        return global;
    }
}
