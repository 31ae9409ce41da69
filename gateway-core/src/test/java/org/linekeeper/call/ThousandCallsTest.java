package org.linekeeper.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.linekeeper.event.CallRecord;
import org.linekeeper.sip.SipStack;

/** After many calls nothing is left: no call, no dialog, no transaction, no timer. */
class ThousandCallsTest {
    private static final int CALLS = 1_000;

    private CallWorld world;

    @BeforeEach
    void start() throws Exception {
        world = new CallWorld();
    }

    @AfterEach
    void stop() {
        world.close();
    }

    @Test
    void answeredCallsLeaveNothing() throws Exception {
        Answering far = new Answering(world.pbx, world.pbxListener, 200);
        world.pbx.robot(far);
        CallingRobot near = new CallingRobot(20);
        world.sbc.robot(near);
        for (int i = 0; i < CALLS; i++) {
            near.call(Dialled.fromTeams(world, "+12065550101", "+1425", "many" + i));
        }
        settle(near);
        assertThat(near.answered).hasValue(CALLS);
        assertThat(far.calls).hasValue(CALLS);
        assertThat(world.records()).extracting(CallRecord::outcome).allMatch(outcome -> outcome.code()
                .equals("completed"));
        nothingIsLeft();
    }

    @Test
    void failedCallsLeaveNothing() throws Exception {
        Answering far = new Answering(world.sbc, world.teamsListener, 486);
        world.sbc.robot(far);
        CallingRobot near = new CallingRobot(20);
        world.pbx.robot(near);
        for (int i = 0; i < CALLS; i++) {
            // Every third names no line, and is refused by the gateway itself.
            near.call(Dialled.fromPbx(world, i % 3 == 0 ? "gone" : "tok-l1", "201", "many" + i));
        }
        settle(near);
        assertThat(near.failed).hasValue(CALLS);
        nothingIsLeft();
    }

    private void settle(CallingRobot near) {
        Awaitility.await("calls").atMost(Duration.ofSeconds(60)).until(() -> near.open() == 0);
        Awaitility.await("records")
                .atMost(Duration.ofSeconds(20))
                .until(() -> world.records().size() >= CALLS);
        assertThat(world.records()).extracting(CallRecord::callId).doesNotHaveDuplicates();
        assertThat(world.records()).hasSize(CALLS);
        assertThat(world.engine.calls().inProgress()).isEmpty();
    }

    private void nothingIsLeft() {
        world.ticker.speed(30);
        SipStack.Inventory nothing = new SipStack.Inventory(0, 0, 0, 0, 0);
        Awaitility.await("an empty stack")
                .atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(world.stack.inventory()).isEqualTo(nothing));
    }
}
