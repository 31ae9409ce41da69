package org.linekeeper.call;

import java.util.Optional;
import org.linekeeper.call.peer.machine.PeerHealth;
import org.linekeeper.config.model.PeerKind;

/**
 * One place of a direct route.
 *
 * @param kind what it is
 * @param host its name or address
 * @param localName who we are there; empty for what the listener says
 * @param health what is known of it; empty while it is not asked, because its direct route is disabled or nobody is asked
 */
public record PeerReport(PeerKind kind, String host, String localName, Optional<PeerHealth> health) {}
