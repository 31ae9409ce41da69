package org.linekeeper.call;

import java.util.Optional;
import org.linekeeper.config.model.IdentityPolicy;
import org.linekeeper.config.model.IdentityPolicy.NumberAsserted;
import org.linekeeper.config.model.IdentityPolicy.NumberShown;
import org.linekeeper.config.model.Line;
import org.linekeeper.config.model.Pbx;
import org.linekeeper.config.model.Trunk;

/** What is different for the lines of a SIP trunk: who is registered, and who is shown. */
final class TrunkWay {
    /** A trunk knows numbers, and no extensions. */
    private static final IdentityPolicy NUMBERS = new IdentityPolicy(
            Optional.empty(),
            Optional.empty(),
            Optional.of(NumberShown.NUMBER),
            Optional.empty(),
            Optional.of(NumberShown.NUMBER),
            Optional.of(NumberAsserted.NUMBER),
            Optional.empty());

    private TrunkWay() {}

    /** The line whose binding and credentials serve a line; empty when the line that registers for a trunk does not exist. */
    static Optional<Line> account(CallPorts ports, Pbx pbx, Line line) {
        Optional<String> registering = pbx.trunk().flatMap(Trunk::registrationLineId);
        return registering.isEmpty()
                ? Optional.of(line)
                : ports.directory().line(registering.get()).filter(account -> account.pbxId()
                        .equals(pbx.id()));
    }

    /** Whether calls need a binding. */
    static boolean needsBinding(Pbx pbx) {
        return pbx.trunk().isEmpty() || pbx.trunk().get().registrationLineId().isPresent();
    }

    /** The policy with what holds on a trunk where nobody says anything. */
    static IdentityPolicy shown(Pbx pbx, IdentityPolicy policy) {
        return pbx.trunk().isPresent() ? policy.over(NUMBERS) : policy;
    }
}
