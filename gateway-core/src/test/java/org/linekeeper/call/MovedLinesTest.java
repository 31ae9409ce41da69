package org.linekeeper.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.linekeeper.call.presence.FeatureReport.Outcome;
import org.linekeeper.call.presence.Presence.State;
import org.linekeeper.config.model.Line;
import org.linekeeper.config.model.PauseMethod;
import org.linekeeper.config.store.Change;

/** A line that takes no calls leaves the PBX that was told so. */
final class MovedLinesTest {
    private CallWorld world;
    private SipText told;

    @BeforeEach
    void start() throws Exception {
        world = new CallWorld();
        world.directory.pbxs.computeIfPresent("p1", (id, pbx) -> pbx.with(PauseMethod.AS_FEATURE_EVENT));
        world.engine.lines().set("l1", State.DO_NOT_DISTURB, Optional.empty());
        told = subscribe("101t", true);
    }

    @AfterEach
    void stop() {
        world.close();
    }

    private SipText subscribe(String user, boolean doNotDisturb) {
        return world.pbx.await(
                "SUBSCRIBE of " + user + " " + doNotDisturb,
                message -> message.is("SUBSCRIBE")
                        && message.header("From").contains("sip:" + user + "@")
                        && message.raw().contains("<doNotDisturbOn>" + doNotDisturb + "</doNotDisturbOn>"));
    }

    private void answer(SipText subscribe, int status) {
        String contact = status < 300 ? "sip:features@" + world.pbx.hostPort() : "";
        world.pbx.send(subscribe.reply(status, "Said", "far", contact, ""), world.pbxListener);
    }

    private void accepted(String line) {
        Awaitility.await("accepted").atMost(Duration.ofSeconds(20)).until(() -> world.engine
                .lines()
                .of(line)
                .flatMap(LineStatus::feature)
                .filter(report -> report.outcome() == Outcome.ACCEPTED)
                .isPresent());
    }

    private void nothingLeft() {
        Awaitility.await("nothing is left").atMost(Duration.ofSeconds(20)).until(() -> world.engine.toldLines() == 0);
    }

    private void move(Optional<Line> to) {
        Line before = world.directory.lines.get("l1");
        world.lines.byLine.remove("l1");
        to.ifPresentOrElse(after -> world.directory.lines.put("l1", after), () -> world.directory.lines.remove("l1"));
        world.engine.changed(new Change(1, Optional.of(before), to.map(Line.class::cast)));
    }

    private Line as(String sipUser) {
        Line line = world.directory.lines.get("l1");
        return new Line(
                line.id(),
                line.pbxId(),
                line.directRouteId(),
                line.teamsUser(),
                line.phoneNumber(),
                sipUser,
                line.authUser(),
                line.password(),
                line.displayName(),
                line.enabled());
    }

    @Test
    void theExtensionThatWasLeftMayBeDisturbedAgainAndTheNewOneIsToldWhenItIsRegistered() {
        answer(told, 200);
        accepted("l1");
        RegisteredLine binding = world.lines.byLine.get("l1");
        move(Optional.of(as("199t")));
        SipText off = subscribe("101t", false);
        assertThat(off.callId()).isEqualTo(told.callId());
        answer(off, 200);
        world.lines.register(binding);
        world.ticker.speed(100);
        SipText on = subscribe("199t", true);
        world.ticker.speed(1);
        assertThat(on.callId()).isNotEqualTo(told.callId());
        answer(on, 200);
        accepted("l1");
    }

    /** What is under way may be accepted yet. */
    @Test
    void lineThatIsDeletedBeforeThePbxHasAnsweredLeavesNothingBehind() {
        move(Optional.empty());
        answer(told, 200);
        answer(subscribe("101t", false), 200);
        nothingLeft();
    }

    @Test
    void pbxThatRefusesTheEndIsAskedForHalfAnHourOnly() {
        answer(told, 200);
        accepted("l1");
        move(Optional.empty());
        world.ticker.speed(300);
        long last = 0;
        for (int i = 0; i < 7; i++) {
            long before = last;
            SipText off = world.pbx.await(
                    "SUBSCRIBE " + i,
                    message -> message.is("SUBSCRIBE")
                            && message.cseq() > before
                            && message.raw().contains("<doNotDisturbOn>false</doNotDisturbOn>"));
            last = off.cseq();
            answer(off, 403);
        }
        nothingLeft();
        world.ticker.speed(1);
    }

    @Test
    void pbxThatWasNeverToldHearsNothing() {
        answer(told, 489);
        Awaitility.await("unsupported").atMost(Duration.ofSeconds(20)).until(() -> world.engine
                .lines()
                .of("l1")
                .flatMap(LineStatus::feature)
                .filter(report -> report.outcome() == Outcome.UNSUPPORTED)
                .isPresent());
        move(Optional.empty());
        nothingLeft();
        assertThat(world.pbx.heard().stream().filter(message -> message.is("SUBSCRIBE")))
                .hasSize(1);
    }
}
