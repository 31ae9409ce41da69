package org.linekeeper.call.machine;

import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.linekeeper.dns.DnsLookup;
import org.linekeeper.dns.ServerName;
import org.linekeeper.dns.SipTransport;
import org.linekeeper.dns.Target;

/** Values that machine tests share. */
final class Samples {
    static final Optional<Body> NONE = Optional.empty();
    static final Optional<Body> OFFER = Optional.of(new Body("application/sdp", List.of(), new byte[] {1}));
    static final Optional<Body> ANSWER = Optional.of(new Body("application/sdp", List.of(), new byte[] {2}));
    static final ServerName NAME = new ServerName("pbx.example", OptionalInt.empty(), Optional.empty(), DnsLookup.AUTO);
    static final Release HANGUP = new Release(Release.Kind.HANGUP, List.of("SIP;cause=200"));

    private Samples() {}

    static Optional<Body> sdp(int version, String direction) {
        String text = "v=0\r\no=- 7 " + version + " IN IP4 192.0.2.9\r\ns=-\r\nc=IN IP4 192.0.2.9\r\nt=0 0\r\n"
                + "m=audio 4000 RTP/AVP 0\r\n" + (direction.isEmpty() ? "" : "a=" + direction + "\r\n");
        return Optional.of(new Body("application/sdp", List.of(), text.getBytes(StandardCharsets.ISO_8859_1)));
    }

    static String text(Optional<Body> body) {
        return body.map(some -> new String(some.content(), StandardCharsets.ISO_8859_1))
                .orElse("");
    }

    /** A callee leg before its INVITE. */
    static Idle idle(Hunt hunt, Optional<Body> offer) {
        return new Idle(hunt, Session.offering(Dialect.PBX, offer));
    }

    static LegAction invite(int attempt, Target target, boolean withCredentials) {
        return new LegAction.SendInvite(attempt, target, withCredentials, OFFER, SessionTimer.PREFERRED);
    }

    /** A caller leg whose INVITE came with that offer. */
    static Offered offered(Optional<Body> offer) {
        return new Offered(Session.fresh(Dialect.TEAMS).offered(offer, SessionTerms.NONE));
    }

    static Exchange exchange(LegStep step) {
        return ((Established) step.next()).exchange();
    }

    static Target target(int number) {
        return new Target(
                SipTransport.UDP, InetSocketAddress.createUnresolved("192.0.2." + number, 5060), "pbx.example");
    }
}
