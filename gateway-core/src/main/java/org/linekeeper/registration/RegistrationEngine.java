package org.linekeeper.registration;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.random.RandomGenerator;
import org.linekeeper.config.RegistrationSettings;
import org.linekeeper.config.model.Line;
import org.linekeeper.config.model.Pbx;
import org.linekeeper.config.model.RegistrationPace;
import org.linekeeper.config.store.ConfigStore;
import org.linekeeper.config.store.Directory;
import org.linekeeper.config.store.LineStateStore;
import org.linekeeper.dns.Location;
import org.linekeeper.dns.ServerLocator;
import org.linekeeper.dns.Target;
import org.linekeeper.dns.TargetHealth;
import org.linekeeper.event.EventPublisher;
import org.linekeeper.registration.machine.Account;
import org.linekeeper.registration.machine.RegistrationEvent;
import org.linekeeper.registration.machine.RegistrationMachine;
import org.linekeeper.sip.auth.ClientNonces;
import org.linekeeper.sip.auth.DigestClient;
import org.linekeeper.sip.loop.Loop;
import org.linekeeper.sip.loop.Loops;
import org.linekeeper.sip.register.RegisterClient;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the lines of the directory registered: brings each wanted line to its loop, hands it every change of the settings, and
 * takes up the timetable of the process before.
 */
public final class RegistrationEngine implements TrialTargets {
    private static final Logger log = LoggerFactory.getLogger(RegistrationEngine.class);

    /**
     * The world around the engine.
     *
     * @param loops owners of the lines
     * @param client sends REGISTERs
     * @param locator finds servers
     * @param health remembers targets that failed
     * @param events is told of every change
     * @param times is told how long answers take
     * @param calls tells which lines come first where they have to wait
     */
    public record Network(
            Loops loops,
            RegisterClient client,
            ServerLocator locator,
            TargetHealth health,
            EventPublisher events,
            RegistrationTimes times,
            LiveCalls calls) {
        /** Where there are no calls, and nobody wants to know how long answers take. */
        public Network(
                Loops loops, RegisterClient client, ServerLocator locator, TargetHealth health, EventPublisher events) {
            this(loops, client, locator, health, events, RegistrationTimes.NONE, LiveCalls.NONE);
        }
    }

    /**
     * Settings and what is durable.
     *
     * @param config tells of changes
     * @param directory the settings in memory; up to date before {@code config} tells of a change
     * @param states keeps the timetable over restarts
     * @param worker runs what blocks on the disk
     */
    public record Storage(ConfigStore config, Directory directory, LineStateStore states, Executor worker) {}

    private final Loops loops;
    private final Storage storage;
    private final StateSaver saver;
    private final LineStates states;
    private final Roster roster;
    private final Draining draining = new Draining();
    private final LineRunner runner;
    private final PbxLocator locator;
    private final TargetPacers pacers;
    private final RegistrationTally tally = new RegistrationTally();
    private final Alignment alignment;
    private final FlowRenewal renewal;
    private final SettingsChanges changes;
    /** By the index of the loop, as are the queues. */
    private final List<LineHome> homes;

    private final List<LineQueue> queues;
    private final CompletableFuture<Integer> scheduled = new CompletableFuture<>();

