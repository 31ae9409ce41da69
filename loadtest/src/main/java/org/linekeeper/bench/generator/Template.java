package org.linekeeper.bench.generator;

import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.linekeeper.bench.octets.Octets;

/**
 * A message with slots that the number of a call fills: {@code ########} is the number in hexadecimal, {@code @@@@} the user of the
 * line that is called. For one thread.
 */
final class Template {
    /** Hexadecimal digits of a number. */
    static final int DIGITS = 8;

    /** The first line's user; all have four digits. */
    static final int FIRST_USER = 1_000;

    private static final String NUMBER = "########";
    private static final String USER = "@@@@";
    private static final int USER_DIGITS = USER.length();

    private final byte[] bytes;
    private final int[] numbers;
    private final int[] users;
    private final int lines;

    /** @param lines users that are called in turn, 1 to 9000 */
    Template(String text, int lines) {
        bytes = Octets.ascii(text);
        numbers = places(text, NUMBER);
        users = places(text, USER);
        this.lines = lines;
    }

    private static int[] places(String text, String slot) {
        return Pattern.compile(slot, Pattern.LITERAL)
                .matcher(text)
                .results()
                .mapToInt(MatchResult::start)
                .toArray();
    }

    /** The message of one call; the same array each time. */
    byte[] fill(int number) {
        for (int at : numbers) {
            Octets.putHex(bytes, at, number, DIGITS);
        }
        int user = FIRST_USER + Integer.remainderUnsigned(number, lines);
        for (int at : users) {
            int rest = user;
            for (int digit = USER_DIGITS - 1; digit >= 0; digit--) {
                bytes[at + digit] = (byte) ('0' + rest % 10);
                rest /= 10;
            }
        }
        return bytes;
    }

    int length() {
        return bytes.length;
    }
}
