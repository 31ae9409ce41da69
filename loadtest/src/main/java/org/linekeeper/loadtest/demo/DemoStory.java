package org.linekeeper.loadtest.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.linekeeper.simulator.DnsServer;
import org.linekeeper.simulator.HostedPbx;
import org.linekeeper.simulator.SimulatedCall;
import org.linekeeper.simulator.sip.MessageLog;
import org.linekeeper.simulator.sip.Violation;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the demo tells once the gateway is ready, step by step; each step proves what it says. */
final class DemoStory {
    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final Duration TALK = Duration.ofMillis(600);
    private static final String EXTENSION = "200";
    private static final String DIALLED = "+12065550200";

    private final Screen screen;
    private final DemoWorld world;
    private final AdminPort admin;
    private final Path folder;

    DemoStory(Screen screen, DemoWorld world, AdminPort admin, Path folder) {
        this.screen = screen;
        this.world = world;
        this.admin = admin;
        this.folder = folder;
    }

    void provision() throws IOException, InterruptedException, DemoFailure {
        screen.heading("A portal pushes one customer with three users, over HTTP");
        put("/enterprises/acme", Map.of("name", "Acme"));
        put(
                "/direct-routes/acme-teams",
                Map.of(
                        "enterpriseId",
                        "acme",
                        "tenantFqdn",
                        DemoWorld.TENANT,
                        "peers",
                        List.of(Map.of("host", DemoWorld.TEAMS_HOST, "transport", "tls", "lookup", "srv"))));
        put(
                "/pbxs/acme-hq",
                Map.of(
                        "enterpriseId",
                        "acme",
                        "name",
                        "Head office",
                        "type",
                        "netsapiens",
                        "sipDomain",
                        DemoWorld.SIP_DOMAIN,
                        "outboundProxy",
                        DemoWorld.PROXY,
                        "transport",
                        "udp",
                        "lookup",
                        "srv",
                        "expiresSeconds",
                        300));
        for (DemoUser user : DemoUser.ALL) {
            put(
                    "/lines/" + user.id(),
                    Map.of(
                            "pbxId",
                            "acme-hq",
                            "directRouteId",
                            "acme-teams",
                            "teamsUser",
                            user.id() + "@acme.example",
                            "phoneNumber",
                            user.number(),
                            "sipUser",
                            user.sipUser(),
                            "password",
                            user.password(),
                            "displayName",
                            user.name()));
        }
    }

    private void put(String path, Map<String, ?> entity) throws IOException, InterruptedException, DemoFailure {
        AdminPort.Answer answer = admin.put(path, entity);
        if (answer.status() / 100 != 2) {
            throw new DemoFailure("PUT " + path + " was answered " + answer.status() + ": " + answer.body());
        }
        screen.good(String.format(Locale.ROOT, "PUT %-26s %d", path, answer.status()));
    }

    void located() throws IOException, InterruptedException, DemoFailure {
        screen.heading("The gateway asks DNS where the PBX's outbound proxy is");
        String question = "_sip._udp." + DemoWorld.PROXY;
        DnsServer.Asked asked =
                Waiting.until(PATIENCE, "nobody asked for SRV " + question, () -> world.dns().asked().stream()
                        .filter(one -> one.type().equals("SRV") && one.name().equals(question))
                        .findFirst());
        screen.line("asked     SRV " + screen.name(question));
        asked.answers()
                .forEach(entry -> screen.line(
                        "answered  " + screen.ink(Screen.Ink.PBX, entry.data().toString())
                                + screen.dim("   priority weight port target, TTL " + entry.ttl() + " s")));
        screen.line(screen.dim(
                "The SIP domain itself, " + DemoWorld.SIP_DOMAIN + ", is never resolved: it has no address."));
        boolean resolved =
                world.dns().asked().stream().anyMatch(one -> one.name().equals(DemoWorld.SIP_DOMAIN));
        if (resolved) {
            throw new DemoFailure("the gateway resolved the SIP domain though there is an outbound proxy");
        }
    }

    void registered() throws IOException, InterruptedException, DemoFailure {
        screen.heading("Each Teams user is registered on the PBX, as one more phone");
        for (DemoUser user : DemoUser.ALL) {
            JsonNode view = Waiting.until(PATIENCE, user.name() + " did not get registered", () -> registration(user));
            HostedPbx.Binding binding = world.pbx()
                    .binding(user.sipUser())
                    .orElseThrow(() -> new DemoFailure("the PBX knows no binding of " + user.sipUser()));
            screen.good(String.format(
                    Locale.ROOT,
                    "%-13s %s  at %s  for %d s, until %s",
                    user.name(),
                    screen.name(binding.aor()),
                    view.path("binding").path("target").asString("?"),
                    view.path("binding").path("grantedSeconds").asInt(0),
                    clock(view.path("binding").path("expiresAt").asString(""))));
            screen.line(screen.dim("  the PBX will call  " + binding.contact()));
        }
    }

    private Optional<JsonNode> registration(DemoUser user) throws IOException, InterruptedException {
        AdminPort.Answer answer = admin.get("/lines/" + user.id() + "/registration");
        if (answer.status() != 200) {
            return Optional.empty();
        }
        JsonNode view = answer.json();
        boolean done = view.path("state").asString("").equals("registered")
                && world.pbx().binding(user.sipUser()).isPresent();
        return done ? Optional.of(view) : Optional.empty();
    }

