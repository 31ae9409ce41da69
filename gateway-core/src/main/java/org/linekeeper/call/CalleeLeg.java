package org.linekeeper.call;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import javax.sip.ClientTransaction;
import javax.sip.Dialog;
import javax.sip.SipException;
import javax.sip.message.Request;
import javax.sip.message.Response;
import org.jspecify.annotations.Nullable;
import org.linekeeper.call.machine.LegAction;
import org.linekeeper.call.machine.LegSignal;
import org.linekeeper.call.machine.Release;
import org.linekeeper.dns.Target;
import org.linekeeper.sip.auth.Authorization;
import org.linekeeper.sip.loop.Loop;
import org.linekeeper.sip.transport.ListenerSettings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The callee leg on the wire: one client transaction for each attempt, then a dialog. Owner loop only. */
final class CalleeLeg implements Leg {
    private static final Logger log = LoggerFactory.getLogger(CalleeLeg.class);

    private final CallTools tools;
    private final Loop loop;
    private final InviteTemplate template;
    private final Consumer<LegSignal> call;
    private final String callId;
    private final LegTimers timers;
    private final Map<Integer, InviteAttempt> attempts = new HashMap<>();
    private final Map<String, Response> answers = new HashMap<>();
    private final Set<Dialog> dialogs = new LinkedHashSet<>();
    private long cseq;
    private String fromTag = "";
    private List<Authorization> prepared = List.of();
    private @Nullable DialogWire wire;
    private Optional<Target> lastTarget = Optional.empty();
    private boolean closed;

    /**
     * @param callId the Call-ID of this leg, owned by the same loop
     * @param call takes the signals of this leg
     */
    CalleeLeg(CallTools tools, Loop loop, InviteTemplate template, String callId, Consumer<LegSignal> call) {
        this.tools = tools;
        this.loop = loop;
        this.template = template;
        this.call = call;
        this.callId = callId;
        this.timers = new LegTimers(
                loop.timers(),
                tools.settings(),
                tools.random(),
                true,
                timer -> call.accept(new LegSignal.Fired(timer)));
    }

    /** Where the last INVITE went; empty when none was sent. */
    Optional<Target> lastTarget() {
        return lastTarget;
    }

    @Override
    public void perform(LegAction action) {
        if (action instanceof LegAction.Locate locate) {
            LocatedTargets.of(tools, locate.place()).thenAccept(signal -> loop.execute(() -> call.accept(signal)));
        } else if (action instanceof LegAction.SendInvite invite) {
            invite(invite);
        } else if (action instanceof LegAction.SendCancel cancel) {
            cancel(cancel.attempt(), cancel.release());
        } else if (action instanceof LegAction.DropAnswer drop) {
            drop(drop.fork());
        } else if (action instanceof LegAction.Suspect suspect) {
            LocatedTargets.suspect(tools, suspect.target(), suspect.retryAfter());
        } else if (action instanceof LegAction.Trust trust) {
            tools.ports().health().succeeded(trust.target());
        } else if (action instanceof LegAction.StartTimer start) {
            timers.start(start.timer());
        } else if (action instanceof LegAction.StartTimerFor start) {
            timers.start(start.timer(), start.delay());
        } else if (action instanceof LegAction.StopTimer stop) {
            timers.stop(stop.timer());
        } else if (wire != null) {
            Leg.perform(wire, action);
        } else {
            throw new IllegalStateException("No dialog for " + action);
        }
    }

    @Override
    public boolean isTagged(String local, String remote) {
        return wire == null
                ? dialogs.stream().anyMatch(early -> Dialogs.isLive(early, local, remote))
                : wire.isTagged(local, remote);
    }

    @Override
    public Optional<String> replaces() {
        return wire == null ? Optional.empty() : Optional.of(wire.replaces());
    }

    @Override
    public void close() {
        closed = true;
        timers.stopAll();
        if (wire != null) {
            wire.close();
        }
        dialogs.forEach(Dialogs::discard);
        dialogs.clear();
        answers.clear();
    }

