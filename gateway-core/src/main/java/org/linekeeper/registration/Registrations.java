package org.linekeeper.registration;

import java.net.InetAddress;
import java.util.Collection;
import java.util.Optional;
import org.linekeeper.dns.Target;

/** Where the lines stand: read-only, cheap, safe for use by any thread. */
public interface Registrations {
    /** One line; empty when it was never wanted since it was created. */
    Optional<RegistrationView> of(String lineId);

    /** How the lines of a PBX stand; all zero for one without lines. */
    PbxRegistrationView ofPbx(String pbxId);

    /** The line whose Contact carries this token as its user part: whom an INVITE from the PBX is for. */
    Optional<String> lineByContactToken(String token);

    /** Where the line's calls go: the target that holds its living binding. */
    Optional<Target> targetOf(String lineId);

    /** Whether the PBX was at this address when it was located last, whichever of its targets that was. */
    boolean isPbxAddress(String pbxId, InetAddress address);

    /** The ids of the PBXs for which {@link #isPbxAddress} holds at this address: a view, which may change while it is read. */
    Collection<String> pbxsAt(InetAddress address);
}
