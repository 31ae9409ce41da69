package org.linekeeper.call.limit;

import java.util.List;
import org.linekeeper.call.number.Translation;
import org.linekeeper.config.model.CallLimits;

/** Which numbers may be dialled. */
public final class NumberScreen {
    private NumberScreen() {}

    /**
     * Whether a dialled number passes. Of all prefixes that fit, the longest decides, and between equals the denied one; where none
     * fits, a number passes unless there is a list of what is allowed. Emergency numbers, codes and extensions pass always.
     */
    public static boolean passes(CallLimits limits, Translation dialled) {
        if (dialled.isShort()) {
            return true;
        }
        String number = dialled.global().orElse(dialled.input());
        int allowed = longest(limits.allowedPrefixes(), number);
        int denied = longest(limits.deniedPrefixes(), number);
        return allowed == denied ? allowed == 0 && limits.allowedPrefixes().isEmpty() : allowed > denied;
    }

    /** The length of the longest prefix that fits; 0 when none does. */
    private static int longest(List<String> prefixes, String number) {
        int longest = 0;
        for (String prefix : prefixes) {
            if (prefix.length() > longest && number.startsWith(prefix)) {
                longest = prefix.length();
            }
        }
        return longest;
    }
}
