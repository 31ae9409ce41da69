package org.linekeeper.registration.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.linekeeper.event.GatewayEvent;
import org.linekeeper.event.RegistrationChanged;
import org.linekeeper.event.RegistrationOutcome;
import org.linekeeper.event.RegistrationState;
import org.linekeeper.registration.simulation.SimNetwork.Exchange;

/** Watches that bindings are refreshed in time while nothing stands in the way, and that a lapse is told once. */
final class Timetable {
    private static final Duration MARGIN = Duration.ofSeconds(15);
    /** The turn may have to wait for others that are lost on the way, again and again. */
    private static final Duration SLACK = Duration.ofSeconds(6);

    private final SimTime time;
    private final Watch watch;
    private final Function<String, Instant> quietSince;
    private final Map<String, Page> pages = new HashMap<>();

    /** One line since it was granted a binding. */
    private static final class Page {
        private final Instant at;
        private final Duration granted;
        private boolean refreshed;
        private boolean over;
        private int lapses;

        private Page(Instant at, Duration granted) {
            this.at = at;
            this.granted = granted;
        }

        private Instant latest() {
            Duration margin = granted.compareTo(MARGIN.multipliedBy(2)) < 0 ? granted.dividedBy(2) : MARGIN;
            Duration least = Duration.ofSeconds(8);
            Duration until = granted.minus(margin);
            return at.plus(until.compareTo(least) < 0 ? least : until).plus(SLACK);
        }

        private Instant end() {
            return at.plus(granted);
        }
    }

    /**
     * @param quietSince since when nothing stands in the way at a PBX; {@code Instant.MAX} while something does
     */
    Timetable(SimTime time, Watch watch, Function<String, Instant> quietSince) {
        this.time = time;
        this.watch = watch;
        this.quietSince = quietSince;
    }

    void restarted() {
        pages.clear();
    }

    void changed(String lineId) {
        pages.remove(lineId);
    }

    void happened(GatewayEvent event) {
        if (!(event instanceof RegistrationChanged changed)) {
            return;
        }
        Page page = pages.get(changed.lineId());
        if (changed.outcome() instanceof RegistrationOutcome.Granted granted) {
            if (page != null && !page.over) {
                boolean ended = page.end().isBefore(time.now());
                watch.check(
                        page.lapses == (ended ? 1 : 0)
                                || Duration.between(page.end(), time.now())
                                                .abs()
                                                .toMillis()
                                        <= 1,
                        ended ? "lapse not told once" : "lapse told of a living binding",
                        changed.lineId());
            }
            pages.put(changed.lineId(), new Page(time.now(), granted.expires()));
        } else if (page != null) {
            told(page, changed);
        }
    }

    private void told(Page page, RegistrationChanged changed) {
        if (changed.outcome().code().equals("lapsed")) {
            page.lapses++;
            watch.check(page.lapses == 1 || page.over, "lapse told twice", changed.lineId());
            watch.check(!time.now().isBefore(page.end().minusMillis(1)), "lapse told too early", changed.lineId());
        } else if (changed.state() == RegistrationState.REJECTED
                || changed.state() == RegistrationState.UNREGISTERED
                || changed.outcome().code().equals("no_binding")) {
            page.over = true;
        }
    }

    void sending(String lineId, String pbxId, Exchange exchange) {
        Page page = pages.get(lineId);
        if (page != null && !page.refreshed && !exchange.goesOn) {
            page.refreshed = true;
            late(lineId, pbxId, page);
        }
    }

    /** From time to time: a refresh that never comes is late as well. */
    void sweep(Function<String, String> pbxOf) {
        pages.forEach((lineId, page) -> {
            if (!page.refreshed) {
                late(lineId, pbxOf.apply(lineId), page);
            }
        });
    }

    private void late(String lineId, String pbxId, Page page) {
        watch.check(
                page.over || !time.now().isAfter(page.latest()) || page.at.isBefore(quietSince.apply(pbxId)),
                "refresh too late",
                lineId);
    }
}
