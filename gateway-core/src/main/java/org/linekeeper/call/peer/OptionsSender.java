package org.linekeeper.call.peer;

import java.util.function.Consumer;
import org.linekeeper.call.peer.machine.ProbeResult;
import org.linekeeper.dns.Target;

/** Sends one OPTIONS outside a dialog. */
@FunctionalInterface
public interface OptionsSender {
    /**
     * Does not block.
     *
     * @param key what is asked
     * @param target one of its places, with our name there
     * @param done told once, on any thread: never {@link ProbeResult.NotLocated}
     */
    void send(PeerKey key, Target target, Consumer<ProbeResult> done);
}
