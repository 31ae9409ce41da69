package org.linekeeper.dns;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.linekeeper.dns.Answer.Failed;
import org.linekeeper.dns.Location.Cause;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Name;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;
import org.xbill.DNS.io.IoClientFactory;

/**
 * Asks recursive DNS servers. The server that answered last is asked first, so that a dead one costs a timeout once and not
 * with every query.
 */
final class NameServerClient implements AnswerSource {
    private static final Logger log = LoggerFactory.getLogger(NameServerClient.class);

    private final Supplier<List<InetSocketAddress>> servers;
    private final Duration timeout;
    private final int tries;
    private final IoClientFactory clients;
    private final AtomicReference<@Nullable InetSocketAddress> lastGood = new AtomicReference<>();
    private final AtomicBoolean down = new AtomicBoolean();

    NameServerClient(Supplier<List<InetSocketAddress>> servers, Duration timeout, int tries, IoClientFactory clients) {
        this.servers = servers;
        this.timeout = timeout;
        this.tries = tries;
        this.clients = clients;
    }

    @Override
    public CompletionStage<Answer> ask(Question question) {
        Name name;
        try {
            name = Name.fromString(question.name(), Name.root);
        } catch (TextParseException e) {
            return CompletableFuture.completedFuture(new Failed(
                    Cause.BAD_NAME, "the name " + question.name() + " cannot be queried: " + e.getMessage()));
        }
        org.xbill.DNS.Record asked =
                org.xbill.DNS.Record.newRecord(name, Type.value(question.type().name()), DClass.IN);
        NameServerQuery query = new NameServerQuery(question, asked, timeout, clients, schedule());
        query.start();
        return query.answer().whenComplete((answer, unexpected) -> note(query, answer));
    }

    /** The servers in the order of the tries, the last good one first; every server at least once. */
    private List<InetSocketAddress> schedule() {
        List<InetSocketAddress> order = new ArrayList<>(servers.get());
        InetSocketAddress good = lastGood.get();
        if (good != null && order.remove(good)) {
            order.add(0, good);
        }
        int sends = Math.max(tries, order.size());
        List<InetSocketAddress> schedule = new ArrayList<>(sends);
        for (int i = 0; i < sends; i++) {
            schedule.add(order.get(i % order.size()));
        }
        return schedule;
    }

    private void note(NameServerQuery query, Answer answer) {
        if (!(answer instanceof Failed failed)) {
            lastGood.set(query.lastAsked());
            if (down.getAndSet(false)) {
                log.info("DNS answers again");
            }
        } else if (failed.cause() == Cause.TIMEOUT && !down.getAndSet(true)) {
            log.warn("DNS does not answer: {}", failed.detail());
        }
    }
}
