package org.linekeeper.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.linekeeper.simulator.sip.MessageLog;
import org.linekeeper.simulator.sip.SipHeaders;
import org.linekeeper.simulator.sip.SipRequest;
import org.linekeeper.simulator.sip.SipResponse;
import org.linekeeper.simulator.sip.Violation;

class TeamsSbcTest {
    private static final String SBC = "acme.sbc.example";
    private static final String ANN = "+14255550101";

    private static TlsIdentity teamsIdentity;
    private static TlsIdentity sbcIdentity;

    private final MessageLog log = new MessageLog(Clock.systemUTC());
    private TeamsSbc teams;
    private TestSbc sbc;

    @BeforeAll
    static void certificates() throws Exception {
        CertificateAuthority authority = CertificateAuthority.create("test");
        teamsIdentity = authority.issue("teams.example");
        sbcIdentity = authority.issue(SBC);
    }

    @BeforeEach
    void start() throws Exception {
        InetSocketAddress sbcAddress = new InetSocketAddress("127.77.7.81", 0);
        teams = TeamsSbc.start(
                new TeamsSettings(
                        "teams.example",
                        new InetSocketAddress("127.77.7.80", 0),
                        teamsIdentity,
                        Set.of(SBC, "other.sbc.example"),
                        Map.of(SBC, sbcAddress.getAddress()),
                        true),
                log);
        sbc = new TestSbc(SBC, sbcIdentity, sbcAddress, teams.address());
    }

    @AfterEach
    void stop() {
        sbc.close();
        teams.close();
    }

    @Test
    void aForkedUserAnswersUnderAThirdTag() throws Exception {
        teams.user(ANN, CallPlan.forked(Duration.ofMillis(50)));
        SimulatedCall call = sbc.call("+12065550123", ANN);
        call.answered().get(30, TimeUnit.SECONDS);
        assertThat(call.statuses()).containsExactly(100, 180, 180, 183, 200);
        call.hangUp();
        assertThat(call.ended().get(30, TimeUnit.SECONDS)).isEqualTo(SimulatedCall.End.HUNG_UP_BY_US);
        lawful();
        assertThat(log.entries())
                .filteredOn(MessageLog.Entry::sent)
                .filteredOn(entry -> entry.message() instanceof SipResponse response && response.status() < 300)
                .extracting(entry -> entry.message().tag("To"))
                .filteredOn(tag -> !tag.isEmpty())
                .extracting(tag -> tag.substring(tag.length() - 1))
                .containsExactly("1", "2", "2", "3", "3");
    }

    @Test
    void aTeamsUserCallsAndItsByeComesOnAnotherConnection() throws Exception {
        SimulatedCall call =
                teams.call(ANN, "Ann", "+12065550123", SBC, sbc.address().getPort());
        call.answered().get(30, TimeUnit.SECONDS);
        call.hangUp();
        assertThat(call.ended().get(30, TimeUnit.SECONDS)).isEqualTo(SimulatedCall.End.HUNG_UP_BY_US);
        assertThat(sbc.calls()).singleElement().satisfies(received -> {
            assertThat(received.to()).isEqualTo("+12065550123");
            assertThat(received.ended().get(30, TimeUnit.SECONDS)).isEqualTo(SimulatedCall.End.HUNG_UP_BY_PEER);
        });
        lawful();
    }

