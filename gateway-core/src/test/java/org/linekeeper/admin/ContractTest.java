package org.linekeeper.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.linekeeper.admin.AdminFixture.Reply;
import org.linekeeper.admin.RegistrationsView.Binding;
import org.linekeeper.admin.RegistrationsView.LineRegistration;
import org.linekeeper.admin.RegistrationsView.PbxRegistration;
import org.linekeeper.call.CallView;
import org.linekeeper.call.machine.CallPhase;
import org.linekeeper.config.model.Entity.Kind;
import org.linekeeper.config.model.Problem;
import org.linekeeper.event.CallDirection;
import org.linekeeper.event.CallMedia;
import org.linekeeper.event.CallOutcome;
import org.linekeeper.event.CallTransfer;
import org.linekeeper.event.RegistrationOutcome;
import org.linekeeper.event.RegistrationState;
import tools.jackson.databind.JsonNode;

/** The OpenAPI document and the port say the same. */
final class ContractTest {
    private static final OpenApiDocument DOCUMENT = OpenApiDocument.load();

    @RegisterExtension
    final FixtureExtension fixture = new FixtureExtension();

    @Test
    void everyRouteIsInTheDocumentAndEveryPathOfTheDocumentIsARoute() {
        Set<String> routes = new TreeSet<>();
        Workers workers = new Workers(1, 1);
        for (ApiEndpoint endpoint : AdminServer.endpoints(fixture.admin().parts, workers)) {
            routes.add(endpoint.method() + " " + endpoint.path() + (endpoint.open() ? " open" : ""));
        }
        workers.close();
        assertThat(documented()).isEqualTo(routes);
    }

    private static Set<String> documented() {
        Set<String> documented = new TreeSet<>();
        for (Map.Entry<String, JsonNode> path : DOCUMENT.tree().path("paths").properties()) {
            for (Map.Entry<String, JsonNode> operation : path.getValue().properties()) {
                if (!operation.getKey().equals("parameters")) {
                    JsonNode security = operation.getValue().path("security");
                    boolean open = security.isArray() && security.isEmpty();
                    documented.add(
                            operation.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey() + (open ? " open" : ""));
                }
            }
        }
        return documented;
    }

    @Test
    void everyProblemTypeHasTheStatusOfADocumentedResponse() {
        Set<Integer> documented = new TreeSet<>();
        DOCUMENT.tree()
                .path("components")
                .path("responses")
                .forEach(response -> documented.add(response.path("content")
                        .path("application/problem+json")
                        .path("example")
                        .path("status")
                        .asInt()));
        // 414, 431 and 505 are told before there is a path that a document could name.
        documented.addAll(List.of(414, 431, 505));
        for (ProblemType type : ProblemType.values()) {
            assertThat(documented).as(type.word()).contains(type.status());
        }
    }

    static Stream<JsonNode> examplesOfResponses() {
        return DOCUMENT.tree()
                .path("components")
                .path("responses")
                .valueStream()
                .map(response -> response.path("content")
                        .path("application/problem+json")
                        .path("example"));
    }

    @ParameterizedTest
    @MethodSource("examplesOfResponses")
    void examplesOfProblemsAreTrue(JsonNode example) {
        assertThat(DOCUMENT.check("Problem", example)).isEmpty();
        String word = example.path("type").asString().replace("urn:linekeeper:problem:", "");
        ProblemType type = Stream.of(ProblemType.values())
                .filter(candidate -> candidate.word().equals(word))
                .findFirst()
                .orElseThrow();
        assertThat(example.path("title").asString()).isEqualTo(type.title());
        assertThat(example.path("status").asInt()).isEqualTo(type.status());
    }

    @ParameterizedTest
    @EnumSource
    void theExampleOfAKindIsWrittenAndReadAsItsSchemaSays(Kind kind) {
        AdminFixture admin = fixture.admin();
        for (Kind each : Kind.values()) {
            Reply created = admin.put(examplePath(each), example(each).toString());
            assertThat(created.status()).as(created.body()).isEqualTo(201);
            assertThat(created.header("Location")).contains(examplePath(each));
            conforms(EntityKinds.schema(each), created);
        }
        conforms(EntityKinds.schema(kind), admin.get(examplePath(kind)));
        Reply page = admin.get("/" + EntityKinds.collection(kind));
        conforms(EntityKinds.schema(kind) + "Page", page);
        assertThat(page.json().path("items")).hasSize(1);
    }

