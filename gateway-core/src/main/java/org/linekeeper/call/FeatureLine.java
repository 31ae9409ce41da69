package org.linekeeper.call;

import java.text.ParseException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.sip.ClientTransaction;
import javax.sip.Dialog;
import javax.sip.SipException;
import javax.sip.message.Request;
import javax.sip.message.Response;
import org.jspecify.annotations.Nullable;
import org.linekeeper.call.presence.FeatureReport;
import org.linekeeper.call.presence.FeatureReport.Outcome;
import org.linekeeper.call.presence.machine.FeatureSync;
import org.linekeeper.call.presence.machine.FeatureSync.Effect;
import org.linekeeper.dns.Target;
import org.linekeeper.sip.auth.Authorization;
import org.linekeeper.sip.loop.Loop;
import org.linekeeper.sip.loop.Timers;
import org.linekeeper.sip.transport.ListenerSettings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells one PBX of one line. On the loop of its Call-ID, except where it says otherwise. */
final class FeatureLine {
    private static final Logger log = LoggerFactory.getLogger(FeatureLine.class);
    private static final Duration FIRST_RETRY = Duration.ofSeconds(30);
    private static final Duration LAST_RETRY = Duration.ofHours(1);

    /** How often the PBX that the line has left is told the end, half an hour in all. */
    private static final int FAREWELLS = 6;

    private final String lineId;
    private final String callId;
    private final CallTools tools;
    private final LineDigest digest;
    private final FeatureEvents events;
    private final FeatureSubscribe subscribe;
    private final Loop loop;
    private FeatureSync sync = FeatureSync.NEW;
    private Optional<FeatureSubscribe.Subscription> subscription = Optional.empty();
    /** Where a PBX was told of it last, as the line stood then. */
    private Optional<FeatureSubscribe.Place> asked = Optional.empty();

    private boolean left;
    private volatile Optional<FeatureReport> report = Optional.empty();
    private String fromTag = "";
    private long cseq;
    private Timers.@Nullable Timeout end;
    private Timers.@Nullable Timeout retry;
    private Timers.@Nullable Timeout expiry;

    FeatureLine(String lineId, String callId, CallTools tools, LineDigest digest, FeatureEvents events) {
        this.lineId = lineId;
        this.callId = callId;
        this.tools = tools;
        this.digest = digest;
        this.events = events;
        this.subscribe = new FeatureSubscribe(tools.messages());
        this.loop = tools.stack().loops().ownerOf(callId);
    }

    String lineId() {
        return lineId;
    }

    String callId() {
        return callId;
    }

    /** Any thread. */
    Optional<FeatureReport> report() {
        return report;
    }

    /**
     * Any thread.
     *
     * @param lasting after which calls are wanted again
     */
    void want(boolean doNotDisturb, Optional<Duration> lasting) {
        loop.execute(() -> {
            if (!events.isCurrent(this)) {
                return;
            }
            cancel(end);
            end = lasting.isPresent() ? loop.timers().schedule(lasting.get(), () -> take(sync.want(false))) : null;
            Optional<String> pbx = events.place(lineId).map(place -> place.pbx().id());
            if (doNotDisturb && pbx.filter(events::isUnsupported).isPresent()) {
                report(true, Outcome.UNSUPPORTED, Optional.empty());
                return;
            }
            take(sync.want(doNotDisturb));
        });
    }

    /**
     * The PBX was told before a restart that the line is not to be disturbed. Any thread.
     *
     * @param lasting after which calls are wanted again
     */
    void resume(Optional<Duration> lasting) {
        loop.execute(() -> {
            if (events.isCurrent(this) && sync.equals(FeatureSync.NEW)) {
                sync = FeatureSync.TOLD_BEFORE;
                lasting.ifPresent(left -> end =
                        loop.timers().schedule(left.isNegative() ? Duration.ZERO : left, () -> take(sync.want(false))));
            }
        });
    }

    /** The line has left that PBX, which is told the end of what it was told, and then nothing any more. Any thread. */
    void leave() {
        loop.execute(() -> {
            cancel(end);
            left = true;
            if (sync.sending().isEmpty() && !sync.told().equals(Optional.of(true))) {
                events.drop(this);
                end();
            } else {
                take(sync.want(false));
            }
        });
    }

    private Optional<FeatureSubscribe.Place> place() {
        return left ? asked : events.place(lineId);
    }

    private boolean isWanted() {
        return left ? events.owns(callId) : events.isCurrent(this);
    }

    /** Nothing is told any more. Any thread. */
    void end() {
        loop.execute(() -> {
            cancel(end);
            cancel(retry);
            cancel(expiry);
        });
    }

