package org.linekeeper.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.linekeeper.call.presence.FeatureReport;
import org.linekeeper.call.presence.FeatureReport.Outcome;
import org.linekeeper.call.presence.Presence.State;
import org.linekeeper.config.model.PauseMethod;
import org.linekeeper.config.model.Pbx;
import org.linekeeper.config.store.Change;

/** A PBX is told which lines are not to be disturbed. */
class FeatureEventsTest {
    private static final String CHALLENGE =
            "Proxy-Authenticate: Digest realm=\"acme\", nonce=\"n1\", algorithm=MD5, qop=\"auth\"";

    private CallWorld world;
    private long last;

    @BeforeEach
    void start() throws Exception {
        world = new CallWorld();
        world.directory.pbxs.computeIfPresent("p1", (id, pbx) -> pbx.with(PauseMethod.AS_FEATURE_EVENT));
    }

    @AfterEach
    void stop() {
        world.close();
    }

    private void set(String line, State state) {
        assertThat(world.engine.lines().set(line, state, Optional.empty())).isPresent();
    }

    private SipText subscribe() {
        SipText found = world.pbx.await("SUBSCRIBE", message -> message.is("SUBSCRIBE") && message.cseq() > last);
        last = found.cseq();
        return found;
    }

    private void answer(SipText subscribe, int status, String... more) {
        String contact = status < 300 ? "sip:features@" + world.pbx.hostPort() : "";
        world.pbx.send(subscribe.reply(status, "Said", "far", contact, "", more), world.pbxListener);
    }

    private FeatureReport report(String line, Outcome outcome) {
        Awaitility.await(outcome + " of " + line).atMost(Duration.ofSeconds(20)).until(() -> world.engine
                .lines()
                .of(line)
                .orElseThrow()
                .feature()
                .filter(report -> report.outcome() == outcome)
                .isPresent());
        return world.engine.lines().of(line).orElseThrow().feature().orElseThrow();
    }

    private void callIsRefused(String token) {
        Dialled call = Dialled.fromPbx(world, token, "4255550199", "in" + token);
        call.invite(Dialled.OFFER);
        call.ackFailure(world.pbx.response(480, "INVITE"));
    }

    @Test
    void pbxIsToldAsThePhoneOfTheLineWouldTellIt() {
        set("l1", State.DO_NOT_DISTURB);
        SipText first = subscribe();
        assertThat(first.uri()).isEqualTo("sip:101t@acme.pbx.example");
        assertThat(first.header("From")).contains("<sip:101t@acme.pbx.example>");
        assertThat(first.header("To")).isEqualTo("<sip:101t@acme.pbx.example>");
        assertThat(first.header("Event")).isEqualTo("as-feature-event");
        assertThat(first.header("Accept")).isEqualTo("application/x-as-feature-event+xml");
        assertThat(first.header("Content-Type")).isEqualTo("application/x-as-feature-event+xml");
        assertThat(first.header("Expires")).isEqualTo("3600");
        assertThat(first.header("Route")).isEqualTo("<sip:proxy.pbx.example;lr>");
        assertThat(first.contactUri()).startsWith("sip:tok-l1@");
        assertThat(first.raw()).contains("<SetDoNotDisturb ").contains("<doNotDisturbOn>true</doNotDisturbOn>");
        answer(first, 407, CHALLENGE);
        SipText second = subscribe();
        assertThat(second.header("Proxy-Authorization"))
                .contains("username=\"101t\"")
                .contains("nonce=\"n1\"");
        assertThat(second.callId()).isEqualTo(first.callId());
        answer(second, 200);
        FeatureReport told = report("l1", Outcome.ACCEPTED);
        assertThat(told.doNotDisturb()).isTrue();
        assertThat(told.sipCode()).contains(200);
        callIsRefused("tok-l1");
    }

    @Test
    void changeGoesIntoTheSameSubscriptionAndItsNotifyIsAnswered() {
        set("l1", State.AWAY);
        SipText first = subscribe();
        answer(first, 202);
        report("l1", Outcome.ACCEPTED);
        world.pbx.send(
                SipText.withBody(
                        "NOTIFY " + first.contactUri() + " SIP/2.0",
                        List.of(
                                "Via: SIP/2.0/UDP " + world.pbx.hostPort() + ";branch=z9hG4bKnotify",
                                "Max-Forwards: 70",
                                "From: <sip:101t@acme.pbx.example>;tag=far",
                                "To: <sip:101t@acme.pbx.example>;tag=" + first.tag("From"),
                                "Call-ID: " + first.callId(),
                                "CSeq: 1 NOTIFY",
                                "Contact: <sip:features@" + world.pbx.hostPort() + ">",
                                "Event: as-feature-event",
                                "Subscription-State: active;expires=3599"),
                        ""),
                world.pbxListener);
        world.pbx.response(200, "NOTIFY");
        set("l1", State.AVAILABLE);
        SipText off = subscribe();
        assertThat(off.callId()).isEqualTo(first.callId());
        assertThat(off.header("To")).endsWith(";tag=far");
        assertThat(off.uri()).isEqualTo("sip:features@" + world.pbx.hostPort());
        assertThat(off.raw()).contains("<doNotDisturbOn>false</doNotDisturbOn>");
        answer(off, 200);
        Awaitility.await("told of the end").atMost(Duration.ofSeconds(20)).until(() -> !report("l1", Outcome.ACCEPTED)
                .doNotDisturb());
    }

