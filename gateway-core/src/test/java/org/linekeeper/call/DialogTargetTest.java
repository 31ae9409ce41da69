package org.linekeeper.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import javax.sip.Dialog;
import javax.sip.address.Address;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.linekeeper.dns.Location;
import org.linekeeper.dns.SipTransport;
import org.linekeeper.dns.Target;
import org.linekeeper.dns.TargetHealth;
import org.linekeeper.sip.transport.NettyLoops;

/** Where requests within a dialog go while the name of the next hop is looked up. */
final class DialogTargetTest {
    private static final Target FIRST =
            new Target(SipTransport.UDP, new InetSocketAddress("192.0.2.1", 5060), "first.example");

    private final NettyLoops loops = NettyLoops.start(1, System::nanoTime);
    private final Map<String, CompletableFuture<Location>> asked = new HashMap<>();
    private final List<String> sent = new ArrayList<>();
    private final DialogTarget target = new DialogTarget(
            new CallPorts(
                    new FakeDirectory(),
                    new CallWorld.FakeLines(new FakeDirectory()),
                    name -> asked.computeIfAbsent(name.host(), host -> new CompletableFuture<>()),
                    TargetHealth.create(new SetClock()),
                    new HeldJournal(new ArrayList<>(), () -> CompletableFuture.completedFuture(null)),
                    new SetClock(),
                    () -> "id"),
            loops.all().get(0),
            FIRST);

    @AfterEach
    void stop() {
        loops.close();
    }

    private static Dialog leadingTo(String uri) throws Exception {
        Address address = new SipMessages("Test").address("<" + uri + ">");
        return (Dialog) Proxy.newProxyInstance(
                DialogTargetTest.class.getClassLoader(),
                new Class<?>[] {Dialog.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "getRouteSet" -> List.of().iterator();
                    case "getRemoteTarget" -> address;
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }

    private void send(String name, Dialog dialog) {
        target.of(dialog, to -> sent.add(name + " " + to.address().getAddress().getHostAddress()));
    }

    private void found(String name, String address) throws Exception {
        Target there = new Target(SipTransport.UDP, new InetSocketAddress(address, 5060), name);
        Optional.ofNullable(asked.get(name))
                .orElseThrow()
                .complete(new Location.Found(List.of(there), Instant.MAX, false));
        CompletableFuture<Void> done = new CompletableFuture<>();
        loops.all().get(0).execute(() -> done.complete(null));
        done.get();
    }

    @Test
    void requestsKeepTheirOrderWhileANameIsLookedUp() throws Exception {
        send("ACK", leadingTo("sip:far@slow.example"));
        send("BYE", leadingTo("sip:far@slow.example"));
        assertThat(sent).isEmpty();
        found("slow.example", "192.0.2.7");
        assertThat(sent).containsExactly("ACK 192.0.2.7", "BYE 192.0.2.7");
    }

    /** A far end that moves to an address meanwhile would never get what waited, nor anything after it. */
    @Test
    void nothingWaitsForANameThatTheDialogHasLeft() throws Exception {
        send("ACK", leadingTo("sip:far@slow.example"));
        send("INVITE", leadingTo("sip:far@192.0.2.8:5070"));
        send("BYE", leadingTo("sip:far@192.0.2.8:5070"));
        assertThat(sent).containsExactly("ACK 192.0.2.8", "INVITE 192.0.2.8", "BYE 192.0.2.8");
        found("slow.example", "192.0.2.7");
        assertThat(sent).hasSize(3);
    }

    @Test
    void whatWaitsGoesToTheNewestName() throws Exception {
        send("ACK", leadingTo("sip:far@slow.example"));
        send("BYE", leadingTo("sip:far@other.example"));
        found("slow.example", "192.0.2.7");
        assertThat(sent).isEmpty();
        found("other.example", "192.0.2.9");
        assertThat(sent).containsExactly("ACK 192.0.2.9", "BYE 192.0.2.9");
    }
}
