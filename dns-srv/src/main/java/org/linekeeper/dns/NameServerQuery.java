package org.linekeeper.dns;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import org.linekeeper.dns.Answer.Failed;
import org.linekeeper.dns.Location.Cause;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xbill.DNS.Message;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.io.IoClientFactory;

/** One question put to one DNS server after the other until one gives an answer. After the start it runs on the wire's thread. */
final class NameServerQuery {
    private static final Logger log = LoggerFactory.getLogger(NameServerQuery.class);

    /** The size that passes every path without fragments, agreed on by resolver makers in 2020. */
    private static final int EDNS_PAYLOAD = 1232;

    private final Question question;
    private final org.xbill.DNS.Record asked;
    private final Duration timeout;
    private final IoClientFactory clients;
    private final Deque<InetSocketAddress> schedule;
    private final CompletableFuture<Answer> answer = new CompletableFuture<>();
    private volatile @Nullable InetSocketAddress lastAsked;
    private @Nullable Failed worst;

    NameServerQuery(
            Question question,
            org.xbill.DNS.Record asked,
            Duration timeout,
            IoClientFactory clients,
            List<InetSocketAddress> schedule) {
        this.question = question;
        this.asked = asked;
        this.timeout = timeout;
        this.clients = clients;
        this.schedule = new ArrayDeque<>(schedule);
    }

    CompletableFuture<Answer> answer() {
        return answer;
    }

    @Nullable
    InetSocketAddress lastAsked() {
        return lastAsked;
    }

    void start() {
        next();
    }

    private void next() {
        InetSocketAddress server = schedule.poll();
        if (server == null) {
            answer.complete(worst == null ? new Failed(Cause.TIMEOUT, "there is no DNS server to ask") : worst);
        } else {
            send(server, true);
        }
    }

    private void send(InetSocketAddress server, boolean edns) {
        lastAsked = server;
        SimpleResolver resolver = new SimpleResolver(server);
        resolver.setIoClientFactory(clients);
        resolver.setTimeout(timeout);
        resolver.setEDNS(edns ? 0 : -1, EDNS_PAYLOAD, 0, List.of());
        try {
            resolver.sendAsync(Message.newQuery(asked), Runnable::run)
                    .whenComplete((reply, failure) -> guarded(server, edns, reply, failure));
        } catch (RuntimeException e) {
            broken(e);
        }
    }

    /** Whoever waits must hear something, even of a mistake here. */
    private void guarded(InetSocketAddress server, boolean edns, @Nullable Message reply, @Nullable Throwable failure) {
        try {
            replied(server, edns, reply, failure);
        } catch (RuntimeException e) {
            broken(e);
        }
    }

    private void broken(RuntimeException mistake) {
        log.error("The DNS query {} failed inside", question, mistake);
        answer.complete(new Failed(Cause.SERVER_FAILURE, "the query failed inside (" + mistake + ")"));
    }

    private void replied(InetSocketAddress server, boolean edns, @Nullable Message reply, @Nullable Throwable failure) {
        if (reply == null) {
            Throwable cause = unwrapped(failure);
            if (cause instanceof NotAskedException) {
                schedule.clear();
            }
            failed(server, classify(cause));
            return;
        }
        // RFC 6891 7: a server that does not know EDNS answers FORMERR; it is asked again without.
        if (edns && reply.getRcode() == Rcode.FORMERR) {
            send(server, false);
            return;
        }
        Answer read = AnswerReader.read(question, asked.getName(), reply);
        if (read instanceof Failed unusable) {
            // It answered; the same server would say the same again (RFC 9520 3.1 bounds such retries).
            schedule.removeIf(server::equals);
            failed(server, unusable);
        } else {
            answer.complete(read);
        }
    }

    private void failed(InetSocketAddress server, Failed how) {
        String where = server.getAddress().getHostAddress() + " port " + server.getPort();
        Failed now = new Failed(how.cause(), "the DNS server " + where + " " + how.detail());
        // What a server said is worth more to an operator than that another one was silent.
        if (worst == null || worst.cause() == Cause.TIMEOUT) {
            worst = now;
        }
        next();
    }

    private static @Nullable Throwable unwrapped(@Nullable Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
    }

    private static Failed classify(@Nullable Throwable cause) {
        if (cause instanceof GarbageException || cause instanceof TcpException || cause instanceof NotAskedException) {
            return new Failed(Cause.SERVER_FAILURE, String.valueOf(cause.getMessage()));
        }
        if (cause instanceof SocketTimeoutException) {
            return new Failed(Cause.TIMEOUT, "did not answer in time");
        }
        if (cause instanceof PortUnreachableException || cause instanceof ConnectException) {
            return new Failed(Cause.TIMEOUT, "is not running");
        }
        if (cause instanceof IOException) {
            return new Failed(Cause.TIMEOUT, "could not be reached (" + cause.getMessage() + ")");
        }
        return new Failed(Cause.SERVER_FAILURE, "gave an answer that could not be read (" + cause + ")");
    }
}
