package org.linekeeper.config.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.linekeeper.config.model.Entity.Kind;

class TrunkTest {
    private static final String PBX = "{\"enterpriseId\":\"e\",\"name\":\"T\",\"sipDomain\":\"c.example\",%s}";

    private static EntityJson.Outcome read(String more) {
        return EntityJson.read(Kind.PBX, "p", PBX.formatted(more).getBytes(StandardCharsets.UTF_8));
    }

    private static Pbx good(String more) {
        return (Pbx) ((EntityJson.Outcome.Good) read(more)).entity();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"trustedNetworks\":[\"192.0.2.0/24\"],\"trunk\":{}",
                "\"trunk\":{\"registrationLineId\":\"main\"},\"limits\":{\"maxCalls\":30}",
                "\"trunk\":null"
            })
    void trunkIsKept(String more) {
        Pbx pbx = good(more);
        assertThat(EntityJson.readStored(Kind.PBX, "p", EntityJson.writeWithSecrets(pbx)))
                .isEqualTo(new EntityJson.Outcome.Good(pbx));
    }

    @Test
    void oneLineOfATrunkRegistersAtMost() {
        assertThat(good("\"type\":\"generic\"").registers("any")).isTrue();
        Pbx registered = good("\"trunk\":{\"registrationLineId\":\"main\"}");
        assertThat(registered.registers("main")).isTrue();
        assertThat(registered.registers("any")).isFalse();
        assertThat(good("\"trustedNetworks\":[\"192.0.2.1/32\"],\"trunk\":{}").registers("any"))
                .isFalse();
    }

    @Test
    void pbxSaysHowItLearnsOfPausesButATrunkDoesNot() {
        assertThat(good("\"type\":\"generic\"").pauseMethod()).isEqualTo(PauseMethod.STATUS);
        Pbx told = good("\"pauseMethod\":\"as_feature_event\"");
        assertThat(told.pauseMethod()).isEqualTo(PauseMethod.AS_FEATURE_EVENT);
        assertThat(EntityJson.readStored(Kind.PBX, "p", EntityJson.writeWithSecrets(told)))
                .isEqualTo(new EntityJson.Outcome.Good(told));
        assertThat(read("\"trunk\":{\"registrationLineId\":\"main\"},\"pauseMethod\":\"as_feature_event\""))
                .isInstanceOfSatisfying(EntityJson.Outcome.Bad.class, bad -> assertThat(bad.problems())
                        .extracting(Problem::pointer)
                        .containsExactly("/pauseMethod"));
    }

    @Test
    void trunkThatNobodyCouldKnowIsRefused() {
        assertThat(read("\"trunk\":{}"))
                .isInstanceOfSatisfying(EntityJson.Outcome.Bad.class, bad -> assertThat(bad.problems())
                        .extracting(Problem::pointer)
                        .containsExactly("/trustedNetworks"));
        assertThat(read("\"trunk\":{\"registrationLineId\":\"a b\"}")).isInstanceOf(EntityJson.Outcome.Bad.class);
        assertThat(read("\"trunk\":{\"lines\":[]}")).isInstanceOf(EntityJson.Outcome.Bad.class);
    }
}
