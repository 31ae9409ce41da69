package org.linekeeper.admin;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What the port shows of the peers of direct routes. Asked on a worker thread. */
public interface PeersView {
    /** The health of a direct route; empty when there is none with this id. */
    Optional<RouteHealth> directRoute(String id);

    /**
     * The health of one direct route.
     *
     * @param id which
     * @param trunkFqdn our name to Teams: the registered one
     * @param optionsReceivedAt when a peer last sent OPTIONS to that name
     * @param peers its places in the order of the direct route
     * @param certificate what is shown under that name, where Teams is a peer
     */
    record RouteHealth(
            String id,
            String trunkFqdn,
            Optional<Instant> optionsReceivedAt,
            List<Peer> peers,
            Optional<Certificate> certificate) {
        public RouteHealth {
            peers = List.copyOf(peers);
        }
    }

    /**
     * One place.
     *
     * @param kind sbc or teams
     * @param host its name or address
     * @param state untried, up, busy, down, or unwatched while the direct route is disabled or OPTIONS are off
     * @param since when it came into that state
     * @param missed how many OPTIONS in a row brought no useful answer
     * @param lastAnswer its last response to OPTIONS
     * @param advice what is wrong
     */
    record Peer(
            String kind,
            String host,
            String state,
            Optional<Instant> since,
            int missed,
            Optional<Answer> lastAnswer,
            Optional<String> advice) {}

    /** A response to OPTIONS. */
    record Answer(Instant at, int status, String reason) {}

    /**
     * A certificate of ours.
     *
     * @param names what it bears
     * @param expiresAt when it ends
     * @param advice what is to be done; empty when nothing is
     */
    record Certificate(List<String> names, Instant expiresAt, Optional<String> advice) {
        public Certificate {
            names = List.copyOf(names);
        }
    }
}
