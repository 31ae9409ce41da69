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
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.linekeeper.simulator.CertificateAuthority;
import org.linekeeper.simulator.DeskPhone;
import org.linekeeper.simulator.DeskPhoneCall;
import org.linekeeper.simulator.TlsIdentity;
import org.linekeeper.simulator.sip.MessageLog;
import org.linekeeper.simulator.sip.Violation;
import org.linekeeper.simulator.teams.Cloud;
import org.linekeeper.simulator.teams.Invitation;
import org.linekeeper.simulator.teams.PlacedCall;
import org.linekeeper.simulator.teams.ReceivedCall;
import org.linekeeper.simulator.teams.TeamsCall;
import org.linekeeper.simulator.teams.TeamsSimulator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A gateway between a strict Teams and Kamailio with three desk phones, for one test class. After each test: nobody has a
 * complaint, no call is left, and every answer is acknowledged. When a test fails, its messages are printed.
 */
final class TransferLab implements BeforeAllCallback, AfterAllCallback, BeforeEachCallback, AfterEachCallback {
    static final Duration PATIENCE = Duration.ofSeconds(30);
    static final String TEAMS = "sip.teams.example.test";

    private static final String NET = "127.77.1.";
    private static final String GATEWAY = NET + "20";
    private static final String REGION = "sip-du-a-eu.teams.example.test";
    private static final String API = "api-du-a-euwe.teams.example.test";
    private static final int LINES = 3;
    private static final int PHONES = 3;

    /**
     * The simulator's routes of later requests are checked against Kamailio's, which answers for itself: it acknowledges hop by
     * hop, and leaves out the Route that it has worked off.
     */
    private static final Set<String> KAMAILIOS_OWN = Set.of("route-differs");

    private final MessageLog log = new MessageLog(Clock.systemUTC());
    private final Started started = new Started();
    private final List<DeskPhone> phones = new ArrayList<>();
    private final Map<String, Object> pbxSettings;
    private HostedPbx pbx;
    private GatewayProcess gateway;
    private TeamsSimulator teams;
    private int messagesBefore;
    private int recordsBefore;
    private int violationsBefore;
    private List<String> callsBefore = List.of();

    TransferLab() {
        this(Map.of());
    }

    /** @param pbxSettings what the PBX has beside the usual */
    TransferLab(Map<String, Object> pbxSettings) {
        this.pbxSettings = Map.copyOf(pbxSettings);
    }

    @Override
    public void beforeAll(ExtensionContext context) throws Exception {
        Path folder = WorkFolder.fresh(context.getRequiredTestClass());
        Path tls = folder.resolve("tls");
        CertificateAuthority authority = LabCertificates.ofGateway(tls, Users.TENANT);
        try {
            teams = started.keep(TeamsSimulator.start(cloud(authority.issue(TEAMS, REGION, API)), log));
            pbx = started.keep(HostedPbx.start(
                    NET,
                    folder,
                    Duration.ofHours(1),
                    List.of("sip.teams A " + NET + "30", "sip-du-a-eu.teams A " + NET + "30")));
            for (int phone = 0; phone < PHONES; phone++) {
                phones.add(started.keep(phone(2000 + phone)));
            }
            gateway =
                    started.keep(GatewayProcess.start(GatewayPlace.at(GATEWAY, folder, pbx.dns(), tls, Users.TENANT)));
            provision();
        } catch (Exception | AssertionError e) {
            started.close();
            throw e;
        }
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        messagesBefore = log.entries().size();
        recordsBefore = gateway.records().size();
        violationsBefore = violations().size();
        callsBefore = callIds();
    }

