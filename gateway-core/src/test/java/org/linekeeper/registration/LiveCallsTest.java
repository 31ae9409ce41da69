package org.linekeeper.registration;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.linekeeper.config.RegistrationSettings;
import org.linekeeper.dns.Target;

/** An outage with calls in progress. */
final class LiveCallsTest {
    private static final int LINES = 200;

    @Test
    void afterAnOutageLinesWithCallsRegisterFirst() {
        PbxField field = new PbxField(7, RegistrationSettings.defaults());
        Target target = field.target();
        PbxField.know(field.registrarAt(target), "pbx", LINES, "pw");
        field.pbx("pbx", Duration.ofMinutes(10), target);
        field.lines("pbx", LINES, "pw");
        field.world.forward(Duration.ofMinutes(3));
        assertThat(field.registered("pbx")).isEqualTo(LINES);

        field.network.dead.add(target);
        field.world.forward(Duration.ofMinutes(40));
        assertThat(field.view("pbx").targets().get(0).state()).isEqualTo(TargetPaceView.State.DOWN);
        field.inCall.addAll(List.of("pbx17", "pbx99", "pbx150", "pbx200"));
        field.network.dead.clear();
        int before = field.network.sent.size();
        while (field.view("pbx").targets().get(0).state() == TargetPaceView.State.DOWN) {
            field.world.forward(Duration.ofMillis(100));
        }
        field.world.forward(Duration.ofSeconds(3));

        List<String> order = field.network.sent.subList(before, field.network.sent.size()).stream()
                .map(register -> register.aor().substring(0, register.aor().indexOf('@')))
                .distinct()
                .toList();
        // the first one found out that it is back
        assertThat(order).hasSizeGreaterThan(10);
        assertThat(order.subList(0, 6)).containsAll(field.inCall);
    }
}