    private static JsonNode example(Kind kind) {
        return DOCUMENT.tree()
                .path("components")
                .path("schemas")
                .path(EntityKinds.schema(kind))
                .path("example");
    }

    private static String examplePath(Kind kind) {
        return "/" + EntityKinds.collection(kind) + "/"
                + switch (kind) {
                    case RESELLER -> "northwind";
                    case ENTERPRISE -> "acme";
                    case DIRECT_ROUTE -> "acme-route";
                    case PBX -> "acme-hq";
                    case LINE -> "ann";
                };
    }

    @Test
    void viewsAreAsTheirSchemasSay() {
        AdminFixture admin = fixture.admin();
        admin.lines.put("full", registered());
        admin.lines.put(
                "bare",
                new LineRegistration(
                        "bare",
                        "acme-hq",
                        RegistrationState.BACKING_OFF,
                        AdminFixture.at("2026-11-21T10:00:00Z"),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of("403 Forbidden"),
                        Optional.of(new RegistrationOutcome.Failed("wrong_password", 403, "Correct the password.")),
                        List.of(new RegistrationsView.Transition(
                                AdminFixture.at("2026-11-21T10:00:00Z"), RegistrationState.BACKING_OFF, "timeout"))));
        admin.pbxs.put(
                "acme-hq",
                new PbxRegistration(
                        "acme-hq",
                        Map.of(RegistrationState.REGISTERED, 7, RegistrationState.REJECTED, 1),
                        Map.of("udp 192.0.2.10:5060", 7),
                        Optional.of(pace())));
        admin.calls.put("c1", call("c1", CallPhase.TALKING));
        admin.calls.put("c2", call("c2", CallPhase.RINGING));

        conforms("LineRegistration", admin.get("/lines/full/registration"));
        Reply failing = conforms("LineRegistration", admin.get("/lines/bare/registration"));
        assertThat(failing.json().path("state").asString()).isEqualTo("backing_off");
        assertThat(failing.json().path("failure").path("sipStatus").asInt()).isEqualTo(403);
        assertThat(failing.json().path("history").get(0).path("state").asString())
                .isEqualTo("backing_off");
        Reply pbx = conforms("PbxRegistration", admin.get("/pbxs/acme-hq/registration"));
        assertThat(pbx.json().path("lines").asInt()).isEqualTo(8);
        assertThat(pbx.json().path("targets").get(0).path("lines").asInt()).isEqualTo(7);
        JsonNode pace = pbx.json().path("pace");
        assertThat(pace.path("targets").get(0).path("state").asString()).isEqualTo("up");
        assertThat(pace.path("targets").get(1).path("until").asString()).isEqualTo("2026-11-21T10:00:30Z");
        assertThat(pace.path("credentials").path("state").asString()).isEqualTo("half_open");
        assertThat(pace.path("learned").path("minExpiresSeconds").asInt()).isEqualTo(60);
        assertThat(pbx.json().path("states")).hasSize(RegistrationState.values().length);
        conforms("Call", admin.get("/calls/c1"));
        Reply page = conforms("CallPage", admin.get("/calls?limit=1"));
        assertThat(page.json().path("next").asString()).isEqualTo("c1");
        assertThat(admin.get("/calls?after=c1").json().path("items")).hasSize(1);
        for (String path : List.of("/lines/no/registration", "/pbxs/no/registration", "/calls/no")) {
            Reply unknown = conforms("Problem", admin.get(path));
            assertThat(unknown.status()).isEqualTo(404);
        }
    }

    private static PbxPaceView pace() {
        return new PbxPaceView(
                List.of(
                        new PbxPaceView.TargetPace(
                                "udp:192.0.2.10:5060",
                                PbxPaceView.TargetState.UP,
                                Optional.empty(),
                                32,
                                3,
                                40,
                                OptionalInt.of(8),
                                Duration.ofMillis(4),
                                Duration.ofMillis(31)),
                        new PbxPaceView.TargetPace(
                                "udp:192.0.2.11:5060",
                                PbxPaceView.TargetState.DOWN,
                                Optional.of(AdminFixture.at("2026-11-21T10:00:30Z")),
                                1,
                                0,
                                0,
                                OptionalInt.empty(),
                                Duration.ZERO,
                                Duration.ZERO)),
                new PbxPaceView.Credentials(PbxPaceView.BreakerState.HALF_OPEN, Optional.empty(), 6),
                new PbxPaceView.Learned(
                        Optional.of(Duration.ofMinutes(1)),
                        Optional.empty(),
                        true,
                        true,
                        OptionalDouble.of(0.98),
                        Optional.of(new PbxPaceView.AddressSeen("203.0.113.5:40000", "192.0.2.1:5060", false))));
    }

