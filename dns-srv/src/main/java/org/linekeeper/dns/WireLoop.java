package org.linekeeper.dns;

import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread that speaks to DNS servers: it owns every {@link Exchange}, their deadlines and the delays of the cache.
 *
 * <p>dnsjava's own sockets are not used: there any datagram ends the query that it reaches, deadlines are looked at only while
 * nothing arrives, and a TCP connection that died unseen is used again.
 */
final class WireLoop implements Executor, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(WireLoop.class);

    /** Sockets open at a time; further queries wait their turn, their time not yet running. */
    static final int MAX_OPEN = 256;

    /** Queries waiting at a time; more are refused. */
    static final int MAX_WAITING = 20_000;

    /** Values of System.nanoTime() may be compared by their differences only. */
    private static final long START = System.nanoTime();

    private record Deadline(long nanos, Runnable task) {}

    private static final String CLOSED = "was not heard out, as server location is closing down";

    private record Waiting(Exchange exchange, Duration timeout) {}

    private final Selector selector;
    private final Thread thread;
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final PriorityQueue<Deadline> deadlines =
            new PriorityQueue<>(Comparator.comparingLong(deadline -> deadline.nanos() - START));
    private final Set<Exchange> open = new HashSet<>();
    private final Queue<Waiting> waiting = new ArrayDeque<>();
    private volatile boolean closed;

    private WireLoop(Selector selector) {
        this.selector = selector;
        this.thread = new Thread(this::run, "linekeeper-dns");
        thread.setDaemon(true);
    }

    static WireLoop start() throws IOException {
        WireLoop loop = new WireLoop(Selector.open());
        loop.thread.start();
        return loop;
    }

    /** Runs an exchange; its future always completes, at the latest when the time is over. Any thread. */
    void exchange(Exchange exchange, Duration timeout) {
        try {
            execute(() -> admit(new Waiting(exchange, timeout)));
        } catch (RejectedExecutionException e) {
            exchange.fail(new NotAskedException(CLOSED));
        }
    }

    /** Runs a task on the loop after a while; a closed loop drops it. Any thread. */
    void after(Duration delay, Runnable task) {
        long due = System.nanoTime() + delay.toNanos();
        try {
            execute(() -> deadlines.add(new Deadline(due, task)));
        } catch (RejectedExecutionException e) {
            log.debug("A delay was dropped: {}", e.getMessage());
        }
    }

    /** Fails what is under way and waits for the thread to end. Any thread. */
    @Override
    public void close() {
        closed = true;
        selector.wakeup();
        if (Thread.currentThread() == thread) {
            return;
        }
        try {
            thread.join(Duration.ofSeconds(5).toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Runs a task on the loop. Any thread.
     *
     * @throws RejectedExecutionException when the loop is closed and the task will not run
     */
    @Override
    public void execute(Runnable task) {
        tasks.add(task);
        if (closed && tasks.remove(task)) {
            throw new RejectedExecutionException("server location is closed");
        }
        selector.wakeup();
    }

    private void run() {
        while (!closed) {
            try {
                if (tasks.isEmpty()) {
                    selector.select(this::ready, millisToDeadline());
                } else {
                    selector.selectNow(this::ready);
                }
            } catch (IOException e) {
                log.error("DNS sockets cannot be watched; DNS is off until the next start", e);
                closed = true;
            }
            runTasks();
            runDeadlines();
        }
        shutDown();
    }

    private void shutDown() {
        runTasks();
        for (Waiting query : waiting) {
            query.exchange().fail(new NotAskedException(CLOSED));
        }
        waiting.clear();
        for (Exchange exchange : new ArrayList<>(open)) {
            exchange.fail(new NotAskedException(CLOSED));
        }
        runTasks();
        try {
            selector.close();
        } catch (IOException e) {
            log.warn("The selector of the DNS sockets did not close", e);
        }
    }

    private void runTasks() {
        for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
            guarded(task);
        }
    }

    private void runDeadlines() {
        long now = System.nanoTime();
        for (Deadline next = deadlines.peek(); next != null && next.nanos() - now <= 0; next = deadlines.peek()) {
            deadlines.remove();
            guarded(next.task());
        }
    }

    private long millisToDeadline() {
        Deadline next = deadlines.peek();
        if (next == null) {
            return 0;
        }
        long nanos = next.nanos() - System.nanoTime();
        return Math.max(1, Math.min(60_000, nanos / 1_000_000 + 1));
    }

    private void admit(Waiting query) {
        Exchange exchange = query.exchange();
        if (closed) {
            exchange.fail(new NotAskedException(CLOSED));
        } else if (open.size() < MAX_OPEN) {
            begin(exchange, query.timeout());
        } else if (waiting.size() < MAX_WAITING) {
            waiting.add(query);
        } else {
            exchange.fail(new NotAskedException("was not asked, as too many queries are under way"));
        }
    }

    private void begin(Exchange exchange, Duration timeout) {
        open.add(exchange);
        deadlines.add(new Deadline(System.nanoTime() + timeout.toNanos(), () -> {
            if (!exchange.isDone()) {
                exchange.timedOut();
                ended(exchange);
            }
        }));
        try {
            exchange.start(selector);
        } catch (IOException e) {
            exchange.fail(e);
        } catch (RuntimeException e) {
            exchange.fail(new IOException("cannot be sent to (" + e + ")", e));
        }
        if (exchange.isDone()) {
            ended(exchange);
        }
    }

    private void ready(SelectionKey key) {
        Exchange exchange = (Exchange) key.attachment();
        guarded(() -> {
            try {
                exchange.ready(key);
            } catch (IOException e) {
                exchange.fail(e);
            } catch (RuntimeException e) {
                exchange.fail(new IOException("cannot be read from (" + e + ")", e));
            }
            if (exchange.isDone()) {
                ended(exchange);
            }
        });
    }

    private void ended(Exchange exchange) {
        if (open.remove(exchange)) {
            Waiting next = waiting.poll();
            if (next != null) {
                tasks.add(() -> admit(next));
            }
        }
    }

    /** One bad callback must not end the thread that everybody's DNS depends on. */
    private static void guarded(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException | Error e) {
            log.error("A DNS task failed", e);
        }
    }
}
