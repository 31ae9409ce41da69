package org.linekeeper.registration.machine;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.linekeeper.config.model.DnsLookup;
import org.linekeeper.config.model.HostPort;
import org.linekeeper.config.model.Line;
import org.linekeeper.config.model.Pbx;
import org.linekeeper.config.model.PbxType;
import org.linekeeper.config.model.Secret;
import org.linekeeper.config.model.Transport;
import org.linekeeper.dns.SipTransport;
import org.linekeeper.dns.Target;
import org.linekeeper.sip.auth.DigestAlgorithm;
import org.linekeeper.sip.auth.DigestChallenge;
import org.linekeeper.sip.register.RegisterResponse;

/** Values that the tests of this package share. */
final class Examples {
    static final Target FIRST = target(1);
    static final Target SECOND = target(2);

    private Examples() {}

    static Target target(int lastOctet) {
        try {
            InetAddress address = InetAddress.getByAddress(new byte[] {(byte) 192, 0, 2, (byte) lastOctet});
            return new Target(SipTransport.UDP, new InetSocketAddress(address, 5060), "proxy.example.net");
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e);
        }
    }

    static Pbx pbx() {
        return pbx("abc.service", Optional.of("proxy.example.net"), Duration.ofMinutes(10));
    }

    static Pbx pbx(String domain, Optional<String> proxy, Duration expires) {
        return new Pbx(
                "pbx1",
                "ent1",
                "PBX",
                PbxType.NETSAPIENS,
                domain,
                proxy.map(host -> new HostPort(host, OptionalInt.empty())),
                Optional.of(Transport.UDP),
                DnsLookup.SRV,
                expires,
                List.of(),
                Optional.empty(),
                true);
    }

    static Line line(String sipUser, String password) {
        return new Line(
                "line1",
                "pbx1",
                "route1",
                "u@example.com",
                "+15551234",
                sipUser,
                Optional.empty(),
                Secret.of(password),
                Optional.empty(),
                true);
    }

    static Account account() {
        return new Account(line("101t", "secret"), pbx());
    }

    static DigestChallenge challenge(String nonce, boolean stale) {
        return new DigestChallenge(
                DigestChallenge.Source.PROXY, "pbx", nonce, Optional.empty(), DigestAlgorithm.MD5, true, stale);
    }

    static RegisterResponse granted(int seconds) {
        return response(200, Optional.of(Duration.ofSeconds(seconds)));
    }

    static RegisterResponse response(int status) {
        return response(status, Optional.empty());
    }

    static RegisterResponse response(int status, Optional<Duration> granted) {
        return new RegisterResponse(
                status,
                "Reason",
                granted,
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                Optional.empty());
    }

    static RegisterResponse challenged(DigestChallenge... challenges) {
        return new RegisterResponse(
                407,
                "Proxy Authentication Required",
                Optional.empty(),
                List.of(challenges),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                Optional.empty());
    }

    static RegisterResponse later(int status, int retryAfter) {
        return new RegisterResponse(
                status,
                "Later",
                Optional.empty(),
                List.of(),
                Optional.empty(),
                Optional.of(Duration.ofSeconds(retryAfter)),
                Optional.empty(),
                List.of(),
                Optional.empty());
    }

    static RegisterResponse tooBrief(int minimum) {
        return new RegisterResponse(
                423,
                "Interval Too Brief",
                Optional.empty(),
                List.of(),
                Optional.of(Duration.ofSeconds(minimum)),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                Optional.empty());
    }
}
