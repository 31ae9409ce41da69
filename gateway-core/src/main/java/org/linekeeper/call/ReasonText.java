package org.linekeeper.call;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a far end says for people in its Reason headers (RFC 3326 2: {@code ;text="…"}). */
final class ReasonText {
    /** More makes no sentence clearer. */
    private static final int LONGEST = 160;

    private static final Pattern TEXT =
            Pattern.compile(";\\s{0,8}text\\s{0,8}=\\s{0,8}\"([^\"\\\\]{1,400})\"", Pattern.CASE_INSENSITIVE);

    /** Teams puts the id of the call before it, which the record has anyway. */
    private static final Pattern CALL_ID = Pattern.compile("^[0-9a-fA-F-]{36};\\s{0,8}");

    private ReasonText() {}

    /** A reason phrase with the words that explain it. */
    static String after(String phrase, List<String> reasons) {
        return of(reasons).map(words -> phrase + " (" + words + ")").orElse(phrase);
    }

    /** The first one that says anything. */
    static Optional<String> of(List<String> reasons) {
        for (String reason : reasons) {
            Matcher text = TEXT.matcher(reason);
            if (text.find()) {
                String words = CALL_ID.matcher(text.group(1)).replaceFirst("").trim();
                if (!words.isEmpty()) {
                    return Optional.of(words.length() > LONGEST ? words.substring(0, LONGEST) + "…" : words);
                }
            }
        }
        return Optional.empty();
    }
}
