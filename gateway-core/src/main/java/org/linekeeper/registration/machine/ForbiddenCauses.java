package org.linekeeper.registration.machine;

import org.linekeeper.config.model.PbxType;

/** What a 403 to a REGISTER means beside a wrong password, which differs between the families of PBXs. */
final class ForbiddenCauses {
    private ForbiddenCauses() {}

    /** In plain words, to go on after "look for" or "this can mean". */
    static String of(PbxType type) {
        return switch (type) {
            case NETSAPIENS, RINGLOGIX ->
                "a locked domain, a device that allows other user agents only, or a domain with all the devices it may have";
            case PORTSIP ->
                "an address of the gateway on the blacklist (wrong passwords put it there for an hour) or missing among the"
                        + " accepted IP filters, a blocked user agent, or an authentication user that is not the extension";
            case ASTERISK ->
                "max_contacts of the AOR reached by another phone, or an endpoint without an AOR: give the gateway an extension"
                        + " of its own, or raise max_contacts";
            case FREESWITCH ->
                "more registrations than max-registrations-per-extension allows, or an authentication user that is not the"
                        + " extension";
            case THREE_CX ->
                "an extension that may not be used outside the LAN, an address of the gateway on the blacklist, or an"
                        + " authentication ID that is not the one of the extension";
            case BROADWORKS, GENERIC ->
                "too many devices on the user, a locked domain, an allowed-device rule or an address filter that lacks the"
                        + " gateway";
        };
    }
}