    void callFromPbx() throws IOException, InterruptedException, DemoFailure {
        DemoUser ann = DemoUser.ALL.get(0);
        screen.heading("PBX to Teams: extension " + EXTENSION + " (Reception) calls " + ann.name());
        int before = world.teams().calls().size();
        SimulatedCall pbxLeg = world.pbx().call(EXTENSION, "Reception", ann.sipUser());
        Waiting.future(PATIENCE, "the call was not answered", pbxLeg.answered());
        SimulatedCall teamsLeg = newest(world.teams().calls(), before, "no call came to Teams");
        talkAndHangUp(pbxLeg, teamsLeg, "the PBX hung up");
    }

    void callFromTeams() throws IOException, InterruptedException, DemoFailure {
        DemoUser ben = DemoUser.ALL.get(1);
        screen.heading("Teams to PBX: " + ben.name() + " dials " + DIALLED);
        int before = world.pbx().calls().size();
        SimulatedCall teamsLeg = world.teams()
                .call(
                        ben.number(),
                        ben.name(),
                        DIALLED,
                        DemoWorld.TENANT,
                        world.tlsListener().getPort());
        Waiting.future(PATIENCE, "the call was not answered", teamsLeg.answered());
        SimulatedCall pbxLeg = newest(world.pbx().calls(), before, "no call came to the PBX");
        talkAndHangUp(teamsLeg, pbxLeg, "Teams hung up");
    }

    private static SimulatedCall newest(List<SimulatedCall> calls, int before, String otherwise) throws DemoFailure {
        if (calls.size() <= before) {
            throw new DemoFailure(otherwise);
        }
        return calls.get(calls.size() - 1);
    }

    private void talkAndHangUp(SimulatedCall caller, SimulatedCall called, String how)
            throws InterruptedException, DemoFailure {
        Thread.sleep(TALK.toMillis());
        caller.hangUp();
        SimulatedCall.End ended = Waiting.future(PATIENCE, "the caller's BYE was not answered", caller.ended());
        SimulatedCall.End other = Waiting.future(PATIENCE, "BYE did not reach the other side", called.ended());
        if (ended != SimulatedCall.End.HUNG_UP_BY_US || other != SimulatedCall.End.HUNG_UP_BY_PEER) {
            throw new DemoFailure("the call ended oddly: " + ended + ", other side " + other);
        }
        Ladder ladder = new Ladder(screen.unicode());
        List<MessageLog.Entry> messages = new ArrayList<>(world.log().ofCall(caller.callId()));
        messages.addAll(world.log().ofCall(called.callId()));
        screen.line(screen.dim(ladder.head()));
        for (Ladder.Rung rung : ladder.rungs(messages)) {
            screen.line(screen.ink(rung.pbx() ? Screen.Ink.PBX : Screen.Ink.TEAMS, rung.text()));
        }
        screen.good("answered, talked for " + TALK.toMillis() + " ms, " + how + "; both legs are gone");
    }

    void records() throws IOException, InterruptedException, DemoFailure {
        screen.heading("Every call leaves one record");
        Path file = folder.resolve("cdr.jsonl");
        List<String> lines = Waiting.until(PATIENCE, "two call records did not appear in " + file, () -> {
            List<String> seen = Files.exists(file) ? Files.readAllLines(file) : List.<String>of();
            return seen.size() >= 2 ? Optional.of(seen) : Optional.empty();
        });
        for (String line : lines) {
            JsonNode record = JsonMapper.shared().readTree(line);
            String outcome = record.path("outcome").asString("");
            screen.good(String.format(
                    Locale.ROOT,
                    "%-12s %s -> %s, line %s, %d ms, %s by the %s side, SIP %d",
                    record.path("direction").asString(""),
                    record.path("caller").asString("?"),
                    record.path("callee").asString("?"),
                    record.path("lineId").asString("?"),
                    record.path("durationMillis").asLong(0),
                    outcome,
                    record.path("endedBy").asString("?"),
                    record.path("sipCode").asInt(0)));
            if (!outcome.equals("completed")) {
                throw new DemoFailure("a call that was fine is recorded as " + outcome + ": " + line);
            }
        }
        screen.line(screen.dim(lines.get(0).length() > 150 ? lines.get(0).substring(0, 150) + "..." : lines.get(0)));
    }

    void metrics() throws IOException, InterruptedException, DemoFailure {
        screen.heading("Prometheus sees it");
        AdminPort.Answer answer = admin.get("/metrics");
        List<String> wanted = answer.body()
                .lines()
                .filter(line -> line.matches("linekeeper_(registrations|calls_(started|answered|ended|active)).*"))
                .filter(line -> !line.endsWith(" 0.0") && !line.endsWith(" 0"))
                .toList();
        if (answer.status() != 200 || wanted.isEmpty()) {
            throw new DemoFailure("GET /metrics was answered " + answer.status() + " without the calls just made");
        }
        wanted.forEach(screen::line);
    }

    void lawful() throws DemoFailure {
        screen.heading("Both simulators held every message against the RFCs and Microsoft's rules");
        List<Violation> violations = world.violations();
        for (Violation violation : violations) {
            screen.bad("   " + violation);
        }
        if (!violations.isEmpty()) {
            throw new DemoFailure(violations.size() + " rules broken");
        }
        long received =
                world.log().entries().stream().filter(entry -> !entry.sent()).count();
        screen.good(received + " messages of the gateway, nothing to complain about");
    }

    private static String clock(String instant) throws DemoFailure {
        if (instant.isEmpty()) {
            throw new DemoFailure("the registration does not say until when");
        }
        return LocalTime.ofInstant(Instant.parse(instant), ZoneId.systemDefault())
                .truncatedTo(ChronoUnit.SECONDS)
                .toString();
    }
}
