package org.linekeeper.call;

import java.text.ParseException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import javax.sip.address.SipURI;
import javax.sip.address.URI;
import javax.sip.header.ContactHeader;
import javax.sip.message.Request;
import javax.sip.message.Response;
import org.linekeeper.call.machine.Body;
import org.linekeeper.call.machine.Destination.Redirected;
import org.linekeeper.call.machine.Refer;
import org.linekeeper.call.machine.Replaces;
import org.linekeeper.dns.Target;
import org.linekeeper.sip.transport.ListenerSettings;

/**
 * The INVITE to the target of a REFER.
 *
 * @param messages writes what is added
 * @param like how an INVITE to that side is written otherwise
 * @param refer what was asked for; its Referred-By goes along unchanged (RFC 3892 2.2)
 * @param uri Request-URI and To; empty for those of {@code like}
 * @param replaces whether the far side takes Replaces: Teams does not
 */
record ReferredInvite(SipMessages messages, InviteTemplate like, Refer refer, Optional<SipURI> uri, boolean replaces)
        implements InviteTemplate {
    @Override
    public Request invite(Target target, ListenerSettings listener, Numbers numbers) {
        Request invite = like.invite(target, listener, numbers);
        try {
            if (uri.isPresent()) {
                invite.setRequestURI((URI) uri.get().clone());
                invite.setHeader(messages.headers()
                        .createToHeader(messages.address((SipURI) uri.get().clone(), Optional.empty()), null));
            }
        } catch (ParseException e) {
            throw new IllegalArgumentException("The INVITE to the target of a REFER cannot be written", e);
        }
        if (replaces) {
            refer.replaces().ifPresent(dialog -> messages.add(invite, "Replaces", value(dialog)));
        }
        refer.referredBy().forEach(value -> messages.add(invite, "Referred-By", value));
        return invite;
    }

    private static String value(Replaces dialog) {
        return dialog.callId() + ";to-tag=" + dialog.localTag() + ";from-tag=" + dialog.remoteTag()
                + (dialog.earlyOnly() ? ";early-only" : "");
    }

    @Override
    public ContactHeader contact(ListenerSettings listener) {
        return like.contact(listener);
    }

    @Override
    public String callerSent() {
        return like.callerSent();
    }

    @Override
    public String calleeSent() {
        return like.calleeSent();
    }

    @Override
    public Optional<Body> body() {
        return like.body();
    }

    @Override
    public List<String> listeners() {
        return like.listeners();
    }

    @Override
    public CompletionStage<List<Redirected>> redirected(Response response, Target from) {
        return like.redirected(response, from);
    }

    @Override
    public LegCredentials credentials() {
        return like.credentials();
    }
}
