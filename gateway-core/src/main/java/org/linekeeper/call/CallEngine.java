package org.linekeeper.call;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.random.RandomGenerator;
import javax.sip.SipListener;
import org.linekeeper.call.limit.Quotas;
import org.linekeeper.call.number.DialPlans;
import org.linekeeper.call.presence.Presences;
import org.linekeeper.config.model.Line;
import org.linekeeper.config.model.Pbx;
import org.linekeeper.config.store.Change;
import org.linekeeper.config.store.Directory;
import org.linekeeper.config.store.PresenceStore;
import org.linekeeper.sip.SipStack;
import org.linekeeper.sip.auth.DigestClient;
import org.linekeeper.sip.loop.Loop;
import org.linekeeper.sip.loop.Timers;

/**
 * The call stage: takes INVITEs from both sides, bridges them, and publishes exactly one
 * {@link org.linekeeper.event.CallEnded} for each.
 */
public final class CallEngine {
    /** How long the legs get to say BYE when the time to drain is over. */
    private static final Duration LAST_WORDS = Duration.ofSeconds(3);

    private final SipStack stack;
    private final CallRegistry registry = new CallRegistry();
    private final CallGate gate;
    private final TransactionUser user;
    private final NonceCache nonces = new NonceCache();
    private final DialPlans dialPlans = new DialPlans();
    private final StrangerRecords strangers;
    private final ForkLimit forks = new ForkLimit();
    private final Directory directory;
    private final Availability availability;
    private final Notifications notifications;
    private final FeatureEvents features;

    /**
     * @param stack not open yet
     * @param random for the share of peers of one priority, and for waits after glare; used on all loops
     */
    public CallEngine(SipStack stack, CallPorts ports, CallSetup setup, RandomGenerator random) {
        this(stack, ports, setup, random, TransferApi.NONE);
    }

    /** The same with adapters that execute transfers in PBXs. */
    public CallEngine(SipStack stack, CallPorts ports, CallSetup setup, RandomGenerator random, TransferApi transfers) {
        this.stack = stack;
        this.directory = ports.directory();
        this.gate = new CallGate(setup.settings(), ports.clock());
        this.strangers = new StrangerRecords(ports.clock());
        SipMessages messages = new SipMessages(setup.userAgent());
        CallTools tools =
                new CallTools(stack, messages, ports, setup.settings(), new LateAnswers(ports.clock()), forks, random);
        LineDigest digest = new LineDigest(nonces, new DigestClient(ports.ids()));
        this.features = new FeatureEvents(
                tools, setup.pbxListeners(), new LineDigest(new NonceCache(), new DigestClient(ports.ids())));
        Entrance entrance = new Entrance(gate, new Quotas(ports.clock()));
        Switchboard switchboard = new Switchboard(tools, registry);
        ReferTargets targets =
                new ReferTargets(ports, messages, setup, registry, new ReferTargets.Numbers(dialPlans, digest), random);
        PbxLines lines = new PbxLines(ports, dialPlans);
        this.availability = new Availability(directory, new Presences(ports.clock()), registry, features);
        this.notifications = new Notifications(ports, lines, availability, setup.pbxListeners());
        Reception reception = new Reception(
                tools,
                setup,
                new TeamsAdmission(ports, messages, dialPlans, setup.pbxListeners(), digest),
                new PbxAdmission(
                        ports, messages, dialPlans, lines, availability, setup.teamsListeners(), random, digest),
                entrance,
                new Reception.Outgoing(
                        switchboard,
                        new Transfers(
                                tools,
                                targets,
                                entrance,
                                switchboard,
                                new PassedTransfers(tools, transfers, dialPlans, registry)),
                        lines),
                registry,
                strangers);
        this.user = new TransactionUser(tools, reception, notifications, features);
    }

    /** To be given to {@link SipStack#transactionUser} before the stack is opened. */
    public SipListener listener() {
        return user;
    }

    /** A line or PBX was changed: a nonce that its old settings earned is worth nothing, and is not shown to another server. Any thread. */
    public void changed(Change change) {
        change.before().ifPresent(before -> {
            switch (before.kind()) {
                case LINE -> {
                    nonces.forget(before.id());
                    if (change.after().isEmpty()) {
                        nonces.remove(before.id());
                        availability.forget(before.id());
                    } else if (isMoved((Line) before, (Line) change.after().get())) {
                        availability.moved(before.id());
                    }
                }
                case PBX -> {
                    dialPlans.forget(before.id());
                    availability.changed((Pbx) before, change.after().map(Pbx.class::cast));
                    directory.linesOf(before.id()).forEach(line -> nonces.forget(line.id()));
                }
                case RESELLER, ENTERPRISE, DIRECT_ROUTE -> {}
            }
        });
    }

    /**
     * Takes up what lines said before a restart of whether they take calls, and keeps what they say from now on. Once, before the
     * first call; blocks on the disk.
     */
    public void resume(PresenceStore store) {
        availability.resume(store);
    }

    /** Lines of which a PBX is told whether they take calls. */
    int toldLines() {
        return features.size();
    }

    private static boolean isMoved(Line before, Line after) {
        return !before.pbxId().equals(after.pbxId()) || !before.sipUser().equals(after.sipUser());
    }

    /** Calls from untrusted sources that were refused without a record, because there were too many. Any thread. */
    public long unrecordedStrangers() {
        return strangers.unrecorded();
    }

    /** Provisional responses of forks beyond those that are kept of one INVITE. Any thread. */
    public long ignoredForks() {
        return forks.ignored();
    }

    /** NOTIFYs without a subscription that told of voice messages. Any thread. */
    public long messageSummaries() {
        return notifications.messageSummaries();
    }

    /** NOTIFYs without a subscription that told of anything else. Any thread. */
    public long otherNotifications() {
        return notifications.others();
    }

    /** How lines stand with calls. */
    public LineStatuses lines() {
        return availability;
    }

    /** The calls in progress. */
    public Calls calls() {
        return registry;
    }

    /**
     * Takes no new calls and waits for those in progress; what is left after that time is ended with BYE or CANCEL. Done when no call
     * is left: a peer that does not answer the BYE is waited for a few seconds. Every call has its record then. May be called again
     * with less patience.
     */
    public CompletionStage<Void> drain(Duration patience) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        Loop loop = stack.loops().all().get(0);
        loop.execute(() -> {
            Timers.Timeout stop =
                    loop.timers().schedule(patience, () -> registry.all().forEach(Call::stop));
            Timers.Timeout giveUp = loop.timers()
                    .schedule(patience.plus(LAST_WORDS), () -> registry.all().forEach(Call::abandon));
            gate.close(() -> loop.execute(() -> {
                stop.cancel();
                giveUp.cancel();
                done.complete(null);
            }));
        });
        return done;
    }
}