    private void invite(LegAction.SendInvite wanted) {
        int number = wanted.attempt();
        Target target = wanted.target();
        Optional<ListenerSettings> listener = tools.stack().listenerTo(target, template.listeners());
        if (listener.isEmpty()) {
            call.accept(new LegSignal.Unsent(number, "no listener of ours speaks " + target.transport()));
            return;
        }
        try {
            cseq++;
            if (!lastTarget.equals(Optional.of(target))) {
                // Each target gets a From tag of its own, so that a second target is never taken for a merged request
                // (RFC 3261 8.2.2.2); what is sent again keeps it (8.1.3.5, RFC 4028 7.3).
                fromTag = tools.ports().ids().get();
            }
            Request request =
                    template.invite(target, listener.get(), new InviteTemplate.Numbers(callId, cseq, fromTag));
            if (wanted.uri().isPresent()) {
                tools.messages().redirect(request, wanted.uri().get());
            }
            String uri = request.getRequestURI().toString();
            List<Authorization> authorizations =
                    wanted.withCredentials() ? prepared : template.credentials().unasked(Request.INVITE, uri);
            new SessionHeaders(tools.messages()).propose(request, wanted.interval());
            if (!wanted.offer().equals(template.body())) {
                wanted.offer().ifPresent(offer -> tools.messages().replaceContent(request, offer));
            }
            authorizations.forEach(header -> tools.messages().add(request, header.name(), header.value()));
            String name = listener.get().name();
            ClientTransaction transaction = tools.stack().clientTransaction(request, target, name);
            InviteAttempt attempt = new InviteAttempt(
                    this,
                    number,
                    target,
                    listener.get(),
                    transaction,
                    uri,
                    !wanted.withCredentials() && !authorizations.isEmpty());
            attempts.put(number, attempt);
            transaction.setApplicationData(attempt);
            dialogs.add(tools.stack().provider(name).getNewDialog(transaction));
            lastTarget = Optional.of(target);
            transaction.sendRequest();
        } catch (SipException | RuntimeException e) {
            log.warn("Call-ID {}: INVITE to {} not sent: {}", callId, target, e.toString());
            attempts.remove(number);
            call.accept(new LegSignal.Unsent(number, String.valueOf(e.getMessage())));
        }
    }

    private void cancel(int number, Release release) {
        InviteAttempt attempt = attempts.get(number);
        if (attempt == null || !attempt.cancel()) {
            return;
        }
        try {
            Request cancel = tools.messages().signed(attempt.transaction().createCancel());
            tools.messages().addReasons(cancel, release.reasons());
            tools.stack().pin(cancel, attempt.target());
            tools.stack()
                    .provider(attempt.listener().name())
                    .getNewClientTransaction(cancel)
                    .sendRequest();
        } catch (SipException | RuntimeException e) {
            log.warn("Call-ID {}: CANCEL not sent: {}", callId, e.toString());
        }
    }

    private void drop(String fork) {
        Response answer = answers.remove(fork);
        if (answer != null) {
            if (wire != null && fork.equals(wire.dialog().getRemoteTag())) {
                wire.close();
                wire = null;
            }
            new UnwantedAnswer(tools).end(answer);
        }
    }

    /** Whether a response has just made it; it is ours from now on. */
    boolean isNew(Dialog dialog) {
        return dialogs.add(dialog);
    }

    /** Whether that many forks of one INVITE are kept. */
    boolean isForkKept(int forks) {
        return tools.forks().isKept(forks);
    }

    /** A fork too many. */
    void discard(Dialog dialog) {
        dialogs.remove(dialog);
        Dialogs.discard(dialog);
    }

    /** An attempt that was left behind answers when the call is over: its early dialogs go at once. */
    void clearWhenClosed() {
        if (closed) {
            dialogs.forEach(Dialogs::discard);
            dialogs.clear();
        }
    }

    /** A final response came, or none ever will; false when that was known. */
    boolean end(InviteAttempt attempt) {
        return attempts.remove(attempt.number()) != null;
    }

    void tell(LegSignal signal) {
        call.accept(signal);
    }

    void answered(InviteAttempt attempt, Response response, @Nullable Dialog dialog) {
        if (wire == null && (dialog == null || dialog.getRemoteTarget() == null)) {
            // RFC 3261 12.1.1: "The UAS MUST add a Contact header field to the response." Without one there is no
            // place to acknowledge the answer at, nor to hang up.
            call.accept(new LegSignal.Rejected(
                    attempt.number(), Response.BAD_GATEWAY, "Answer without Contact", Optional.empty(), List.of()));
            return;
        }
        String fork = SipMessages.toTag(response).orElse("");
        answers.put(fork, response);
        if (wire == null && dialog != null) {
            // What the dialog keeps must not lead to this attempt and its transaction.
            InviteTemplate written = template;
            ListenerSettings ours = attempt.listener();
            wire = new DialogWire(
                    tools,
                    dialog,
                    new DialogWire.Identity(ours.name(), "", () -> written.contact(ours), template.credentials()),
                    new DialogTarget(tools.ports(), loop, attempt.target()),
                    call);
            wire.answered(response);
            wire.referrals().allows(response);
        }
        call.accept(new LegSignal.Answer(
                attempt.number(), fork, SipMessages.body(response), SessionHeaders.terms(response)));
        answers.remove(fork);
    }

    void challenged(InviteAttempt attempt, Response response) {
        Optional<List<Authorization>> answer = template.credentials().answer(response, Request.INVITE, attempt.uri());
        prepared = answer.orElse(List.of());
        call.accept(new LegSignal.Challenged(attempt.number(), response.getStatusCode(), answer.isPresent()));
    }

    /** What was shown unasked is worth nothing. */
    void distrusted(InviteAttempt attempt, int status) {
        template.credentials().distrust();
        prepared = List.of();
        call.accept(new LegSignal.Challenged(attempt.number(), status, true));
    }

    void redirected(InviteAttempt attempt, Response response) {
        int status = response.getStatusCode();
        template.redirected(response, attempt.target())
                .thenAccept(places -> loop.execute(() -> call.accept(
                        new LegSignal.Redirected(attempt.number(), status, response.getReasonPhrase(), places))));
    }
}
