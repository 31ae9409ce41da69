package org.linekeeper.config.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.linekeeper.config.model.Entity.Kind;

class HoldStyleTest {
    private static final String ROUTE =
            "{\"enterpriseId\":\"e\",\"tenantFqdn\":\"t1.example.net\",\"peers\":[{\"host\":\"sbc.example.net\"}]%s}";

    private static EntityJson.Outcome read(String more) {
        return EntityJson.read(Kind.DIRECT_ROUTE, "r", ROUTE.formatted(more).getBytes(StandardCharsets.UTF_8));
    }

    private static DirectRoute good(String more) {
        return (DirectRoute) ((EntityJson.Outcome.Good) read(more)).entity();
    }

    @Test
    void teamsIsToldOfHoldAsMicrosoftDocumentsUnlessSomebodySaysOtherwise() {
        assertThat(good("").hold()).isEqualTo(HoldStyle.INACTIVE);
        assertThat(good(",\"hold\":null").hold()).isEqualTo(HoldStyle.INACTIVE);
        assertThat(read(",\"hold\":\"sendonly\"")).isInstanceOf(EntityJson.Outcome.Bad.class);
    }

    @Test
    void styleIsKept() {
        DirectRoute route = good(",\"hold\":\"rfc3264\"");
        assertThat(route.hold()).isEqualTo(HoldStyle.RFC3264);
        assertThat(route).isEqualTo(good("").with(HoldStyle.RFC3264));
        assertThat(EntityJson.readStored(Kind.DIRECT_ROUTE, "r", EntityJson.writeWithSecrets(route)))
                .isEqualTo(new EntityJson.Outcome.Good(route));
    }
}
