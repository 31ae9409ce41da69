package org.linekeeper.call;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.linekeeper.config.model.DnsLookup;
import org.linekeeper.config.model.HostPort;
import org.linekeeper.config.model.Pbx;
import org.linekeeper.config.model.PbxType;
import org.linekeeper.config.model.Transport;
import org.linekeeper.config.model.Trunk;

/** A carrier, to which the PBX of a world may be a SIP trunk. */
final class CarrierTrunk implements AutoCloseable {
    final UdpPeer carrier;
    private final CallWorld world;
    private final String address;

    CarrierTrunk(CallWorld world, String address) throws IOException {
        this.world = world;
        this.address = address;
        this.carrier = new UdpPeer(address);
        world.locator.at("trunk.carrier.example", carrier.address());
    }

    /** The carrier knows our address. */
    void unregistered() {
        become(Optional.empty());
    }

    void registered(String lineId) {
        become(Optional.of(lineId));
    }

    private void become(Optional<String> registrationLine) {
        world.directory.pbxs.put(
                "p1",
                new Pbx(
                                "p1",
                                "e1",
                                "Trunk",
                                PbxType.GENERIC,
                                "carrier.example",
                                Optional.of(new HostPort("trunk.carrier.example", OptionalInt.empty())),
                                Optional.of(Transport.UDP),
                                DnsLookup.A,
                                Duration.ofMinutes(10),
                                List.of(CallWorld.only(address)),
                                Optional.empty(),
                                true)
                        .with(new Trunk(registrationLine)));
        // No line of an unregistered trunk has a binding; of a registered one there is one only.
        world.lines.byLine.keySet().removeIf(line -> !registrationLine.equals(Optional.of(line)));
        world.lines.byToken.values().removeIf(line -> !registrationLine.equals(Optional.of(line)));
    }

    @Override
    public void close() {
        carrier.close();
    }
}
