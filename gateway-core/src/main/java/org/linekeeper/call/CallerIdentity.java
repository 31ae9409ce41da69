package org.linekeeper.call;

import java.text.ParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.sip.address.Address;
import javax.sip.address.SipURI;
import javax.sip.address.TelURL;
import javax.sip.address.URI;
import javax.sip.header.FromHeader;
import javax.sip.message.Request;
import org.linekeeper.call.identity.Caller;
import org.linekeeper.call.identity.Diversions;
import org.linekeeper.call.identity.Privacy;
import org.linekeeper.call.identity.ReferredBy;
import org.linekeeper.call.number.PhoneNumbers;

/** Reads from an INVITE who calls. */
final class CallerIdentity {
    private static final Pattern HIDDEN_PARTY =
            Pattern.compile(";\\s{0,8}privacy\\s{0,8}=\\s{0,8}\"?(?:full|uri)\\b", Pattern.CASE_INSENSITIVE);

    private final Request request;
    private final SipMessages messages;
    private final Privacy privacy;
    private final Diversions diversions;

    private CallerIdentity(Request request, SipMessages messages) {
        this.request = request;
        this.messages = messages;
        this.privacy = Privacy.parse(SipMessages.values(request, "Privacy"));
        this.diversions = Diversions.read(
                SipMessages.values(request, "History-Info"), SipMessages.values(request, "Diversion"), privacy);
    }

    static CallerIdentity in(Request request, SipMessages messages) {
        return new CallerIdentity(request, messages);
    }

    /** By whom the call was sent on before. */
    Diversions diversions() {
        return diversions;
    }

    /** The caller of a PBX: P-Asserted-Identity, else Remote-Party-ID, else From (RFC 3325 9.1). */
    Caller asserted() {
        List<Address> candidates = assertedAddresses();
        candidates.add(from());
        return firstOf(candidates, privacy.hidesCaller() || remotePartyHides());
    }

    /**
     * The caller of Teams: From, which is the number that the tenant wants to be shown; else P-Asserted-Identity, which is the user
     * who pays. An anonymous From withholds both.
     */
    Caller shown() {
        List<Address> candidates = new ArrayList<>();
        candidates.add(from());
        candidates.addAll(assertedAddresses());
        return firstOf(candidates, privacy.hidesCaller() && isAnonymous(user(from().getURI())));
    }

    /** Remote-Party-ID has a privacy of its own, where there is no asserted identity in its place. */
    private boolean remotePartyHides() {
        return SipMessages.values(request, "P-Asserted-Identity").isEmpty()
                && SipMessages.values(request, "Remote-Party-ID").stream()
                        .anyMatch(value -> HIDDEN_PARTY.matcher(value).find());
    }

    private Caller firstOf(List<Address> candidates, boolean withheld) {
        for (Address candidate : candidates) {
            String user = user(candidate.getURI());
            if (!isAnonymous(user)) {
                return new Caller(user, Optional.ofNullable(candidate.getDisplayName()), withheld, privacy);
            }
        }
        return Caller.unknown(privacy);
    }

    /**
     * Every number that may name the line of a call from Teams, in the order in which they count. When a user of Teams sent the call
     * on, From is somebody else, who may have a line as well: the call is of whoever sent it on.
     */
    List<String> numbers() {
        List<String> numbers = new ArrayList<>();
        List<String> referrers = ReferredBy.users(SipMessages.values(request, "Referred-By"));
        List<String> diverters = diversions.usersLatestFirst();
        if (!diverters.isEmpty()) {
            numbers.addAll(diverters);
            numbers.addAll(referrers);
        }
        numbers.add(user(from().getURI()));
        assertedAddresses().forEach(address -> numbers.add(user(address.getURI())));
        numbers.addAll(referrers);
        numbers.removeIf(CallerIdentity::isAnonymous);
        return numbers;
    }

    private Address from() {
        return ((FromHeader) request.getHeader(FromHeader.NAME)).getAddress();
    }

    private List<Address> assertedAddresses() {
        List<Address> found = new ArrayList<>();
        for (String name : List.of("P-Asserted-Identity", "Remote-Party-ID")) {
            for (String value : SipMessages.values(request, name)) {
                parsed(value).ifPresent(found::add);
            }
        }
        return found;
    }

    private Optional<Address> parsed(String value) {
        try {
            return Optional.of(messages.address(value));
        } catch (ParseException e) {
            // An identity that cannot be read is no identity; From remains.
            return Optional.empty();
        }
    }

    private static boolean isAnonymous(String user) {
        return user.isEmpty() || user.equalsIgnoreCase("anonymous");
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
