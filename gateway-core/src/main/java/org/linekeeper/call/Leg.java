package org.linekeeper.call;

import java.util.Optional;
import org.linekeeper.call.machine.LegAction;

/** Does what a leg machine wants. Owner loop only. */
interface Leg {
    void perform(LegAction action);

    /** Whether the leg is, or was, the dialog with these tags. */
    default boolean isTagged(String local, String remote) {
        return false;
    }

    /** The value that names this dialog in a Replaces header of another request to its far end; empty without a dialog. */
    default Optional<String> replaces() {
        return Optional.empty();
    }

    /** The call is over: lets go of everything. */
    void close();

    /** What both kinds of leg do alike, within the dialog. */
    static void perform(DialogWire wire, LegAction action) {
        if (action instanceof LegAction.SendAck ack) {
            wire.ack(ack.answer());
        } else if (action instanceof LegAction.SendBye bye) {
            wire.bye(bye.release());
        } else if (action instanceof LegAction.SendUpdate update) {
            wire.update(update.offer(), update.timer());
        } else if (action instanceof LegAction.SendUpdateAnswer answer) {
            wire.updateAnswer(answer.answer(), answer.timer());
        } else if (action instanceof LegAction.SendUpdateRefusal refusal) {
            wire.updateRefusal(refusal.status(), refusal.phrase());
        } else if (action instanceof LegAction.AcceptRefer) {
            wire.referrals().accept();
        } else if (action instanceof LegAction.RefuseRefer refusal) {
            wire.referrals().refuse(refusal.status());
        } else if (action instanceof LegAction.SendRefer refer) {
            wire.referrals().send(refer.referTo(), refer.referredBy());
        } else if (action instanceof LegAction.SendNotify notify) {
            wire.referrals().notify(notify.status(), notify.phrase(), notify.last());
        } else {
            throw new IllegalStateException("This leg does not " + action);
        }
    }
}
