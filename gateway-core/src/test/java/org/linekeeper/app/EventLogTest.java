package org.linekeeper.app;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.linekeeper.event.CallDirection;
import org.linekeeper.event.CallEnded;
import org.linekeeper.event.CallOutcome;
import org.linekeeper.event.CallRecord;
import org.linekeeper.event.Outcomes;
import org.slf4j.LoggerFactory;

/** The log says of an outcome what the record says. */
final class EventLogTest {
    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
    private final Logger logger = (Logger) LoggerFactory.getLogger("org.linekeeper.events");
    private final ListAppender<ILoggingEvent> appender = new ListAppender<>();
    private Level before;

    @BeforeEach
    void listen() {
        before = logger.getLevel();
        logger.setLevel(Level.DEBUG);
        appender.start();
        logger.addAppender(appender);
    }

    @AfterEach
    void stopListening() {
        logger.detachAppender(appender);
        logger.setLevel(before);
    }

    static List<CallOutcome> outcomes() {
        return Outcomes.ofEachKind();
    }

    @ParameterizedTest
    @MethodSource("outcomes")
    void logNamesTheOutcomeAndWhatToDo(CallOutcome outcome) {
        new EventLog().publish(new CallEnded(NOW, record(outcome)));
        assertThat(appender.list).singleElement().satisfies(event -> {
            assertThat(event.getFormattedMessage()).contains("call c1").contains(outcome.code());
            if (!outcome.advice().isEmpty()) {
                assertThat(event.getLevel()).isEqualTo(Level.INFO);
                assertThat(event.getFormattedMessage())
                        .contains(outcome.advice())
                        .contains("ended by " + Outcomes.word(outcome.endedBy()))
                        .contains("stage " + Outcomes.word(outcome.stage()))
                        .contains(" " + outcome.sipCode() + " (Q.850 " + outcome.q850() + "): ")
                        .endsWith("Q.850;cause=22;text=\"7b1d;BackToBackSessionDeleted\"");
                outcome.failedLeg().ifPresent(leg -> assertThat(event.getFormattedMessage())
                        .contains("on the side of " + Outcomes.word(leg)));
            }
        });
    }

    private static CallRecord record(CallOutcome outcome) {
        return new CallRecord(
                "c1",
                CallDirection.PBX_TO_TEAMS,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                "1",
                "2",
                Optional.empty(),
                Optional.empty(),
                "a@b",
                Optional.empty(),
                "192.0.2.1:5060",
                Optional.empty(),
                NOW,
                Optional.empty(),
                Optional.empty(),
                NOW,
                Optional.empty(),
                outcome,
                Optional.empty(),
                Optional.empty(),
                Optional.of("Q.850;cause=22;text=\"7b1d;BackToBackSessionDeleted\""));
    }
}
