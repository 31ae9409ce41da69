package org.linekeeper.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.linekeeper.admin.AdminFixture.Reply;

final class HttpErrorsTest {
    private static final String HEAD = " HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + AdminFixture.FULL + "\r\n";

    private AdminFixture admin;

    @BeforeEach
    void open() {
        AdminLimits limits = new AdminLimits(
                64 * 1024,
                8,
                Duration.ofSeconds(1),
                Duration.ofSeconds(2),
                Duration.ofSeconds(2),
                20,
                Duration.ofSeconds(2));
        admin = new AdminFixture(limits, store -> store);
    }

    @AfterEach
    void close() {
        admin.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/nothing",
                "/lines/",
                "/lines/a/b",
                "/lines/a/registration/x",
                "//lines",
                "/lines/a/",
                "/LINES",
                "/lines/..",
                "/lines/../enterprises",
                "/%2e%2e/etc/passwd",
                "/lines/%2e%2e%2fx",
                "/enterprises%2fa",
                "/lines/a%00b",
                "/lines/a;b=c",
                "/calls/x/y"
            })
    void unknownPathsAre404(String path) {
        Reply reply = admin.get(path);
        assertThat(reply.status()).as(reply.body()).isEqualTo(404);
        assertThat(reply.problem()).isIn("no-such-path", "not-found");
        assertThat(reply.header("Content-Type")).contains("application/problem+json");
        assertThat(reply.json().path("instance").asString()).startsWith("urn:linekeeper:request:");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/lines/%2e%2e%2f%2e%2e%2fetc%2fpasswd", "/lines/a%20b", "/lines/%E2%82%AC", "/lines/a%0d%0ab"})
    void idsThatAreNoneAreInvalid(String path) {
        Reply reply = admin.put(path, "{}");
        assertThat(reply.status()).isEqualTo(422);
        assertThat(reply.pointers()).contains("/id");
    }

    @ParameterizedTest
    @CsvSource({
        "POST, /enterprises, 'GET, HEAD'",
        "POST, /enterprises/a, 'DELETE, GET, HEAD, PUT'",
        "PATCH, /lines/a, 'DELETE, GET, HEAD, PUT'",
        "PUT, /lines/a/registration, 'GET, HEAD'",
        "DELETE, /calls/a, 'GET, HEAD'",
        "GET, /calls/a:release, POST",
        "PATCH, /calls/a:release, POST",
        "DELETE, /pbxs/a:explain-number, POST",
        "GET, /lines/a/registration:refresh, POST",
        "OPTIONS, /metrics, 'GET, HEAD'",
        "BREW, /health/live, 'GET, HEAD'"
    })
    void wrongMethodsAre405WithAllow(String method, String path, String allow) {
        Reply reply = admin.send(admin.to(path).method(method, BodyPublishers.noBody()));
        assertThat(reply.status()).isEqualTo(405);
        assertThat(reply.header("Allow")).contains(allow);
        assertThat(reply.problem()).isEqualTo("method-not-allowed");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"text/plain", "application/x-www-form-urlencoded", "application/jsonp", "multipart/form-data"})
    void otherBodiesAre415(String type) {
        Reply reply = admin.send(
                admin.to("/enterprises/a").header("Content-Type", type).PUT(BodyPublishers.ofString("{}")));
        assertThat(reply.status()).isEqualTo(415);
        assertThat(reply.problem()).isEqualTo("unsupported-media-type");
    }

    @Test
    void aBodyWithoutATypeIs415AndOneWithACharsetIsRead() {
        assertThat(admin.send(admin.to("/enterprises/a").PUT(BodyPublishers.ofString("{\"name\":\"A\"}")))
                        .status())
                .isEqualTo(415);
        assertThat(admin.send(admin.to("/enterprises/a")
                                .header("Content-Type", "application/json; charset=utf-8")
                                .PUT(BodyPublishers.ofString("{\"name\":\"A\"}")))
                        .status())
                .isEqualTo(201);
    }

    @Test
    void bodiesOverTheLimitAre413AnnouncedOrNot() {
        String large = "{\"name\":\"" + "x".repeat(70_000) + "\"}";
        Reply announced = admin.put("/enterprises/a", large);
        assertThat(announced.status()).isEqualTo(413);
        assertThat(announced.problem()).isEqualTo("too-large");
        Reply chunked = admin.send(admin.to("/enterprises/a")
                .header("Content-Type", "application/json")
                .PUT(BodyPublishers.fromPublisher(BodyPublishers.ofString(large))));
        assertThat(chunked.status()).isEqualTo(413);
        assertThat(admin.get("/enterprises/a").status()).isEqualTo(404);
    }

    @Test
    void anEndlessBodyIsCut() throws Exception {
        try (RawHttp http = new RawHttp(admin)) {
            http.send("PUT /enterprises/a" + HEAD
                    + "Content-Type: application/json\r\nContent-Length: 999999999999\r\n\r\n");
            String chunk = "x".repeat(65_536);
            int sent = 0;
            try {
                for (; sent < 1_000; sent++) {
                    http.send(chunk);
                }
            } catch (IOException cut) {
                assertThat(cut).isNotNull();
            }
            assertThat(sent).isLessThan(1_000);
        }
        assertThat(admin.get("/health/live").status()).isEqualTo(200);
    }

    @Test
    void aSlowBodyIs408() throws Exception {
        String reply = RawHttp.ask(
                admin, "PUT /enterprises/a" + HEAD + "Content-Type: application/json\r\nContent-Length: 10\r\n\r\n{");
        assertThat(reply).startsWith("HTTP/1.1 408").contains("urn:linekeeper:problem:request-timeout");
    }

    @Test
    void aSlowHeadIsCutEvenWhenBytesKeepComing() throws Exception {
        try (RawHttp http = new RawHttp(admin)) {
            http.send("GET /lines HTTP/1.1\r\n");
            Thread drip = new Thread(() -> {
                try {
                    for (int i = 0; i < 100; i++) {
                        http.send("X-" + i + ": y\r\n");
                        LockSupport.parkNanos(100_000_000);
                    }
                } catch (IOException cut) {
                    Thread.currentThread().interrupt();
                }
            });
            long before = System.nanoTime();
            drip.start();
            http.readAll();
            assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(6));
            drip.join();
        }
    }

    @Test
    void connectionsAreLimited() throws Exception {
        List<RawHttp> open = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            RawHttp http = new RawHttp(admin);
            http.send("GET /health/live HTTP/1.1\r\nHost: x\r\n\r\n");
            assertThat(http.readAnswer()).startsWith("HTTP/1.1 200");
            open.add(http);
        }
        try (RawHttp ninth = new RawHttp(admin)) {
            assertThat(ninth.readAll()).isIn("", "[reset]");
        }
        open.get(0).close();
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            try (RawHttp http = new RawHttp(admin)) {
                http.send("GET /health/live HTTP/1.1\r\nHost: x\r\n\r\n");
                assertThat(http.readAnswer()).startsWith("HTTP/1.1 200");
            }
        });
        for (RawHttp http : open) {
            http.close();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "'GARBAGE\r\n\r\n', 400, bad-request",
        "'GET /lines HTTP/1.1\r\nbad header\r\n\r\n', 400, bad-request",
        "'GET /lines HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n', 400, bad-request",
        "'GET /lines HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n', 400, bad-request",
        "'\u0000\u0001\u0002\u0003\r\n\r\n', 400, bad-request"
    })
    void whatIsNotHttpIs400(String text, int status, String problem) throws Exception {
        String reply = RawHttp.ask(admin, text);
        assertThat(reply).matches("(?s)HTTP/1\\.[01] " + status + " .*").contains("urn:linekeeper:problem:" + problem);
    }

    /** RFC 9110 15.6.6; nothing of what a stranger sent comes back. */
    @ParameterizedTest
    @ValueSource(strings = {"GET /lines HTTP/9.9", "GET /lines HTTP/2.0", "PRI * HTTP/2.0", "GET /lines HTTP/0.9"})
    void anUnknownVersionOfHttpIs505(String line) throws Exception {
        assertThat(RawHttp.ask(admin, line + "\r\nHost: x\r\n\r\n"))
                .startsWith("HTTP/1.1 505 ")
                .contains("urn:linekeeper:problem:unknown-version")
                .doesNotContain("9.9", "2.0", "0.9");
        assertThat(RawHttp.ask(admin, "GET /health/live HTTP/1.0\r\n\r\n")).contains(" 200 ");
    }

    @Test
    void longLinesAndHeadersAreRefused() throws Exception {
        assertThat(RawHttp.ask(admin, "GET /" + "a".repeat(20_000) + " HTTP/1.1\r\n\r\n"))
                .startsWith("HTTP/1.0 414")
                .contains("problem:uri-too-long");
        assertThat(RawHttp.ask(admin, "GET / HTTP/1.1\r\nX: " + "a".repeat(40_000) + "\r\n\r\n"))
                .startsWith("HTTP/1.1 431")
                .contains("problem:headers-too-large");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/lines/%zz", "/lines/%4", "/lines/%ff%fe", "/lines/%", "/lines/a\u0080b"})
    void pathsThatAreNotEncodedRightAre400(String path) throws Exception {
        try (RawHttp http = new RawHttp(admin)) {
            http.send("GET " + path + HEAD + "\r\n");
            assertThat(http.readAnswer()).startsWith("HTTP/1.1 400").contains("problem:bad-path");
        }
    }

    @Test
    void expectContinueIsAnsweredBeforeTheBody() throws Exception {
        try (RawHttp http = new RawHttp(admin)) {
            http.send("PUT /enterprises/a" + HEAD
                    + "Content-Type: application/json\r\nContent-Length: 12\r\nExpect: 100-continue\r\n\r\n");
            assertThat(http.readAnswer()).startsWith("HTTP/1.1 100");
            http.send("{\"name\":\"A\"}");
            assertThat(http.readAnswer()).startsWith("HTTP/1.1 201");
        }
    }

    @Test
    void expectContinueIsRefusedBeforeTheBody() throws Exception {
        String head = String.join(
                "\r\n",
                "PUT /enterprises/a HTTP/1.1",
                "Host: x",
                "Content-Type: application/json",
                "Content-Length: 12",
                "Expect: 100-continue",
                "",
                "");
        String reply = RawHttp.ask(admin, head);
        assertThat(reply).startsWith("HTTP/1.1 401").containsIgnoringCase("connection: close");
    }

    @Test
    void aFaultOfOursIs500WithoutItsTrace() {
        admin.failure = new IllegalStateException("secret-detail-of-the-fault");
        for (String path : List.of("/lines/a/registration", "/pbxs/a/registration")) {
            Reply reply = admin.get(path);
            assertThat(reply.status()).isEqualTo(500);
            assertThat(reply.problem()).isEqualTo("internal");
            assertThat(reply.body()).doesNotContain("secret-detail", "Exception", "org.linekeeper", "\tat ");
        }
    }

    @Test
    void answersAreObservedByRouteNeverByPath() {
        admin.get("/lines/some-id");
        admin.get("/no/such/path");
        assertThat(admin.observed).contains("/lines/{id} GET 404", "none GET 404");
        assertThat(admin.observed).noneMatch(seen -> seen.contains("some-id") || seen.contains("such"));
    }
}
