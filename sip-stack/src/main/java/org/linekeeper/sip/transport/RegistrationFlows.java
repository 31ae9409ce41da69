package org.linekeeper.sip.transport;

import org.linekeeper.dns.Target;

/**
 * The TCP and TLS connections that carry registrations (RFC 5626: flows). Each is shared by a limited number of lines, so that
 * the end of one connection costs few lines their place. A flow is known by a number, never given twice while it lives. Any
 * thread; nothing blocks.
 */
public interface RegistrationFlows {
    /** No flow: what is sent without one goes as any other message does, and so does all that goes over UDP. */
    int NONE = 0;

    /**
     * Takes a place on a flow to the target, which is connected when something is first sent over it.
     *
     * @return {@link #NONE} where the target is spoken to over UDP or by no listener
     */
    int join(Target target);

    /** Gives a place back; a flow without lines is closed half a minute later. Nothing happens when the flow was lost. */
    void leave(int flow);

    /** Names who is told of lost flows; once, before anything is sent. */
    void tell(LossListener listener);

    /** Told of lost flows, on the event loop of the flow. */
    @FunctionalInterface
    interface LossListener {
        void lost(Loss loss);
    }

    /**
     * A flow that ended while lines had places on it; their places are gone.
     *
     * @param flow its number
     * @param target where it led
     * @param lines how many had a place
     * @param opened whether it was ever ready; if not, whoever sent over it hears that
     * @param failures how many flows to this target in a row were lost soon after they had replaced a lost one; 0 for the first
     * @param cause in plain words
     */
    record Loss(int flow, Target target, int lines, boolean opened, int failures, String cause) {}

    /** Where there are no flows. */
    RegistrationFlows ABSENT = new RegistrationFlows() {
        @Override
        public int join(Target target) {
            return NONE;
        }

        @Override
        public void leave(int flow) {}

        @Override
        public void tell(LossListener listener) {}
    };
}
