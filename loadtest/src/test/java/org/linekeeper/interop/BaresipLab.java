package org.linekeeper.interop;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;
import org.linekeeper.simulator.CertificateAuthority;
import org.linekeeper.simulator.TlsIdentity;
import org.linekeeper.simulator.media.Tone;
import org.linekeeper.simulator.sip.MessageLog;
import org.linekeeper.simulator.teams.Cloud;
import org.linekeeper.simulator.teams.Invitation;
import org.linekeeper.simulator.teams.TeamsSimulator;

/** A gateway between a strict Teams and Kamailio with baresip as its desk phone. When a test fails, the logs are printed. */
final class BaresipLab implements BeforeAllCallback, AfterAllCallback, TestExecutionExceptionHandler {
    private static final String FQDN = "sip.teams.example.test";
    private static final String REGION = "region.teams.example.test";
    private static final String API = "api.teams.example.test";
    private static final String TEAMS = "127.77.2.30";
    private static final String PHONE = "127.77.2.40";
    private static final int LINE = 1000;
    private static final int EXTENSION = 2000;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Tone tone;
    private final Started started = new Started();
    private HostedPbx pbx;
    private TeamsSimulator teams;
    private GatewayProcess gateway;
    private Baresip phone;

    /** @param tone what the phone speaks */
    BaresipLab(Tone tone) {
        this.tone = tone;
    }

    @Override
    public void beforeAll(ExtensionContext context) throws Exception {
        Path folder = WorkFolder.fresh(context.getRequiredTestClass());
        Path tls = folder.resolve("tls");
        CertificateAuthority authority = LabCertificates.ofGateway(tls, Users.TENANT);
        try {
            teams = started.keep(
                    TeamsSimulator.start(cloud(authority.issue(FQDN, REGION, API)), new MessageLog(Clock.systemUTC())));
            pbx = started.keep(HostedPbx.start(
                    folder, Duration.ofHours(1), List.of("sip.teams A " + TEAMS, "region.teams A " + TEAMS)));
            phone = started.keep(Baresip.start(folder, PHONE, pbx.first().address(), EXTENSION, tone));
            gateway = started.keep(
                    GatewayProcess.start(GatewayPlace.at(GatewayPlace.ADDRESS, folder, pbx.dns(), tls, Users.TENANT)));
            provision(gateway.admin());
        } catch (Exception | AssertionError e) {
            started.close();
            throw e;
        }
    }

    @Override
    public void afterAll(ExtensionContext context) {
        started.close();
    }

    @Override
    public void handleTestExecutionException(ExtensionContext context, Throwable failure) throws Throwable {
        System.out.println(context.getDisplayName() + " failed");
        System.out.println(gateway.logTail(40));
        System.out.println(phone.logTail(60));
        System.out.println(pbx.logTails(15));
        throw failure;
    }

    TeamsSimulator teams() {
        return teams;
    }

    Baresip phone() {
        return phone;
    }

    GatewayProcess gateway() {
        return gateway;
    }

    /** The phone's extension as it is dialled from the PBX's other devices. */
    static String line() {
        return Integer.toString(LINE);
    }

    static String lineNumber() {
        return Users.teamsNumber(LINE);
    }

    /** The Teams user calls the phone. */
    Invitation invitation() {
        return Invitation.of(
                lineNumber(),
                Users.phoneNumber(EXTENSION),
                Users.TENANT,
                gateway.teamsListener().getPort());
    }

    private static Cloud cloud(TlsIdentity identity) throws Exception {
        return new Cloud(
                FQDN,
                REGION,
                API,
                new InetSocketAddress(TEAMS, 0),
                List.of(InetAddress.getByName("127.77.2.31"), InetAddress.getByName("127.77.2.32")),
                identity.contexts(),
                Set.of(Users.TENANT),
                Map.of(Users.TENANT, InetAddress.getByName(GatewayPlace.ADDRESS)));
    }

    private void provision(AdminClient admin) {
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
                                "host", FQDN, "port", teams.address().getPort(), "transport", "tls", "lookup", "a"))));
        admin.mustPut("/pbxs/" + Users.PBX, Users.pbx());
        admin.mustPut("/lines/" + Users.lineId(LINE), Users.line(LINE));
        Awaitility.await("phone and line registered").atMost(PATIENCE).until(() -> pbx.core()
                .rpc()
                .bindings()
                .keySet()
                .containsAll(List.of(Users.sipUser(LINE), Integer.toString(EXTENSION))));
    }
}
