package org.linekeeper.sip.jain;

import gov.nist.javax.sip.SipStackImpl;
import gov.nist.javax.sip.stack.SIPStackTimerTask;
import gov.nist.javax.sip.stack.timers.SipTimer;
import java.time.Duration;
import java.util.Objects;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.linekeeper.sip.loop.Loop;
import org.linekeeper.sip.loop.Timers;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * JAIN-SIP's timers on our wheels: a task runs on the loop that owns its Call-ID. Public because JAIN-SIP makes one by name.
 */
public final class WheelSipTimer implements SipTimer {
    private static final Logger log = LoggerFactory.getLogger(WheelSipTimer.class);

    /**
     * Ends a dialog whose 2xx the user did not acknowledge for 32 seconds. Nobody can cancel it, so that it keeps the dialog of
     * each call in memory as long as that, also after its end. A leg acknowledges every 2xx or ends the dialog, so it goes unset.
     */
    private static final String UNACKNOWLEDGED = "gov.nist.javax.sip.stack.SIPDialog$DialogDeleteIfNoAckSentTask";

    /**
     * Takes a dialog that has ended out of the table, a second later for the sake of other threads. Here is one thread for each call,
     * and at a thousand calls a second that second makes the collector copy tens of megabytes again and again.
     */
    private static final String ENDED_DIALOG = "gov.nist.javax.sip.stack.SIPDialog$LingerTimer";

    private volatile @Nullable SipStackImpl stack;

    @Override
    public void start(SipStackImpl sipStack, Properties configurationProperties) {
        // The stack is still being made: its loops are asked for at the first timer.
        stack = sipStack;
    }

    @Override
    public void stop() {
        stack = null;
    }

    @Override
    public boolean isStarted() {
        return stack != null;
    }

    @Override
    public boolean schedule(SIPStackTimerTask task, long delay) {
        return switch (task.getClass().getName()) {
            case UNACKNOWLEDGED -> true;
            case ENDED_DIALOG -> start(task, 0, -1);
            default -> start(task, delay, -1);
        };
    }

    @Override
    public boolean scheduleWithFixedDelay(SIPStackTimerTask task, long delay, long period) {
        return start(task, delay, period);
    }

    @Override
    public boolean cancel(SIPStackTimerTask task) {
        if (!(task.getSipTimerTask() instanceof Entry entry)) {
            return false;
        }
        task.cleanUpBeforeCancel();
        task.setSipTimerTask(null);
        entry.cancel();
        return true;
    }

    private boolean start(SIPStackTimerTask task, long delay, long period) {
        if (!(stack instanceof JainStack jain)) {
            return false;
        }
        Entry entry = new Entry(task, loopOf(jain, task), period);
        task.setSipTimerTask(entry);
        entry.start(Math.max(0, delay));
        return true;
    }

    private static Loop loopOf(JainStack jain, SIPStackTimerTask task) {
        Object callId = task.getThreadHash();
        if (callId != null) {
            return jain.loops().ownerOf(callId.toString());
        }
        // A task whose messages were released already: it was set on the loop of its call.
        for (Loop loop : jain.loops().all()) {
            if (loop.isCurrent()) {
                return loop;
            }
        }
        return jain.loops().all().get(0);
    }

    /** One timer; its fields but the flag belong to its loop. */
    private static final class Entry {
        private final SIPStackTimerTask task;
        private final Loop loop;
        private final long period;
        private volatile boolean cancelled;
        private Timers.@Nullable Timeout timeout;

        Entry(SIPStackTimerTask task, Loop loop, long period) {
            this.task = task;
            this.loop = loop;
            this.period = period;
        }

        void start(long delayMillis) {
            onLoop(() -> {
                if (!cancelled) {
                    timeout = loop.timers().schedule(Duration.ofMillis(delayMillis), this::fire);
                }
            });
        }

        void cancel() {
            cancelled = true;
            onLoop(() -> {
                if (timeout != null) {
                    timeout.cancel();
                }
            });
        }

        private void fire() {
            try {
                task.runTask();
            } catch (RuntimeException | StackOverflowError | AssertionError e) {
                log.warn("A JAIN-SIP timer task failed", e);
            }
            if (period > 0 && !cancelled) {
                start(period);
            }
        }

        private void onLoop(Runnable action) {
            if (loop.isCurrent()) {
                action.run();
            } else {
                Objects.requireNonNull(loop).execute(action);
            }
        }
    }
}
