package org.linekeeper.sip.register;

import java.util.function.Consumer;
import org.linekeeper.dns.Target;
import org.linekeeper.sip.loop.Loop;
import org.linekeeper.sip.transport.RegistrationFlows;

/** Sends REGISTER requests, each in a non-INVITE client transaction (RFC 3261 17.1.2) that does not enter JAIN-SIP. */
public interface RegisterClient {
    /**
     * Sends one REGISTER. Exactly one outcome follows, on the given loop, never before this method returns.
     *
     * @param loop the owner of the line; the caller runs on it
     */
    void send(Register register, Target target, Loop loop, Consumer<RegisterOutcome> outcome);

    /**
     * As {@link #send(Register, Target, Loop, Consumer)}, over a flow.
     *
     * @param flow a place that the line has among {@link #flows}; {@link RegistrationFlows#NONE} for none
     */
    default void send(Register register, Target target, int flow, Loop loop, Consumer<RegisterOutcome> outcome) {
        send(register, target, loop, outcome);
    }

    /** The connections that lines share. */
    default RegistrationFlows flows() {
        return RegistrationFlows.ABSENT;
    }

    /**
     * The host and port that a Contact must show so that the PBX's requests reach us on the flow to this target.
     *
     * @throws IllegalStateException when no listener has the target's transport and address family
     */
    ContactAddress contactAddress(Target target);

    /** Host, port and transport of our Contact. */
    record ContactAddress(String host, int port, org.linekeeper.dns.SipTransport transport) {}
}
