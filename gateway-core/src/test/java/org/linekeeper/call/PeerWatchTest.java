package org.linekeeper.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.linekeeper.call.peer.machine.PeerState;
import org.linekeeper.config.CallSettings;
import org.linekeeper.config.PeerSettings;
import org.linekeeper.config.model.DirectRoute;
import org.linekeeper.config.store.Change;
import org.linekeeper.dns.SipTransport;
import org.linekeeper.sip.transport.MessageSource;

/** OPTIONS on the wire, both ways, and what calls make of it. */
class PeerWatchTest {
    private CallWorld world;
    private PeerWatch watch;
    private UdpPeer second;
    private final AtomicInteger ids = new AtomicInteger();

    @BeforeEach
    void start() throws Exception {
        world = new CallWorld();
        second = new UdpPeer("127.77.22.14");
        world.locator.at("second.example.com", second.address());
        CallPorts ports = new CallPorts(
                world.directory,
                world.lines,
                world.locator,
                world.health,
                new HeldJournal(world.events, () -> CompletableFuture.completedFuture(null)),
                Clock.systemUTC(),
                () -> "watch" + ids.incrementAndGet());
        watch = new PeerWatch(
                world.stack,
                ports,
                new CallSetup(List.of("teams"), List.of("pbx"), CallSettings.defaults(), "Linekeeper"),
                new PeerSettings(Duration.ofSeconds(60), 2),
                RandomGenerator.getDefault());
    }

    @AfterEach
    void stop() {
        watch.close();
        second.close();
        world.close();
    }

    private void route(String... hosts) {
        List<org.linekeeper.config.model.SbcPeer> peers = new java.util.ArrayList<>();
        for (String host : hosts) {
            peers.add(CallWorld.peer(host, peers.size()));
        }
        world.directory.routes.put("r1", new DirectRoute("r1", "e1", CallWorld.TENANT, peers, true));
    }

    private PeerState state(int peer) {
        return watch.peers(world.directory.routes.get("r1"))
                .get(peer)
                .health()
                .orElseThrow()
                .state();
    }

    private void answer(UdpPeer peer, int status, String... headers) {
        peer.send(peer.request("OPTIONS").reply(status, "Words", "far", "", "", headers), world.teamsListener);
    }

    @Test
    void optionsSaysWhoAsksAndWhatItCan() {
        watch.start();
        SipText options = world.sbc.request("OPTIONS");
        assertThat(options.uri()).isEqualTo("sip:sbc.example.com");
        // The listener has an address only, and a strict SBC answers 403 to that.
        assertThat(options.header("From")).contains("<sip:" + CallWorld.TENANT + ">");
        assertThat(options.header("Contact")).contains("sip:" + CallWorld.TENANT + ":" + world.teamsListener.getPort());
        assertThat(options.header("Allow")).contains("INVITE").contains("BYE");
        assertThat(options.header("Supported")).contains("timer");
        assertThat(options.header("Max-Forwards")).isEqualTo("70");
        world.sbc.send(options.reply(200, "OK", "far", "", ""), world.teamsListener);
        await().until(() -> state(0) == PeerState.UP);
        assertThat(watch.states()).containsEntry(PeerState.UP, 1);
    }

    @Test
    void anSbcOfSeveralTenantsIsAlwaysToldTheSameName() {
        route("sbc.example.com");
        world.directory.routes.put(
                "r0",
                new DirectRoute(
                        "r0",
                        "e1",
                        "a.example.net",
                        world.directory.routes.get("r1").peers(),
                        true));
        watch.start();
        assertThat(world.sbc.request("OPTIONS").header("Contact")).contains("sip:a.example.net:");
        assertThat(watch.states()).hasSize(1);
    }

    @Test
    void peerThatAnswers503GetsCallsLastAndIsBackAfterItsFirstGoodAnswer() {
        route("sbc.example.com", "second.example.com");
        watch.start();
        answer(world.sbc, 503, "Retry-After: 5");
        answer(second, 200);
        await().until(() -> state(0) == PeerState.BUSY && state(1) == PeerState.UP);

        Dialled call = Dialled.fromPbx(world, "tok-l1", "201", "w1");
        call.invite(Dialled.OFFER);
        SipText invite = second.request("INVITE");
        second.send(invite.reply(486, "Busy Here", "far", "", ""), world.teamsListener);
        call.ackFailure(world.pbx.response(486, "INVITE"));
        world.sbc.assertNo("INVITE while it is busy", message -> message.is("INVITE"));

        world.ticker.speed(20);
        answer(world.sbc, 200);
        world.ticker.speed(1);
        await().until(() -> state(0) == PeerState.UP);
        Dialled next = Dialled.fromPbx(world, "tok-l1", "201", "w2");
        next.invite(Dialled.OFFER);
        world.sbc.request("INVITE");
    }

    @Test
    void peerThatIsSilentTwiceIsDown() {
        watch.start();
        world.sbc.request("OPTIONS");
        world.ticker.speed(40);
        await().atMost(Duration.ofSeconds(15)).until(() -> state(0) == PeerState.DOWN);
        assertThat(world.health.up).containsValue(false);
    }

    @Test
    void changesOfTheModelAreFollowed() {
        watch.start();
        answer(world.sbc, 200);
        DirectRoute before = world.directory.routes.get("r1");
        route("second.example.com");
        DirectRoute after = world.directory.routes.get("r1");
        watch.changed(new Change(2, Optional.of(before), Optional.of(after)));
        answer(second, 200);
        await().until(() -> watch.states().equals(java.util.Map.of(PeerState.UP, 1)));
        assertThat(state(0)).isEqualTo(PeerState.UP);

        DirectRoute disabled = new DirectRoute("r1", "e1", CallWorld.TENANT, after.peers(), false);
        world.directory.routes.put("r1", disabled);
        watch.changed(new Change(3, Optional.of(after), Optional.of(disabled)));
        await().until(() -> watch.states().isEmpty());
        assertThat(watch.peers(disabled).get(0).health()).isEmpty();
    }

    /** Whoever else asks does not learn which tenants there are. */
    @Test
    void aPeerThatAsksForATenantIsToldItsNameAndRemembered() throws Exception {
        watch.start();
        MessageSource friend = source("127.77.5.11");
        MessageSource stranger = source("127.77.22.99");
        assertThat(watch.host("elsewhere.example", friend)).isEmpty();
        assertThat(watch.host(CallWorld.TENANT, stranger)).isEmpty();
        assertThat(watch.askedFor(CallWorld.TENANT)).isEmpty();
        assertThat(watch.host("Tenant7.customers.example.net", friend)).hasValue(CallWorld.TENANT);
        assertThat(watch.askedFor(CallWorld.TENANT)).isPresent();
    }

    private static MessageSource source(String address) {
        return new MessageSource("teams", SipTransport.UDP, new InetSocketAddress(address, 5060), List.of());
    }
}
