package org.linekeeper.call;

import org.linekeeper.config.model.Pbx;

/** Turns what a Teams user dialled into what the PBX understands. */
@FunctionalInterface
public interface DialPlan {
    /**
     * Translates what was dialled.
     *
     * @param dialled user part of the Request-URI from Teams, without parameters
     * @return user part of the Request-URI to the PBX, never empty
     */
    String toPbx(Pbx pbx, String dialled);

    /** Passes digits on as they are, a leading plus included. */
    static DialPlan asDialled() {
        return (pbx, dialled) -> PhoneNumbers.plain(dialled);
    }
}
