package org.linekeeper.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.linekeeper.admin.AdminFixture.Reply;
import org.linekeeper.dns.SipTransport;
import org.linekeeper.dns.Target;
import org.linekeeper.registration.CredentialTrials.Report;
import org.linekeeper.registration.CredentialTrials.Start;
import org.linekeeper.registration.RefreshOrders.Outcome;
import org.linekeeper.registration.TooSoon;
import org.linekeeper.registration.machine.TrialVerdict;

final class RegistrationEndpointsTest {
    private static final OpenApiDocument DOCUMENT = OpenApiDocument.load();

    @RegisterExtension
    final FixtureExtension fixture = new FixtureExtension();

    private AdminFixture admin;

    @BeforeEach
    void provision() {
        admin = fixture.admin();
        admin.provision();
        assertThat(admin.put("/lines/ann", AdminFixture.line(101, "stored-secret"))
                        .status())
                .isEqualTo(201);
    }

    private Reply test(String body) {
        return admin.post("/lines/ann/registration:test", body);
    }

    @Test
    void withoutABodyTheStoredCredentialsAreTried() {
        for (String body : new String[] {"", "{}", "{\"sipUser\":null,\"authUser\":null,\"password\":null}"}) {
            admin.actions.tested.clear();
            Reply reply = test(body);
            assertThat(reply.status()).as(reply.body()).isEqualTo(200);
            assertThat(DOCUMENT.check("CredentialTest", reply.json())).isEmpty();
            assertThat(reply.json().path("outcome").asString()).isEqualTo("ok");
            assertThat(reply.json().path("roundTripMillis").asInt()).isEqualTo(12);
            assertThat(admin.actions.tested).containsExactly("line ann|101@acme.hosted.example|101|stored-secret");
        }
    }

    @Test
    void whatTheBodyHasGoesFirstAndNothingIsStored() {
        test("{\"password\":\"other\"}");
        test("{\"sipUser\":\"102\",\"authUser\":\"102t\"}");
        assertThat(admin.actions.tested)
                .containsExactly(
                        "line ann|101@acme.hosted.example|101|other",
                        "line ann|102@acme.hosted.example|102t|stored-secret");
        Reply line = admin.get("/lines/ann");
        assertThat(line.json().path("sipUser").asString()).isEqualTo("101");
        assertThat(line.etag()).isEqualTo("\"4\"");
    }

    @Test
    void aLineMayBeTestedBeforeItExists() {
        Reply reply =
                admin.post("/pbxs/acme-hq/registration:test", "{\"sipUser\":\"7@else.example\",\"password\":\"p\"}");
        assertThat(reply.status()).isEqualTo(200);
        assertThat(admin.actions.tested).containsExactly("user acme-hq 7@else.example|7@else.example|7|p");
    }

    @Test
    void aFailureIsToldInFull() {
        Target target = new Target(
                SipTransport.UDP, new InetSocketAddress(InetAddress.getLoopbackAddress(), 5060), "acme.hosted.example");
        admin.actions.start = new Start.Begun(CompletableFuture.completedFuture(new Report(
                new TrialVerdict("wrong_password", 401, "Unauthorized", Optional.of(target), true, "Check it."),
                Optional.empty())));
        Reply reply = test("");
        assertThat(reply.status()).isEqualTo(200);
        assertThat(DOCUMENT.check("CredentialTest", reply.json())).isEmpty();
        assertThat(reply.json().path("sipStatus").asInt()).isEqualTo(401);
        assertThat(reply.json().path("response").asString()).isEqualTo("401 Unauthorized");
        assertThat(reply.json().path("target").asString()).isEqualTo("udp:127.0.0.1:5060");
        assertThat(reply.json().path("advice").asString()).isEqualTo("Check it.");
    }