    private void method(PauseMethod wanted) {
        Pbx before = world.directory.pbxs.get("p1");
        Pbx after = before.with(wanted);
        world.directory.pbxs.put("p1", after);
        world.engine.changed(new Change(1, Optional.of(before), Optional.of(after)));
    }

    /** Or the PBX would keep the calls of that line for ever. */
    @Test
    void pbxThatIsToldNothingAnyMoreIsToldTheEndOfIt() {
        set("l1", State.DO_NOT_DISTURB);
        SipText on = subscribe();
        answer(on, 200);
        report("l1", Outcome.ACCEPTED);
        method(PauseMethod.STATUS);
        SipText off = subscribe();
        assertThat(off.callId()).isEqualTo(on.callId());
        assertThat(off.raw()).contains("<doNotDisturbOn>false</doNotDisturbOn>");
        answer(off, 200);
        callIsRefused("tok-l1");
        set("l1", State.AWAY);
        world.pbx.assertNo("SUBSCRIBE", message -> message.is("SUBSCRIBE") && message.cseq() > last);
    }

    @Test
    void pbxThatIsToldFromNowOnHearsOfLinesThatArePausedAlready() {
        method(PauseMethod.STATUS);
        set("l1", State.AWAY);
        world.pbx.assertNo("SUBSCRIBE", message -> message.is("SUBSCRIBE"));
        method(PauseMethod.AS_FEATURE_EVENT);
        SipText on = subscribe();
        assertThat(on.raw()).contains("<doNotDisturbOn>true</doNotDisturbOn>");
        answer(on, 200);
        report("l1", Outcome.ACCEPTED);
        world.pbx.assertNo(
                "SUBSCRIBE for a line that is not paused",
                message -> message.is("SUBSCRIBE") && message.header("To").contains("102t"));
    }

    @Test
    void pbxThatDoesNotKnowTheEventGets480AndIsNotAskedForOtherLines() {
        set("l1", State.DO_NOT_DISTURB);
        answer(subscribe(), 489);
        assertThat(report("l1", Outcome.UNSUPPORTED).advice()).contains("480");
        callIsRefused("tok-l1");
        set("l2", State.AWAY);
        report("l2", Outcome.UNSUPPORTED);
        callIsRefused("tok-l2");
        set("l1", State.AVAILABLE);
        set("l2", State.AVAILABLE);
        assertThat(world.pbx.heard().stream().filter(message -> message.is("SUBSCRIBE")))
                .hasSize(1);
        assertThat(world.engine.lines().of("l1").orElseThrow().feature()).isEmpty();
    }

    @Test
    void lineWithoutABindingFallsBackTo480() {
        world.lines.byLine.remove("l1");
        set("l1", State.DO_NOT_DISTURB);
        assertThat(report("l1", Outcome.FAILED).sipCode()).isEmpty();
        callIsRefused("tok-l1");
    }

    @Test
    void whenTheTimeIsOverCallsAreWantedAgain() {
        world.engine.lines().set("l1", State.AWAY, Optional.of(Duration.ofMinutes(5)));
        answer(subscribe(), 200);
        report("l1", Outcome.ACCEPTED);
        world.ticker.speed(300);
        SipText off = subscribe();
        world.ticker.speed(1);
        assertThat(off.raw()).contains("<doNotDisturbOn>false</doNotDisturbOn>");
        answer(off, 200);
    }

    @Test
    void busyLinesAndOtherPbxsTellNothing() {
        set("l1", State.BUSY);
        SipText off = subscribe();
        assertThat(off.raw()).contains("<doNotDisturbOn>false</doNotDisturbOn>");
        answer(off, 200);
        world.directory.pbxs.computeIfPresent("p1", (id, pbx) -> pbx.with(PauseMethod.STATUS));
        set("l2", State.DO_NOT_DISTURB);
        callIsRefused("tok-l2");
        assertThat(world.pbx.heard().stream().filter(message -> message.is("SUBSCRIBE")))
                .hasSize(1);
    }
}
