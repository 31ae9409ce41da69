package org.linekeeper.config.store;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.linekeeper.config.model.Examples;
import org.linekeeper.config.store.WriteOutcome.Created;

/** A program that writes lines and line states for ever and prints each when it is acknowledged, with a full stop at its end, until it is killed. */
final class PutLoop {
    private PutLoop() {}

    /** Takes the store's file and the number of the first line. */
    public static void main(String[] args) {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        SqliteStore store = ((OpenOutcome.Opened) SqliteStore.open(Path.of(args[0]))).store();
        store.config().put(Examples.enterprise("e"), StoreFixture.ALWAYS);
        store.config().put(Examples.directRoute("r", "e"), StoreFixture.ALWAYS);
        store.config().put(Examples.pbx("p", "e"), StoreFixture.ALWAYS);
        int first = Integer.parseInt(args[1]);
        for (int thread = 0; thread < 4; thread++) {
            int own = thread;
            new Thread(() -> {
                        for (int n = first + own; ; n += 4) {
                            WriteOutcome outcome =
                                    store.config().put(Examples.line("l" + n, "p", "r", n), StoreFixture.ALWAYS);
                            if (outcome instanceof Created) {
                                out.println("line l" + n + " .");
                            }
                            store.lineStates().save(Map.of("l" + n, new byte[] {1, 2, 3}));
                            out.println("state l" + n + " .");
                        }
                    })
                    .start();
        }
    }
}