    private static LineRegistration registered() {
        return new LineRegistration(
                "full",
                "acme-hq",
                RegistrationState.REGISTERED,
                AdminFixture.at("2026-11-21T10:00:00Z"),
                Optional.of("101@acme.hosted.example"),
                Optional.of(new Binding(
                        "udp 192.0.2.10:5060",
                        Duration.ofMinutes(10),
                        Duration.ofMinutes(5),
                        AdminFixture.at("2026-11-21T10:05:00Z"))),
                Optional.of(AdminFixture.at("2026-11-21T10:04:12.345Z")),
                Optional.of("200 OK"),
                Optional.empty(),
                List.of());
    }

    private static CallView call(String id, CallPhase state) {
        Instant start = AdminFixture.at("2026-11-21T10:00:00Z");
        boolean answered = state != CallPhase.RINGING;
        return new CallView(
                id,
                state,
                new CallView.Parties(
                        CallDirection.PBX_TO_TEAMS,
                        "northwind",
                        "acme",
                        "acme-route",
                        "acme-hq",
                        "ann",
                        "+14155550199",
                        "101 \"x\" \u0007"),
                "a84b@pbx.example",
                "192.0.2.10:5060",
                answered
                        ? Optional.of(new CallView.Outbound(
                                "7d2f@gateway.example", "tls:198.51.100.7:5061", "+14155550199", "+14155550101"))
                        : Optional.empty(),
                start,
                Optional.of(start.plusMillis(350)),
                answered ? Optional.of(start.plusSeconds(4)) : Optional.empty(),
                answered
                        ? Optional.of(new CallMedia(List.of("PCMU"), "RTP/AVP", CallMedia.Path.DIRECT))
                        : Optional.empty(),
                state == CallPhase.ENDING
                        ? Optional.of(new CallView.Ended(
                                start.plusSeconds(64),
                                new CallOutcome.Failed(
                                        "no_ack",
                                        CallOutcome.Party.GATEWAY,
                                        CallOutcome.Leg.PBX,
                                        CallOutcome.Stage.ANSWERED,
                                        408,
                                        102,
                                        "Check the advertised host."),
                                Optional.of("SIP;cause=200;text=\"\u0007\"")))
                        : Optional.empty(),
                answered
                        ? Optional.of(new CallTransfer(
                                "c9", CallTransfer.Kind.BLIND, CallOutcome.Party.CALLEE, Optional.of(200)))
                        : Optional.empty(),
                answered
                        ? Optional.of(new CallTransfer(
                                "c0", CallTransfer.Kind.TAKEN_OVER, CallOutcome.Party.CALLER, Optional.empty()))
                        : Optional.empty());
    }

    @Test
    void callOnItsWayShowsWhatItsRecordWillSay() {
        AdminFixture admin = fixture.admin();
        admin.calls.put("c1", call("c1", CallPhase.TALKING));
        admin.calls.put("c2", call("c2", CallPhase.ENDING));
        JsonNode talking = conforms("Call", admin.get("/calls/c1")).json();
        assertThat(talking.path("outboundSipCallId").asString()).isEqualTo("7d2f@gateway.example");
        assertThat(talking.path("calleeSent").asString()).isEqualTo("+14155550101");
        assertThat(talking.path("postDialDelayMillis").asInt()).isEqualTo(350);
        assertThat(talking.path("ringMillis").asInt()).isEqualTo(3650);
        assertThat(talking.path("codecs").asString()).isEqualTo("PCMU");
        assertThat(talking.path("transferredToKind").asString()).isEqualTo("blind");
        assertThat(talking.path("transferSipCode").asInt()).isEqualTo(200);
        assertThat(talking.path("transferredFromCallId").asString()).isEqualTo("c0");
        assertThat(talking.has("outcome")).isFalse();
        JsonNode ending = conforms("Call", admin.get("/calls/c2")).json();
        assertThat(ending.path("outcome").asString()).isEqualTo("no_ack");
        assertThat(ending.path("failedLeg").asString()).isEqualTo("pbx");
        assertThat(ending.path("stage").asString()).isEqualTo("answered");
        assertThat(ending.path("durationMillis").asLong()).isEqualTo(60_000);
        assertThat(ending.path("reason").asString()).isEqualTo("SIP;cause=200;text=\"\u0007\"");
    }

