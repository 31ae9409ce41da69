package org.linekeeper.cdr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

final class CdrWriterTest {
    private static final CdrLimits LIMITS = new CdrLimits(1_000, Duration.ofMillis(50), Duration.ofMillis(500));

    @TempDir
    private Path folder;

    private final AtomicLong nanos = new AtomicLong();
    private CdrWriter writer;

    /** Each look at the clock finds it a tenth of a second later. */
    private long later() {
        return nanos.addAndGet(TimeUnit.MILLISECONDS.toNanos(100));
    }

    private Path file() {
        return folder.resolve("cdr.jsonl");
    }

    private CdrWriter open(Path path, CdrLimits limits) {
        writer = ((CdrOpenOutcome.Opened) CdrWriter.open(path, limits, this::later)).writer();
        return writer;
    }

    @AfterEach
    void close() {
        if (writer != null) {
            writer.close();
        }
        assertThat(Thread.getAllStackTraces().keySet())
                .noneMatch(thread -> thread.getName().equals("cdr-writer"));
    }

    private static List<String> ids(Path path) throws IOException {
        return Files.readAllLines(path).stream()
                .map(line -> JsonMapper.shared().readTree(line).path("callId").asString())
                .toList();
    }

    private static CdrOutcome write(CdrWriter writer, String callId) throws Exception {
        return writer.write(Records.answered(callId)).toCompletableFuture().get(30, TimeUnit.SECONDS);
    }

    @Test
    void aRecordIsInTheFileWhenItIsSaidToBe() throws Exception {
        open(folder.resolve("new/folder/cdr.jsonl"), LIMITS);
        Path path = folder.resolve("new/folder/cdr.jsonl");
        assertThat(write(writer, "c1")).isEqualTo(new CdrOutcome.Written());
        assertThat(ids(path)).containsExactly("c1");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                .isEqualTo("rw-------");
    }

    @Test
    void manyRecordsFromManyThreadsAreEachWrittenOnce() throws Exception {
        open(file(), CdrLimits.defaults());
        List<Thread> threads = new ArrayList<>();
        for (int t = 0; t < 4; t++) {
            int from = t * 5_000;
            Thread thread = new Thread(() -> {
                for (int i = from; i < from + 5_000; i++) {
                    writer.write(Records.answered("c" + i));
                }
            });
            thread.start();
            threads.add(thread);
        }
        for (Thread thread : threads) {
            thread.join();
        }
        writer.close();
        assertThat(ids(file())).hasSize(20_000).doesNotHaveDuplicates();
        assertThat(writer.written()).isEqualTo(20_000);
        assertThat(writer.lost()).isZero();
        assertThat(writer.pending()).isZero();
    }

    @Test
    void afterARotationANewFileIsBegun() throws Exception {
        open(file(), LIMITS);
        write(writer, "c1");
        Files.move(file(), folder.resolve("cdr.jsonl.1"));
        write(writer, "c2");
        Files.delete(file());
        write(writer, "c3");
        assertThat(ids(folder.resolve("cdr.jsonl.1"))).containsExactly("c1");
        assertThat(ids(file())).containsExactly("c3");
    }

    @Test
    void whatIsThereIsKeptAndATornLineIsEnded() throws Exception {
        Files.writeString(file(), "{\"callId\":\"old\"}\n{\"callId\":\"torn");
        open(file(), LIMITS);
        write(writer, "c1");
        List<String> lines = Files.readAllLines(file());
        assertThat(lines).hasSize(3);
        assertThat(lines.get(1)).isEqualTo("{\"callId\":\"torn");
        assertThat(lines.get(2)).contains("\"callId\":\"c1\"");
    }

    @Test
    void whileTheDiskIsFullRecordsWaitAndThenAllAreWritten() throws Exception {
        Path link = folder.resolve("link");
        Files.createSymbolicLink(link, file());
        open(link, LIMITS);
        write(writer, "c0");
        replaceLink(link, Path.of("/dev/full"));
        List<CompletableFuture<CdrOutcome>> waiting = new ArrayList<>();
        for (int i = 1; i <= 20; i++) {
            waiting.add(writer.write(Records.answered("c" + i)).toCompletableFuture());
        }
        await().atMost(Duration.ofSeconds(30)).until(() -> writer.failures() >= 2);
        assertThat(waiting).noneMatch(CompletableFuture::isDone);
        assertThat(writer.pending()).isEqualTo(20);

        replaceLink(link, file());

        CompletableFuture.allOf(waiting.toArray(CompletableFuture[]::new)).get(30, TimeUnit.SECONDS);
        assertThat(ids(file())).hasSize(21).doesNotHaveDuplicates();
        assertThat(writer.lost()).isZero();
    }

    @Test
    void whenTooManyWaitTheRestIsLostCountedAndTold() throws Exception {
        Files.createSymbolicLink(file(), Path.of("/dev/full"));
        open(file(), new CdrLimits(10, Duration.ofMillis(50), Duration.ofMillis(200)));
        writer.write(Records.answered("first"));
        await().atMost(Duration.ofSeconds(30)).until(() -> writer.failures() >= 1);
        List<CompletableFuture<CdrOutcome>> told = new ArrayList<>();
        for (int i = 0; i < 25; i++) {
            told.add(writer.write(Records.answered("c" + i)).toCompletableFuture());
        }
        assertThat(told.stream().filter(CompletableFuture::isDone)).hasSize(15);
        assertThat(told.get(24).get()).isInstanceOf(CdrOutcome.Lost.class);
        assertThat(writer.lost()).isEqualTo(15);

        long triesBefore = writer.failures();
        writer.close();
        // Twice a tenth of a second is the time that closing may take.
        assertThat(writer.failures() - triesBefore).isBetween(1L, 4L);
        assertThat(writer.lost()).isEqualTo(26);
        assertThat(told).allMatch(CompletableFuture::isDone);
    }

    @Test
    void closingWritesWhatWaitsWhenTheDiskHealsInTime() throws Exception {
        Path link = folder.resolve("link");
        Files.createSymbolicLink(link, Path.of("/dev/full"));
        open(link, new CdrLimits(10, Duration.ofMillis(20), Duration.ofSeconds(10)));
        CompletableFuture<CdrOutcome> told =
                writer.write(Records.answered("c1")).toCompletableFuture();
        await().atMost(Duration.ofSeconds(30)).until(() -> writer.failures() >= 1);
        Thread closer = new Thread(writer::close);
        closer.start();
        replaceLink(link, file());
        closer.join();
        assertThat(told.get(30, TimeUnit.SECONDS)).isEqualTo(new CdrOutcome.Written());
        assertThat(ids(file())).containsExactly("c1");
    }

    @Test
    void afterClosingARecordIsLostAndSaidToBe() throws Exception {
        open(file(), LIMITS);
        writer.close();
        assertThat(write(writer, "late")).isInstanceOf(CdrOutcome.Lost.class);
    }

    @Test
    void aPathThatCannotBeWrittenIsRefusedWithAdvice() throws IOException {
        Files.writeString(folder.resolve("plain"), "", StandardOpenOption.CREATE_NEW);
        for (Path bad : List.of(folder, folder.resolve("plain/cdr.jsonl"))) {
            CdrOpenOutcome outcome = CdrWriter.open(bad, LIMITS, this::later);
            assertThat(((CdrOpenOutcome.Refused) outcome).message()).contains(bad.toString(), "cdr.path");
        }
    }

    private void replaceLink(Path link, Path target) throws IOException {
        Path fresh = folder.resolve("fresh");
        Files.createSymbolicLink(fresh, target);
        Files.move(fresh, link, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
