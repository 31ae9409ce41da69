package org.linekeeper.config.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.linekeeper.config.model.Entity.Kind;

class RegistrationPaceTest {
    private static final String PBX =
            "{\"enterpriseId\":\"e\",\"name\":\"T\",\"sipDomain\":\"c.example\",\"registration\":%s}";

    @Test
    void whatIsSaidIsKept() {
        Pbx pbx = good("{\"maxInFlight\":8,\"startPerSecond\":2,\"maxPerSecond\":20}");

        assertThat(pbx.registration().pace())
                .isEqualTo(new RegistrationPace(OptionalInt.of(8), OptionalInt.of(2), OptionalInt.of(20)));
        assertThat(EntityJson.readStored(Kind.PBX, "p", EntityJson.writeWithSecrets(pbx)))
                .isEqualTo(new EntityJson.Outcome.Good(pbx));
    }

    @Test
    void eachMayBeLeftOpen() {
        Pbx pbx = good("{\"maxPerSecond\":20,\"maxInFlight\":null}");

        assertThat(pbx.registration().pace())
                .isEqualTo(new RegistrationPace(OptionalInt.empty(), OptionalInt.empty(), OptionalInt.of(20)));
        assertThat(EntityJson.write(pbx)).contains("maxPerSecond").doesNotContain("InFlight", "startPerSecond");
        assertThat(good("{}").registration().pace()).isEqualTo(RegistrationPace.NONE);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"maxInFlight\":0}|/registration/maxInFlight",
                "{\"maxInFlight\":10001}|/registration/maxInFlight",
                "{\"startPerSecond\":0}|/registration/startPerSecond",
                "{\"maxPerSecond\":100001}|/registration/maxPerSecond",
                "{\"maxPerSecond\":\"unlimited\"}|/registration/maxPerSecond",
                "{\"maxPerSecond\":5,\"startPerSecond\":6}|/registration/startPerSecond"
            })
    void nonsenseIsRefused(String options, String pointer) {
        assertThat(read(options)).isInstanceOfSatisfying(EntityJson.Outcome.Bad.class, bad -> assertThat(
                        bad.problems().stream().map(Problem::pointer))
                .isEqualTo(List.of(pointer)));
    }

    private static EntityJson.Outcome read(String options) {
        return EntityJson.read(Kind.PBX, "p", PBX.formatted(options).getBytes(StandardCharsets.UTF_8));
    }

    private static Pbx good(String options) {
        return (Pbx) ((EntityJson.Outcome.Good) read(options)).entity();
    }
}
