package org.linekeeper.config.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.linekeeper.config.model.Entity.Kind;
import org.linekeeper.config.model.RegistrationOptions.Use;

class RegistrationOptionsTest {
    private static final String PBX = "{\"enterpriseId\":\"e\",\"name\":\"T\",\"sipDomain\":\"c.example\"%s}";

    @Test
    void whatIsNotSaidIsAsMostPbxsHaveIt() {
        assertThat(good("").registration()).isEqualTo(RegistrationOptions.NONE);
        assertThat(good(",\"registration\":{}").registration()).isEqualTo(RegistrationOptions.NONE);
        assertThat(EntityJson.write(good(""))).doesNotContain("registration");
    }

    @Test
    void whatIsSaidIsKept() {
        Pbx pbx = good(",\"registration\":{\"realm\":\"pbx, inc\",\"preemptiveAuth\":\"off\",\"outbound\":\"off\","
                + "\"addressTranslated\":true}");

        assertThat(pbx.registration())
                .isEqualTo(new RegistrationOptions(Optional.of("pbx, inc"), Use.OFF, Use.OFF, true));
        assertThat(EntityJson.readStored(Kind.PBX, "p", EntityJson.writeWithSecrets(pbx)))
                .isEqualTo(new EntityJson.Outcome.Good(pbx));
        assertThat(pbx.with(PauseMethod.STATUS).registration()).isEqualTo(pbx.registration());
        assertThat(good("").with(pbx.registration())).isEqualTo(pbx);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{\"realm\":\"\"}", "{\"realm\":\"a\\nb\"}", "{\"outbound\":\"on\"}", "{\"nat\":true}", "1"})
    void nonsenseIsRefused(String options) {
        assertThat(read(",\"registration\":" + options))
                .isInstanceOfSatisfying(EntityJson.Outcome.Bad.class, bad -> assertThat(bad.problems())
                        .allMatch(problem -> problem.pointer().startsWith("/registration")));
    }

    private static EntityJson.Outcome read(String more) {
        return EntityJson.read(Kind.PBX, "p", PBX.formatted(more).getBytes(StandardCharsets.UTF_8));
    }

    private static Pbx good(String more) {
        return (Pbx) ((EntityJson.Outcome.Good) read(more)).entity();
    }
}
