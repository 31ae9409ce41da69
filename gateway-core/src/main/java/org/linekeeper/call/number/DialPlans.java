package org.linekeeper.call.number;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.linekeeper.config.model.Pbx;

/** The compiled rules of each PBX, kept until its settings change. Any thread. */
public final class DialPlans {
    private final ConcurrentMap<String, Compiled> byPbx = new ConcurrentHashMap<>();

    private record Compiled(Pbx pbx, DialRules rules) {}

    /** The rules of a PBX as it is now. */
    public DialRules of(Pbx pbx) {
        Compiled known = byPbx.get(pbx.id());
        // The directory hands out the same object until the PBX is changed, which makes this fast.
        if (known != null && known.pbx().equals(pbx)) {
            return known.rules();
        }
        DialRules rules = DialRules.of(pbx);
        byPbx.put(pbx.id(), new Compiled(pbx, rules));
        return rules;
    }

    /** Forgets a PBX that was changed or removed. */
    public void forget(String pbxId) {
        byPbx.remove(pbxId);
    }
}
