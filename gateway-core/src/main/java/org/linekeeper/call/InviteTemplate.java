package org.linekeeper.call;

import java.util.List;
import java.util.Optional;
import javax.sip.header.ContactHeader;
import javax.sip.message.Request;
import org.linekeeper.call.machine.Body;
import org.linekeeper.dns.Target;
import org.linekeeper.sip.transport.ListenerSettings;

/** How the INVITE of a callee leg is written; one for each kind of far side. Owner loop only. */
interface InviteTemplate {
    /** What is new with each INVITE. */
    record Numbers(String callId, long cseq, String fromTag) {}

    /** Writes the INVITE, without Via. */
    Request invite(Target target, ListenerSettings listener, Numbers numbers);

    /** Our Contact on this leg. */
    ContactHeader contact(ListenerSettings listener);

    /** The caller as sent on. */
    String callerSent();

    /** The callee as sent on. */
    String calleeSent();

    /** The body of the INVITE. */
    Optional<Body> body();

    /** The listeners that this leg may leave from. */
    List<String> listeners();

    /** What answers challenges on this leg. */
    LegCredentials credentials();
}
