package org.linekeeper.registration.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.IntConsumer;
import org.linekeeper.config.RegistrationSettings;
import org.linekeeper.config.model.Enterprise;
import org.linekeeper.config.model.Line;
import org.linekeeper.config.model.Secret;
import org.linekeeper.dns.Location;
import org.linekeeper.dns.ServerName;
import org.linekeeper.event.GatewayEvent;
import org.linekeeper.event.RegistrationChanged;
import org.linekeeper.event.RegistrationState;
import org.linekeeper.registration.FakeSettings;

/** The whole world of one run: time, network, PBXs, settings, and the process that lives in it. */
final class SimWorld {
    final SimTime time;
    final Trace trace = new Trace();
    final Watch watch;
    final SimNetwork network;
    final Timetable timetable;
    final List<SimPbx> pbxs = new ArrayList<>();
    final FakeSettings settings = new FakeSettings();
    /** Where each line belongs; absent for one that is deleted. */
    final Map<Integer, SimPbx> homes = new HashMap<>();
    /** Lines for whom a binding may be left somewhere: a removal was not confirmed, or not allowed. */
    final Map<String, Integer> unsettled = new HashMap<>();

    /** Told the number of each line that is about to send. */
    IntConsumer sending = line -> {};
    /** Whether there is no process now. */
    boolean isDown;

    private final RegistrationSettings pace;
    private Duration clockWrongBy = Duration.ZERO;
    private SimProcess process;

    SimWorld(long seed, int pbxCount, RegistrationSettings pace) {
        this.pace = pace;
        time = new SimTime(seed);
        watch = new Watch(time, pace, trace);
        network = new SimNetwork(time, watch);
        timetable = new Timetable(time, watch, id -> pbx(id).quietSince());
        settings.put(new Enterprise("ent", "Ent", Optional.empty(), OptionalInt.empty(), true, true));
        for (int i = 1; i <= pbxCount; i++) {
            SimPbx pbx = new SimPbx(i, time, network);
            pbxs.add(pbx);
            settings.put(pbx.settings());
        }
        watch.onSending(exchange -> {
            String aor = exchange.register.aor();
            timetable.sending(lineId(aor), pbx(exchange.register.domain()).id, exchange);
            sending.accept(Integer.parseInt(lineId(aor).substring(4)));
        });
        process = begin();
    }

    SimProcess process() {
        return process;
    }

    SimPbx pbx(String id) {
        return pbxs.get(Integer.parseInt(id.substring(3, 4)) - 1);
    }

    private SimProcess begin() {
        return new SimProcess(time, network, this::locate, settings, pace, this::happened, clockWrongBy);
    }

    /** The process is killed between two events and begins anew with what was on the disk. */
    void restart(Duration downtime, Duration clockJumps) {
        trace.add(time, "kill");
        process.kill();
        Instant killedAt = time.now();
        settings.close();
        clockWrongBy = clockWrongBy.plus(clockJumps);
        isDown = true;
        time.forward(downtime);
        isDown = false;
        watch.restarted(killedAt, clockJumps.isZero());
        timetable.restarted();
        pbxs.forEach(pbx -> pbx.disturbed(time.now()));
        trace.add(time, "start");
        process = begin();
        process.engine.start();
    }

    private CompletionStage<Location> locate(ServerName name) {
        CompletableFuture<Location> found = new CompletableFuture<>();
        Location answer = pbxs.stream()
                .filter(pbx -> name.host().endsWith(pbx.id + ".example.net"))
                .findFirst()
                .map(SimPbx::locate)
                .orElseGet(() -> new Location.NotFound(Location.Cause.NXDOMAIN, "The name does not exist."));
        time.after(time.millis(1, 30), () -> found.complete(answer));
        return found;
    }

    private void happened(GatewayEvent event) {
        timetable.happened(event);
        if (event instanceof RegistrationChanged changed) {
            trace.add(time, "told " + changed.lineId() + " " + changed.outcome().code());
            if (changed.state() == RegistrationState.REJECTED
                    || changed.outcome().code().equals("removal_unconfirmed")
                    || changed.outcome().code().equals("no_binding")) {
                unsettled.merge(changed.lineId(), 1, Integer::sum);
            }
        }
    }

    static String aor(int line, SimPbx pbx) {
        return line + "t@" + pbx.domain();
    }

    static String lineId(String aor) {
        return "line" + aor.substring(0, aor.indexOf('t'));
    }

    /** Adds the line, moves it, or changes its password; the PBX knows the right one. */
    void put(int number, SimPbx pbx, String password, boolean enabled) {
        String id = "line" + number;
        pbx.registrar.passwords.putIfAbsent(number + "t", "pw" + number);
        pbx.registrar
                .bindings
                .computeIfAbsent(aor(number, pbx), aor -> new HashMap<>())
                .put(SimRegistrar.DESK_PHONE, Instant.MAX);
        SimPbx before = homes.put(number, pbx);
        changing(number, before == null ? pbx : before);
        changing(number, pbx);
        settings.put(new Line(
                id,
                pbx.id,
                "route",
                "u" + number + "@example.com",
                "+1555" + number,
                number + "t",
                Optional.empty(),
                Secret.of(password),
                Optional.empty(),
                enabled));
    }

    void delete(int number) {
        SimPbx pbx = homes.remove(number);
        if (pbx != null) {
            changing(number, pbx);
            settings.deleteLine("line" + number);
        }
    }

    void put(SimPbx pbx) {
        homes.forEach((number, home) -> {
            if (home == pbx) {
                changing(number, pbx);
            }
        });
        settings.put(pbx.settings());
    }

    void refresh(int number) {
        changing(number, homes.get(number));
        process.engine.refresh("line" + number);
    }

    private void changing(int number, SimPbx pbx) {
        watch.forgiven(aor(number, pbx));
        timetable.changed("line" + number);
    }
}
