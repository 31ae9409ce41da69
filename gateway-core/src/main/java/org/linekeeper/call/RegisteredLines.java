package org.linekeeper.call;

import java.net.InetAddress;
import java.util.Collection;
import java.util.Optional;

/** What calls ask of registrations. Never blocks; safe for use by any thread. */
public interface RegisteredLines {
    /** The line id behind the user part of a Contact of ours, registered at this moment or not. */
    Optional<String> lineByContactToken(String token);

    /** The line's binding; empty unless the PBX holds one now. */
    Optional<RegisteredLine> registration(String lineId);

    /** Whether the PBX was located at this address. */
    boolean isPbxAddress(String pbxId, InetAddress address);

    /** The ids of the PBXs that were located at this address: a view, which may change while it is read. */
    Collection<String> pbxsAt(InetAddress address);
}
