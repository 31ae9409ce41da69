package org.linekeeper.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.linekeeper.simulator.CallPlan;
import org.linekeeper.simulator.CertificateAuthority;
import org.linekeeper.simulator.DnsServer;
import org.linekeeper.simulator.DnsZone;
import org.linekeeper.simulator.HostedPbx;
import org.linekeeper.simulator.PbxSettings;
import org.linekeeper.simulator.SimulatedCall;
import org.linekeeper.simulator.TlsIdentity;
import org.linekeeper.simulator.sip.MessageLog;
import org.linekeeper.simulator.sip.SipRequest;
import org.linekeeper.simulator.sip.Violation;
import org.linekeeper.simulator.teams.Cloud;
import org.linekeeper.simulator.teams.Invitation;
import org.linekeeper.simulator.teams.PlacedCall;
import org.linekeeper.simulator.teams.ReceivedCall;
import org.linekeeper.simulator.teams.TeamsSimulator;
import tools.jackson.databind.json.JsonMapper;

/**
 * A gateway between a strict Teams and a strict hosted PBX, for one test class. After each test: both have no complaint, no call
 * is left, and there is one record for each call that came in. When a test fails, its messages are printed.
 */
final class TeamsLab implements BeforeAllCallback, AfterAllCallback, BeforeEachCallback, AfterEachCallback {
    static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final String TENANT = "acme.sbc.example";
    private static final String FIRST = "sip.teams.example";
    private static final String SECOND = "sip2.teams.example";
    private static final String REGION = "sip-du-a-eu.teams.example";
    private static final String SECOND_REGION = "sip-du-a-us.teams.example";
    private static final String API = "api-du-a-euwe.teams.example";
    private static final String PROXY = "proxy.hosted.example";
    private static final String PBX_DOMAIN = "acme.hosted.example";
    private static final String GATEWAY = "127.77.25.20";
    private static final int TTL = 300;
    private static final int LINES = 4;
    private static final int FIRST_LINE = 1001;

    private final MessageLog log = new MessageLog(Clock.systemUTC());
    private final Started started = new Started();
    private GatewayProcess gateway;
    private HostedPbx pbx;
    private TeamsSimulator teams;
    private TeamsSimulator second;
    private int messagesBefore;
    private List<String> callsBefore = List.of();
    private int violationsBefore;

    @Override
    public void beforeAll(ExtensionContext context) throws Exception {
        Path folder = WorkFolder.fresh(context.getRequiredTestClass());
        Path tls = folder.resolve("tls");
        CertificateAuthority authority = LabCertificates.ofGateway(tls, TENANT);
        try {
            TlsIdentity microsoft = authority.issue(FIRST, SECOND, REGION, SECOND_REGION, API);
            teams = started.keep(TeamsSimulator.start(cloud(FIRST, REGION, "127.77.25.30", microsoft), log));
            second = started.keep(TeamsSimulator.start(cloud(SECOND, SECOND_REGION, "127.77.25.31", microsoft), log));
            pbx = started.keep(HostedPbx.start(
                    PbxSettings.of(PBX_DOMAIN, new InetSocketAddress("127.77.25.10", 0))
                            .encrypting(),
                    log));
            pbx.extension("*", CallPlan.answer(Duration.ofMillis(50)));
            DnsServer dns = started.keep(DnsServer.start(new InetSocketAddress("127.77.25.53", 0), zone()));
            gateway = started.keep(GatewayProcess.start(GatewayPlace.at(GATEWAY, folder, dns.address(), tls, TENANT)));
            provision();
        } catch (Exception | AssertionError e) {
            started.close();
            throw e;
        }
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        messagesBefore = log.entries().size();
        callsBefore = gateway.admin().get("/calls").json().path("items").findValuesAsString("callId");
        violationsBefore = violations().size();
        pbx.extension("*", CallPlan.answer(Duration.ofMillis(50)));
        teams.recordsRoutes(true);
    }

    @Override
    public void afterEach(ExtensionContext context) throws Exception {
        try {
            if (context.getExecutionException().isEmpty()) {
                assertThat(violations().subList(violationsBefore, violations().size()))
                        .isEmpty();
                nothingIsLeft();
            }
        } catch (AssertionError | RuntimeException e) {
            print(context);
            throw e;
        }
        if (context.getExecutionException().isPresent()) {
            print(context);
        }
    }

    @Override
    public void afterAll(ExtensionContext context) {
        started.close();
    }

    TeamsSimulator teams() {
        return teams;
    }

    /** Where the gateway turns when the first does not take a call. */
    TeamsSimulator second() {
        return second;
    }

    HostedPbx pbx() {
        return pbx;
    }

    GatewayProcess gateway() {
        return gateway;
    }

    String tenant() {
        return TENANT;
    }

    int port() {
        return gateway.teamsListener().getPort();
    }

    /** The number of a Teams user, from 0. */
    static String number(int user) {
        return "+1425555" + (FIRST_LINE + user);
    }

    /** A desk phone calls a Teams user. */
    SimulatedCall phoneCalls(int user) {
        return pbx.call("2000", "Pat Caller", sipUser(user));
    }

    /** A Teams user calls a desk phone. */
    Invitation invitation(int user) {
        return Invitation.of(number(user), "+12065552000", TENANT, port());
    }

    /** A call between a desk phone and a Teams user, answered: both legs of it. */
    record Pair(SimulatedCall phone, org.linekeeper.simulator.teams.TeamsCall teams) {}

