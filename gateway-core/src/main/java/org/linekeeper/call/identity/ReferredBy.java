package org.linekeeper.call.identity;

import java.util.List;

/** Referred-By (RFC 3892): who had the call made. */
public final class ReferredBy {
    private ReferredBy() {}

    /** Their numbers or user parts; without those that have none. */
    public static List<String> users(List<String> headers) {
        return NamedUri.split(headers, 4).stream()
                .map(value -> NamedUri.parse(value).user())
                .filter(user -> !user.isEmpty())
                .toList();
    }
}