    @Test
    void twoHundredCallsAtOnce() throws Exception {
        teams.user(ANN, CallPlan.answer(Duration.ofMillis(20)));
        List<SimulatedCall> calls = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            calls.add(sbc.call("+12065550123", ANN));
        }
        for (SimulatedCall call : calls) {
            call.answered().get(20, TimeUnit.SECONDS).hangUp();
        }
        for (SimulatedCall call : calls) {
            assertThat(call.ended().get(20, TimeUnit.SECONDS)).isEqualTo(SimulatedCall.End.HUNG_UP_BY_US);
        }
        lawful();
    }

    @Test
    void callsThatAreGivenUpBusyOrUnknown() throws Exception {
        teams.user(ANN, CallPlan.noAnswer());
        teams.user("+14255550102", CallPlan.busy());
        SimulatedCall ringing = sbc.call("+12065550123", ANN);
        await().until(() -> ringing.statuses().contains(180));
        ringing.cancel();
        assertThat(ringing.ended().get(30, TimeUnit.SECONDS)).isEqualTo(SimulatedCall.End.CANCELLED);
        SimulatedCall busy = sbc.call("+12065550123", "+14255550102");
        assertThat(busy.ended().get(30, TimeUnit.SECONDS)).isEqualTo(SimulatedCall.End.REFUSED);
        assertThat(busy.statuses()).endsWith(486);
        SimulatedCall unknown = sbc.call("+12065550123", "+19995550100");
        assertThat(unknown.ended().get(30, TimeUnit.SECONDS)).isEqualTo(SimulatedCall.End.REFUSED);
        assertThat(unknown.statuses()).endsWith(404);
        lawful();
    }

    @Test
    void sendsOptions() throws Exception {
        assertThat(teams.options(SBC, sbc.address().getPort()).get(30, TimeUnit.SECONDS))
                .isEqualTo(200);
        lawful();
    }

    /** What Microsoft refuses: each row changes one thing in an INVITE that is fine. */
    @ParameterizedTest
    @CsvSource({
        "Contact, <sip:+12065550123@192.0.2.1:5061;transport=tls>, 403, teams-contact-address",
        "Contact, <sip:+12065550123@stranger.example:5061;transport=tls>, 403, teams-tenant-unknown",
        "Contact, <sip:+12065550123@other.sbc.example:5061;transport=tls>, 403, teams-certificate-name",
        "Contact, <sips:+12065550123@acme.sbc.example>, 400, teams-sips",
        "uri, sip:4255550101@teams.example;user=phone, 404, teams-number",
        "uri, sip:+14255550101@teams.example, 404, teams-user-phone",
        "From, <sip:2065550123@acme.sbc.example>;tag=1, 403, teams-caller-number",
        "Replaces, abc;to-tag=1;from-tag=2, 403, teams-replaces",
        "Require, 100rel, 420, teams-reliable",
        "sdp, '', 488, teams-no-offer",
        "sdp, m=audio 1 RTP/AVP 0, 488, teams-srtp",
        "sdp, 'm=audio 1 RTP/SAVP 0 c=IN IP4 0.0.0.0', 488, teams-blackhole",
    })
    void refusesWhatMicrosoftRefuses(String what, String value, int status, String rule) throws Exception {
        teams.user("*", CallPlan.answer(Duration.ZERO));
        String uri = what.equals("uri") ? value : "sip:" + ANN + "@teams.example;user=phone";
        String sdp = what.equals("sdp") ? value.replace(" c=", "\r\nc=") : Sdp.secure("192.0.2.1");
        SipHeaders headers = SipHeaders.EMPTY
                .with("Max-Forwards", "70")
                .with("From", "<sip:+12065550123@" + SBC + ">;tag=1")
                .with("To", "<sip:" + ANN + "@teams.example>")
                .with("Call-ID", "refused-" + rule)
                .with("CSeq", "1 INVITE")
                .with("Contact", "<sip:+12065550123@" + SBC + ":5061;transport=tls>")
                .with("Content-Type", "application/sdp");
        if (!what.equals("uri") && !what.equals("sdp")) {
            headers = headers.replace(what, value);
        }
        SipResponse response = sbc.ask(new SipRequest("INVITE", uri, headers, sdp));
        assertThat(response.status()).isEqualTo(status);
        assertThat(teams.violations()).extracting(Violation::rule).containsExactly(rule);
    }

    private void lawful() {
        assertThat(teams.violations()).isEmpty();
        assertThat(sbc.violations()).isEmpty();
    }
}
