package org.linekeeper.call;

import java.util.List;
import org.linekeeper.config.CallSettings;

/**
 * Where calls come and go, and how much of them.
 *
 * @param teamsListeners names of the listeners that face Teams, in the order in which they are chosen for calls out
 * @param pbxListeners names of the listeners that face the PBXs; none is in both lists
 * @param settings limits and timers
 * @param userAgent what User-Agent and Server say
 */
public record CallSetup(
        List<String> teamsListeners, List<String> pbxListeners, CallSettings settings, String userAgent) {
    public CallSetup {
        teamsListeners = List.copyOf(teamsListeners);
        pbxListeners = List.copyOf(pbxListeners);
    }
}
