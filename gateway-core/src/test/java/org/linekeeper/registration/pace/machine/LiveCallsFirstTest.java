package org.linekeeper.registration.pace.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.linekeeper.registration.pace.machine.Turn.Claim.PROVEN;
import static org.linekeeper.registration.pace.machine.Turn.Claim.UNPROVEN;
import static org.linekeeper.registration.pace.machine.Turn.Claim.URGENT;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.linekeeper.registration.pace.machine.Pace.Change;
import org.linekeeper.registration.pace.machine.Pace.Use;

/** Where lines have to wait, those with a call in progress go first. */
final class LiveCallsFirstTest {
    private static final long LATER = Long.MAX_VALUE;

    private final PaceBench bench = PaceBench.unpaced();
    private int asked;

    private final class Line extends Turn {
        private final String name;
        private boolean inCall;

        Line(String pbx, String name, Claim claim, long deadline, boolean inCall) {
            super(pbx, claim, bench.gate, deadline);
            this.name = name;
            this.inCall = inCall;
            sends();
        }

        @Override
        protected boolean isInCall() {
            asked++;
            return inCall;
        }
    }

    private Line join(String pbx, String name, Turn.Claim claim, long deadline, boolean inCall) {
        Line line = new Line(pbx, name, claim, deadline, inCall);
        bench.pace.join(line, bench.now);
        return line;
    }

    private Line admitted() {
        return (Line) bench.pace.next(bench.now);
    }

    private List<String> drained() {
        List<String> names = new ArrayList<>();
        for (Line line = admitted(); line != null; line = admitted()) {
            names.add(line.name);
            bench.done(line, Use.ACCEPTED);
        }
        return names;
    }

    private void close() {
        bench.done(canary("first"), Use.UNREACHABLE);
        assertThat(bench.pace.isDown()).isTrue();
    }

    private Line canary(String name) {
        Line line = join("pbx", name, URGENT, 1, false);
        assertThat(admitted()).isSameAs(line);
        return line;
    }

    /** Nobody is asked where the turn comes at once: that is each refresh of a quiet day. */
    @Test
    void whoNeedNotWaitIsNotAsked() {
        for (int i = 0; i < 100; i++) {
            bench.done(canary("line"), Use.ACCEPTED);
        }
        assertThat(asked).isZero();
    }

    /** Then soonest expiry. */
    @Test
    void whenATargetIsBackLinesInACallGoBeforeThoseThatLapseSoonest() {
        close();
        join("pbx", "soon", URGENT, 10, false);
        join("pbx", "call, later", URGENT, 90, true);
        join("pbx", "unbound", PROVEN, LATER, false);
        join("pbx", "call, unbound", PROVEN, LATER, true);
        join("pbx", "call, sooner", URGENT, 50, true);
        join("other", "other's call", URGENT, 70, true);
        bench.forward(Duration.ofHours(1));

        List<String> names = drained();
        assertThat(names.get(0)).isEqualTo("call, sooner");
        assertThat(names.subList(0, 4))
                .containsExactlyInAnyOrder("call, sooner", "call, later", "call, unbound", "other's call");
        assertThat(names.subList(4, 6)).containsExactly("soon", "unbound");
    }

    /** They are asked again when the target answers: calls come and go during an outage of an hour. */
    @Test
    void whoseCallBeganDuringTheOutageGoesFirstAsWell() {
        Line tries = canary("tries");
        bench.done(canary("first"), Use.UNREACHABLE);
        join("pbx", "soon", URGENT, 10, false);
        Line late = join("pbx", "late", URGENT, 90, false);
        Line lateUnbound = join("pbx", "late, unbound", PROVEN, LATER, false);
        late.inCall = true;
        lateUnbound.inCall = true;

        assertThat(bench.done(tries, Use.ACCEPTED)).isEqualTo(Change.CAME_UP);
        assertThat(drained()).containsExactly("late", "late, unbound", "soon");
    }

    @Test
    void whoGivesUpIsForgotten() {
        close();
        Line gone = join("pbx", "gone", URGENT, 10, true);
        join("pbx", "stays", URGENT, 20, false);
        bench.pace.leave(gone);
        bench.forward(Duration.ofHours(1));

        assertThat(drained()).containsExactly("stays");
        assertThat(bench.pace.waiting()).isZero();
    }

    /** A call does not make wrong passwords right. */
    @Test
    void credentialsThatNeverSucceededStayBehind() {
        close();
        join("pbx", "unproven", UNPROVEN, LATER, true);
        join("pbx", "soon", URGENT, 10, false);
        bench.forward(Duration.ofHours(1));

        assertThat(drained()).containsExactly("soon", "unproven");
    }

    /** Behind a full window too. */
    @Test
    void behindAFullWindowLinesInACallGoFirst() {
        List<Line> out = new ArrayList<>();
        for (int i = 0; i < 32; i++) {
            out.add(canary("out"));
        }
        join("pbx", "soon", URGENT, 10, false);
        join("pbx", "call", URGENT, 90, true);
        bench.done(out.get(0), Use.ACCEPTED);

        assertThat(admitted().name).isEqualTo("call");
    }
}
