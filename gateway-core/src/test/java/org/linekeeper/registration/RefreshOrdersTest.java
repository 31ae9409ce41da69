package org.linekeeper.registration;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.linekeeper.event.RegistrationState;
import org.linekeeper.registration.RefreshOrders.Outcome;

final class RefreshOrdersTest {
    private final EngineFixture fixture = new EngineFixture(1);
    private final RefreshOrders orders = new RefreshOrders(
            fixture.world, fixture.engine.registrations(), fixture.engine::refresh, fixture.world.clock());

    private void registered(int lines) {
        for (int i = 1; i <= lines; i++) {
            fixture.addLine(i);
        }
        fixture.engine.start();
        fixture.world.forward(Duration.ofMinutes(2));
        assertThat(fixture.count(RegistrationState.REGISTERED)).isEqualTo(lines);
        fixture.network.sent.clear();
        fixture.network.times.clear();
    }

    private static Map<String, List<String>> lines(int count) {
        return Map.of(
                "pbx", IntStream.rangeClosed(1, count).mapToObj(i -> "line" + i).toList());
    }

    @Test
    void aLineIsRefreshedOnceInTenSeconds() {
        registered(1);
        assertThat(orders.line("line1")).isEqualTo(new Outcome.Accepted(1, 0, 0));
        fixture.world.forward(Duration.ofSeconds(4));
        assertThat(fixture.network.sent).hasSize(1);
        assertThat(((Outcome.Refused) orders.line("line1")).why().retryAfter()).isEqualTo(Duration.ofSeconds(6));
        fixture.world.forward(Duration.ofSeconds(6));
        assertThat(orders.line("line1")).isEqualTo(new Outcome.Accepted(1, 0, 0));
        fixture.world.forward(Duration.ofSeconds(1));
        assertThat(fixture.network.sent).hasSize(2);
    }

    @Test
    void aLineThatIsNotWantedIsNotRefreshed() {
        registered(1);
        fixture.settings.put(EngineFixture.line(1, "pw1", false));
        assertThat(orders.line("line9")).isEqualTo(new Outcome.Accepted(0, 0, 1));
        fixture.world.forward(Duration.ofSeconds(1));
        assertThat(orders.line("line1")).isEqualTo(new Outcome.Accepted(0, 0, 1));
    }

    @Test
    void thePbxSetsThePaceOfItsLines() {
        int lines = 1_000;
        registered(lines);
        assertThat(orders.pbxs(lines(lines))).isEqualTo(new Outcome.Accepted(lines, 0, 0));
        fixture.world.forward(Duration.ofSeconds(5));
        assertThat(orders.pbxs(lines(lines))).isEqualTo(new Outcome.UnderWay("pbx"));
        int busy = fixture.count(RegistrationState.REFRESHING);
        assertThat(busy).isLessThanOrEqualTo(BulkRefresh.MOST_UNDER_WAY);
        fixture.world.forward(Duration.ofSeconds(30));
        assertThat(fixture.network.sent.stream().map(register -> register.aor()).distinct())
                .hasSize(lines);
        assertThat(fixture.network.peak(EngineFixture.FIRST)).isLessThanOrEqualTo(110);
        assertThat(fixture.registrar.lapses).isEmpty();
        assertThat(orders.pbxs(lines(lines))).isEqualTo(new Outcome.Accepted(lines, 0, 0));
    }

    @Test
    void aPbxRestsAfterARefresh() {
        registered(1);
        orders.pbxs(lines(1));
        fixture.world.forward(Duration.ofSeconds(1));
        assertThat(((Outcome.Refused) orders.pbxs(lines(1))).why().retryAfter()).isEqualTo(Duration.ofSeconds(9));
    }

    @Test
    void rejectedAndUnwantedLinesAreLeftOut() {
        registered(3);
        fixture.settings.put(EngineFixture.line(1, "wrong", true));
        fixture.settings.put(EngineFixture.line(2, "pw2", false));
        fixture.world.forward(Duration.ofSeconds(2));
        fixture.network.sent.clear();
        assertThat(orders.pbxs(lines(3))).isEqualTo(new Outcome.Accepted(1, 1, 1));
        fixture.world.forward(Duration.ofSeconds(5));
        assertThat(fixture.network.sent).extracting(register -> register.aor()).containsExactly("3t@abc.service");
    }

    @Test
    void aDeadPbxIsNotUnderWayForEver() {
        int lines = 70;
        registered(lines);
        fixture.network.dead.add(EngineFixture.FIRST);
        fixture.network.dead.add(EngineFixture.SECOND);
        orders.pbxs(lines(lines));
        fixture.world.forward(BulkRefresh.PATIENCE.multipliedBy(2).plusSeconds(1));
        assertThat(orders.pbxs(lines(1))).isInstanceOf(Outcome.Accepted.class);
        fixture.world.forward(BulkRefresh.PATIENCE.plusSeconds(11));
        orders.line("line1");
        assertThat(orders.remembered()).as("this order only").isLessThanOrEqualTo(2);
    }
}
