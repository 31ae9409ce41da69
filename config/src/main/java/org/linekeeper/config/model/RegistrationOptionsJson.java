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

    private RegistrationOptionsJson() {}

    static RegistrationOptions read(Section from) {
        return new RegistrationOptions(
                from.find("realm", TEXT),
                from.get("preemptiveAuth", USE, Use.AUTO),
                from.get("outbound", USE, Use.AUTO),
                from.get("addressTranslated", FLAG, false));
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
        json.writeEndObject();
    }

    private static String word(Use use) {
        return use.name().toLowerCase(Locale.ROOT);
    }
}
