package org.linekeeper.dns;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Locates SIP servers by asking DNS. One instance serves the whole process: its cache is shared by all who ask, and one thread
 * speaks to the DNS servers. A location that the cache can answer completes on the caller's thread before {@link #locate}
 * returns; any other completes on that one thread, which callers must not block.
 *
 * <p>Only DNS is asked: {@code /etc/hosts} and search domains are not used; {@code localhost} is the loopback address.
 */
public final class DnsServerLocator implements ServerLocator, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(DnsServerLocator.class);

    private static final int MAX_CACHE_ENTRIES = 20_000;

    /** NAPTR, SRV, addresses, each with aliases, for several NAPTR records: no sane location needs more rounds of questions. */
    private static final int MAX_ROUNDS = 40;

    private final WireLoop loop;
    private final AnswerCache cache;
    private final LocationMachine machine;
    private final Clock clock;
    private final Tally tally;
    private final AtomicLong seeds;

    private DnsServerLocator(
            WireLoop loop, AnswerCache cache, LocationMachine machine, Clock clock, Tally tally, long firstSeed) {
        this.loop = loop;
        this.cache = cache;
        this.machine = machine;
        this.clock = clock;
        this.tally = tally;
        this.seeds = new AtomicLong(firstSeed);
    }

    /**
     * Starts the thread that asks DNS; sends nothing yet.
     *
     * @param clock for TTLs; may be set back or forth at any time
     * @param random gives the seed of the weighted shuffles; used before this returns only
     * @throws IOException when the system has no sockets left
     */
    public static DnsServerLocator open(DnsSettings settings, Clock clock, RandomGenerator random) throws IOException {
        Tally tally = new Tally();
        Supplier<List<InetSocketAddress>> servers =
                settings.servers().isEmpty() ? new SystemServers(clock) : settings::servers;
        WireLoop loop = WireLoop.start();
        NameServerClient client =
                new NameServerClient(servers, settings.timeout(), settings.tries(), new WireClients(loop, tally));
        AnswerCache cache = new AnswerCache(
                question -> onLoop(loop, client, question),
                settings.ttl(),
                MAX_CACHE_ENTRIES,
                clock,
                loop::after,
                tally);
        return new DnsServerLocator(loop, cache, new LocationMachine(settings), clock, tally, random.nextLong());
    }

    /** All work of a query is done by the one thread, the first loading of classes and reading of resolv.conf included. */
    private static CompletionStage<Answer> onLoop(WireLoop loop, AnswerSource source, Question question) {
        try {
            return CompletableFuture.supplyAsync(() -> source.ask(question), loop)
                    .thenCompose(Function.identity())
                    .exceptionally(mistake -> {
                        log.error("The DNS query {} failed inside", question, mistake);
                        return new Answer.Failed(Location.Cause.SERVER_FAILURE, "the query failed inside; see the log");
                    });
        } catch (RejectedExecutionException e) {
            return CompletableFuture.completedFuture(
                    new Answer.Failed(Location.Cause.SERVER_FAILURE, "server location is closed"));
        }
    }

    @Override
    public CompletionStage<Location> locate(ServerName name) {
        Request request = new Request(name, seeds.getAndIncrement());
        request.advance();
        return request.result;
    }

    /** What was done so far. Any thread. */
    public DnsCounters counters() {
        return tally.snapshot(cache.size());
    }

    /** Ends what is under way with {@link Location.NotFound} and stops the thread. Idempotent. */
    @Override
    public void close() {
        loop.close();
    }

    /** Runs one location: the machine decides, this asks. Its steps never overlap. */
    private final class Request {
        private final ServerName name;
        private final long seed;
        private final Map<Question, Known> known = new HashMap<>();
        private final Map<Question, CompletableFuture<Known>> asked = new HashMap<>();
        private final CompletableFuture<Location> result = new CompletableFuture<>();
        private int rounds;

        Request(ServerName name, long seed) {
            this.name = name;
            this.seed = seed;
        }

        void advance() {
            try {
                while (rounds++ < MAX_ROUNDS) {
                    takeAnswers();
                    Step step = machine.decide(name, this::known, seed, clock.instant());
                    if (step instanceof Step.Done done) {
                        finish(done.location());
                        return;
                    }
                    if (!askAll(((Step.Ask) step).questions())) {
                        return;
                    }
                }
                finish(new Location.NotFound(
                        Location.Cause.SERVER_FAILURE,
                        "The DNS records of " + name.host() + " lead through too many names. Simplify them."));
            } catch (RuntimeException e) {
                log.error("Locating {} failed inside", name, e);
                finish(new Location.NotFound(
                        Location.Cause.SERVER_FAILURE, "Locating " + name.host() + " failed inside; see the log."));
            }
        }

        /** @return true when all answers are there; false when {@link #advance} will be called once they are */
        private boolean askAll(Set<Question> questions) {
            questions.forEach(question -> asked.put(question, cache.lookup(question)));
            CompletableFuture<Void> all = CompletableFuture.allOf(asked.values().toArray(CompletableFuture[]::new));
            if (all.isDone()) {
                return true;
            }
            CompletionStage<Void> later = all;
            later.whenComplete((nothing, never) -> advance());
            return false;
        }

        /** Within one location an answer once read stays, whatever happens to the cache meanwhile. */
        private @Nullable Known known(Question question) {
            Known read = known.get(question);
            if (read == null) {
                read = cache.ready(question);
                if (read != null) {
                    known.put(question, read);
                }
            }
            return read;
        }

        private void takeAnswers() {
            asked.forEach((question, answer) -> known.put(question, answer.join()));
            asked.clear();
        }

        private void finish(Location location) {
            if (location instanceof Location.NotFound notFound) {
                tally.notFound(notFound.cause());
            }
            result.complete(location);
        }
    }
}
