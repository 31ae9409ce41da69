package org.linekeeper.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.linekeeper.admin.AdminFixture.Reply;
import org.linekeeper.config.AdminSettings;
import org.linekeeper.config.Endpoint;
import org.linekeeper.config.model.Entity;
import org.linekeeper.config.model.Entity.Kind;
import org.linekeeper.config.store.ConfigStore;
import org.linekeeper.config.store.Precondition;
import org.linekeeper.config.store.Versioned;
import org.linekeeper.config.store.WriteOutcome;

final class AdminServerTest {
    private static final AdminLimits SHORT = new AdminLimits(
            64 * 1024,
            600,
            Duration.ofSeconds(2),
            Duration.ofSeconds(1),
            Duration.ofSeconds(30),
            20,
            Duration.ofSeconds(3));

    @Test
    void aBusyPortIsRefusedWithAdviceAndLeavesNothing() throws Exception {
        try (AdminFixture admin = new AdminFixture();
                ServerSocket other = new ServerSocket(0, 1, InetAddress.getByName(AdminFixture.HOST))) {
            long before = vertxThreads();
            OpenOutcome outcome = open(admin, new Endpoint(AdminFixture.HOST, other.getLocalPort()));
            assertThat(((OpenOutcome.Refused) outcome).message())
                    .contains(AdminFixture.HOST + ":" + other.getLocalPort(), "in use", "admin.address");
            assertThat(vertxThreads()).isEqualTo(before);
        }
    }

    @Test
    void aForeignAddressAndAnUnknownNameAreRefused() {
        try (AdminFixture admin = new AdminFixture()) {
            assertThat(((OpenOutcome.Refused) open(admin, new Endpoint("192.0.2.1", 0))).message())
                    .contains("192.0.2.1", "admin.address");
            assertThat(((OpenOutcome.Refused) open(admin, new Endpoint("no-such-name.invalid", 0))).message())
                    .contains("no-such-name.invalid", "admin.address");
        }
    }

    private static OpenOutcome open(AdminFixture admin, Endpoint address) {
        AdminSettings settings =
                new AdminSettings(address, AdminFixture.settings(0).tokens());
        return AdminServer.open(settings, SHORT, admin.parts, System::nanoTime, new Random(1));
    }

    private static long vertxThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(Thread::isAlive)
                .map(Thread::getName)
                .filter(name -> name.startsWith("vert.x-eventloop") || name.startsWith("admin-worker"))
                .count();
    }

    @Test
    void closingAnswersWhatIsInProgressAndTakesNoMore() throws Exception {
        SlowStore slow = new SlowStore();
        AdminFixture admin = new AdminFixture(AdminLimits.defaults(), slow::over);
        CompletableFuture<HttpResponse<String>> inProgress =
                admin.client.sendAsync(admin.to("/lines/x").GET().build(), BodyHandlers.ofString());
        assertThat(slow.entered.tryAcquire(5, TimeUnit.SECONDS)).isTrue();
        Thread closer = new Thread(admin.server::close);
        closer.start();
        slow.release.countDown();
        assertThat(inProgress.get(30, TimeUnit.SECONDS).statusCode()).isEqualTo(404);
        closer.join(10_000);
        assertThat(closer.isAlive()).isFalse();
        assertThat(admin.client
                        .sendAsync(admin.bare("/health/live").GET().build(), BodyHandlers.ofString())
                        .handle((response, failure) -> failure)
                        .get(30, TimeUnit.SECONDS))
                .hasCauseInstanceOf(ConnectException.class);
        admin.close();
    }

    @Test
    void aStoreThatHangsIs503AndHealthAnswersAllTheSame() throws Exception {
        SlowStore slow = new SlowStore();
        try (AdminFixture admin = new AdminFixture(SHORT, slow::over)) {
            List<CompletableFuture<HttpResponse<String>>> waiting = new ArrayList<>();
            for (int i = 0; i < 300; i++) {
                waiting.add(admin.client.sendAsync(admin.to("/lines/x").GET().build(), BodyHandlers.ofString()));
            }
            Reply live = admin.send(admin.bare("/health/live").GET());
            assertThat(live.status()).isEqualTo(200);
            List<String> problems = new ArrayList<>();
            for (CompletableFuture<HttpResponse<String>> one : waiting) {
                Reply reply = new Reply(one.get(20, TimeUnit.SECONDS));
                assertThat(reply.status()).isEqualTo(503);
                assertThat(reply.header("Retry-After")).isPresent();
                problems.add(reply.problem());
            }
            assertThat(problems).contains("overloaded", "timed-out");
            slow.release.countDown();
        }
    }

    @Test
    void aClientThatLeavesBeforeItsAnswerLeavesNothingBehind() throws Exception {
        SlowStore slow = new SlowStore();
        try (AdminFixture admin = new AdminFixture(AdminLimits.defaults(), slow::over)) {
            for (int i = 0; i < 4; i++) {
                try (RawHttp http = new RawHttp(admin)) {
                    http.send("GET /lines/x HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + AdminFixture.FULL
                            + "\r\n\r\n");
                    assertThat(slow.entered.tryAcquire(5, TimeUnit.SECONDS)).isTrue();
                }
            }
            slow.release.countDown();
            await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(admin.observed)
                    .containsExactly(
                            "/lines/{id} GET 404",
                            "/lines/{id} GET 404",
                            "/lines/{id} GET 404",
                            "/lines/{id} GET 404"));
            assertThat(admin.send(admin.bare("/health/live").GET()).status()).isEqualTo(200);
        }
    }

    @Test
    void aDiskThatRefusesIs503AndSaysNothingOfItsInsides() {
        try (AdminFixture admin = new AdminFixture(SHORT, store -> new StoreStub(store) {
            @Override
            public WriteOutcome put(Entity entity, Precondition precondition) {
                return new WriteOutcome.Failed("SQLITE_FULL at /var/lib/linekeeper.db");
            }
        })) {
            Reply reply = admin.put("/enterprises/acme", "{\"name\":\"A\"}");
            assertThat(reply.status()).isEqualTo(503);
            assertThat(reply.problem()).isEqualTo("store-failed");
            assertThat(reply.body()).doesNotContain("SQLITE", "/var/lib");
        }
    }

    @Test
    void closingTwiceIsHarmless() {
        AdminFixture admin = new AdminFixture();
        admin.server.close();
        admin.close();
        assertThat(vertxThreads()).isZero();
    }

    /** A store whose reads wait. */
    private static final class SlowStore {
        private final Semaphore entered = new Semaphore(0);
        private final CountDownLatch release = new CountDownLatch(1);

        ConfigStore over(ConfigStore store) {
            return new StoreStub(store) {
                @Override
                public Optional<Versioned<Entity>> get(Kind kind, String id) {
                    entered.release();
                    try {
                        assertThat(release.await(20, TimeUnit.SECONDS)).isTrue();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                    return Optional.empty();
                }
            };
        }
    }
}
