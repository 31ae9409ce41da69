package org.linekeeper.call;

import java.util.Optional;
import org.linekeeper.config.model.DirectRoute;
import org.linekeeper.config.model.Line;
import org.linekeeper.config.model.Pbx;
import org.linekeeper.config.model.ServedEnterprise;
import org.linekeeper.config.model.TransferMode;
import org.linekeeper.config.store.Directory;

/** Whose call it is, as the model stands now. */
record CallOwner(ServedEnterprise enterprise, DirectRoute route, Line line, Pbx pbx) {
    /** Empty when any of them has been removed since the call began. */
    static Optional<CallOwner> of(CallFacts facts, Directory directory) {
        Optional<Line> line = facts.lineId().flatMap(directory::line);
        Optional<DirectRoute> route = line.flatMap(each -> directory.directRoute(each.directRouteId()));
        Optional<ServedEnterprise> enterprise = route.flatMap(each -> directory.served(each.enterpriseId()));
        Optional<Pbx> pbx = line.flatMap(each -> directory.pbx(each.pbxId()));
        return line.isPresent() && route.isPresent() && enterprise.isPresent() && pbx.isPresent()
                ? Optional.of(new CallOwner(enterprise.get(), route.get(), line.get(), pbx.get()))
                : Optional.empty();
    }

    /** Who executes the transfers of the Teams user. */
    TransferMode transferMode() {
        return pbx.transfer().or(enterprise::transfer).orElse(TransferMode.GATEWAY);
    }
}
