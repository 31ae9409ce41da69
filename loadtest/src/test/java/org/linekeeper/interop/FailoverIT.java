package org.linekeeper.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.linekeeper.loadtest.Scenarios;
import org.linekeeper.loadtest.SippResult;
import org.linekeeper.loadtest.SippRun;

/** The edge that SRV names first goes down: the second takes over, for registrations and for calls. */
class FailoverIT {
    @RegisterExtension
    static final Lab LAB = new Lab(10, 1);

    @Test
    void theSecondTargetOfSrvTakesOver() throws Exception {
        LAB.pbx().stopFirst();
        Phones phones = LAB.phones().through(LAB.pbx().second().address());
        SippResult moved = phones.register(Users.phoneExtensions(1));
        assertThat(moved.allSucceeded(1)).as(moved.toString()).isTrue();

        // Calls find the second target by themselves, before any line has noticed.
        teamsCalls(phones);
        String second = Ports.text(LAB.pbx().second().address());
        // A change makes the line register now; what follows is what its next refresh would have met.
        for (int extension : LAB.teamsExtensions()) {
            String user = Users.sipUser(extension);
            LAB.pbx().core().rpc().setPassword(user, "changed");
            LAB.admin().mustPut("/lines/" + Users.lineId(extension), Users.line(extension, "changed"));
        }
        Awaitility.await("registered through the second edge")
                .atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(500))
                .untilAsserted(
                        () -> assertThat(LAB.lineBindings()).hasSize(10).allSatisfy((user, bindings) -> assertThat(
                                        bindings)
                                .singleElement()
                                .satisfies(binding -> assertThat(binding.path()).contains(second))));
        phonesCall(phones);
        teamsCalls(phones);

        LAB.pbx().startFirst();
        phonesCall(LAB.phones());
        teamsCalls(phones);
    }

    private static void phonesCall(Phones phones) throws Exception {
        try (SippRun teams = LAB.teams().answer(20, Duration.ofMillis(50), Duration.ofSeconds(30))) {
            SippResult calling =
                    phones.call(Scenarios.PHONE_CALLS, LAB.teamsExtensions(), 20, 20, Duration.ofMillis(200));
            assertThat(calling.allSucceeded(20)).as(calling.toString()).isTrue();
            assertThat(teams.await().allSucceeded(20)).isTrue();
        }
    }

    private static void teamsCalls(Phones phones) throws Exception {
        try (SippRun phone = phones.answer(20, Duration.ofMillis(50), Duration.ofSeconds(30))) {
            SippResult calling =
                    LAB.teams().call(Scenarios.TEAMS_CALLS, LAB.teamsExtensions(), 20, 20, Duration.ofMillis(200));
            assertThat(calling.allSucceeded(20)).as(calling.toString()).isTrue();
            assertThat(phone.await().allSucceeded(20)).isTrue();
        }
    }
}
