package org.linekeeper.call;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.linekeeper.call.limit.NumberScreen;
import org.linekeeper.call.limit.Quota;
import org.linekeeper.call.limit.Quota.Owner;
import org.linekeeper.call.number.Translation;
import org.linekeeper.config.model.DirectRoute;
import org.linekeeper.config.model.Line;
import org.linekeeper.config.model.Pbx;
import org.linekeeper.config.model.ServedEnterprise;

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

    static Demand of(Line line, Pbx pbx, ServedEnterprise enterprise, DirectRoute route) {
        return line.hasOptions()
                ? of(Optional.of(Quota.of(Owner.LINE, line.id(), line.options().limits())), pbx, enterprise, route)
                : beside(pbx, enterprise, route);
    }

    /** A call beside one that has its place with the line already: the target of a transfer. */
    static Demand beside(Pbx pbx, ServedEnterprise enterprise, DirectRoute route) {
        return of(Optional.empty(), pbx, enterprise, route);
    }

    private static Demand of(Optional<Quota> ofLine, Pbx pbx, ServedEnterprise served, DirectRoute route) {
        List<Quota> quotas = new ArrayList<>(5);
        ofLine.ifPresent(quotas::add);
        quotas.add(Quota.of(Owner.PBX, pbx.id(), pbx.limits()));
        quotas.add(Quota.of(
                Owner.ENTERPRISE, served.enterprise().id(), served.enterprise().limits()));
        served.reseller().ifPresent(reseller -> quotas.add(Quota.of(Owner.RESELLER, reseller.id(), reseller.limits())));
        quotas.add(Quota.of(Owner.DIRECT_ROUTE, route.id(), route.limits()));
        return new Demand(false, quotas);
    }

    /** Why the number may not be dialled; empty when it may. */
    static Optional<Refusals> screen(
            Translation dialled, Line line, Pbx pbx, ServedEnterprise enterprise, DirectRoute route) {
        if (line.hasOptions() && !NumberScreen.passes(line.options().limits(), dialled)) {
            return Optional.of(Refusals.LINE_NUMBER_DENIED);
        }
        if (!NumberScreen.passes(pbx.limits(), dialled)) {
            return Optional.of(Refusals.PBX_NUMBER_DENIED);
        }
        if (!NumberScreen.passes(enterprise.enterprise().limits(), dialled)) {
            return Optional.of(Refusals.ENTERPRISE_NUMBER_DENIED);
        }
        if (enterprise
                .reseller()
                .filter(reseller -> !NumberScreen.passes(reseller.limits(), dialled))
                .isPresent()) {
            return Optional.of(Refusals.RESELLER_NUMBER_DENIED);
        }
        return NumberScreen.passes(route.limits(), dialled)
                ? Optional.empty()
                : Optional.of(Refusals.DIRECT_ROUTE_NUMBER_DENIED);
    }
}
