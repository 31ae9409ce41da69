package org.linekeeper.registration.simulation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import org.linekeeper.dns.DnsLookup;
import org.linekeeper.dns.ServerName;
import org.linekeeper.dns.Target;

/** What goes wrong and what people do, drawn by the seed. */
final class Script {
    private static final List<Integer> STATUS =
            List.of(500, 503, 503, 403, 480, 404, 408, 486, 502, 600, 606, 420, 421, 439, 513, 416, 305);

    private static final int SENT_FOR_ONE_MEDDLED = 200;

    private final SimWorld world;
    private final Random chaos;
    private final int lines;

    Script(SimWorld world, long seed, int lines) {
        this.world = world;
        this.chaos = new Random(seed * 31 + 7);
        this.lines = lines;
        world.sending = this::meddle;
    }

    void trouble() {
        SimPbx pbx = world.pbxs.get(chaos.nextInt(world.pbxs.size()));
        int line = 1 + chaos.nextInt(lines);
        switch (chaos.nextInt(10)) {
            case 0, 1, 2, 3 -> mood(pbx);
            case 4, 5 -> places(pbx);
            case 6, 7 -> people(pbx, line);
            case 8 -> kill();
            default -> weather();
        }
        world.trace.add(world.time, "trouble");
    }

    private void mood(SimPbx pbx) {
        SimRegistrar registrar = pbx.registrar;
        switch (chaos.nextInt(16)) {
            case 0, 1, 2, 3 -> {
                calm(pbx);
            }
            case 4, 5 -> {
                registrar.status = STATUS.get(chaos.nextInt(STATUS.size()));
                registrar.retryAfter = chaos.nextBoolean()
                        ? Optional.of(Duration.ofSeconds(1 + chaos.nextInt(900)))
                        : Optional.empty();
                pbx.trouble();
            }
            case 6 -> {
                registrar.restart();
                pbx.disturbed(world.time.now());
            }
            case 7 -> {
                registrar.minExpires = Duration.ofSeconds(300 + chaos.nextInt(3_300));
                pbx.disturbed(world.time.now());
            }
            case 8 -> {
                registrar.maxExpires = Duration.ofSeconds(chaos.nextBoolean() ? 20 : 20 + chaos.nextInt(4_000));
                // lines that refresh every ten seconds are dear to play
                world.time.after(Duration.ofMinutes(10), () -> registrar.maxExpires = Duration.ofHours(1));
            }
            case 9 -> {
                registrar.maxExpires = Duration.ofDays(7);
                pbx.expires = chaos.nextBoolean() ? Duration.ofDays(7) : Duration.ofMinutes(10);
                world.put(pbx);
            }
            case 10 -> registrar.oneTimeNonces = chaos.nextBoolean();
            case 11 -> {
                registrar.nonceLife = Duration.ofSeconds(5 + chaos.nextInt(600));
                registrar.namesNextNonce = chaos.nextBoolean();
            }
            case 12 -> {
                registrar.rewritesContacts = chaos.nextBoolean();
                registrar.refusesWrongPasswordWith403 = chaos.nextBoolean();
            }
            case 13 -> {
                registrar.delay = Duration.ofSeconds(chaos.nextInt(45));
                pbx.trouble();
            }
            case 14 -> {
                registrar.talksNonsense = true;
                pbx.trouble();
            }
            default -> stubborn(pbx);
        }
    }

    private void stubborn(SimPbx pbx) {
        pbx.trouble();
        switch (chaos.nextInt(6)) {
            case 0 -> pbx.registrar.refusesOutbound = true;
            case 1 -> pbx.registrar.refusesUdp = true;
            case 2 -> pbx.registrar.forgetsTransactions = true;
            case 3 -> {
                pbx.registrar.forgetsTransactions = true;
                pbx.registrar.callsReplaysWrong = true;
            }
            case 4 -> {
                pbx.registrar.minExpires = Duration.ofSeconds(chaos.nextInt(7_200));
                pbx.registrar.hidesMinExpires = true;
            }
            default ->
                pbx.registrar.redirect = Optional.of(new ServerName(
                        chaos.nextBoolean() ? "proxy9." + pbx.id + ".example.net" : "nowhere.example.org",
                        OptionalInt.empty(),
                        Optional.empty(),
                        DnsLookup.AUTO));
        }
    }

