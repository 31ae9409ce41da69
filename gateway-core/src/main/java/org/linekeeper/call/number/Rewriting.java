package org.linekeeper.call.number;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.Optional;
import org.linekeeper.config.model.DialRule;

/** One dial rule, compiled. Matching takes time linear to the number. */
final class Rewriting {
    private static final int LONGEST = 64;

    private final DialRule rule;
    private final Pattern pattern;

    private Rewriting(DialRule rule, Pattern pattern) {
        this.rule = rule;
        this.pattern = pattern;
    }

    /** Empty for a rule that an older version let pass and that is none any more. */
    static Optional<Rewriting> of(DialRule rule) {
        try {
            return Optional.of(new Rewriting(rule, Pattern.compile(rule.pattern())));
        } catch (PatternSyntaxException e) {
            return Optional.empty();
        }
    }

    DialRule rule() {
        return rule;
    }

    /** What the number becomes; empty when the rule does not match it, or makes nothing or too much of it. */
    Optional<String> apply(String number) {
        Matcher matcher = pattern.matcher(number);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        StringBuilder result = new StringBuilder(LONGEST);
        String template = rule.replacement();
        for (int i = 0; i < template.length() && result.length() <= LONGEST; i++) {
            char c = template.charAt(i);
            if (c == '$' && i + 1 < template.length()) {
                i++;
                int group = template.charAt(i) - '0';
                String matched = group >= 0 && group <= matcher.groupCount() ? matcher.group(group) : null;
                result.append(matched == null ? "" : matched);
            } else {
                result.append(c);
            }
        }
        return result.isEmpty() || result.length() > LONGEST ? Optional.empty() : Optional.of(result.toString());
    }
}
