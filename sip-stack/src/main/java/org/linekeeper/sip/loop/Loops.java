package org.linekeeper.sip.loop;

import java.util.List;

/** All event loops of the process. */
public interface Loops {
    /** The loops by index. */
    List<Loop> all();

    /**
     * The loop that owns a key: a Call-ID for calls, a line id for registrations. The same key gives the same loop for the life
     * of the process. Both legs of a call are on one loop because the second leg's Call-ID is chosen so.
     */
    Loop ownerOf(String key);
}
