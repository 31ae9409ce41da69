package org.linekeeper.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.linekeeper.loadtest.Scenarios;
import org.linekeeper.loadtest.SippResult;
import org.linekeeper.loadtest.SippRun;

/** Calls between desk phones on Kamailio and Teams played by SIPp, both ways. */
class CallsIT {
    private static final int CALLS = 200;
    private static final int RATE = 20;
    private static final Duration RINGING = Duration.ofMillis(100);
    private static final Duration TALK = Duration.ofSeconds(1);
    private static final Duration LIMIT = Duration.ofSeconds(60);

    @RegisterExtension
    static final Lab LAB = new Lab(200, 2);

    @Test
    void phonesCallTeamsUsers() throws Exception {
        int before = LAB.gateway().records().size();
        try (SippRun teams = LAB.teams().answer(CALLS, RINGING, LIMIT)) {
            SippResult phones = LAB.phones().call(Scenarios.PHONE_CALLS, LAB.teamsExtensions(), CALLS, RATE, TALK);
            assertAllGood(phones);
            assertAllGood(teams.await());
            assertNothingUnexpected(teams);
        }
        assertOneRecordEach(before);
    }

    @Test
    void teamsUsersCallPhones() throws Exception {
        int before = LAB.gateway().records().size();
        try (SippRun phone = LAB.phones().answer(CALLS, RINGING, LIMIT)) {
            SippResult teams = LAB.teams().call(Scenarios.TEAMS_CALLS, LAB.teamsExtensions(), CALLS, RATE, TALK);
            assertAllGood(teams);
            assertAllGood(phone.await());
            assertNothingUnexpected(phone);
        }
        assertOneRecordEach(before);
    }

    @Test
    void theCalledPartyHangsUp() throws Exception {
        int before = LAB.gateway().records().size();
        try (SippRun teams = LAB.teams().play("08.teams-answers/uas-hangs-up.xml", 20, RINGING, LIMIT)) {
            SippResult phones =
                    LAB.phones().call("02.phone-calls/uac-other-hangs-up.xml", LAB.teamsExtensions(), 20, RATE, TALK);
            assertThat(phones.allSucceeded(20)).as(phones.toString()).isTrue();
            assertThat(teams.await().allSucceeded(20)).isTrue();
        }
        assertRecords(before, 20);
    }

    @Test
    void theCallerGivesUp() throws Exception {
        int before = LAB.gateway().records().size();
        try (SippRun teams = LAB.teams().play("11.teams-rings/uas.xml", 20, RINGING, LIMIT)) {
            SippResult phones = LAB.phones().call("05.phone-cancels/uac.xml", LAB.teamsExtensions(), 20, RATE, TALK);
            assertThat(phones.allSucceeded(20)).as(phones.toString()).isTrue();
            assertThat(teams.await().allSucceeded(20)).isTrue();
        }
        try (SippRun phone = LAB.phones().play("06.phone-rings/uas.xml", 20, RINGING, LIMIT)) {
            SippResult teams = LAB.teams().call("10.teams-cancels/uac.xml", LAB.teamsExtensions(), 20, RATE, TALK);
            assertThat(teams.allSucceeded(20)).as(teams.toString()).isTrue();
            assertThat(phone.await().allSucceeded(20)).isTrue();
        }
        assertRecords(before, 40);
    }

    @Test
    void callsCrossAnSbcThatIsNotOurs() throws Exception {
        int before = LAB.gateway().records().size();
        TeamsBehindSbc teams = new TeamsBehindSbc(LAB.folder().resolve("sipp-behind-sbc"));
        KamailioSbc.Place place = new KamailioSbc.Place(
                Users.SBC,
                Ports.free("127.77.8.30"),
                teams.address(),
                LAB.gateway().place().teams(),
                Users.TENANT);
        try (KamailioSbc sbc = KamailioSbc.start(LAB.folder(), place, LAB.certificates(), "sbc")) {
            LAB.admin()
                    .mustPut(
                            "/direct-routes/" + Users.ROUTE,
                            Users.directRoute(place.tls().getPort()));
            try (SippRun answering = teams.answer(50, RINGING, LIMIT)) {
                SippResult phones = LAB.phones().call(Scenarios.PHONE_CALLS, LAB.teamsExtensions(), 50, RATE, TALK);
                assertThat(phones.allSucceeded(50))
                        .as(() -> phones + sbc.logTail(20))
                        .isTrue();
                assertThat(answering.await().allSucceeded(50)).isTrue();
            }
            try (SippRun phone = LAB.phones().answer(50, RINGING, LIMIT)) {
                SippResult calling = teams.call(sbc, 50, RATE, TALK);
                assertThat(calling.allSucceeded(50))
                        .as(() -> calling + sbc.logTail(20))
                        .isTrue();
                assertThat(phone.await().allSucceeded(50)).isTrue();
            }
        } finally {
            LAB.admin()
                    .mustPut(
                            "/direct-routes/" + Users.ROUTE,
                            Users.directRoute(LAB.teams().port()));
        }
        assertRecords(before, 100);
    }

    private static void assertAllGood(SippResult result) {
        assertThat(result.allSucceeded(CALLS)).as(result.toString()).isTrue();
    }

    /** SIPp writes each message that its scenario does not expect to its error file. */
    private static void assertNothingUnexpected(SippRun run) throws IOException {
        Path errors = run.folder().resolve("errors.log");
        if (Files.exists(errors)) {
            assertThat(Files.readString(errors, StandardCharsets.ISO_8859_1)).doesNotContainIgnoringCase("unexpected");
        }
    }

    private static void assertOneRecordEach(int before) {
        assertRecords(before, CALLS);
    }

    private static void assertRecords(int before, int calls) {
        Awaitility.await("call records")
                .atMost(Duration.ofSeconds(5))
                .untilAsserted(() -> assertThat(LAB.gateway().records()).hasSize(before + calls));
    }
}