    private void places(SimPbx pbx) {
        Target target = pbx.targets.get(chaos.nextInt(pbx.targets.size()));
        switch (chaos.nextInt(7)) {
            case 0, 1 -> {
                world.network.dead.add(target.address());
                pbx.trouble();
            }
            case 2 -> {
                world.network.refusing.add(target.address());
                pbx.trouble();
            }
            case 3 -> {
                pbx.nameGone = true;
                pbx.trouble();
            }
            case 4 -> {
                List<Target> swapped = new ArrayList<>(pbx.targets);
                java.util.Collections.shuffle(swapped, chaos);
                pbx.located = swapped.subList(0, 1 + chaos.nextInt(swapped.size()));
            }
            default -> calm(pbx);
        }
    }

    private void people(SimPbx pbx, int line) {
        SimPbx home = world.homes.getOrDefault(line, pbx);
        switch (chaos.nextInt(10)) {
            case 0 -> world.delete(line);
            case 1 -> world.put(line, home, "pw" + line, true);
            case 2 -> world.put(line, home, "wrong", true);
            case 3 -> world.put(line, home, "pw" + line, false);
            case 4 -> world.put(line, pbx, "pw" + line, true);
            case 5 -> {
                pbx.proxyName++;
                world.put(pbx);
            }
            case 6 -> {
                pbx.enabled = !pbx.enabled;
                world.put(pbx);
            }
            case 7 -> {
                pbx.expires = Duration.ofSeconds(300 + chaos.nextInt(3_600));
                world.put(pbx);
            }
            case 8 -> {
                if (world.homes.containsKey(line)) {
                    world.refresh(line);
                }
            }
            default -> {
                for (int i = line; i <= Math.min(lines, line + 30); i++) {
                    world.delete(i);
                }
            }
        }
    }

    /** Somebody changes a line while its REGISTER is on the way. */
    private void meddle(int line) {
        if (chaos.nextInt(SENT_FOR_ONE_MEDDLED) > 0) {
            return;
        }
        int what = chaos.nextInt(5);
        world.time.after(Duration.ofMillis(chaos.nextInt(10)), () -> {
            SimPbx home = world.homes.get(line);
            if (home == null || world.isDown) {
                return;
            }
            switch (what) {
                case 0 -> world.put(line, home, "wrong", true);
                case 1 -> world.put(line, home, "pw" + line, false);
                case 2 -> world.put(line, world.pbxs.get(line % world.pbxs.size()), "pw" + line, true);
                case 3 -> world.delete(line);
                default -> world.refresh(line);
            }
        });
    }

    private void kill() {
        world.restart(Duration.ofSeconds(chaos.nextInt(900)), jump());
        if (chaos.nextInt(3) == 0) {
            world.time.forward(Duration.ofMillis(chaos.nextInt(20_000)));
            world.restart(Duration.ofSeconds(chaos.nextInt(60)), jump());
        }
    }

    /** Somebody sets the clock, mostly not. */
    private Duration jump() {
        return chaos.nextInt(4) == 0 ? Duration.ofSeconds(chaos.nextInt(14_400) - 7_200) : Duration.ZERO;
    }

    private void weather() {
        world.network.loss = chaos.nextInt(3) * 0.1;
        world.network.doubled = chaos.nextInt(3) * 0.05;
        world.network.straggling = chaos.nextInt(3) * 0.01;
    }

    private void calm(SimPbx pbx) {
        pbx.registrar.calm();
        pbx.nameGone = false;
        pbx.located = List.copyOf(pbx.targets);
        pbx.targets.forEach(target -> {
            world.network.dead.remove(target.address());
            world.network.refusing.remove(target.address());
        });
        pbx.quietFrom(world.time.now());
    }

    /** All is well again, everywhere. */
    void calmDown() {
        world.sending = line -> {};
        world.network.loss = 0;
        world.network.doubled = 0;
        world.network.straggling = 0;
        for (SimPbx pbx : world.pbxs) {
            calm(pbx);
            pbx.enabled = true;
            pbx.expires = Duration.ofMinutes(10);
            world.put(pbx);
        }
        List.copyOf(world.homes.keySet()).forEach(line -> world.put(line, world.homes.get(line), "pw" + line, true));
    }
}