    /**
     * @param clock a clock that does not jump, such as {@link SteadyClock}
     * @param random unpredictable and safe for use by any thread: tokens and client nonces come from it
     */
    public RegistrationEngine(
            RegistrationSettings settings, Network network, Storage storage, Clock clock, RandomGenerator random) {
        this.loops = network.loops();
        this.storage = storage;
        this.saver = new StateSaver(storage.states(), storage.worker());
        this.states = new LineStates(saver, network.client(), loops);
        AddressPaces paces = new AddressPaces();
        this.pacers = new TargetPacers(loops, settings, network.health(), clock, random, network.times(), paces);
        boolean mayReuseNonces = settings.preemptiveAuth() == RegistrationSettings.PreemptiveAuth.AUTO;
        Directory directory = storage.directory();
        this.roster =
                new Roster(network.client(), clock, mayReuseNonces, pacers, new PbxAddresses(paces), pbxId -> directory
                        .pbx(pbxId)
                        .map(pbx -> pbx.registration().pace())
                        .orElse(RegistrationPace.NONE));
        this.locator = new PbxLocator(network.locator());
        this.alignment = new Alignment(storage.directory(), roster, states, tally, random);
        DigestClient digest = new DigestClient(new ClientNonces(random));
        // Nobody gains by foreseeing when a line refreshes, and unpredictable numbers are dear. Safe for use by any
        // thread.
        RandomGenerator jitter = new Random(random.nextLong());
        FlowRoster flows = new FlowRoster(network.client().flows());
        this.runner = new LineRunner(
                new LineRunner.Means(
                        new RegistrationMachine(settings, digest, jitter),
                        network.client(),
                        locator,
                        pacers,
                        new Lessons(tally, pacers, network.client(), clock),
                        network.events(),
                        network.calls(),
                        clock),
                roster,
                states,
                draining,
                flows,
                alignment::dropIfGone);
        this.homes =
                loops.all().stream().map(loop -> new LineHome(loop, runner)).toList();
        this.queues = loops.all().stream().map(LineQueue::new).toList();
        flows.tell(runner::fire);
        this.changes = new SettingsChanges(storage.directory(), roster, pacers, this::touch, this::touch);
        this.renewal = new FlowRenewal(pacers, draining, runner::fire);
    }

    /** Where the lines stand. */
    public Registrations registrations() {
        return roster;
    }

    /** What was counted since the start. */
    public RegistrationTally tally() {
        return tally;
    }

    /** How the node stands towards all targets. */
    public PaceLevels levels() {
        return new PaceLevels(
                pacers.inFlight(),
                pacers.waiting(),
                pacers.down(),
                roster.breakersOpen(),
                roster.addressesTranslated());
    }

    /** Lines are held back as if it had refused their credentials. */
    @Override
    public void refusedTrial(Target target) {
        pacers.of(target).refusedWithoutTurn();
    }

    @Override
    public Optional<Duration> pause(Target target) {
        return pacers.pause(target);
    }

    @Override
    public Optional<Duration> pause(String pbxId) {
        List<Target> targets =
                roster.facts(pbxId).location().map(Location.Found::targets).orElse(List.of());
        List<Duration> pauses =
                targets.stream().flatMap(target -> pause(target).stream()).toList();
        return pauses.size() < targets.size()
                ? Optional.empty()
                : pauses.stream().min(Duration::compareTo);
    }

    /** Before {@link #start}: lines are brought to their schedule, but nothing is sent until {@link #begin}. */
    public void holdBack() {
        pacers.holdBack();
    }

    /** Sends what was held back. */
    public void begin() {
        pacers.begin();
    }

    /**
     * Loads the saved states and sets every line going; blocks on the disk, returns before anything is registered. Each state is
     * decoded on the loop of its line, so that the lines that come first are at work while the rest is being read.
     */
    public void start() {
        storage.config().subscribe(changes::changed);
        Directory directory = storage.directory();
        Collection<Pbx> pbxs = directory.pbxs();
        int lines = 0;
        for (Pbx pbx : pbxs) {
            lines += directory.linesOf(pbx.id()).size();
        }
        roster.expect(lines);
        Set<String> located = new HashSet<>();
        List<String> orphans = new ArrayList<>();
        int gone = storage.states().load((lineId, state) -> {
            if (!restore(lineId, state, located)) {
                orphans.add(lineId);
            }
        });
        orphans.forEach(saver::delete);
        leave(gone + orphans.size());
        for (Pbx pbx : pbxs) {
            queue(directory.linesOf(pbx.id()), (line, home) -> alignment.alignUnlessKnown(line.id(), home));
        }
        AtomicInteger busy = new AtomicInteger(queues.size());
        for (LineQueue queue : queues) {
            queue.add(() -> {
                queue.pace();
                if (busy.decrementAndGet() == 0) {
                    scheduled.complete(roster.size());
                }
            });
        }
        changes.resume();
        log.info("Registering {} lines", lines);
    }

