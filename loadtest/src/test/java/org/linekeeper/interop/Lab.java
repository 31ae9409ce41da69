package org.linekeeper.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;
import org.linekeeper.loadtest.Scenarios;
import org.linekeeper.loadtest.SippResult;
import org.linekeeper.loadtest.SippRun;

/**
 * A hosted PBX, Teams and a gateway between them, for one test class. When a test fails, the end of every log is printed.
 */
final class Lab implements BeforeAllCallback, AfterAllCallback, TestExecutionExceptionHandler {
    private static final Duration REGISTRATION_LIMIT = Duration.ofSeconds(60);

    private final int lines;
    private final int phoneCount;
    private final String moreSettings;
    private Path folder;
    private LabCertificates certificates;
    private HostedPbx pbx;
    private GatewayPlace place;
    private GatewayProcess gateway;
    private TeamsPhones teams;
    private Phones phones;

    /** A lab with so many Teams users from extension 1000 and desk phones from 2000. */
    Lab(int lines, int phoneCount) {
        this(lines, phoneCount, "");
    }

    /** @param moreSettings further lines of the gateway's settings */
    Lab(int lines, int phoneCount, String moreSettings) {
        this.lines = lines;
        this.phoneCount = phoneCount;
        this.moreSettings = moreSettings;
    }

    @Override
    public void beforeAll(ExtensionContext context) throws Exception {
        folder = WorkFolder.fresh(context.getRequiredTestClass());
        certificates = LabCertificates.create(folder.resolve("tls"));
        pbx = HostedPbx.start(folder, Duration.ofHours(1), List.of("sbc A 127.77.8.30"));
        place = GatewayPlace.in(folder, pbx.dns(), certificates.folder()).with(moreSettings);
        teams = new TeamsPhones(folder.resolve("sipp-teams"), certificates, place.teams());
        phones = new Phones(folder.resolve("sipp-phones"), pbx.first().address());
        registerPhones();
        gateway = GatewayProcess.start(place);
        provision();
        awaitRegistered(Users.teamsExtensions(lines));
    }

    @Override
    public void afterAll(ExtensionContext context) {
        closeAll(gateway, teams, pbx);
    }

    @Override
    public void handleTestExecutionException(ExtensionContext context, Throwable failure) throws Throwable {
        System.out.println(context.getDisplayName() + " failed; logs in " + folder);
        System.out.println(gateway.logTail(80));
        System.out.println(pbx.logTails(15));
        throw failure;
    }

    Path folder() {
        return folder;
    }

    LabCertificates certificates() {
        return certificates;
    }

    HostedPbx pbx() {
        return pbx;
    }

    GatewayProcess gateway() {
        return gateway;
    }

    AdminClient admin() {
        return gateway.admin();
    }

    TeamsPhones teams() {
        return teams;
    }

    Phones phones() {
        return phones;
    }

    List<Integer> teamsExtensions() {
        return Users.teamsExtensions(lines);
    }

    /** What the PBX has for the Teams users, by extension. */
    Map<String, List<KamailioRpc.Binding>> lineBindings() {
        return pbx.core().rpc().bindings().entrySet().stream()
                .filter(entry -> entry.getKey().endsWith("t"))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** Waits until the PBX has a binding of each of these Teams users. */
    void awaitRegistered(List<Integer> extensions) {
        TreeSet<String> wanted = extensions.stream().map(Users::sipUser).collect(Collectors.toCollection(TreeSet::new));
        TreeSet<String> missing = new TreeSet<>(wanted);
        try {
            Awaitility.await("all lines registered")
                    .atMost(REGISTRATION_LIMIT)
                    .pollInterval(Duration.ofMillis(200))
                    .until(() -> {
                        missing.clear();
                        missing.addAll(wanted);
                        missing.removeAll(lineBindings().keySet());
                        return missing.isEmpty();
                    });
        } catch (org.awaitility.core.ConditionTimeoutException e) {
            throw new AssertionError(
                    missing.size() + " lines are not registered: " + missing + "\n" + gateway.logTail(60) + "\n"
                            + pbx.logTails(20),
                    e);
        }
    }

    /** Provisions one more line, sees it registered, and lets calls cross both ways. */
    void proveAlive(int extension) throws Exception {
        gateway.admin().mustPut("/lines/" + Users.lineId(extension), Users.line(extension));
        awaitRegistered(List.of(extension));
        try (SippRun called = teams.answer(2, Duration.ofMillis(50), Duration.ofSeconds(15))) {
            SippResult calling = phones.call(Scenarios.PHONE_CALLS, List.of(extension), 2, 10, Duration.ofMillis(100));
            assertThat(calling.allSucceeded(2)).as(calling.toString()).isTrue();
            assertThat(called.await().allSucceeded(2)).isTrue();
        }
        try (SippRun called = phones.answer(2, Duration.ofMillis(50), Duration.ofSeconds(15))) {
            SippResult calling = teams.call(Scenarios.TEAMS_CALLS, List.of(extension), 2, 10, Duration.ofMillis(100));
            assertThat(calling.allSucceeded(2)).as(calling.toString()).isTrue();
            assertThat(called.await().allSucceeded(2)).isTrue();
        }
    }

    private void registerPhones() throws Exception {
        SippResult registered = phones.register(Users.phoneExtensions(phoneCount));
        if (!registered.allSucceeded(phoneCount)) {
            throw new AssertionError("phones: " + registered + "\n" + pbx.logTails(20));
        }
    }

    private void provision() {
        AdminClient admin = gateway.admin();
        admin.mustPut("/enterprises/" + Users.ENTERPRISE, Users.enterprise());
        admin.mustPut("/direct-routes/" + Users.ROUTE, Users.directRoute(teams.port()));
        admin.mustPut("/pbxs/" + Users.PBX, Users.pbx());
        for (int extension : teamsExtensions()) {
            admin.mustPut("/lines/" + Users.lineId(extension), Users.line(extension));
        }
    }

    private static void closeAll(AutoCloseable... all) {
        for (AutoCloseable one : all) {
            try {
                if (one != null) {
                    one.close();
                }
            } catch (Exception e) {
                System.out.println("not closed: " + e);
            }
        }
    }
}
