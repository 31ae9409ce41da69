package org.linekeeper.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.linekeeper.loadtest.Scenarios;
import org.linekeeper.loadtest.SippResult;
import org.linekeeper.loadtest.SippRun;

/** After many calls, and after many that failed, the gateway holds nothing that it did not hold before. */
class LeftoversIT {
    private static final int RATE = 50;
    private static final Duration LIMIT = Duration.ofSeconds(90);
    private static final Duration RINGING = Duration.ofMillis(50);
    private static final Duration TALK = Duration.ofMillis(200);

    /** RFC 3261 table 4: the last transaction timers (H, J and those of RFC 6026) run for 64*T1, 32 s. */
    private static final Duration LAST_TIMER = Duration.ofSeconds(50);

    @RegisterExtension
    static final Lab LAB = new Lab(20, 1);

    @Test
    void nothingIsLeftOfAThousandCalls() throws Exception {
        Scrape before = quiet();
        int records = LAB.gateway().records().size();
        try (SippRun teams = LAB.teams().answer(500, RINGING, LIMIT)) {
            good(LAB.phones().call(Scenarios.PHONE_CALLS, LAB.teamsExtensions(), 500, RATE, TALK), 500);
            good(teams.await(), 500);
        }
        try (SippRun phone = LAB.phones().answer(500, RINGING, LIMIT)) {
            good(LAB.teams().call(Scenarios.TEAMS_CALLS, LAB.teamsExtensions(), 500, RATE, TALK), 500);
            good(phone.await(), 500);
        }
        assertNothingLeft(before);
        assertRecords(records + 1010);
    }

    @Test
    void nothingIsLeftOfAThousandCallsThatFailed() throws Exception {
        Scrape before = quiet();
        int records = LAB.gateway().records().size();
        try (SippRun phone = LAB.phones().play("04.phone-rejects/uas-486.xml", 400, RINGING, LIMIT)) {
            good(LAB.teams().call("07.teams-calls/uac-busy.xml", LAB.teamsExtensions(), 400, RATE, TALK), 400);
            good(phone.await(), 400);
        }
        try (SippRun teams = LAB.teams().play("09.teams-rejects/uas-603.xml", 300, RINGING, LIMIT)) {
            good(LAB.phones().call("02.phone-calls/uac-declined.xml", LAB.teamsExtensions(), 300, RATE, TALK), 300);
            good(teams.await(), 300);
        }
        good(LAB.teams().callFrom("07.teams-calls/uac-forbidden.xml", List.of("+18005550100"), 300, RATE, TALK), 300);
        assertNothingLeft(before);
        assertRecords(records + 1010);
    }

    /** The state before: nothing of an earlier test is under way any more. */
    private static Scrape quiet() {
        Awaitility.await("quiet before the test")
                .atMost(LAST_TIMER)
                .pollInterval(Duration.ofMillis(500))
                .untilAsserted(() -> {
                    Scrape now = Scrape.of(LAB.admin());
                    assertThat(now.alive("client_transactions")).isZero();
                    assertThat(now.alive("server_transactions")).isZero();
                    assertThat(now.alive("dialogs")).isZero();
                });
        return Scrape.of(LAB.admin());
    }

    private static void assertNothingLeft(Scrape before) throws Exception {
        Awaitility.await("nothing left")
                .atMost(LAST_TIMER)
                .pollInterval(Duration.ofSeconds(1))
                .untilAsserted(() -> {
                    Scrape after = Scrape.of(LAB.admin());
                    assertThat(after.total("linekeeper_calls_active"))
                            .as("calls")
                            .isZero();
                    assertThat(after.alive("dialogs")).as("dialogs").isZero();
                    assertThat(after.alive("client_transactions"))
                            .as("client transactions")
                            .isZero();
                    assertThat(after.alive("server_transactions"))
                            .as("server transactions")
                            .isZero();
                    assertThat(after.alive("timers")).as("timers").isLessThanOrEqualTo(before.alive("timers"));
                });
        LAB.gateway().collectGarbage();
        // The detector speaks at the next allocations.
        good(LAB.teams().callFrom("07.teams-calls/uac-forbidden.xml", List.of("+18005550100"), 10, RATE, TALK), 10);
        assertThat(LAB.gateway().logLines("LEAK")).isEmpty();
        assertThat(LAB.admin().get("/calls").body()).doesNotContain("callId");
    }

    private static void assertRecords(int wanted) {
        Awaitility.await("call records")
                .atMost(Duration.ofSeconds(5))
                .untilAsserted(() -> assertThat(LAB.gateway().records()).hasSize(wanted));
    }

    private static void good(SippResult result, int calls) {
        assertThat(result.allSucceeded(calls)).as(result.toString()).isTrue();
    }
}