    @Test
    void callIsReleasedOnce() {
        AdminFixture admin = fixture.admin();
        admin.calls.put("c1", call("c1", CallPhase.TALKING));
        Reply released = conforms("Call", admin.post("/calls/c1:release", ""));
        assertThat(released.status()).isEqualTo(202);
        assertThat(((CallsInAMap) admin.parts.calls()).released).containsExactly("c1");
        Reply unknown = conforms("Problem", admin.post("/calls/c9:release", ""));
        assertThat(unknown.status()).isEqualTo(404);
        Reply refused = conforms(
                "Problem",
                admin.send(admin.bare("/calls/c1:release")
                        .header("Authorization", "Bearer " + AdminFixture.READ)
                        .POST(BodyPublishers.noBody())));
        assertThat(refused.status()).isEqualTo(403);
    }

    @Test
    void operationIsAsItsSchemasSay() {
        AdminFixture admin = fixture.admin();
        conforms("Liveness", admin.get("/health/live"));
        conforms("Readiness", admin.get("/health/ready"));
        admin.readiness = new Readiness(List.of(
                new Readiness.Check("store", true, ""), new Readiness.Check("sip", false, "No listener works.")));
        Reply notReady = conforms("Problem", admin.get("/health/ready"));
        assertThat(notReady.status()).isEqualTo(503);
        assertThat(notReady.problem()).isEqualTo("not-ready");
        assertThat(notReady.json().path("checks").get(1).path("detail").asString())
                .isEqualTo("No listener works.");
        Reply metrics = admin.get("/metrics");
        assertThat(metrics.status()).isEqualTo(200);
        assertThat(metrics.header("Content-Type").orElseThrow()).startsWith("text/plain; version=0.0.4");
        assertThat(metrics.body()).contains("demo 1.0");
        assertThat(admin.get("/openapi.yaml").body()).isEqualTo(DOCUMENT.yaml());
        assertThat(admin.get("/openapi.json").json()).isEqualTo(DOCUMENT.tree());
    }

    @Test
    void errorsAreAsTheirSchemaSays() {
        AdminFixture admin = fixture.admin();
        List<Reply> errors = new ArrayList<>();
        errors.add(admin.send(admin.bare("/lines").GET()));
        errors.add(admin.send(admin.bare("/lines")
                .header("Authorization", "Bearer " + AdminFixture.WRITE)
                .GET()));
        errors.add(admin.get("/nothing"));
        errors.add(admin.get("/lines?limit=0"));
        errors.add(admin.get("/lines/none"));
        errors.add(admin.send(admin.to("/lines/a").POST(BodyPublishers.noBody())));
        errors.add(admin.put("/enterprises/a", "nonsense"));
        errors.add(admin.put("/enterprises/a", "[]"));
        errors.add(admin.put("/enterprises/a", "{}"));
        errors.add(admin.put("/enterprises/a", "{\"name\":\"A\"}", "If-Match", "\"1\""));
        errors.add(admin.put("/enterprises/a", "{\"name\":\"A\"}", "If-Match", "1"));
        errors.add(admin.send(admin.to("/enterprises/a").PUT(BodyPublishers.ofString("{}"))));
        assertThat(errors.stream().map(Reply::status))
                .containsExactly(401, 403, 404, 400, 404, 405, 400, 422, 422, 412, 400, 415);
        for (Reply error : errors) {
            conforms("Problem", error);
            assertThat(error.json().path("status").asInt()).isEqualTo(error.status());
        }
    }

    private static Reply conforms(String schema, Reply reply) {
        List<Problem> problems = DOCUMENT.check(schema, reply.json());
        assertThat(problems).as(reply.body()).isEmpty();
        String type = reply.status() < 400 ? "application/json" : "application/problem+json";
        assertThat(reply.header("Content-Type")).contains(type);
        return reply;
    }
}
