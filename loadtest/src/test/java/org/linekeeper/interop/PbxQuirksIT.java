package org.linekeeper.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.linekeeper.loadtest.Scenarios;
import org.linekeeper.loadtest.SippResult;
import org.linekeeper.loadtest.SippRun;
import tools.jackson.databind.JsonNode;

/** What a real PBX does beside calling: it redirects, and it tells of voice messages unasked. */
class PbxQuirksIT {
    private static final int CALLS = 20;
    private static final Duration RINGING = Duration.ofMillis(50);
    private static final Duration TALK = Duration.ofMillis(200);
    private static final String PRESENCE = "/lines/" + Users.lineId(1000) + "/presence";

    @RegisterExtension
    static final Lab LAB = new Lab(2, 1);

    @Test
    void forwardedExtensionIsReachedWhereThePbxSays() throws Exception {
        int before = LAB.gateway().records().size();
        try (SippRun phone = LAB.phones().answer(CALLS, RINGING, Duration.ofSeconds(60))) {
            SippResult teams = LAB.teams()
                    .call(
                            Scenarios.TEAMS_CALLS,
                            List.of(Users.teamsNumber(1000)),
                            Users.phoneNumber(9000),
                            CALLS,
                            10,
                            TALK);
            assertThat(teams.allSucceeded(CALLS)).as(teams.toString()).isTrue();
            assertThat(phone.await().allSucceeded(CALLS)).isTrue();
        }
        Awaitility.await("call records")
                .atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(LAB.gateway().records()).hasSize(before + CALLS));
    }

    @Test
    void voiceMessagesAreShown() throws Exception {
        String answer = VoicemailServer.notify(
                LAB.pbx().core().address(),
                Users.sipUser(1000),
                "message-summary",
                "Messages-Waiting: yes\r\nMessage-Account: sip:1000@" + KamailioPbx.DOMAIN
                        + "\r\nVoice-Message: 2/5 (0/1)\r\n");
        assertThat(answer).isEqualTo("SIP/2.0 200 OK");
        JsonNode messages = LAB.admin().get(PRESENCE).json().path("voiceMessages");
        assertThat(messages.path("waiting").asBoolean()).isTrue();
        assertThat(messages.path("unheard").asInt()).isEqualTo(2);
        assertThat(messages.path("heard").asInt()).isEqualTo(5);
        assertThat(VoicemailServer.notify(LAB.pbx().core().address(), Users.sipUser(1001), "x-anything", "a: b\r\n"))
                .isEqualTo("SIP/2.0 200 OK");
    }

    @Test
    void pausedLineIsBackWhenItSaysSo() throws Exception {
        LAB.admin().mustPut(PRESENCE, Map.of("state", "away", "minutes", 5));
        assertThat(LAB.admin().get(PRESENCE).json().path("state").asString()).isEqualTo("away");
        LAB.admin().mustPut(PRESENCE, Map.of("state", "available"));
        LAB.proveAlive(1000);
    }
}