    Pair phoneTalksToTeams(int user) throws Exception {
        SimulatedCall phone = phoneCalls(user);
        ReceivedCall call = teams.awaitCall(number(user));
        call.progress("client", 180, "Ringing");
        call.answer("client");
        call.await("ACK");
        phone.answered().get(PATIENCE.toSeconds(), java.util.concurrent.TimeUnit.SECONDS);
        return new Pair(phone, call);
    }

    Pair teamsTalksToPhone(Invitation invitation) throws Exception {
        int before = pbx.calls().size();
        PlacedCall call = teams.call(invitation);
        call.await(200);
        SimulatedCall phone = pbx.calls().get(before);
        phone.answered().get(PATIENCE.toSeconds(), java.util.concurrent.TimeUnit.SECONDS);
        return new Pair(phone, call);
    }

    /** The records since the test began, once there are so many. */
    List<String> records(int count) {
        Set<String> calls = incoming();
        return Awaitility.await("call records")
                .atMost(PATIENCE)
                .until(
                        () -> gateway.records().stream()
                                .filter(call -> calls.contains(sipCallId(call)))
                                .toList(),
                        records -> records.size() >= count);
    }

    private static Cloud cloud(String fqdn, String region, String address, TlsIdentity identity) throws Exception {
        return new Cloud(
                fqdn,
                region,
                API,
                new InetSocketAddress(address, 0),
                IntStream.range(100, 110)
                        .mapToObj(i -> new InetSocketAddress("127.77.25." + i, 0).getAddress())
                        .toList(),
                identity.contexts(),
                Set.of(TENANT),
                Map.of(TENANT, InetAddress.getByName(GATEWAY)));
    }

    private DnsZone zone() throws Exception {
        return new DnsZone()
                .add(
                        "_sip._udp." + PROXY,
                        TTL,
                        new DnsZone.Srv(10, 1, pbx.edge().getPort(), "edge.hosted.example"))
                .add("edge.hosted.example", TTL, address(pbx.edge()))
                .add(FIRST, TTL, address(teams.address()))
                .add(SECOND, TTL, address(second.address()))
                .add(REGION, TTL, address(teams.address()))
                .add(SECOND_REGION, TTL, address(second.address()));
    }

    private static DnsZone.Address address(InetSocketAddress at) {
        return DnsZone.Address.of(at.getAddress().getHostAddress());
    }

    private void provision() {
        AdminClient admin = gateway.admin();
        admin.mustPut("/enterprises/acme", Map.of("name", "Acme"));
        admin.mustPut(
                "/direct-routes/acme-teams",
                Map.of(
                        "enterpriseId",
                        "acme",
                        "tenantFqdn",
                        TENANT,
                        "peers",
                        List.of(
                                peer(FIRST, teams.address().getPort(), 1),
                                peer(SECOND, second.address().getPort(), 2))));
        admin.mustPut(
                "/pbxs/acme-hq",
                Map.of(
                        "enterpriseId", "acme",
                        "name", "Head office",
                        "type", "netsapiens",
                        "sipDomain", PBX_DOMAIN,
                        "outboundProxy", PROXY,
                        "transport", "udp",
                        "lookup", "srv"));
        for (int user = 0; user < LINES; user++) {
            pbx.account(new HostedPbx.Account(sipUser(user), sipUser(user), "secret of " + user));
            admin.mustPut(
                    "/lines/line-" + user,
                    Map.of(
                            "pbxId",
                            "acme-hq",
                            "directRouteId",
                            "acme-teams",
                            "teamsUser",
                            "user" + user + "@acme.example",
                            "phoneNumber",
                            number(user),
                            "sipUser",
                            sipUser(user),
                            "password",
                            "secret of " + user));
        }
        Awaitility.await("all lines registered")
                .atMost(PATIENCE)
                .until(() -> pbx.bindings().size() == LINES);
    }

    private static Map<String, Object> peer(String host, int port, int priority) {
        return Map.of("host", host, "port", port, "transport", "tls", "lookup", "a", "priority", priority);
    }

    private static String sipUser(int user) {
        return (FIRST_LINE + user) + "t";
    }

    private List<Violation> violations() {
        List<Violation> all = new ArrayList<>(teams.violations());
        all.addAll(second.violations());
        all.addAll(pbx.violations());
        return all;
    }

    /** Of the calls of this test: what an earlier one left is no fault of this. */
    private void nothingIsLeft() {
        Set<String> calls = incoming();
        Awaitility.await("one record for each call").atMost(PATIENCE).untilAsserted(() -> assertThat(
                        gateway.records().stream()
                                .map(TeamsLab::sipCallId)
                                .filter(calls::contains)
                                .toList())
                .containsExactlyInAnyOrderElementsOf(calls));
        Awaitility.await("no call is left").atMost(PATIENCE).untilAsserted(() -> assertThat(
                        gateway.admin().get("/calls").json().path("items").findValuesAsString("callId"))
                .isSubsetOf(callsBefore));
    }

    /** The Call-IDs of the calls to the gateway since the test began. */
    private Set<String> incoming() {
        List<MessageLog.Entry> entries = log.entries();
        return entries.subList(messagesBefore, entries.size()).stream()
                .filter(MessageLog.Entry::sent)
                .map(MessageLog.Entry::message)
                .filter(message -> message instanceof SipRequest request
                        && request.method().equals("INVITE")
                        && request.tag("To").isEmpty())
                .map(message -> message.callId())
                .collect(Collectors.toSet());
    }

    private static String sipCallId(String call) {
        return JsonMapper.shared().readTree(call).path("inboundSipCallId").asString("");
    }

    private void print(ExtensionContext context) throws IOException {
        List<MessageLog.Entry> entries = log.entries();
        FailedTest.print(context, entries.subList(messagesBefore, entries.size()), gateway);
    }
}
