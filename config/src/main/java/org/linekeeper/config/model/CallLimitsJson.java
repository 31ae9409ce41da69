package org.linekeeper.config.model;

import java.util.Optional;
import java.util.OptionalInt;
import org.linekeeper.config.document.Form;
import org.linekeeper.config.document.Forms;
import org.linekeeper.config.document.Section;
import tools.jackson.core.JsonGenerator;

/** The member {@code limits}. Limits of which nothing is said are not written. */
final class CallLimitsJson {
    private static final Form<String> TEXT = Forms.text();
    private static final Form<Integer> CALLS = Forms.whole(0, CallLimits.MOST_CALLS);
    private static final Form<Integer> PER_SECOND = Forms.whole(1, CallLimits.MOST_PER_SECOND);

    private static final Form<Boolean> FLAG = Forms.flag();

    private CallLimitsJson() {}

    static CallLimits read(Section from) {
        return new CallLimits(
                number(from.find("maxCalls", CALLS)),
                number(from.find("maxCallsPerSecond", PER_SECOND)),
                from.list("allowedPrefixes", TEXT),
                from.list("deniedPrefixes", TEXT),
                from.find("busyOnBusy", FLAG));
    }

    static void write(CallLimits limits, JsonGenerator json) {
        if (limits.equals(CallLimits.NONE)) {
            return;
        }
        json.writeObjectPropertyStart("limits");
        limits.maxCalls().ifPresent(calls -> json.writeNumberProperty("maxCalls", calls));
        limits.maxCallsPerSecond().ifPresent(calls -> json.writeNumberProperty("maxCallsPerSecond", calls));
        NumberPlanJson.texts(json, "allowedPrefixes", limits.allowedPrefixes());
        NumberPlanJson.texts(json, "deniedPrefixes", limits.deniedPrefixes());
        limits.busyOnBusy().ifPresent(wanted -> json.writeBooleanProperty("busyOnBusy", wanted));
        json.writeEndObject();
    }

    static OptionalInt number(Optional<Integer> value) {
        return value.map(OptionalInt::of).orElse(OptionalInt.empty());
    }
}