    private void take(FeatureSync.Step step) {
        sync = step.next();
        cancel(retry);
        retry = null;
        switch (step.effect()) {
            case SEND -> {
                if (!sync.subscribed()) {
                    subscription = Optional.empty();
                    fromTag = tools.ports().ids().get();
                }
                send(List.of());
            }
            case TRY_LATER -> {
                if (left && sync.failures() > FAREWELLS) {
                    log.warn(
                            "Line {}: PBX {} that it has left was not told that it may be disturbed again. Switch that off there",
                            lineId,
                            asked.map(place -> place.pbx().id()).orElse(""));
                    break;
                }
                int doublings = Math.min(sync.failures() - 1, 10);
                Duration delay = FIRST_RETRY.multipliedBy(1L << doublings);
                retry = loop.timers()
                        .schedule(delay.compareTo(LAST_RETRY) > 0 ? LAST_RETRY : delay, () -> take(sync.again()));
            }
            case GIVE_UP -> place().map(place -> place.pbx().id()).ifPresent(events::isUnsupportedBy);
            case REST -> {
                cancel(expiry);
                if (left) {
                    subscription = Optional.empty();
                    break;
                }
                expiry = loop.timers().schedule(Duration.ofSeconds(FeatureSubscribe.EXPIRES), this::expired);
            }
            case SEND_WITH_CREDENTIALS, NOTHING -> {}
        }
        boolean over = left ? retry == null && sync.sending().isEmpty() : sync.isIdle() && subscription.isEmpty();
        if (over && isWanted()) {
            events.drop(this);
        }
    }

    private void expired() {
        sync = sync.expired();
        subscription = Optional.empty();
        if (sync.isIdle() && isWanted()) {
            events.drop(this);
        }
    }

    private void send(List<Authorization> authorizations) {
        Optional<FeatureSubscribe.Place> place = place();
        if (place.isEmpty()) {
            sync.sending().ifPresent(said -> report(said, Outcome.FAILED, Optional.empty()));
            take(sync.unplaced());
            return;
        }
        asked = place;
        Target target = place.get().registration().target();
        Optional<ListenerSettings> listener = tools.stack().listenerTo(target, events.listeners());
        if (listener.isEmpty()) {
            failed();
            return;
        }
        try {
            Request request = subscribe.request(
                    place.get(),
                    new InviteTemplate.Numbers(callId, ++cseq, fromTag),
                    subscription,
                    sync.sending().orElseThrow());
            authorizations.forEach(header -> tools.messages().add(request, header.name(), header.value()));
            ClientTransaction transaction = tools.stack()
                    .clientTransaction(request, target, listener.get().name());
            transaction.setApplicationData(new Exchange(request.getRequestURI().toString(), place.get()));
            transaction.sendRequest();
        } catch (SipException | ParseException | RuntimeException e) {
            log.warn("Line {}: SUBSCRIBE for {} not sent: {}", lineId, FeatureSubscribe.EVENT, e.toString());
            failed();
        }
    }

    /** One SUBSCRIBE under way. */
    private final class Exchange implements ResponseTaker {
        private final String uri;
        private final FeatureSubscribe.Place place;

        private Exchange(String uri, FeatureSubscribe.Place place) {
            this.uri = uri;
            this.place = place;
        }

        @Override
        public void response(Response response, @Nullable Dialog dialog) {
            int status = response.getStatusCode();
            if (status < 200 || sync.sending().isEmpty()) {
                return;
            }
            boolean said = sync.sending().get();
            FeatureSync.Step step = sync.answered(status);
            if (step.effect() == Effect.SEND_WITH_CREDENTIALS) {
                sync = step.next();
                Optional<List<Authorization>> answer = digest.of(place.line()).answer(response, Request.SUBSCRIBE, uri);
                digest.nonces().forget(lineId);
                if (answer.isPresent()) {
                    send(answer.get());
                } else {
                    failed(Optional.of(status));
                }
                return;
            }
            if (status / 100 == 2) {
                subscription = subscription.or(() -> FeatureSubscribe.Subscription.of(response, uri));
                report(said, Outcome.ACCEPTED, Optional.of(status));
            } else {
                report(
                        said,
                        step.effect() == Effect.GIVE_UP ? Outcome.UNSUPPORTED : Outcome.FAILED,
                        Optional.of(status));
            }
            take(step);
        }

        @Override
        public void timedOut() {
            if (sync.sending().isPresent()) {
                failed();
            }
        }
    }

    private void failed() {
        failed(Optional.empty());
    }

    private void failed(Optional<Integer> status) {
        sync.sending().ifPresent(said -> report(said, Outcome.FAILED, status));
        take(sync.failed());
    }

    private void report(boolean said, Outcome outcome, Optional<Integer> status) {
        FeatureReport now = new FeatureReport(said, outcome, status, events.now());
        report = Optional.of(now);
        if (outcome != Outcome.ACCEPTED) {
            log.info(
                    "Line {}: {}{}",
                    lineId,
                    now.advice(),
                    status.map(code -> " (" + code + ")").orElse(""));
        }
    }

    private static void cancel(Timers.@Nullable Timeout timeout) {
        if (timeout != null) {
            timeout.cancel();
        }
    }
}
