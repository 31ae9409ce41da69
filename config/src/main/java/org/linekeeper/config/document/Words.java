package org.linekeeper.config.document;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** The wording of faults. */
public final class Words {
    private static final int SHOWN = 40;
    private static final int LONGEST_WORD = 64;

    private Words() {}

    /** Foreign text in quotes: cut to 40 characters, control characters shown as escapes. */
    public static String quote(String text) {
        return "\"" + show(text, SHOWN) + "\"";
    }

    /** Foreign text, cut to so many characters, control characters shown as escapes. */
    public static String show(String text, int most) {
        StringBuilder out = new StringBuilder();
        int end = Math.min(text.length(), most);
        for (int i = 0; i < end; i++) {
            char c = text.charAt(i);
            boolean plain = !Character.isISOControl(c) && !Character.isSurrogate(c) && c != '\u2028' && c != '\u2029';
            out.append(plain ? String.valueOf(c) : String.format(Locale.ROOT, "\\u%04x", (int) c));
        }
        return out.append(end < text.length() ? "..." : "").toString();
    }

    /** {@code "a", "b" or "c"}. */
    public static String choices(List<String> words) {
        List<String> quoted = words.stream().map(Words::quote).toList();
        if (quoted.size() < 2) {
            return String.join("", quoted);
        }
        String head = quoted.stream().limit(quoted.size() - 1L).collect(Collectors.joining(", "));
        return head + " or " + quoted.get(quoted.size() - 1);
    }

    /** The known word that was most likely meant. */
    public static Optional<String> nearest(String written, Collection<String> known) {
        if (written.length() > LONGEST_WORD) {
            return Optional.empty();
        }
        String lower = written.toLowerCase(Locale.ROOT);
        int most = Math.max(1, written.length() / 3);
        return known.stream()
                .min(Comparator.comparingInt(word -> distance(lower, word.toLowerCase(Locale.ROOT))))
                .filter(word -> distance(lower, word.toLowerCase(Locale.ROOT)) <= most);
    }

    /** Optimal string alignment: insertions, deletions, replacements and swaps of neighbours. */
    private static int distance(String a, String b) {
        int[][] d = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                d[i][j] = i == 0 || j == 0 ? i + j : step(d, a, b, i, j);
            }
        }
        return d[a.length()][b.length()];
    }

    private static int step(int[][] d, String a, String b, int i, int j) {
        int replaced = d[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        int best = Math.min(replaced, Math.min(d[i - 1][j], d[i][j - 1]) + 1);
        boolean swapped = i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
        return swapped ? Math.min(best, d[i - 2][j - 2] + 1) : best;
    }
}