    /** Lines that were deleted before their bindings were removed: what would remove them went with their settings. */
    private void leave(int lines) {
        if (lines > 0) {
            tally.left.add(lines);
            log.info(
                    "{} lines were deleted before their registrations were removed; these end at their PBXs by themselves",
                    lines);
        }
    }

    /** Completed on a loop when every line of the store has been brought to its schedule: how many there are. */
    public CompletionStage<Integer> scheduled() {
        return scheduled.minimalCompletionStage();
    }

    /** False when there is no such line any more. */
    private boolean restore(String lineId, byte[] state, Set<String> located) {
        Optional<Line> line = storage.directory().line(lineId);
        Optional<Pbx> pbx = line.flatMap(known -> storage.directory().pbx(known.pbxId()));
        if (pbx.isEmpty()) {
            return false;
        }
        if (located.add(pbx.get().id())) {
            learnAddresses(new Account(line.get(), pbx.get()));
        }
        LineHome home = home(lineId);
        String id = line.get().id();
        queue(home).add(() -> {
            alignment.restore(id, state, home);
            renewal.restored(roster.entry(id));
        });
        return true;
    }

    LineHome home(String lineId) {
        return homes.get(loops.ownerOf(lineId).index());
    }

    private LineQueue queue(LineHome home) {
        return queues.get(home.loop().index());
    }

    /** Renews the registration of a line now, even of one that rests. */
    public void refresh(String lineId) {
        Loop loop = loops.ownerOf(lineId);
        loop.execute(() -> {
            LineEntry entry = roster.entry(lineId);
            if (entry != null) {
                runner.fire(entry, new RegistrationEvent.RefreshRequested());
            }
        });
    }

    /**
     * Stops without removing any binding: the next start takes them up. REGISTERs in flight come to their end, because a challenge
     * left unanswered looks like an attack. Blocks.
     *
     * @param limit how long to wait for them
     */
    public void stop(Duration limit) {
        boolean idle = draining.await(limit);
        if (!idle) {
            log.warn("Some REGISTERs had no final response after {}; stopping without them", limit);
        }
        CountDownLatch saving = new CountDownLatch(loops.all().size());
        for (Loop loop : loops.all()) {
            loop.execute(() -> {
                roster.forEach(entry -> {
                    if (entry.loop() == loop) {
                        LineRunner.cancelTimer(entry);
                        states.last(entry);
                    }
                });
                states.write(loop);
                saving.countDown();
            });
        }
        try {
            if (!saving.await(limit.toMillis() + 1_000, TimeUnit.MILLISECONDS)) {
                log.warn("The event loops are busy; some registration states are not saved");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        saver.flush();
    }

    /** A line whose binding lives on asks no DNS, but calls may come from any address of its PBX at once. */
    private void learnAddresses(Account account) {
        locator.locate(account).thenAccept(location -> {
            if (location instanceof Location.Found found) {
                roster.facts(account.pbx().id()).whereabouts().located(found);
            }
        });
    }

    /** No line is looked up among a hundred thousand once again. */
    private void touch(Collection<Line> lines) {
        queue(lines, alignment::align);
    }

    private void queue(Collection<Line> lines, BiConsumer<Line, LineHome> task) {
        for (LineHome home : homes) {
            queue(home).addEach(new LinesOfLoop(lines, home, this::home, task));
        }
    }

    private void touch(String lineId) {
        LineHome home = home(lineId);
        queue(home).add(() -> alignment.align(lineId, home));
    }
}