    @Override
    public void afterEach(ExtensionContext context) throws Exception {
        try {
            if (context.getExecutionException().isEmpty()) {
                assertThat(violations().subList(violationsBefore, violations().size()))
                        .isEmpty();
                // What an earlier test left is no fault of this.
                Awaitility.await("no call is left").atMost(PATIENCE).untilAsserted(() -> assertThat(callIds())
                        .isSubsetOf(callsBefore));
                assertThat(teams.unacknowledged()).isZero();
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

    GatewayProcess gateway() {
        return gateway;
    }

    /** One of the desk phones, from 0. */
    DeskPhone at(int index) {
        return phones.get(index);
    }

    /** A Teams user talks with the phone that it has called. */
    Pair teamsCalls(int user, int phone) throws Exception {
        PlacedCall call = teams.call(
                Invitation.of(Users.teamsNumber(1000 + user), Users.phoneNumber(2000 + phone), Users.TENANT, port()));
        DeskPhoneCall at = phones.get(phone).awaitCall();
        at.ring();
        at.answer();
        call.await(200);
        return new Pair(call, at);
    }

    /** A phone talks with the Teams user that it has called. */
    Pair phoneCalls(int phone, int user) throws Exception {
        DeskPhoneCall call = phones.get(phone).call(Integer.toString(1000 + user));
        ReceivedCall at = teams.awaitCall(Users.teamsNumber(1000 + user));
        at.progress("client", 180, "Ringing");
        call.await(180);
        at.answer("client");
        at.await("ACK");
        call.await(200);
        return new Pair(at, call);
    }

    /** A call between a Teams user and a desk phone: both legs of it. */
    record Pair(TeamsCall teams, DeskPhoneCall phone) {}

    int port() {
        return gateway.teamsListener().getPort();
    }

    /** The records since the test began, once there are so many, and no more. */
    List<JsonNode> records(int count) {
        Awaitility.await("call records").atMost(PATIENCE).until(() -> fresh().size() >= count);
        assertThat(fresh()).hasSize(count);
        return fresh();
    }

    /** One record for each of the two calls, each naming the other. */
    void linked(String kind, int status) {
        List<JsonNode> records = records(2);
        JsonNode from = with(records, "transferredToCallId");
        JsonNode to = with(records, "transferredFromCallId");
        assertThat(from.path("transferredToCallId").asString(""))
                .isEqualTo(to.path("callId").asString(""));
        assertThat(to.path("transferredFromCallId").asString(""))
                .isEqualTo(from.path("callId").asString(""));
        assertThat(from.path("transferredToKind").asString("")).isEqualTo(kind);
        assertThat(from.path("transferSipCode").asInt(0)).isEqualTo(status);
    }

    private static JsonNode with(List<JsonNode> records, String field) {
        return records.stream()
                .filter(record -> record.has(field))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no record with " + field + " in " + records));
    }

    private List<JsonNode> fresh() {
        List<String> records = gateway.records();
        return records.subList(recordsBefore, records.size()).stream()
                .map(record -> JsonMapper.shared().readTree(record))
                .toList();
    }

    private List<String> callIds() {
        return gateway.admin().get("/calls").json().path("items").findValuesAsString("callId");
    }

    private DeskPhone phone(int extension) throws Exception {
        String user = Integer.toString(extension);
        DeskPhone phone = DeskPhone.start(
                new DeskPhone.Account(user, KamailioPbx.authUser(user), KamailioPbx.password(user), KamailioPbx.DOMAIN),
                new InetSocketAddress(NET + (40 + extension % 10), 0),
                pbx.first().address(),
                log);
        assertThat(phone.register().status()).isEqualTo(200);
        return phone;
    }

    private static Cloud cloud(TlsIdentity identity) throws Exception {
        return new Cloud(
                TEAMS,
                REGION,
                API,
                new InetSocketAddress(NET + "30", 0),
                IntStream.range(100, 110)
                        .mapToObj(i -> new InetSocketAddress(NET + i, 0).getAddress())
                        .toList(),
                identity.contexts(),
                Set.of(Users.TENANT),
                Map.of(Users.TENANT, InetAddress.getByName(GATEWAY)));
    }

    private void provision() {
        AdminClient admin = gateway.admin();
        admin.mustPut("/enterprises/" + Users.ENTERPRISE, Users.enterprise());
        admin.mustPut(
                "/direct-routes/" + Users.ROUTE,
                Map.of(
                        "enterpriseId",
                        Users.ENTERPRISE,
                        "tenantFqdn",
                        Users.TENANT,
                        "peers",
                        List.of(Map.of(
                                "host", TEAMS, "port", teams.address().getPort(), "transport", "tls", "lookup", "a"))));
        Map<String, Object> settings = new java.util.HashMap<>(Users.pbx());
        settings.putAll(pbxSettings);
        admin.mustPut("/pbxs/" + Users.PBX, settings);
        for (int extension : Users.teamsExtensions(LINES)) {
            admin.mustPut("/lines/" + Users.lineId(extension), Users.line(extension));
        }
        Awaitility.await("all lines registered")
                .atMost(PATIENCE)
                .until(() -> pbx.core().rpc().bindings().keySet().stream()
                                .filter(user -> user.endsWith("t"))
                                .count()
                        == LINES);
    }

    private List<Violation> violations() {
        List<Violation> all = new ArrayList<>(teams.violations());
        phones.forEach(phone -> all.addAll(phone.violations()));
        return all.stream()
                .filter(violation -> !KAMAILIOS_OWN.contains(violation.rule()))
                .toList();
    }

    private void print(ExtensionContext context) throws IOException {
        List<MessageLog.Entry> entries = log.entries();
        FailedTest.print(context, entries.subList(messagesBefore, entries.size()), gateway);
        System.out.println(pbx.logTails(10));
    }
}
