package org.linekeeper.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that another server on the way might take for something else. */
final class HttpFramingTest {
    private static final String TOKEN = "Authorization: Bearer " + AdminFixture.FULL + "\r\n";

    private AdminFixture admin;

    @BeforeEach
    void open() {
        admin = new AdminFixture();
    }

    @AfterEach
    void close() {
        admin.close();
    }

    /** RFC 9112 3.2: such a request MUST be answered by 400. */
    @ParameterizedTest
    @ValueSource(strings = {"", "Host: x\r\nHost: x\r\n", "Host: x\r\nhost: y\r\n"})
    void requestNamesItsHostOnce(String hosts) throws IOException {
        String reply = RawHttp.ask(admin, "GET /lines HTTP/1.1\r\n" + hosts + TOKEN + "\r\n");
        assertThat(reply).startsWith("HTTP/1.1 400").contains("bad-request").containsIgnoringCase("connection: close");
    }

    @Test
    void http10NeedsNoHost() throws IOException {
        assertThat(RawHttp.ask(admin, "GET /lines HTTP/1.0\r\n" + TOKEN + "\r\n"))
                .contains(" 200 OK");
    }

    @ParameterizedTest
    @ValueSource(strings = {"zz\r\n{}\r\n0\r\n\r\n", "2\r\n{}XX0\r\n\r\n", "-1\r\n{}\r\n0\r\n\r\n"})
    void bodyInBrokenChunksIsRefused(String chunks) throws IOException {
        String reply = RawHttp.ask(
                admin,
                "PUT /enterprises/e HTTP/1.1\r\nHost: x\r\n" + TOKEN
                        + "Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n" + chunks);
        assertThat(reply).startsWith("HTTP/1.1 400").contains("bad-request").containsIgnoringCase("connection: close");
        assertThat(admin.observed).contains("/enterprises/{id} PUT 400");
    }
}
