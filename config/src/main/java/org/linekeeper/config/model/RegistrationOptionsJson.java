package org.linekeeper.config.model;

import java.util.Locale;
import org.linekeeper.config.document.Form;
import org.linekeeper.config.document.Forms;
import org.linekeeper.config.document.Section;
import org.linekeeper.config.model.RegistrationOptions.Use;
import tools.jackson.core.JsonGenerator;

/** The member {@code registration} of a PBX. Options of which nothing is said are not written. */
final class RegistrationOptionsJson {
    private static final Form<String> TEXT = Forms.text();
    private static final Form<Use> USE = Forms.lowerCase(Use.class);
    private static final Form<Boolean> FLAG = Forms.flag();
    private static final Form<Integer> IN_FLIGHT = Forms.whole(1, RegistrationPace.MOST_IN_FLIGHT);
    private static final Form<Integer> PER_SECOND = Forms.whole(1, RegistrationPace.MOST_PER_SECOND);

    private RegistrationOptionsJson() {}

    static RegistrationOptions read(Section from) {
        return new RegistrationOptions(
                from.find("realm", TEXT),
                from.get("preemptiveAuth", USE, Use.AUTO),
                from.get("outbound", USE, Use.AUTO),
                from.get("addressTranslated", FLAG, false),
                new RegistrationPace(
                        CallLimitsJson.number(from.find("maxInFlight", IN_FLIGHT)),
                        CallLimitsJson.number(from.find("startPerSecond", PER_SECOND)),
                        CallLimitsJson.number(from.find("maxPerSecond", PER_SECOND))));
    }

    static void write(RegistrationOptions options, JsonGenerator json) {
        if (options.equals(RegistrationOptions.NONE)) {
            return;
        }
        json.writeObjectPropertyStart("registration");
        NumberPlanJson.text(json, "realm", options.realm());
        json.writeStringProperty("preemptiveAuth", word(options.preemptiveAuth()));
        json.writeStringProperty("outbound", word(options.outbound()));
        json.writeBooleanProperty("addressTranslated", options.translated());
        options.pace().maxInFlight().ifPresent(most -> json.writeNumberProperty("maxInFlight", most));
        options.pace().startPerSecond().ifPresent(few -> json.writeNumberProperty("startPerSecond", few));
        options.pace().maxPerSecond().ifPresent(most -> json.writeNumberProperty("maxPerSecond", most));
        json.writeEndObject();
    }

    private static String word(Use use) {
        return use.name().toLowerCase(Locale.ROOT);
    }
}
