package org.linekeeper.call;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import javax.sip.header.ContactHeader;
import javax.sip.message.Request;
import javax.sip.message.Response;
import org.linekeeper.call.machine.Body;
import org.linekeeper.call.machine.Destination.Redirected;
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

    /**
     * Where a 3xx may send the call, in order; nowhere unless the far side is known to redirect within itself.
     *
     * @param from where the 3xx came from
     * @return completes normally, on any thread
     */
    default CompletionStage<List<Redirected>> redirected(Response response, Target from) {
        return CompletableFuture.completedFuture(List.of());
    }

    /** What answers challenges on this leg. */
    LegCredentials credentials();
}
