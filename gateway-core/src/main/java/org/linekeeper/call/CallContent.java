package org.linekeeper.call;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sip.header.MaxForwardsHeader;
import javax.sip.message.Request;
import org.linekeeper.call.machine.Body;

/**
 * What an INVITE hands on to the INVITE across the bridge. Everything else is written anew.
 *
 * @param maxForwards one less than it came with; so a loop over both legs ends
 * @param copied headers of the allow-list
 * @param body unread
 */
record CallContent(int maxForwards, List<Body.Field> copied, Optional<Body> body) {
    /** Headers that mean the same on both sides: urgency and the caller's place for emergency calls. */
    private static final List<String> COPIED = List.of("Priority", "Geolocation", "Geolocation-Routing", "Alert-Info");

    static CallContent of(Request invite) {
        MaxForwardsHeader hops = (MaxForwardsHeader) invite.getHeader(MaxForwardsHeader.NAME);
        List<Body.Field> copied = new ArrayList<>();
        for (String name : COPIED) {
            SipMessages.values(invite, name).forEach(value -> copied.add(new Body.Field(name, value)));
        }
        return new CallContent(
                hops == null ? 69 : Math.max(0, hops.getMaxForwards() - 1), copied, SipMessages.body(invite));
    }

    void copyInto(Request request, SipMessages messages) {
        copied.forEach(field -> messages.add(request, field.name(), field.value()));
        messages.put(request, body);
    }
}
