package org.linekeeper.sip.register;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.linekeeper.dns.SipTransport;
import org.linekeeper.dns.Target;
import org.linekeeper.sip.transport.ListenerSettings;

/** Values that the tests of this package share. */
final class Examples {
    static final OwnContact CONTACT =
            new OwnContact("tok123", "192.0.2.1", 5060, Optional.of("urn:uuid:1"), Duration.ofMinutes(10));

    static final RegisterIdentity IDENTITY = new RegisterIdentity(0x0123456789abcdefL, 0xfedcba9876543210L);

    private Examples() {}

    static Register register(long cseq) {
        return new Register(
                "abc.service",
                "101t",
                Optional.of("proxy.example.net:5070"),
                IDENTITY,
                cseq,
                Duration.ofMinutes(10),
                Register.Asking.BINDING,
                true,
                true,
                List.of());
    }

    static ListenerSettings listener(SipTransport transport) {
        return new ListenerSettings("l", transport, address(1), "192.0.2.1", 5060, Optional.empty());
    }

    static Target target(SipTransport transport) {
        return new Target(transport, address(99), "proxy.example.net");
    }

    /** 192.0.2.x, port 5070. */
    static InetSocketAddress address(int lastOctet) {
        try {
            return new InetSocketAddress(
                    InetAddress.getByAddress(new byte[] {(byte) 192, 0, 2, (byte) lastOctet}), 5070);
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e);
        }
    }

    static byte[] bytes(String... lines) {
        return String.join("\r\n", lines).getBytes(StandardCharsets.UTF_8);
    }
}
