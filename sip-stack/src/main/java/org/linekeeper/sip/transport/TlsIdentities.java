package org.linekeeper.sip.transport;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The certificates of one listener, found by name. Immutable. */
final class TlsIdentities {
    private final TlsIdentity standard;
    private final List<TlsIdentity> all;
    private final Map<String, TlsIdentity> byName = new HashMap<>();

    /**
     * @param standard for every name that no certificate bears
     * @param further for the names that they bear
     */
    TlsIdentities(TlsIdentity standard, Collection<TlsIdentity> further) {
        this.standard = standard;
        this.all = Stream.concat(Stream.of(standard), further.stream()).toList();
        for (TlsIdentity each : all) {
            // Of two that bear the same name the one with the longer life is the newer one.
            each.names()
                    .forEach(name ->
                            byName.merge(name, each, (was, is) -> is.expires().isAfter(was.expires()) ? is : was));
        }
    }

    /** The certificate that bears the name, itself before {@code *} for its first label; else the standard one. */
    TlsIdentity forName(@Nullable String name) {
        if (name == null || name.isEmpty()) {
            return standard;
        }
        String wanted = name.toLowerCase(Locale.ROOT);
        TlsIdentity exact = byName.get(wanted);
        if (exact != null) {
            return exact;
        }
        int dot = wanted.indexOf('.');
        return dot < 0 ? standard : byName.getOrDefault("*" + wanted.substring(dot), standard);
    }

    List<TlsIdentity> all() {
        return all;
    }

    Set<String> ids() {
        return all.stream().map(TlsIdentity::id).collect(Collectors.toUnmodifiableSet());
    }
}
