package org.linekeeper.config.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.linekeeper.config.model.Entity.Kind;
import org.linekeeper.config.model.IdentityPolicy.NameShown;
import org.linekeeper.config.model.IdentityPolicy.NumberAsserted;
import org.linekeeper.config.model.IdentityPolicy.NumberShown;
import org.linekeeper.config.model.IdentityPolicy.WithheldShown;

class IdentityPolicyTest {
    private static final IdentityPolicy FULL = new IdentityPolicy(
            Optional.of(NameShown.OTHER),
            Optional.of("Acme Ünited"),
            Optional.of(NumberShown.OTHER),
            Optional.of("+12065550100"),
            Optional.of(NumberShown.TRANSPARENT),
            Optional.of(NumberAsserted.NUMBER),
            Optional.of(WithheldShown.ANONYMOUS));
    private static final String IDENTITY =
            "\"identity\":{\"callerName\":\"other\",\"callerNameText\":\"Acme Ünited\",\"callerId\":\"other\","
                    + "\"callerIdNumber\":\"+12065550100\",\"forwardedCallerId\":\"transparent\","
                    + "\"assertedIdentity\":\"number\",\"withheldCaller\":\"anonymous\"}";

    private static EntityJson.Outcome read(Kind kind, String json) {
        return EntityJson.read(kind, "x", json.getBytes(StandardCharsets.UTF_8));
    }

    private static Entity good(Kind kind, String json) {
        EntityJson.Outcome outcome = read(kind, json);
        assertThat(outcome).isInstanceOf(EntityJson.Outcome.Good.class);
        return ((EntityJson.Outcome.Good) outcome).entity();
    }

    @Test
    void everyLevelKeepsItsPolicy() {
        Enterprise enterprise = (Enterprise) good(Kind.ENTERPRISE, "{\"name\":\"Acme\"," + IDENTITY + "}");
        assertThat(enterprise.identity()).isEqualTo(FULL);
        Pbx pbx = (Pbx)
                good(Kind.PBX, "{\"enterpriseId\":\"e\",\"name\":\"HQ\",\"sipDomain\":\"p.example\"," + IDENTITY + "}");
        assertThat(pbx.identity()).isEqualTo(FULL);
        Line line = (Line) good(
                Kind.LINE,
                "{\"pbxId\":\"p\",\"directRouteId\":\"r\",\"teamsUser\":\"u\",\"phoneNumber\":\"+14155550100\","
                        + "\"sipUser\":\"1\",\"password\":\"x\",\"numbers\":[\"+14155550101\"]," + IDENTITY + "}");
        assertThat(line.options().identity()).isEqualTo(FULL);
        assertThat(line.options().numbers()).containsExactly("+14155550101");
        for (Entity entity : List.of(enterprise, pbx, line)) {
            byte[] stored = EntityJson.writeWithSecrets(entity);
            assertThat(new String(stored, StandardCharsets.UTF_8)).contains(IDENTITY);
            assertThat(EntityJson.readStored(entity.kind(), "x", stored))
                    .isEqualTo(new EntityJson.Outcome.Good(entity));
        }
    }

    @Test
    void whatIsLeftOpenIsInherited() {
        IdentityPolicy own = new IdentityPolicy(
                Optional.of(NameShown.NONE),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
        IdentityPolicy all = own.over(FULL);
        assertThat(all.callerName()).contains(NameShown.NONE);
        assertThat(all.callerId()).contains(NumberShown.OTHER);
        assertThat(FULL.over(own)).isEqualTo(FULL);
        assertThat(IdentityPolicy.NONE.over(FULL)).isEqualTo(FULL);
    }

    @Test
    void badValuesAreRefused() {
        EntityJson.Outcome outcome = read(
                Kind.ENTERPRISE,
                "{\"name\":\"Acme\",\"identity\":{\"callerIdNumber\":\"206\",\"callerNameText\":\"\"}}");
        assertThat(((EntityJson.Outcome.Bad) outcome).problems())
                .extracting(Problem::pointer)
                .containsExactlyInAnyOrder("/identity/callerIdNumber", "/identity/callerNameText");
    }
}
