package org.linekeeper.registration.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.linekeeper.config.RegistrationSettings;
import org.linekeeper.event.RegistrationState;

/** A registrar that checks nonce counts, remembers no transactions, and so takes a retransmission for a replay. */
final class ReplayTest {
    private static final int LINES = 200;

    /** So many that two in a row are lost now and then. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aLost200IsNoWrongPassword(boolean with403) {
        SimWorld world = new SimWorld(1, 1, RegistrationSettings.defaults());
        SimPbx pbx = world.pbxs.get(0);
        pbx.registrar.forgetsTransactions = true;
        pbx.registrar.callsReplaysWrong = true;
        pbx.registrar.refusesWrongPasswordWith403 = with403;
        world.network.loss = 0.05;
        world.process().engine.start();
        for (int line = 1; line <= LINES; line++) {
            world.put(line, pbx, "pw" + line, true);
        }
        world.time.forward(Duration.ofHours(2));

        assertThat(world.unsettled).as("rejected").isEmpty();
        assertThat(world.process().engine.registrations().ofPbx(pbx.id).lines().entrySet().stream()
                        .filter(entry -> Set.of(RegistrationState.REGISTERED, RegistrationState.REFRESHING)
                                .contains(entry.getKey()))
                        .mapToInt(Map.Entry::getValue)
                        .sum())
                .isEqualTo(LINES);
        assertThat(world.watch.violations).isEmpty();
    }
}
