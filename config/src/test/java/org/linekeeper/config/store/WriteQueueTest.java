package org.linekeeper.config.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.linekeeper.config.store.StoreFixture.open;
import static org.linekeeper.config.store.StoreFixture.put;
import static org.linekeeper.config.store.StoreFixture.putParents;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import org.assertj.core.util.Throwables;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.linekeeper.config.model.Examples;
import org.linekeeper.config.store.Database.Durability;
import org.linekeeper.config.store.WriteQueue.Write;

@Timeout(30)
class WriteQueueTest {
    @TempDir
    Path folder;

    @Test
    void writersAtTheSameTimeGetEachTheirOwnRevisionAndTheFeedIsInOrder() throws Exception {
        List<Long> feed = Collections.synchronizedList(new ArrayList<>());
        ExecutorService writers = Executors.newFixedThreadPool(16);
        try (SqliteStore store = open(folder.resolve("store.db"))) {
            putParents(store);
            store.config().subscribe(change -> feed.add(change.revision()));
            List<Future<WriteOutcome>> outcomes = new ArrayList<>();
            for (int i = 0; i < 1_000; i++) {
                int n = i;
                outcomes.add(writers.submit(() -> put(store, Examples.line("l" + n, "p", "r", n))));
            }
            for (Future<WriteOutcome> outcome : outcomes) {
                assertThat(outcome.get()).isInstanceOf(WriteOutcome.Created.class);
            }
        } finally {
            writers.shutdown();
        }
        assertThat(feed)
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(4, 1_003).boxed().toList());
        try (SqliteStore store = open(folder.resolve("store.db"))) {
            assertThat(store.directory().linesOf("p")).hasSize(1_000);
        }
    }

    /** The first write holds the thread until all the others wait, so that they share a transaction. */
    @Test
    void oneWriteThatFailsDoesNotFailItsNeighbours() throws Exception {
        Path file = folder.resolve("queue.db");
        CountDownLatch held = new CountDownLatch(1);
        try (Database database = new Database(file, Map.of());
                WriteQueue queue = new WriteQueue(database)) {
            queue.await(write("CREATE TABLE t (n INTEGER NOT NULL UNIQUE)"));
            ExecutorService callers = Executors.newFixedThreadPool(6);
            Future<Integer> first = callers.submit(() -> queue.await(new Write<>(
                    Durability.PROCESS,
                    handle -> {
                        held.countDown();
                        Awaitility.await().until(() -> queue.waiting() == 5);
                        return handle.execute("INSERT INTO t VALUES (0)");
                    },
                    count -> {})));
            held.await();
            List<Future<Integer>> neighbours = new ArrayList<>();
            for (int n : new int[] {1, 2, 1, 3, 2}) {
                neighbours.add(callers.submit(() -> queue.await(write("INSERT INTO t VALUES (" + n + ")"))));
            }
            assertThat(first.get()).isEqualTo(1);
            int failed = 0;
            for (Future<Integer> neighbour : neighbours) {
                failed += succeeds(neighbour) ? 0 : 1;
            }
            callers.shutdown();
            assertThat(failed).isEqualTo(2);
            List<Integer> rows = database.read(handle -> handle.createQuery("SELECT n FROM t ORDER BY n")
                    .mapTo(Integer.class)
                    .list());
            assertThat(rows).containsExactly(0, 1, 2, 3);
        }
    }

    @Test
    void whatGoesWrongAfterTheCommitEndsNeitherTheThreadNorTheWait() {
        try (Database database = new Database(folder.resolve("queue.db"), Map.of());
                WriteQueue queue = new WriteQueue(database)) {
            Write<Integer> bad = new Write<>(Durability.POWER, handle -> 1, count -> {
                throw new AssertionError("on purpose");
            });
            assertThatThrownBy(() -> queue.await(bad)).hasCauseInstanceOf(AssertionError.class);
            assertThat(queue.await(write("CREATE TABLE t (n INTEGER)"))).isZero();
        }
    }

    @Test
    void aFailureDoesNotTellWhatWasToBeWritten() {
        try (Database database = new Database(folder.resolve("queue.db"), Map.of());
                WriteQueue queue = new WriteQueue(database)) {
            queue.await(write("CREATE TABLE t (password TEXT NOT NULL UNIQUE)"));
            Write<Integer> secret = new Write<>(
                    Durability.POWER, handle -> handle.execute("INSERT INTO t VALUES (?)", "hush"), count -> {});
            queue.await(secret);
            assertThatThrownBy(() -> queue.await(secret))
                    .satisfies(failure -> assertThat(Throwables.getStackTrace(failure))
                            .contains("UNIQUE")
                            .doesNotContain("hush"));
        }
    }

    private static Write<Integer> write(String sql) {
        return new Write<>(Durability.POWER, handle -> handle.execute(sql), count -> {});
    }

    private static boolean succeeds(Future<Integer> write) throws InterruptedException {
        try {
            return write.get() == 1;
        } catch (ExecutionException e) {
            assertThat(SqlFailures.words(e)).contains("UNIQUE");
            return false;
        }
    }
}
