package org.linekeeper.sip.jain;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import javax.sip.DialogTerminatedEvent;
import javax.sip.IOExceptionEvent;
import javax.sip.RequestEvent;
import javax.sip.ResponseEvent;
import javax.sip.SipListener;
import javax.sip.TimeoutEvent;
import javax.sip.TransactionTerminatedEvent;
import javax.sip.message.Request;

/** A transaction user that writes down what it is told and does what the test says. */
final class RecordingUser implements SipListener {
    final BlockingQueue<String> events = new LinkedBlockingQueue<>();
    final BlockingQueue<ResponseEvent> responses = new LinkedBlockingQueue<>();
    final BlockingQueue<Thread> threads = new LinkedBlockingQueue<>();
    volatile Consumer<RequestEvent> onRequest = event -> {};
    volatile Consumer<ResponseEvent> onResponse = event -> {};

    String next() throws InterruptedException {
        return String.valueOf(events.poll(5, TimeUnit.SECONDS));
    }

    @Override
    public void processRequest(RequestEvent event) {
        threads.add(Thread.currentThread());
        events.add(event.getRequest().getMethod());
        onRequest.accept(event);
    }

    @Override
    public void processResponse(ResponseEvent event) {
        threads.add(Thread.currentThread());
        events.add(String.valueOf(event.getResponse().getStatusCode()));
        responses.add(event);
        onResponse.accept(event);
    }

    @Override
    public void processTimeout(TimeoutEvent event) {
        threads.add(Thread.currentThread());
        Request request = event.isServerTransaction()
                ? event.getServerTransaction().getRequest()
                : event.getClientTransaction().getRequest();
        events.add("timeout " + (request == null ? "" : request.getMethod()));
    }

    @Override
    public void processIOException(IOExceptionEvent event) {
        threads.add(Thread.currentThread());
        events.add("io " + event.getHost());
    }

    @Override
    public void processTransactionTerminated(TransactionTerminatedEvent event) {}

    @Override
    public void processDialogTerminated(DialogTerminatedEvent event) {}
}
