package org.linekeeper.config.store;

import static org.linekeeper.config.store.StoreFixture.*;

import java.nio.file.Path;
import java.util.*;
import java.util.concurrent.*;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.linekeeper.config.model.*;

class ScratchTest {
    @Test
    void speed(@TempDir Path dir) throws Exception {
        long t = System.nanoTime();
        SqliteStore s = open(dir.resolve("a/b.db"));
        System.out.println("open " + (System.nanoTime() - t) / 1000000);
        putParents(s);
        for (int w : new int[] {1, 16, 64}) {
            t = System.nanoTime();
            ExecutorService ex = Executors.newFixedThreadPool(w);
            List<Future<?>> fs = new ArrayList<>();
            for (int i = 0; i < (w == 1 ? 500 : w == 16 ? 5000 : 94500); i++) {
                int n = (w == 1 ? 0 : w == 16 ? 500 : 5500) + i;
                fs.add(ex.submit(() -> put(s, Examples.line("line-" + n, "p", "r", n))));
            }
            for (Future<?> f : fs) f.get();
            ex.shutdown();
            System.out.println(w + " writers: " + fs.size() + " in " + (System.nanoTime() - t) / 1000000 + " ms");
        }
        s.close();
        for (int i = 0; i < 3; i++) {
            System.gc();
            long before = used();
            t = System.nanoTime();
            SqliteStore q = open(dir.resolve("a/b.db"));
            System.out.println("reopen " + (System.nanoTime() - t) / 1000000 + " ms "
                    + q.directory().linesOf("p").size());
            System.gc();
            System.out.println("bytes/line " + (used() - before) / 100000.0);
            q.close();
        }
        try (var st = java.nio.file.Files.list(dir.resolve("a"))) {
            st.forEach(p -> System.out.println(p + " " + p.toFile().length()));
        }
    }

    static long used() {
        Runtime r = Runtime.getRuntime();
        return r.totalMemory() - r.freeMemory();
    }
}
