package org.linekeeper.call;

import java.text.ParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sip.address.Address;
import javax.sip.address.SipURI;
import javax.sip.address.TelURL;
import javax.sip.address.URI;
import javax.sip.header.FromHeader;
import javax.sip.message.Request;
import org.linekeeper.call.number.PhoneNumbers;

/**
 * Who calls.
 *
 * @param user user part, a number where there is one; empty when withheld
 * @param displayName for people
 * @param withheld whether the caller asked to stay unknown (RFC 3323)
 */
record CallerIdentity(String user, Optional<String> displayName, boolean withheld) {
    /**
     * Reads the identity from a trusted source: P-Asserted-Identity, else Remote-Party-ID, else From (RFC 3325 9.1).
     */
    static CallerIdentity of(Request request, SipMessages messages) {
        List<Address> candidates = asserted(request, messages);
        candidates.add(((FromHeader) request.getHeader(FromHeader.NAME)).getAddress());
        boolean withheld = SipMessages.values(request, "Privacy").stream()
                .anyMatch(value -> value.contains("id") || value.contains("user") || value.contains("header"));
        for (Address candidate : candidates) {
            String user = user(candidate.getURI());
            if (!user.isEmpty() && !user.equalsIgnoreCase("anonymous")) {
                return new CallerIdentity(user, Optional.ofNullable(candidate.getDisplayName()), withheld);
            }
        }
        return new CallerIdentity("", Optional.empty(), true);
    }

    /** The same caller with another number. */
    CallerIdentity as(String number) {
        return new CallerIdentity(number, displayName, withheld);
    }

    /** Every number that may name the caller's line, From first. */
    static List<String> numbers(Request request, SipMessages messages) {
        List<String> numbers = new ArrayList<>();
        numbers.add(user(
                ((FromHeader) request.getHeader(FromHeader.NAME)).getAddress().getURI()));
        asserted(request, messages).forEach(address -> numbers.add(user(address.getURI())));
        numbers.removeIf(String::isEmpty);
        return numbers;
    }

    private static List<Address> asserted(Request request, SipMessages messages) {
        List<Address> found = new ArrayList<>();
        for (String name : List.of("P-Asserted-Identity", "Remote-Party-ID")) {
            for (String value : SipMessages.values(request, name)) {
                parsed(value, messages).ifPresent(found::add);
            }
        }
        return found;
    }

    private static Optional<Address> parsed(String value, SipMessages messages) {
        try {
            return Optional.of(messages.address(value));
        } catch (ParseException e) {
            // An identity that cannot be read is no identity; From remains.
            return Optional.empty();
        }
    }

    private static String user(URI uri) {
        if (uri instanceof SipURI sip) {
            return sip.getUser() == null ? "" : PhoneNumbers.plain(PhoneNumbers.withoutParameters(sip.getUser()));
        }
        if (uri instanceof TelURL tel) {
            return PhoneNumbers.plain((tel.isGlobal() ? "+" : "") + tel.getPhoneNumber());
        }
        return "";
    }
}
