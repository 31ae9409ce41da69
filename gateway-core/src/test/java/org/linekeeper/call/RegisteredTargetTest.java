package org.linekeeper.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.linekeeper.dns.Target;

/** A call leaves through the server that holds the line's registration, unless that asked to be left alone. */
class RegisteredTargetTest {
    private CallWorld world;
    private UdpPeer other;

    @BeforeEach
    void start() throws Exception {
        world = new CallWorld();
        other = new UdpPeer("127.77.5.16");
        world.locator.at("proxy.pbx.example", other.address(), world.pbx.address());
    }

    @AfterEach
    void stop() {
        other.close();
        world.close();
    }

    private Target registered() {
        return world.lines.registration("l1").orElseThrow().target();
    }

    private Dialled call(String callId) {
        Dialled call = Dialled.fromTeams(world, "+12065550101", "+1425", callId);
        call.invite(Dialled.OFFER);
        return call;
    }

    @Test
    void theRegistrarComesFirstWhateverDnsSays() {
        call("rg1");
        assertThat(world.pbx.request("INVITE")).isNotNull();
        other.assertNo("INVITE", message -> message.is("INVITE"));
    }

    /** RFC 3261 21.5.4. */
    @Test
    void aRegistrarThatAskedForAPauseIsTriedLast() {
        world.health.failed(registered(), Duration.ofMinutes(1));
        Dialled call = call("rg2");
        SipText invite = other.request("INVITE");
        world.pbx.assertNo("INVITE", message -> message.is("INVITE"));
        other.send(invite.reply(503, "Service Unavailable", "o", "", ""), world.pbxListener);
        SipText last = world.pbx.request("INVITE");
        world.pbx.send(last.reply(486, "Busy Here", "p", "", ""), world.pbxListener);
        call.ackFailure(world.sbc.response(486, "INVITE"));
    }
}
