package org.linekeeper.sip.jain;

import gov.nist.javax.sip.DialogTimeoutEvent;
import gov.nist.javax.sip.SipListenerExt;
import org.linekeeper.sip.transport.TransportCounters;

/** As {@link GuardedUser}, for a user that wants to hear of dialog timeouts: JAIN-SIP treats such dialogs differently. */
final class GuardedUserExt extends GuardedUser implements SipListenerExt {
    private final SipListenerExt user;

    GuardedUserExt(SipListenerExt user, TransportCounters counters) {
        super(user, counters);
        this.user = user;
    }

    @Override
    public void processDialogTimeout(DialogTimeoutEvent event) {
        guard("dialog timeout", () -> user.processDialogTimeout(event));
    }
}
