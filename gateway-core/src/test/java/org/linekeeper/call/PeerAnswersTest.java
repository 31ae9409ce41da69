package org.linekeeper.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.linekeeper.call.peer.machine.PeerHealth;
import org.linekeeper.call.peer.machine.PeerState;
import org.linekeeper.config.CallSettings;
import org.linekeeper.config.PeerSettings;

/** What Teams answers to OPTIONS, as its files have it. */
class PeerAnswersTest {
    private CallWorld world;
    private PeerWatch watch;
    private final AtomicInteger ids = new AtomicInteger();

    @BeforeEach
    void start() throws Exception {
        world = new CallWorld();
        CallPorts ports = new CallPorts(
                world.directory,
                world.lines,
                world.locator,
                world.health,
                new HeldJournal(world.events, () -> CompletableFuture.completedFuture(null)),
                Clock.systemUTC(),
                () -> "asked" + ids.incrementAndGet());
        watch = new PeerWatch(
                world.stack,
                ports,
                new CallSetup(List.of("teams"), List.of("pbx"), CallSettings.defaults(), "Linekeeper"),
                PeerSettings.defaults(),
                RandomGenerator.getDefault());
        watch.start();
    }

    @AfterEach
    void stop() {
        watch.close();
        world.close();
    }

    private Optional<PeerHealth> health() {
        return watch.peers(world.directory.routes.get("r1")).get(0).health();
    }

    /** Upper-case names, a To without tag, a Retry-After: all of it is read. */
    @ParameterizedTest
    @CsvSource({
        "02-options-200-from-teams, UP, ''",
        "05-options-403-from-teams-no-contact, UP, Record-Route and Contact headers are missing",
        "06-options-503-retry-after, BUSY, 503",
        "07-options-403-from-teams-ip-contact, UP, refuses us"
    })
    void answerDecidesWhatIsKnownOfThePeer(String name, PeerState state, String trouble) {
        SipText options = world.sbc.request("OPTIONS");
        world.sbc.send(TeamsFixture.answering(options, name), world.teamsListener);
        await().until(() -> health().filter(known -> known.state() == state).isPresent());
        assertThat(health().orElseThrow().lastAnswer().orElseThrow().status())
                .isEqualTo(TeamsFixture.read(name).status());
        assertThat(health().orElseThrow().trouble().orElse("")).contains(trouble);
        assertThat(health().orElseThrow().trouble().isEmpty()).isEqualTo(trouble.isEmpty());
    }
}
