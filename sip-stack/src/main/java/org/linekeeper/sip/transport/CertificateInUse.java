package org.linekeeper.sip.transport;

import java.time.Instant;
import java.util.List;
import java.util.Locale;

/**
 * A certificate that we show.
 *
 * @param listener on which listener
 * @param id the same for the same certificate only
 * @param names the domain names that it bears, in lower case
 * @param expires when it ends
 */
public record CertificateInUse(String listener, String id, List<String> names, Instant expires) {
    public CertificateInUse {
        names = List.copyOf(names);
    }

    /** Whether it bears the name, itself or with {@code *} for its first label. */
    public boolean bears(String name) {
        String wanted = name.toLowerCase(Locale.ROOT);
        int dot = wanted.indexOf('.');
        return names.contains(wanted) || (dot > 0 && names.contains("*" + wanted.substring(dot)));
    }
}
