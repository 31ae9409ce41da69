package org.linekeeper.registration;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.linekeeper.dns.SipTransport;
import org.linekeeper.dns.Target;
import org.linekeeper.sip.register.RegisterClient.ContactAddress;

/**
 * At which address the targets of one PBX see this gateway. RFC 3581 4: the server puts the source of a request into
 * {@code received} and {@code rport} of its Via. Where that is not what the Contact names, an address translator stands on the
 * way, and calls may not find back. Safe for use by any thread.
 */
final class SeenAddresses {
    /** A PBX that sees another address in each request is told of as often as this at most, until it is forgotten. */
    private static final int MOST_TOLD = 16;

    /** Targets that see another address than the Contact names, by their text, with both. */
    private final Map<String, Translation> translations = new TreeMap<>();

    private volatile Last last = new Last(null, Optional.empty());
    private volatile int translated;
    private int told;

    /** What was compared last, so that the same is not compared again. */
    private record Last(@Nullable Target target, Optional<String> seen) {}

    /**
     * One target sees another address.
     *
     * @param seen where it saw the last request come from
     * @param shown what the Contact names
     */
    record Translation(String seen, String shown) {}

    /** Whether this is what was heard last. Cheap, as each response asks: equal targets are mostly one object. */
    @SuppressWarnings("ReferenceEquality")
    boolean isKnown(Target target, Optional<String> seen) {
        Last compared = last;
        return compared.target() == target && compared.seen().equals(seen);
    }

    /**
     * A target saw a request.
     *
     * @param seen {@code received}, with the port of {@code rport} where it was given; empty when the source was the one of our Via
     * @return the translation, when it is one that nobody was told of
     */
    synchronized Optional<Translation> heard(Target target, Optional<String> seen, ContactAddress contact) {
        last = new Last(target, seen);
        Optional<Translation> now = seen.filter(address -> isAnother(address, contact))
                .map(address -> new Translation(address, contact.host() + ":" + contact.port()));
        @Nullable
        Translation before =
                now.isPresent() ? translations.put(target.shown(), now.get()) : translations.remove(target.shown());
        translated = translations.size();
        return now.filter(translation -> !translation.equals(before) && told++ < MOST_TOLD);
    }

    /** Whether some target sees another address. */
    boolean isTranslated() {
        return translated > 0;
    }

    /** One of the translations. */
    synchronized Optional<Translation> translation() {
        return translations.values().stream().findFirst();
    }

    synchronized void forget() {
        translations.clear();
        translated = 0;
        told = 0;
        last = new Last(null, Optional.empty());
    }

    /**
     * A Contact that is a host name may be any address, so nothing is said of it. The port says something over UDP only, where
     * requests leave from the port that they are answered at (RFC 3581 4).
     */
    private static boolean isAnother(String seen, ContactAddress contact) {
        int colon = seen.lastIndexOf(':');
        boolean withPort = colon > seen.lastIndexOf(']');
        Optional<InetAddress> source = literal(withPort ? seen.substring(0, colon) : seen);
        Optional<InetAddress> shown = literal(contact.host());
        if (source.isEmpty() || shown.isEmpty()) {
            return false;
        }
        boolean otherPort = withPort
                && contact.transport() == SipTransport.UDP
                && !seen.substring(colon + 1).equals(Integer.toString(contact.port()));
        return otherPort || !source.get().equals(shown.get());
    }

    private static Optional<InetAddress> literal(String host) {
        boolean v6 = host.startsWith("[") && host.endsWith("]");
        boolean v4 =
                host.chars().allMatch(c -> c == '.' || (c >= '0' && c <= '9')) && host.split("\\.", -1).length == 4;
        if (!v6 && !v4) {
            return Optional.empty();
        }
        try {
            // brackets and bare numbers are never looked up
            return Optional.of(InetAddress.getByName(host));
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }
}
