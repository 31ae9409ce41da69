package org.linekeeper.simulator.sip;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;

/** What has come to a simulator and nobody has asked for yet. Filled on its loop, read by the thread that leads its calls. */
public final class Inbox<T> {
    // Generous: a test that waits that long has failed anyway, and a busy machine is no failure.
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition arrival = lock.newCondition();
    private final List<T> waiting = new ArrayList<>();
    private final List<T> all = new ArrayList<>();

    public void put(T one) {
        lock.lock();
        try {
            waiting.add(one);
            all.add(one);
            arrival.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Everything that came, also what was taken. */
    public List<T> all() {
        lock.lock();
        try {
            return List.copyOf(all);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Takes the first that fits, waiting for it.
     *
     * @param what for the failure: what is being waited for
     * @throws AssertionError when it does not come within half a minute
     */
    public T take(String what, Predicate<T> fits) throws InterruptedException {
        lock.lock();
        try {
            long left = PATIENCE.toNanos();
            Optional<T> found = poll(fits);
            while (found.isEmpty() && left > 0) {
                left = arrival.awaitNanos(left);
                found = poll(fits);
            }
            return found.orElseThrow(() -> new AssertionError("no " + what + " within "
                    + TimeUnit.NANOSECONDS.toSeconds(PATIENCE.toNanos()) + " s; unasked for: " + waiting));
        } finally {
            lock.unlock();
        }
    }

    private Optional<T> poll(Predicate<T> fits) {
        for (Iterator<T> each = waiting.iterator(); each.hasNext(); ) {
            T one = each.next();
            if (fits.test(one)) {
                each.remove();
                return Optional.of(one);
            }
        }
        return Optional.empty();
    }
}
