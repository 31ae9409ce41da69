package org.linekeeper.sip.register;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The contact that a REGISTER carried, to be found again among those in the response.
 *
 * @param user opaque token, unique among all lines
 * @param host host as sent; IPv6 with brackets
 * @param port port as sent
 * @param instance value of {@code +sip.instance} without quotes and angle brackets
 * @param requested the expiry asked for, which holds where the registrar says nothing
 */
public record OwnContact(String user, String host, int port, Optional<String> instance, Duration requested) {
    /**
     * One contact of a response.
     *
     * @param user user part, empty for none
     * @param port the port, -1 for none
     * @param instance value of {@code +sip.instance} without quotes and angle brackets
     */
    public record Listed(String user, String host, int port, Optional<String> instance, OptionalLong expires) {}

    /**
     * What the registrar granted: RFC 3261 10.2.4 "If the updated expiration is not in the contact, the Expires header applies".
     * The contact is ours by URI; where the PBX rewrote host and port, by the token; where it rewrote the user, by the instance.
     *
     * @return empty when none of the contacts is ours
     */
    public Optional<Duration> granted(List<Listed> contacts, OptionalLong expiresHeader) {
        Optional<Listed> ours = first(contacts, this::sameUri)
                .or(() -> first(contacts, listed -> !user.isEmpty() && listed.user.equals(user)))
                .or(() -> first(contacts, listed -> instance.isPresent() && listed.instance.equals(instance)));
        return ours.map(listed -> {
            OptionalLong seconds = listed.expires.isPresent() ? listed.expires : expiresHeader;
            return seconds.isPresent() ? Duration.ofSeconds(seconds.getAsLong()) : requested;
        });
    }

    private boolean sameUri(Listed listed) {
        return listed.user.equals(user) && listed.host.equalsIgnoreCase(host) && listed.port == port;
    }

    private static Optional<Listed> first(List<Listed> contacts, java.util.function.Predicate<Listed> test) {
        return contacts.stream().filter(test).findFirst();
    }
}
