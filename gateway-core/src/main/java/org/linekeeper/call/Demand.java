package org.linekeeper.call;

import java.util.List;
import java.util.Optional;
import org.linekeeper.call.limit.NumberScreen;
import org.linekeeper.call.limit.Quota;
import org.linekeeper.call.limit.Quota.Owner;
import org.linekeeper.call.number.Translation;
import org.linekeeper.config.model.DirectRoute;
import org.linekeeper.config.model.Enterprise;
import org.linekeeper.config.model.Line;
import org.linekeeper.config.model.Pbx;

/**
 * What a call asks of the limits.
 *
 * @param urgent whether no limit holds it back: an emergency call, or one to a code of the PBX
 * @param quotas the limits of those whose call it is, the narrowest first
 */
record Demand(boolean urgent, List<Quota> quotas) {
    static final Demand URGENT = new Demand(true, List.of());

    Demand {
        quotas = List.copyOf(quotas);
    }

    static Demand of(Line line, Pbx pbx, Enterprise enterprise, DirectRoute route) {
        Quota ofPbx = Quota.of(Owner.PBX, pbx.id(), pbx.limits());
        if (!line.hasOptions()) {
            return new Demand(false, List.of(ofPbx, of(enterprise), of(route)));
        }
        Quota ofLine = Quota.of(Owner.LINE, line.id(), line.options().limits());
        return new Demand(false, List.of(ofLine, ofPbx, of(enterprise), of(route)));
    }

    /** A call beside one that has its place with the line already: the target of a transfer. */
    static Demand beside(Pbx pbx, Enterprise enterprise, DirectRoute route) {
        return new Demand(false, List.of(Quota.of(Owner.PBX, pbx.id(), pbx.limits()), of(enterprise), of(route)));
    }

    /** Why the number may not be dialled; empty when it may. */
    static Optional<Refusals> screen(
            Translation dialled, Line line, Pbx pbx, Enterprise enterprise, DirectRoute route) {
        if (line.hasOptions() && !NumberScreen.passes(line.options().limits(), dialled)) {
            return Optional.of(Refusals.LINE_NUMBER_DENIED);
        }
        if (!NumberScreen.passes(pbx.limits(), dialled)) {
            return Optional.of(Refusals.PBX_NUMBER_DENIED);
        }
        if (!NumberScreen.passes(enterprise.limits(), dialled)) {
            return Optional.of(Refusals.ENTERPRISE_NUMBER_DENIED);
        }
        return NumberScreen.passes(route.limits(), dialled)
                ? Optional.empty()
                : Optional.of(Refusals.DIRECT_ROUTE_NUMBER_DENIED);
    }

    private static Quota of(Enterprise enterprise) {
        return Quota.of(Owner.ENTERPRISE, enterprise.id(), enterprise.limits());
    }

    private static Quota of(DirectRoute route) {
        return Quota.of(Owner.DIRECT_ROUTE, route.id(), route.limits());
    }
}
