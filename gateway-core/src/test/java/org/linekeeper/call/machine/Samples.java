package org.linekeeper.call.machine;

import java.net.InetSocketAddress;
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

    static Target target(int number) {
        return new Target(
                SipTransport.UDP, InetSocketAddress.createUnresolved("192.0.2." + number, 5060), "pbx.example");
    }
}
