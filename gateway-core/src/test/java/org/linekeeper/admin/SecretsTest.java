package org.linekeeper.admin;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.OutputStreamAppender;
import java.io.ByteArrayOutputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.linekeeper.admin.AdminFixture.Reply;
import org.slf4j.LoggerFactory;

/** Canary passwords and tokens are looked for in every answer and in everything that was logged, at every level. */
final class SecretsTest {
    private static final String CANARY = "canary-7f3a9c";

    @RegisterExtension
    final FixtureExtension fixture = new FixtureExtension();

    private final ByteArrayOutputStream logged = new ByteArrayOutputStream();
    private final OutputStreamAppender<ILoggingEvent> appender = new OutputStreamAppender<>();
    private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    private Level before;

    @BeforeEach
    void listen() {
        PatternLayoutEncoder encoder = new PatternLayoutEncoder();
        encoder.setContext(root.getLoggerContext());
        encoder.setPattern("%level %logger %msg %kvp %mdc%n%ex");
        encoder.start();
        appender.setContext(root.getLoggerContext());
        appender.setEncoder(encoder);
        appender.setOutputStream(logged);
        appender.start();
        before = root.getLevel();
        root.setLevel(Level.TRACE);
        root.addAppender(appender);
    }

    @AfterEach
    void stop() {
        root.detachAppender(appender);
        root.setLevel(before);
        appender.stop();
    }

    @Test
    void noSecretIsInAnAnswerOrInTheLog() {
        AdminFixture admin = fixture.admin();
        admin.provision();
        String line = AdminFixture.line(101, CANARY);
        List<Reply> replies = new ArrayList<>();
        replies.add(admin.put("/lines/ann", line));
        replies.add(admin.put("/lines/ann", line.replace("u101", "u102")));
        replies.add(admin.put("/lines/bob", line));
        replies.add(admin.put("/lines/ann", line, "If-Match", "\"1\""));
        replies.add(admin.put("/lines/ann", line.replace("\"sipUser\":\"101\"", "\"sipUser\":7")));
        replies.add(admin.put("/lines/ann", AdminFixture.line(103, CANARY + "\\u0000")));
        replies.add(admin.put("/lines/ann", AdminFixture.line(103, CANARY + "x".repeat(500))));
        replies.add(admin.put("/lines/ann", line.replace("\"password\"", "\"passwrod\"")));
        replies.add(admin.put("/lines/ann", line.replace("\"" + CANARY + "\"", "[\"" + CANARY + "\"]")));
        replies.add(admin.put("/lines/ann", line.substring(0, line.length() - 2)));
        replies.add(admin.put("/lines/ann", line.replace("\"}", "\"} " + CANARY)));
        replies.add(admin.put("/lines/ann", line.replace("}", ",\"password\":\"" + CANARY + "\"}")));
        replies.add(admin.get("/lines/ann"));
        replies.add(admin.get("/lines"));
        replies.add(admin.send(
                admin.bare("/lines").header("Authorization", "Bearer " + CANARY).GET()));
        replies.add(admin.send(admin.to("/lines/ann").PUT(BodyPublishers.ofString(line))));
        replies.add(admin.get("/lines/ann?token=" + CANARY));
        for (String body : List.of(
                "",
                "{\"password\":\"" + CANARY + "\"}",
                "{\"passwrod\":\"" + CANARY + "\"}",
                "{\"password\":[\"" + CANARY + "\"]}",
                "{\"password\":\"" + CANARY)) {
            replies.add(admin.post("/lines/ann/registration:test", body));
        }
        replies.add(admin.delete("/lines/ann"));

        assertThat(replies).extracting(Reply::status).contains(201, 200, 204, 400, 401, 409, 412, 415, 422);
        for (Reply reply : replies) {
            assertThat(reply.body()).doesNotContain(CANARY);
            assertThat(reply.http().headers().map().toString()).doesNotContain(CANARY);
        }
        String log = logged.toString(StandardCharsets.UTF_8);
        assertThat(log).contains("audit");
        assertThat(log).doesNotContain(CANARY, AdminFixture.FULL, "Bearer");
    }

    @Test
    void aTestOfCredentialsIsWrittenDownWithItsUserAndItsOutcome() {
        AdminFixture admin = fixture.admin();
        admin.provision();
        admin.post("/pbxs/acme-hq/registration:test", "{\"sipUser\":\"101\",\"password\":\"" + CANARY + "\"}");

        assertThat(logged.toString(StandardCharsets.UTF_8).lines())
                .filteredOn(line -> line.startsWith("INFO audit ") && line.contains("registration:test"))
                .singleElement()
                .asString()
                .contains("caller=portal", "status=200", "outcome=ok", "subject=101@acme.hosted.example")
                .doesNotContain(CANARY);
    }

    @Test
    void everyWriteAndEveryWrongTokenIsWrittenDownInOneLine() {
        AdminFixture admin = fixture.admin();
        admin.put("/enterprises/acme", "{\"name\":\"Acme\"}");
        admin.put("/enterprises/acme", "{\"name\":7}");
        admin.delete("/enterprises/acme");
        admin.get("/enterprises/acme");
        admin.send(admin.bare("/enterprises/acme")
                .header("Authorization", "Bearer " + AdminFixture.READ)
                .DELETE());
        admin.send(admin.bare("/calls").header("Authorization", "Bearer wrong").GET());
        admin.put("/enterprises/a%0aforged%20line", "{\"name\":\"x\"}");

        List<String> lines = logged.toString(StandardCharsets.UTF_8)
                .lines()
                .filter(line -> line.startsWith("INFO audit "))
                .toList();
        assertThat(lines).hasSize(6);
        assertThat(lines.get(0))
                .contains("caller=portal", "method=PUT", "path=/enterprises/acme", "status=201", "outcome=created")
                .contains("source=127.");
        assertThat(lines.get(1)).contains("status=422", "outcome=invalid");
        assertThat(lines.get(2)).contains("status=204", "outcome=deleted");
        assertThat(lines.get(3)).contains("caller=monitor", "status=403", "outcome=forbidden");
        assertThat(lines.get(4)).contains("caller=-", "status=401");
        assertThat(lines.get(5)).contains("path=/enterprises/a%0aforged%20line");
    }
}
