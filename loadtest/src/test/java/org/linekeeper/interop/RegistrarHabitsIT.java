package org.linekeeper.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.linekeeper.interop.KamailioRegistrar.Habit;
import org.linekeeper.interop.KamailioRegistrar.Times;
import tools.jackson.databind.JsonNode;

/** Registrars are strict in different ways; no line is lost at any of them. */
class RegistrarHabitsIT {
    private static final int LINES = 40;
    private static final Times ANY = new Times(Duration.ofSeconds(20), Duration.ofHours(1));
    private static final Duration USUAL = Duration.ofMinutes(10);

    @RegisterExtension
    static final RegistrarLab LAB = new RegistrarLab();

    @Test
    void aNonceIsUsedAgainWithARisingCount() {
        KamailioRegistrar registrar = LAB.registrar("nonce-count", ANY);
        List<Integer> lines = LAB.provision("nonce-count", registrar.address(), USUAL, LINES);
        LAB.awaitRegisters(registrar, lines, 1);
        LAB.refresh("nonce-count");
        LAB.awaitRegisters(registrar, lines, 2);

        LAB.assertEachIsRegisteredOnce(registrar, lines);
        assertThat(registrar.seen("bare")).as("challenges, one for each line").isEqualTo(LINES);
        assertThat(registrar.seen("reused")).as("nonces or counts refused").isZero();
        assertThat(registrar.seen("request"))
                .as("refreshes are one request each")
                .isEqualTo(3 * LINES);
    }

    @Test
    void aNonceThatIsGoodForOneRequestCostsASecondOneAndNothingElse() {
        KamailioRegistrar registrar = LAB.registrar("one-time-nonce", ANY, Habit.ONE_TIME_NONCE);
        List<Integer> lines = LAB.provision("one-time-nonce", registrar.address(), USUAL, LINES);
        LAB.awaitRegisters(registrar, lines, 1);
        LAB.refresh("one-time-nonce");
        LAB.awaitRegisters(registrar, lines, 2);

        LAB.assertEachIsRegisteredOnce(registrar, lines);
        assertThat(registrar.seen("request"))
                .as("two requests for each registration at most")
                .isLessThanOrEqualTo(4 * LINES);
    }

    @Test
    void aTimeThatIsTooBriefIsRaisedOnce() {
        Times atLeastTwoMinutes = new Times(Duration.ofMinutes(2), Duration.ofHours(1));
        KamailioRegistrar registrar = LAB.registrar("interval", atLeastTwoMinutes);
        List<Integer> lines = LAB.provision("interval", registrar.address(), Duration.ofSeconds(30), LINES);
        LAB.awaitRegisters(registrar, lines, 1);
        int brief = registrar.seen("brief");
        assertThat(brief).as("answers 423").isBetween(1, LINES);
        LAB.refresh("interval");
        LAB.awaitRegisters(registrar, lines, 2);

        LAB.assertEachIsRegisteredOnce(registrar, lines);
        assertThat(registrar.seen("brief")).as("423 is remembered").isEqualTo(brief);
        assertThat(registrar.bindings())
                .allSatisfy((user, own) -> assertThat(own.get(0).expires())
                        .as("seconds left of " + user)
                        .isGreaterThan(60));
        AdminClient.Answer pbx = LAB.admin().get("/pbxs/interval/registration");
        JsonNode pace = pbx.json().path("pace");
        assertThat(pace.path("learned").path("minExpiresSeconds").asInt())
                .as(pbx.body())
                .isEqualTo(120);
        assertThat(pace.path("targets").get(0).path("state").asString())
                .as(pbx.body())
                .isEqualTo("up");
        AdminClient.Answer line = LAB.admin().get("/lines/" + Users.lineId(lines.get(0)) + "/registration");
        assertThat(line.json().path("history").isEmpty()).as(line.body()).isFalse();
    }

    @Test
    void aRegistrarThatWantsPeaceGetsIt() {
        KamailioRegistrar registrar = LAB.registrar("rate-limited", ANY, Habit.RATE_LIMITED);
        List<Integer> lines = LAB.provision("rate-limited", registrar.address(), USUAL, 2 * LINES);
        LAB.awaitRegisters(registrar, lines, 1);
        LAB.refresh("rate-limited");
        LAB.awaitRegisters(registrar, lines, 2);

        LAB.assertEachIsRegisteredOnce(registrar, lines);
        assertThat(registrar.seen("limited"))
                .as("answers 503: a few, not one for each request")
                .isLessThan(lines.size());
    }

    @Test
    void aBadNetworkLosesNoLine() {
        Times brief = new Times(Duration.ofSeconds(20), Duration.ofSeconds(20));
        KamailioRegistrar registrar = LAB.registrar("lossy", brief);
        LossyLink link = LAB.lossy(registrar, new LossyLink.Habits(0.1, 0.05, 300), 20261121);
        List<Integer> lines = LAB.provision("lossy", link.address(), Duration.ofSeconds(20), LINES);
        LAB.awaitRegisters(registrar, lines, 4);

        LAB.assertEachIsRegisteredOnce(registrar, lines);
        assertThat(registrar.seen("reused")).as("nonces or counts refused").isZero();
        assertThat(link.lost()).isPositive();
        assertThat(link.doubled()).isPositive();
    }

    @Test
    void credentialsAreTestedWithoutTouchingABinding() {
        KamailioRegistrar registrar = LAB.registrar("tests", ANY);
        List<Integer> lines = LAB.provision("tests", registrar.address(), USUAL, 1);
        LAB.awaitRegisters(registrar, lines, 1);
        String path = "/lines/" + Users.lineId(lines.get(0)) + "/registration:test";

        AdminClient.Answer right = LAB.admin().post(path);
        assertThat(right.json().path("outcome").asString()).as(right.body()).isEqualTo("ok");
        assertThat(right.json().path("passwordChecked").asBoolean()).isTrue();
        assertThat(right.json().path("target").asString()).contains(Ports.text(registrar.address()));
        AdminClient.Answer wrong = LAB.admin().post(path, "{\"password\":\"not-the-password\"}");
        assertThat(wrong.json().path("outcome").asString()).as(wrong.body()).isEqualTo("wrong_password");
        assertThat(wrong.json().path("sipStatus").asInt()).isEqualTo(401);
        AdminClient.Answer other = LAB.admin()
                .post(
                        "/pbxs/tests/registration:test",
                        "{\"sipUser\":\"5000\",\"authUser\":\"auth-5000\",\"password\":\"secret-5000\"}");
        assertThat(other.json().path("outcome").asString()).as(other.body()).isEqualTo("ok");

        assertThat(registrar.seen("query")).as("REGISTERs without Contact").isEqualTo(2);
        assertThat(registrar.registers(Users.sipUser(lines.get(0)))).isEqualTo(1);
        assertThat(registrar.bindings()).containsOnlyKeys(Users.sipUser(lines.get(0)));
        AdminClient.Answer state = LAB.admin().get("/lines/" + Users.lineId(lines.get(0)) + "/registration");
        assertThat(state.json().path("state").asString()).isEqualTo("registered");
    }
}
