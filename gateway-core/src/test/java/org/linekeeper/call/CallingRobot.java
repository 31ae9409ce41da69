package org.linekeeper.call;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** A robot that makes calls, a bounded number at a time: acknowledges what is answered and hangs up at once. */
final class CallingRobot implements Consumer<SipText> {
    final AtomicInteger answered = new AtomicInteger();
    final AtomicInteger failed = new AtomicInteger();
    private final Map<String, Dialled> calls = new ConcurrentHashMap<>();
    private final Semaphore room;

    CallingRobot(int atOneTime) {
        this.room = new Semaphore(atOneTime);
    }

    void call(Dialled call) throws InterruptedException {
        room.acquire();
        calls.put(call.callId(), call);
        call.invite(Dialled.OFFER);
    }

    int open() {
        return calls.size();
    }

    @Override
    public void accept(SipText message) {
        Dialled call = calls.get(message.callId());
        if (call == null || message.isRequest() || message.status() < 200) {
            return;
        }
        if (message.answers(200, "INVITE")) {
            call.learn(message);
            call.ack("");
            call.bye();
        } else if (message.answers(200, "BYE")) {
            done(message, answered);
        } else {
            call.ackFailure(message);
            done(message, failed);
        }
    }

    /** A busy machine repeats answers: a call counts once. */
    private void done(SipText message, AtomicInteger counter) {
        if (calls.remove(message.callId()) != null) {
            counter.incrementAndGet();
            room.release();
        }
    }
}
