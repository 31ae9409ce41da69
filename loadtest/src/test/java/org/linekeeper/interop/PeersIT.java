package org.linekeeper.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.linekeeper.loadtest.Scenarios;
import org.linekeeper.loadtest.SippResult;
import org.linekeeper.loadtest.SippRun;
import tools.jackson.databind.JsonNode;

/**
 * Two SBCs of one direct route, both Kamailio with mutual TLS in front of SIPp, which Debian builds without TLS: OPTIONS tell which
 * of them lives, calls go there, and calls come from there.
 */
class PeersIT {
    private static final int CALLS = 20;

    @RegisterExtension
    static final Lab LAB = new Lab(10, 1, "peers:\n  optionsInterval: 1s\n");

    private final TeamsBehindSbc teams = new TeamsBehindSbc(LAB.folder().resolve("sipp-behind-sbcs"));
    private final KamailioSbc.Place first = place();
    private final KamailioSbc.Place second = place();

    private KamailioSbc.Place place() {
        return new KamailioSbc.Place(
                Users.SBC,
                Ports.free("127.77.8.30"),
                teams.address(),
                LAB.gateway().place().teams(),
                Users.TENANT);
    }

    private KamailioSbc start(KamailioSbc.Place place) {
        return KamailioSbc.start(
                LAB.folder().resolve("sbc-" + place.tls().getPort()), place, LAB.certificates(), "sbc");
    }

    private static Map<String, Object> peer(KamailioSbc.Place place, int priority) {
        return Map.of(
                "host",
                Users.SBC,
                "port",
                place.tls().getPort(),
                "transport",
                "tls",
                "lookup",
                "a",
                "priority",
                priority);
    }

    private static void awaitStates(String... wanted) {
        Awaitility.await("states " + List.of(wanted))
                .atMost(Duration.ofSeconds(40))
                .pollInterval(Duration.ofMillis(200))
                .untilAsserted(() -> {
                    List<String> states = new ArrayList<>();
                    for (JsonNode peer : LAB.admin()
                            .get("/direct-routes/" + Users.ROUTE + "/health")
                            .json()
                            .path("peers")) {
                        states.add(peer.path("state").asString());
                    }
                    assertThat(states).containsExactly(wanted);
                });
    }

    private void callsGoTo(KamailioSbc.Place place) throws Exception {
        int before = LAB.gateway().records().size();
        try (SippRun answering = teams.answer(CALLS, Duration.ofMillis(50), Duration.ofSeconds(30))) {
            SippResult calling =
                    LAB.phones().call(Scenarios.PHONE_CALLS, LAB.teamsExtensions(), CALLS, 20, Duration.ofMillis(200));
            assertThat(calling.allSucceeded(CALLS)).as(calling.toString()).isTrue();
            assertThat(answering.await().allSucceeded(CALLS)).isTrue();
        }
        InetSocketAddress at = place.tls();
        Awaitility.await("call records").atMost(Duration.ofSeconds(5)).untilAsserted(() -> assertThat(LAB.gateway()
                        .records()
                        .subList(before, LAB.gateway().records().size()))
                .hasSize(CALLS)
                .allMatch(record -> record.contains(Ports.text(at))));
    }

    @Test
    void callsOfTeamsComeThroughTheSbc() throws Exception {
        provision(peer(first, 1));
        int before = LAB.gateway().records().size();
        try (KamailioSbc sbc = start(first);
                SippRun answering = LAB.phones().answer(CALLS, Duration.ofMillis(50), Duration.ofSeconds(30))) {
            SippResult calling = teams.call(sbc, CALLS, 20, Duration.ofMillis(200));
            assertThat(calling.allSucceeded(CALLS)).as(calling.toString()).isTrue();
            assertThat(answering.await().allSucceeded(CALLS)).isTrue();
        }
        Awaitility.await("call records").atMost(Duration.ofSeconds(5)).untilAsserted(() -> assertThat(LAB.gateway()
                        .records()
                        .subList(before, LAB.gateway().records().size()))
                .hasSize(CALLS)
                .allMatch(record -> record.contains("teams_to_pbx")));
    }

    private static void provision(Map<?, ?>... peers) {
        LAB.admin()
                .mustPut(
                        "/direct-routes/" + Users.ROUTE,
                        Map.of("enterpriseId", Users.ENTERPRISE, "tenantFqdn", Users.TENANT, "peers", List.of(peers)));
    }

    @Test
    void callsFollowWhatOptionsSay() throws Exception {
        provision(peer(first, 1), peer(second, 2));
        try (KamailioSbc backup = start(second)) {
            assertThat(backup.teamsSide()).isNotNull();
            try (KamailioSbc preferred = start(first)) {
                assertThat(preferred.teamsSide()).isNotNull();
                awaitStates("up", "up");
                callsGoTo(first);
            }
            awaitStates("down", "up");
            callsGoTo(second);
            try (KamailioSbc again = start(first)) {
                assertThat(again.teamsSide()).isNotNull();
                awaitStates("up", "up");
                callsGoTo(first);
            }
        }
    }
}
