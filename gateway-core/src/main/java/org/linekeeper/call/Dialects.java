package org.linekeeper.call;

import org.linekeeper.call.machine.CallMachine;
import org.linekeeper.call.machine.Dialect;
import org.linekeeper.call.machine.RefusalPolicy;
import org.linekeeper.config.model.HoldStyle;
import org.linekeeper.config.store.Directory;
import org.linekeeper.event.CallDirection;

/** How the two far ends of a call want to hear of hold, as the model says when it begins. */
record Dialects(Dialect teams, Dialect pbx) {
    static Dialects of(CallFacts facts, Directory directory) {
        Dialect teams = facts.directRouteId()
                .flatMap(directory::directRoute)
                .filter(route -> route.hold() == HoldStyle.RFC3264)
                .map(route -> Dialect.TEAMS_RFC3264)
                .orElse(Dialect.TEAMS);
        Dialect pbx = facts.enterpriseId()
                .flatMap(directory::enterprise)
                .filter(enterprise -> !enterprise.pbxMusicOnHold())
                .map(enterprise -> Dialect.PBX_WITHOUT_MUSIC)
                .orElse(Dialect.PBX);
        return new Dialects(teams, pbx);
    }

    CallMachine machine(CallDirection direction, RefusalPolicy refusals) {
        return switch (direction) {
            case TEAMS_TO_PBX -> new CallMachine(refusals, teams, pbx);
            case PBX_TO_TEAMS -> new CallMachine(refusals, pbx, teams);
        };
    }
}
