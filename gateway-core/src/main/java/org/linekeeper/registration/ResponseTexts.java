package org.linekeeper.registration;

import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Status and reason as shown, one object for all lines that had the same response: there are few kinds of responses and many lines.
 * Safe for use by any thread.
 */
final class ResponseTexts {
    private static final int STATUSES = 700;

    private final AtomicReferenceArray<@Nullable Text> last = new AtomicReferenceArray<>(STATUSES);

    private record Text(String reason, String shown) {}

    String of(int status, String reason) {
        if (status < 0 || status >= STATUSES) {
            return shown(status, reason);
        }
        Text known = last.get(status);
        if (known != null && known.reason.equals(reason)) {
            return known.shown;
        }
        Text text = new Text(reason, shown(status, reason));
        last.set(status, text);
        return text.shown;
    }

    private static String shown(int status, String reason) {
        return (status + " " + reason).trim();
    }
}
