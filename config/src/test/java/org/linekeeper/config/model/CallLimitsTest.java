package org.linekeeper.config.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.linekeeper.config.model.Entity.Kind;

class CallLimitsTest {
    private static final CallLimits FULL = new CallLimits(
                    OptionalInt.of(2), OptionalInt.of(10), List.of("+1", "+49"), List.of("+1900", "0900", "+4919"))
            .withBusyOnBusy(true);
    private static final String LIMITS = "\"limits\":{\"maxCalls\":2,\"maxCallsPerSecond\":10,"
            + "\"allowedPrefixes\":[\"+1\",\"+49\"],\"deniedPrefixes\":[\"+1900\",\"0900\",\"+4919\"],\"busyOnBusy\":true}";

    private static EntityJson.Outcome read(Kind kind, String json) {
        return EntityJson.read(kind, "x", json.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void everyLevelKeepsItsLimits() {
        List<EntityJson.Outcome> read = List.of(
                read(Kind.ENTERPRISE, "{\"name\":\"Acme\"," + LIMITS + "}"),
                read(
                        Kind.DIRECT_ROUTE,
                        "{\"enterpriseId\":\"e\",\"tenantFqdn\":\"a.example\",\"peers\":[{\"host\":\"b.example\"}],"
                                + LIMITS + "}"),
                read(
                        Kind.LINE,
                        "{\"pbxId\":\"p\",\"directRouteId\":\"r\",\"teamsUser\":\"u\",\"phoneNumber\":\"+14155550100\","
                                + "\"sipUser\":\"1\",\"password\":\"x\",\"numbers\":[\"+14155550101\"]," + LIMITS
                                + "}"));
        for (EntityJson.Outcome outcome : read) {
            assertThat(outcome).isInstanceOf(EntityJson.Outcome.Good.class);
            Entity entity = ((EntityJson.Outcome.Good) outcome).entity();
            assertThat(limits(entity)).isEqualTo(FULL);
            byte[] stored = EntityJson.writeWithSecrets(entity);
            assertThat(new String(stored, StandardCharsets.UTF_8)).contains(LIMITS);
            assertThat(EntityJson.readStored(entity.kind(), "x", stored))
                    .isEqualTo(new EntityJson.Outcome.Good(entity));
        }
    }

    private static CallLimits limits(Entity entity) {
        if (entity instanceof Line line) {
            assertThat(line.options().numbers()).containsExactly("+14155550101");
            return line.options().limits();
        }
        return entity instanceof Enterprise enterprise ? enterprise.limits() : ((DirectRoute) entity).limits();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"maxCalls\":-1} | /limits/maxCalls",
                "{\"maxCallsPerSecond\":0} | /limits/maxCallsPerSecond",
                "{\"allowedPrefixes\":[\"\"]} | /limits/allowedPrefixes/0",
                "{\"deniedPrefixes\":[\"+1\",\"1*\"]} | /limits/deniedPrefixes/1"
            })
    void badValuesAreRefused(String limits, String pointer) {
        EntityJson.Outcome outcome = read(Kind.ENTERPRISE, "{\"name\":\"Acme\",\"limits\":" + limits + "}");
        assertThat(((EntityJson.Outcome.Bad) outcome).problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.pointer()).isEqualTo(pointer));
    }
}
