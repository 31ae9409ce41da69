package org.linekeeper.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.linekeeper.admin.AdminFixture.Reply;

final class GateOverHttpTest {
    private AdminFixture admin;

    @BeforeEach
    void open() {
        admin = new AdminFixture();
    }

    @AfterEach
    void close() {
        admin.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/enterprises", "/lines/x", "/calls", "/metrics", "/", "/nothing", "/health", "/health/live/"})
    void nothingIsToldWithoutAToken(String path) {
        Reply reply = admin.send(admin.bare(path).GET());
        assertThat(reply.status()).isEqualTo(401);
        assertThat(reply.problem()).isEqualTo("unauthorized");
        assertThat(reply.header("WWW-Authenticate")).contains("Bearer realm=\"linekeeper\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/health/live", "/health/ready", "/openapi.yaml", "/openapi.json"})
    void fourPathsAreOpenForReadingOnly(String path) {
        assertThat(admin.send(admin.bare(path).GET()).status()).isEqualTo(200);
        assertThat(admin.send(admin.bare(path).method("HEAD", BodyPublishers.noBody()))
                        .status())
                .isEqualTo(200);
        assertThat(admin.send(admin.bare(path).POST(BodyPublishers.noBody())).status())
                .isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Bearer wrong",
                "Bearer ",
                "Bearer",
                "Basic cG9ydGFsOng=",
                "full-token-0123456789abcdef",
                "Bearer full-token-0123456789abcde",
                "Bearer full-token-0123456789abcdefg",
                "Bearer FULL-TOKEN-0123456789ABCDEF"
            })
    void wrongTokensAreRefused(String authorization) {
        Reply reply = admin.send(admin.bare("/enterprises")
                .header("Authorization", authorization)
                .GET());
        assertThat(reply.status()).isEqualTo(401);
        assertThat(reply.header("WWW-Authenticate")).isPresent();
        assertThat(reply.body()).doesNotContain("token-0123");
    }

    @Test
    void theSchemeMayBeInAnyCaseButThereMayBeOneHeaderOnly() {
        assertThat(admin.send(admin.bare("/calls")
                                .header("Authorization", "bEARER " + AdminFixture.FULL)
                                .GET())
                        .status())
                .isEqualTo(200);
        Reply two = admin.send(
                admin.to("/calls").header("Authorization", "Bearer x").GET());
        assertThat(two.status()).isEqualTo(401);
    }

    @ParameterizedTest
    @CsvSource({
        "read-token-0123456789abcdef, GET, 200",
        "read-token-0123456789abcdef, PUT, 403",
        "read-token-0123456789abcdef, DELETE, 403",
        "read-token-0123456789abcdef, PATCH, 403",
        "write-token-0123456789abcdef, GET, 403",
        "write-token-0123456789abcdef, PUT, 200",
        "full-token-0123456789abcdef, PUT, 200"
    })
    void aTokenDoesWhatItsScopesSay(String token, String method, int status) {
        admin.put("/enterprises/acme", "{\"name\":\"A\"}");
        Reply reply = admin.send(admin.bare("/enterprises/acme")
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .method(method, BodyPublishers.ofString("{\"name\":\"A\"}")));
        assertThat(reply.status()).isEqualTo(status);
        if (status == 403) {
            assertThat(reply.problem()).isEqualTo("forbidden");
            assertThat(reply.header("WWW-Authenticate").orElseThrow()).contains("insufficient_scope");
        }
    }

    @Test
    void afterManyWrongTokensTheSourceIsToldToWaitAndARightOneStillPasses() {
        int unauthorized = 0;
        Reply last = null;
        for (int i = 0; i < 60 && (last == null || last.status() == 401); i++) {
            last = admin.send(admin.bare("/lines")
                    .header("Authorization", "Bearer guess-" + i)
                    .GET());
            unauthorized += last.status() == 401 ? 1 : 0;
        }
        assertThat(unauthorized).isBetween(20, 22);
        assertThat(last.status()).isEqualTo(429);
        assertThat(last.problem()).isEqualTo("too-many-failed-logins");
        assertThat(Integer.parseInt(last.header("Retry-After").orElseThrow())).isPositive();
        assertThat(admin.get("/lines").status()).isEqualTo(200);
    }
}
