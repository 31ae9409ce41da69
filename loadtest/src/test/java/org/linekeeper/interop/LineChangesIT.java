package org.linekeeper.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A change through the admin port acts at once, and on the lines it touches only. */
class LineChangesIT {
    private static final Duration AT_ONCE = Duration.ofSeconds(5);

    @RegisterExtension
    static final Lab LAB = new Lab(10, 1);

    private final KamailioRpc pbx = LAB.pbx().core().rpc();

    @Test
    void aRemovedLineLeavesThePbxAndNoOtherDoes() {
        Map<String, List<KamailioRpc.Binding>> before = LAB.lineBindings();
        int others = pbx.registers(Users.sipUser(1001));
        assertThat(LAB.admin().delete("/lines/" + Users.lineId(1000)).status()).isIn(200, 204);
        Awaitility.await("binding removed").atMost(AT_ONCE).untilAsserted(() -> assertThat(LAB.lineBindings())
                .doesNotContainKey(Users.sipUser(1000))
                .hasSize(before.size() - 1));
        assertThat(pbx.registers(Users.sipUser(1001))).isEqualTo(others);
        assertThat(LAB.admin().get("/lines/" + Users.lineId(1000)).status()).isEqualTo(404);

        LAB.admin().mustPut("/lines/" + Users.lineId(1000), Users.line(1000));
        LAB.awaitRegistered(List.of(1000));
    }

    @Test
    void aPasswordChangeActsAtOnce() {
        String user = Users.sipUser(1002);
        int before = pbx.registers(user);
        int others = pbx.registers(Users.sipUser(1003));
        pbx.setPassword(user, "a-new-password");
        LAB.admin().mustPut("/lines/" + Users.lineId(1002), Users.line(1002, "a-new-password"));
        Awaitility.await("registered with the new password")
                .atMost(AT_ONCE)
                .untilAsserted(() -> assertThat(pbx.registers(user)).isGreaterThan(before));
        assertThat(state(1002)).isEqualTo("registered");
        assertThat(pbx.registers(Users.sipUser(1003))).isEqualTo(others);
    }

    @Test
    void aWrongPasswordIsSaidInPlainWordsAndNotTriedAgain() {
        int wrong = 1009;
        int before = pbx.registers(Users.sipUser(wrong));
        LAB.admin().mustPut("/lines/" + Users.lineId(wrong), Users.line(wrong, "not-the-password"));
        Awaitility.await("rejected").atMost(AT_ONCE).untilAsserted(() -> assertThat(state(wrong))
                .isEqualTo("rejected"));
        AdminClient.Answer registration = registration(wrong);
        assertThat(registration.json().path("failure").path("advice").asString())
                .as(registration.body())
                .containsIgnoringCase("password");
        assertThat(registration.body()).doesNotContain("not-the-password");
        assertThat(pbx.registers(Users.sipUser(wrong))).isEqualTo(before);
        assertThat(LAB.pbx().core().refusals(Users.sipUser(wrong)))
                .as("tries with the wrong password")
                .isEqualTo(1);

        LAB.admin().mustPut("/lines/" + Users.lineId(wrong), Users.line(wrong));
        Awaitility.await("registered again").atMost(AT_ONCE).untilAsserted(() -> assertThat(state(wrong))
                .isEqualTo("registered"));
    }

    @Test
    void aDisabledLineLeavesThePbx() {
        Map<String, Object> disabled = new java.util.TreeMap<>(Users.line(1004));
        disabled.put("enabled", false);
        LAB.admin().mustPut("/lines/" + Users.lineId(1004), disabled);
        Awaitility.await("binding removed").atMost(AT_ONCE).untilAsserted(() -> assertThat(LAB.lineBindings())
                .doesNotContainKey(Users.sipUser(1004)));
        LAB.admin().mustPut("/lines/" + Users.lineId(1004), Users.line(1004));
        LAB.awaitRegistered(List.of(1004));
    }

    private static String state(int extension) {
        return registration(extension).json().path("state").asString();
    }

    private static AdminClient.Answer registration(int extension) {
        return LAB.admin().get("/lines/" + Users.lineId(extension) + "/registration");
    }
}
