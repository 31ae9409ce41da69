package org.linekeeper.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.linekeeper.call.machine.CallPhase;
import org.linekeeper.config.CallSettings;
import org.linekeeper.event.CallOutcome;

/** What is refused because there is too much, or because the gateway is being stopped. */
class LimitsTest {
    private static CallSettings limits(int calls, int perSecond) {
        return new CallSettings(calls, perSecond, Duration.ofSeconds(20), Duration.ofSeconds(2));
    }

    @Test
    void callBeyondTheLimitIsToldWhenToTryAgain() throws Exception {
        try (CallWorld world = new CallWorld(limits(1, 100))) {
            Dialled.fromPbx(world, "tok-l1", "201", "a").invite(Dialled.OFFER);
            world.sbc.request("INVITE");
            Dialled second = Dialled.fromPbx(world, "tok-l1", "201", "b");
            second.invite(Dialled.OFFER);
            SipText busy = world.pbx.response(503, "INVITE");
            assertThat(busy.header("Retry-After")).isEqualTo("10");
            second.ackFailure(busy);
            assertThat(world.record(1).outcome().code()).isEqualTo("too_many_calls");
            assertThat(world.record(1).lineId()).contains("l1");
        }
    }

    @Test
    void callsBeyondTheRateAreRefused() throws Exception {
        try (CallWorld world = new CallWorld(limits(100, 1))) {
            Dialled.fromPbx(world, "tok-l1", "201", "a").invite(Dialled.OFFER);
            Dialled.fromPbx(world, "tok-l1", "201", "b").invite(Dialled.OFFER);
            assertThat(world.pbx.response(503, "INVITE").header("Retry-After")).isEqualTo("1");
            assertThat(world.record(1).outcome().code()).isEqualTo("too_fast");
        }
    }

    @Test
    void drainWaitsForTheCallsInProgressAndTakesNoNewOnes() throws Exception {
        try (CallWorld world = new CallWorld()) {
            Dialled call = answered(world);
            CompletionStage<Void> drained = world.engine.drain(Duration.ofMinutes(5));
            Awaitility.await().untilAsserted(() -> {
                Dialled late = Dialled.fromPbx(world, "tok-l1", "201", "late" + System.nanoTime());
                late.invite(Dialled.OFFER);
                late.ackFailure(world.pbx.response(503, "INVITE"));
            });
            assertThat(drained.toCompletableFuture()).isNotDone();
            call.bye();
            SipText bye = world.sbc.request("BYE");
            world.sbc.send(bye.reply(200, "OK", "", "", ""), world.teamsListener);
            assertThat(drained.toCompletableFuture()).succeedsWithin(Duration.ofSeconds(5));
        }
    }

    @Test
    void aCallStaysInViewUntilItsRecordIsKept() throws Exception {
        try (CallWorld world = new CallWorld()) {
            Dialled call = answered(world);
            CompletableFuture<Void> disk = new CompletableFuture<>();
            world.kept = disk;
            call.bye();
            SipText bye = world.sbc.request("BYE");
            world.sbc.send(bye.reply(200, "OK", "", "", ""), world.teamsListener);
            Awaitility.await().until(() -> world.records().size() == 1);
            assertThat(world.engine.calls().inProgress()).singleElement().satisfies(view -> assertThat(view.state())
                    .isEqualTo(CallPhase.ENDING));
            disk.complete(null);
            Awaitility.await().until(() -> world.engine.calls().inProgress().isEmpty());
        }
    }

    @Test
    void drainEndsWhatLastsTooLong() throws Exception {
        try (CallWorld world = new CallWorld()) {
            answered(world);
            assertThat(world.engine.calls().inProgress()).singleElement().satisfies(view -> {
                assertThat(view.state()).isEqualTo(CallPhase.TALKING);
                assertThat(view.parties().lineId()).isEqualTo("l1");
            });
            CompletionStage<Void> drained = world.engine.drain(Duration.ofMillis(100));
            SipText toTeams = world.sbc.request("BYE");
            world.sbc.send(toTeams.reply(200, "OK", "", "", ""), world.teamsListener);
            SipText toPbx = world.pbx.request("BYE");
            world.pbx.send(toPbx.reply(200, "OK", "", "", ""), world.pbxListener);
            assertThat(drained.toCompletableFuture()).succeedsWithin(Duration.ofSeconds(5));
            assertThat(world.record(1).outcome()).isEqualTo(new CallOutcome.Completed(CallOutcome.Party.GATEWAY));
        }
    }

    @Test
    void callsOfPeersThatSayNothingMoreGetTheirRecordsToo() throws Exception {
        try (CallWorld world = new CallWorld()) {
            answered(world);
            Dialled.fromPbx(world, "tok-l2", "201", "ringing").invite(Dialled.OFFER);
            world.sbc.request("INVITE");
            CompletionStage<Void> drained = world.engine.drain(Duration.ZERO);
            world.sbc.request("BYE");
            world.pbx.response(503, "INVITE");
            world.ticker.speed(30);
            assertThat(drained.toCompletableFuture()).succeedsWithin(Duration.ofSeconds(5));
            assertThat(world.records())
                    .extracting(record -> record.outcome().code())
                    .containsExactlyInAnyOrder("completed", "stopping");
            Awaitility.await()
                    .untilAsserted(
                            () -> assertThat(world.engine.calls().inProgress()).isEmpty());
            world.ticker.speed(1);
        }
    }

    @Test
    void lessPatienceMayFollow() throws Exception {
        try (CallWorld world = new CallWorld()) {
            answered(world);
            CompletionStage<Void> patient = world.engine.drain(Duration.ofHours(4));
            CompletionStage<Void> atOnce = world.engine.drain(Duration.ZERO);
            SipText toTeams = world.sbc.request("BYE");
            world.sbc.send(toTeams.reply(200, "OK", "", "", ""), world.teamsListener);
            SipText toPbx = world.pbx.request("BYE");
            world.pbx.send(toPbx.reply(200, "OK", "", "", ""), world.pbxListener);
            assertThat(atOnce.toCompletableFuture()).succeedsWithin(Duration.ofSeconds(5));
            assertThat(patient.toCompletableFuture()).succeedsWithin(Duration.ofSeconds(5));
        }
    }

    @Test
    void drainOfAnIdleGatewayIsDoneAtOnce() throws Exception {
        try (CallWorld world = new CallWorld()) {
            assertThat(world.engine.drain(Duration.ofMinutes(5)).toCompletableFuture())
                    .succeedsWithin(Duration.ofSeconds(2));
        }
    }

    private static Dialled answered(CallWorld world) {
        Dialled call = Dialled.fromPbx(world, "tok-l1", "201", "talk");
        call.invite(Dialled.OFFER);
        SipText invite = world.sbc.request("INVITE");
        world.sbc.send(
                invite.reply(200, "OK", "far", "sip:far@" + world.sbc.hostPort(), Dialled.ANSWER), world.teamsListener);
        call.established("INVITE");
        call.ack("");
        world.sbc.request("ACK");
        call.request("OPTIONS");
        world.pbx.response(200, "OPTIONS");
        return call;
    }
}
