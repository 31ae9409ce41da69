package org.linekeeper.sip.register;

import java.util.Optional;
import org.linekeeper.dns.SipTransport;
import org.linekeeper.sip.auth.Authorization;
import org.linekeeper.sip.transport.ListenerSettings;
import org.linekeeper.sip.wire.MessageBuffer;

/** What is the same in the REGISTERs (RFC 3261 10.2) of all lines of one PBX from one listener, checked and encoded once. */
final class RegisterTemplate {
    private final ListenerSettings listener;
    private final String domain;
    private final Optional<String> outboundProxy;
    private final String host;
    private final byte[] toBranch;
    private final byte[] toFromUser;
    private final byte[] toFromTag;
    private final byte[] toToUser;
    private final byte[] toCallId;
    private final byte[] toCseq;
    private final byte[] toMethod;
    private final byte[] toContactUser;
    private final byte[] toContactExpires;
    private final byte[] toInstance;
    private final byte[] afterInstance;
    private final byte[] pathAndOutbound;
    private final byte[] outboundOnly;
    private final byte[] pathOnly;
    private final byte[] toExpires;
    private final byte[] lineEnd;
    private final byte[] colon;
    private final byte[] ending;

    /**
     * @throws IllegalArgumentException when a value holds CR, LF, NUL or another control character
     */
    RegisterTemplate(ListenerSettings listener, String domain, Optional<String> outboundProxy, String userAgent) {
        this.listener = listener;
        this.domain = domain;
        this.outboundProxy = outboundProxy;
        this.host = bracketed(listener.advertisedHost());
        String transport = listener.transport() == SipTransport.UDP
                ? ""
                : ";transport=" + listener.transport().token();
        Segment out = new Segment();
        out.text("REGISTER sip:").uri("domain", domain).text(" SIP/2.0\r\nVia: SIP/2.0/");
        out.text(listener.transport().name() + " ").value("host", host).text(":" + listener.advertisedPort());
        this.toBranch = out.text(";rport;branch=").take();
        out.text("\r\nMax-Forwards: 70\r\n");
        if (outboundProxy.isPresent()) {
            out.text("Route: <sip:").uri("outbound proxy", outboundProxy.get());
            out.text(transport + ";lr>\r\n");
        }
        this.toFromUser = out.text("From: <sip:").take();
        this.toFromTag = out.text("@").uri("domain", domain).text(">;tag=").take();
        this.toToUser = out.text("\r\nTo: <sip:").take();
        this.toCallId =
                out.text("@").uri("domain", domain).text(">\r\nCall-ID: ").take();
        this.toCseq = out.text("\r\nCSeq: ").take();
        this.toMethod = out.text(" REGISTER").take();
        this.toContactUser = out.text("\r\nContact: <sip:").take();
        out.text("@").value("host", host).text(":" + listener.advertisedPort() + transport);
        this.toContactExpires = out.text(">;expires=").take();
        this.toInstance = out.text(";+sip.instance=\"<").take();
        this.afterInstance = out.text(">\";reg-id=1").take();
        this.pathAndOutbound = out.text("\r\nSupported: path, outbound").take();
        this.outboundOnly = out.text("\r\nSupported: outbound").take();
        this.pathOnly = out.text("\r\nSupported: path").take();
        this.toExpires = out.text("\r\nExpires: ").take();
        this.lineEnd = out.text("\r\n").take();
        this.colon = out.text(": ").take();
        this.ending = out.text("\r\nUser-Agent: ")
                .value("User-Agent", userAgent)
                .text("\r\nContent-Length: 0\r\n\r\n")
                .take();
    }

    boolean serves(ListenerSettings from, Register register) {
        return listener.equals(from)
                && domain.equals(register.domain())
                && outboundProxy.equals(register.outboundProxy());
    }

    /** Host of our Contact; IPv6 with brackets. */
    String host() {
        return host;
    }

    /** Port of our Contact. */
    int port() {
        return listener.advertisedPort();
    }

    /**
     * Writes the whole request.
     *
     * @throws IllegalArgumentException when a value holds CR, LF, NUL or another control character
     */
    void write(Register register, int loop, int slot, int generation, int key, MessageBuffer out) {
        RegisterIdentity identity = register.identity();
        out.clear().raw(toBranch);
        RegisterBranch.write(loop, slot, generation, key, out);
        out.raw(toFromUser).uri("address of record", register.user()).raw(toFromTag);
        identity.writeFromTag(out);
        out.raw(toToUser).uri("address of record", register.user()).raw(toCallId);
        identity.writeCallId(out);
        out.raw(toCseq).number(register.cseq()).raw(toMethod);
        // RFC 3261 10.2.3: "If no Contact header field is present in the request, the list of bindings is left
        // unchanged."
        if (register.asking() == Register.Asking.BINDING) {
            writeContact(register, identity, out);
        }
        for (Authorization authorization : register.authorizations()) {
            out.raw(lineEnd).unchecked(authorization.name()).raw(colon);
            authorization.writeValue(out);
        }
        out.raw(ending);
    }

    private void writeContact(Register register, RegisterIdentity identity, MessageBuffer out) {
        long expires = register.expires().toSeconds();
        out.raw(toContactUser);
        identity.writeContactUser(out);
        out.raw(toContactExpires).number(expires);
        if (register.outbound()) {
            out.raw(toInstance);
            identity.writeInstance(out);
            out.raw(afterInstance).raw(register.path() ? pathAndOutbound : outboundOnly);
        } else if (register.path()) {
            out.raw(pathOnly);
        }
        out.raw(toExpires).number(expires);
    }

    static String bracketed(String host) {
        return host.indexOf(':') >= 0 && !host.startsWith("[") ? "[" + host + "]" : host;
    }

    /** A segment being written. */
    private static final class Segment {
        private final MessageBuffer buffer = new MessageBuffer(256);

        Segment text(String fixed) {
            buffer.unchecked(fixed);
            return this;
        }

        Segment value(String name, String value) {
            buffer.value(name, value);
            return this;
        }

        Segment uri(String name, String value) {
            buffer.uri(name, value);
            return this;
        }

        byte[] take() {
            byte[] bytes = buffer.toByteArray();
            buffer.clear();
            return bytes;
        }
    }
}