    @Test
    void aTestMayTakeLongerThanOtherRequests() {
        AdminLimits usual = AdminLimits.defaults();
        AdminLimits brief = new AdminLimits(
                usual.bodyBytes(),
                usual.connections(),
                Duration.ofMillis(200),
                Duration.ofMillis(200),
                usual.idleTime(),
                usual.failedLogins(),
                usual.stopTime());
        try (AdminFixture impatient = new AdminFixture(brief, store -> store)) {
            impatient.provision();
            Report late = new Report(
                    new TrialVerdict("timeout", 0, "", Optional.empty(), false, "No answer."), Optional.empty());
            impatient.actions.start =
                    new Start.Begun(new CompletableFuture<Report>().completeOnTimeout(late, 1, TimeUnit.SECONDS));
            Reply reply = impatient.post("/pbxs/acme-hq/registration:test", "{\"sipUser\":\"7\",\"password\":\"p\"}");
            assertThat(reply.status()).isEqualTo(200);
            assertThat(DOCUMENT.check("CredentialTest", reply.json())).isEmpty();
            assertThat(reply.json().path("outcome").asString()).isEqualTo("timeout");
            assertThat(reply.json().has("sipStatus")).isFalse();
        }
    }

    @Test
    void tooManyTestsAreRefusedWithATimeToComeAgain() {
        admin.actions.start = new Start.Refused(new TooSoon(Duration.ofMillis(2_001), "Five are enough."));
        Reply reply = test("");
        assertThat(reply.status()).isEqualTo(429);
        assertThat(reply.problem()).isEqualTo("too-many-requests");
        assertThat(reply.header("Retry-After")).contains("3");
        assertThat(reply.json().path("detail").asString()).startsWith("Five are enough.");
        assertThat(DOCUMENT.check("Problem", reply.json())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"nonsense", "{", "[", "{} {}", "{\"password\":\"a\",\"password\":\"b\"}"})
    void whatIsNotJsonIsRefused(String body) {
        for (String path : new String[] {"/lines/ann", "/pbxs/acme-hq"}) {
            Reply reply = admin.post(path + "/registration:test", body);
            assertThat(reply.status()).isEqualTo(400);
            assertThat(reply.problem()).isEqualTo("not-json");
            assertThat(reply.pointers()).isNotEmpty();
        }
        assertThat(admin.actions.tested).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[]|",
                "7|",
                "{\"passwrod\":\"x\"}|/passwrod",
                "{\"pbxId\":\"other\"}|/pbxId",
                "{\"password\":7}|/password",
                "{\"password\":\"\"}|/password",
                "{\"sipUser\":\"a b\"}|/sipUser",
                "{\"sipUser\":\"<>\"}|/sipUser",
                "{\"authUser\":\"a\\u0000\"}|/authUser",
                "{\"password\":{\"a\":1}}|/password"
            })
    void whatCannotBeTriedIsRefusedWithItsPlace(String body, String pointer) {
        Reply reply = test(body);
        assertThat(reply.status()).as(reply.body()).isEqualTo(422);
        assertThat(reply.pointers()).contains(pointer == null ? "" : pointer);
        assertThat(DOCUMENT.check("Problem", reply.json())).isEmpty();
        assertThat(admin.actions.tested).isEmpty();
    }

    @Test
    void aNewLineNeedsUserAndPassword() {
        Reply reply = admin.post("/pbxs/acme-hq/registration:test", "{}");
        assertThat(reply.status()).isEqualTo(422);
        assertThat(reply.pointers()).contains("/sipUser", "/password");
        assertThat(admin.post("/pbxs/acme-hq/registration:test", "").status()).isEqualTo(415);
    }

    @Test
    void aBodyHasToBeAnnouncedAsJson() {
        Reply reply = admin.send(admin.to("/lines/ann/registration:test").POST(BodyPublishers.ofString("{}")));
        assertThat(reply.status()).isEqualTo(415);
        assertThat(admin.actions.tested).isEmpty();
    }

    @Test
    void refreshesAreTakenOn() {
        admin.actions.lines.put("ann", new Outcome.Accepted(1, 0, 0));
        admin.actions.pbxs.put("acme-hq", new Outcome.Accepted(48, 1, 2));
        admin.actions.enterprises.put("acme", new Outcome.Accepted(0, 0, 0));
        admin.actions.resellers.put("northwind", new Outcome.Accepted(60, 0, 0));
        for (String path : new String[] {"/lines/ann", "/pbxs/acme-hq", "/enterprises/acme", "/resellers/northwind"}) {
            Reply reply = admin.post(path + "/registration:refresh", "");
            assertThat(reply.status()).isEqualTo(202);
            assertThat(DOCUMENT.check("Refresh", reply.json())).isEmpty();
        }
        Reply pbx = admin.post("/pbxs/acme-hq/registration:refresh", "");
        assertThat(pbx.json().path("lines").asInt()).isEqualTo(48);
        assertThat(pbx.json().path("rejected").asInt()).isEqualTo(1);
        assertThat(pbx.json().path("disabled").asInt()).isEqualTo(2);
    }

    @Test
    void refreshesAreHeldBack() {
        admin.actions.lines.put("ann", new Outcome.Refused(new TooSoon(Duration.ofSeconds(7), "Once in 10 seconds.")));
        Reply soon = admin.post("/lines/ann/registration:refresh", "");
        assertThat(soon.status()).isEqualTo(429);
        assertThat(soon.header("Retry-After")).contains("7");
        admin.actions.pbxs.put("acme-hq", new Outcome.UnderWay("acme-hq"));
        Reply underWay = admin.post("/pbxs/acme-hq/registration:refresh", "");
        assertThat(underWay.status()).isEqualTo(409);
        assertThat(underWay.problem()).isEqualTo("under-way");
        admin.actions.lines.put("ann", new Outcome.Accepted(0, 0, 1));
        Reply unwanted = admin.post("/lines/ann/registration:refresh", "");
        assertThat(unwanted.status()).isEqualTo(409);
        assertThat(unwanted.problem()).isEqualTo("not-wanted");
        assertThat(unwanted.json().path("detail").asString()).contains("disabled");
        for (Reply reply : new Reply[] {soon, underWay, unwanted}) {
            assertThat(DOCUMENT.check("Problem", reply.json())).isEmpty();
        }
    }

    /** Enabling it would not help. */
    @Test
    void aLineOfATrunkIsToldWhyItDoesNotRegister() {
        Reply trunk = admin.put(
                "/pbxs/acme-hq",
                "{\"enterpriseId\":\"acme\",\"name\":\"HQ\",\"sipDomain\":\"acme.hosted.example\","
                        + "\"trustedNetworks\":[\"192.0.2.0/28\"],\"trunk\":{}}");
        assertThat(trunk.status()).as(trunk.body()).isEqualTo(200);
        admin.actions.lines.put("ann", new Outcome.Accepted(0, 0, 1));
        for (String action : new String[] {"refresh", "test"}) {
            Reply reply = admin.post("/lines/ann/registration:" + action, "");
            assertThat(reply.problem()).as(action).isEqualTo("not-wanted");
            assertThat(reply.json().path("detail").asString()).contains("trunk");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/lines/no/registration:test",
                "/pbxs/no/registration:test",
                "/lines/no/registration:refresh",
                "/pbxs/no/registration:refresh",
                "/enterprises/no/registration:refresh",
                "/resellers/no/registration:refresh"
            })
    void whatIsNotThereIsNotFound(String path) {
        assertThat(admin.post(path, "{}").status()).isEqualTo(404);
        assertThat(admin.get(path).status()).isEqualTo(405);
        assertThat(admin.send(admin.bare(path)
                                .header("Authorization", "Bearer " + AdminFixture.READ)
                                .POST(BodyPublishers.noBody()))
                        .status())
                .isEqualTo(403);
    }
}
