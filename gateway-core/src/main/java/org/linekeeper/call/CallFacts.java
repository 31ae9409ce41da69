package org.linekeeper.call;

import java.util.Optional;
import org.linekeeper.config.model.DirectRoute;
import org.linekeeper.config.model.Line;
import org.linekeeper.config.model.ServedEnterprise;
import org.linekeeper.event.CallDirection;

/**
 * What is known of a call when it is admitted or refused.
 *
 * @param direction which way
 * @param resellerId who serves the enterprise
 * @param enterpriseId whose call
 * @param directRouteId over which direct route
 * @param pbxId over which PBX
 * @param lineId which line
 * @param caller user part of the caller as received
 * @param callee user part of the callee as received
 */
record CallFacts(
        CallDirection direction,
        Optional<String> resellerId,
        Optional<String> enterpriseId,
        Optional<String> directRouteId,
        Optional<String> pbxId,
        Optional<String> lineId,
        String caller,
        String callee) {
    static CallFacts of(CallDirection direction, String caller, String callee) {
        return new CallFacts(
                direction,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                caller,
                callee);
    }

    CallFacts of(ServedEnterprise served) {
        return new CallFacts(
                direction,
                served.enterprise().resellerId(),
                Optional.of(served.enterprise().id()),
                directRouteId,
                pbxId,
                lineId,
                caller,
                callee);
    }

    CallFacts over(DirectRoute route) {
        return new CallFacts(
                direction,
                resellerId,
                Optional.of(route.enterpriseId()),
                Optional.of(route.id()),
                pbxId,
                lineId,
                caller,
                callee);
    }

    CallFacts of(Line line) {
        return new CallFacts(
                direction,
                resellerId,
                enterpriseId,
                Optional.of(line.directRouteId()),
                Optional.of(line.pbxId()),
                Optional.of(line.id()),
                caller,
                callee);
    }
}
