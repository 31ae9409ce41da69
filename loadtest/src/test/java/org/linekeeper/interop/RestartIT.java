package org.linekeeper.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.linekeeper.loadtest.Scenarios;
import org.linekeeper.loadtest.SippResult;
import org.linekeeper.loadtest.SippRun;

/** What a power cut leaves. */
class RestartIT {
    private static final int LINES = 50;

    @RegisterExtension
    static final Lab LAB = new Lab(LINES, 1);

    @Test
    void afterAKillEverythingIsThereAndNobodyRegistersAnew() throws Exception {
        awaitStatesStored();
        Map<String, Integer> before = registers();
        Map<String, List<KamailioRpc.Binding>> bindings = LAB.lineBindings();
        LAB.gateway().kill();
        LAB.gateway().restart();

        AdminClient admin = LAB.admin();
        assertThat(admin.get("/enterprises/" + Users.ENTERPRISE).status()).isEqualTo(200);
        assertThat(admin.get("/pbxs/" + Users.PBX).status()).isEqualTo(200);
        assertThat(admin.get("/direct-routes/" + Users.ROUTE).status()).isEqualTo(200);
        for (int extension : LAB.teamsExtensions()) {
            AdminClient.Answer registration = admin.get("/lines/" + Users.lineId(extension) + "/registration");
            assertThat(registration.json().path("state").asString())
                    .as(registration.body())
                    .isEqualTo("registered");
        }
        try (SippRun teams = LAB.teams().answer(20, Duration.ofMillis(50), Duration.ofSeconds(20))) {
            SippResult phones =
                    LAB.phones().call(Scenarios.PHONE_CALLS, LAB.teamsExtensions(), 20, 20, Duration.ofMillis(200));
            assertThat(phones.allSucceeded(20)).as(phones.toString()).isTrue();
            assertThat(teams.await().allSucceeded(20)).isTrue();
        }
        assertThat(registers()).isEqualTo(before);
        assertThat(contacts(LAB.lineBindings())).isEqualTo(contacts(bindings));
    }

    /** States are written a moment after the answer: the power cut comes when the last one must be on disk. */
    private static void awaitStatesStored() {
        Awaitility.await().pollDelay(Duration.ofSeconds(3)).until(() -> true);
    }

    private static Map<String, Integer> registers() {
        Map<String, Integer> counts = new TreeMap<>();
        for (int extension : LAB.teamsExtensions()) {
            String user = Users.sipUser(extension);
            counts.put(user, LAB.pbx().core().rpc().registers(user));
        }
        return counts;
    }

    private static Map<String, String> contacts(Map<String, List<KamailioRpc.Binding>> bindings) {
        Map<String, String> contacts = new TreeMap<>();
        bindings.forEach((user, own) ->
                contacts.put(user, own.get(0).contact() + " cseq " + own.get(0).cseq()));
        return contacts;
    }
}
