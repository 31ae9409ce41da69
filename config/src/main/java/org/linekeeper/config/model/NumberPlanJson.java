package org.linekeeper.config.model;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.linekeeper.config.document.Form;
import org.linekeeper.config.document.Forms;
import org.linekeeper.config.document.Section;
import tools.jackson.core.JsonGenerator;

/** The member {@code numbers} of a PBX. A plan of which nothing is said is not written. */
final class NumberPlanJson {
    private static final Form<String> TEXT = Forms.text();
    private static final Form<Integer> LENGTH = Forms.whole(0, 64);
    private static final Form<NumberFormat> FORMAT = Forms.lowerCase(NumberFormat.class);

    private NumberPlanJson() {}

    static NumberPlan read(Section from) {
        return new NumberPlan(
                from.find("country", TEXT),
                from.get("format", FORMAT, NumberFormat.AS_DIALLED),
                from.find("outsidePrefix", TEXT),
                from.list("extensionLengths", LENGTH),
                from.list("featureCodes", TEXT),
                from.sections("toPbx", NumberPlanJson::rule),
                from.sections("fromPbx", NumberPlanJson::rule),
                from.section("emergency", NumberPlanJson::emergency));
    }

    private static DialRule rule(Section from) {
        return new DialRule(
                from.require("pattern", TEXT, ""), from.require("replacement", TEXT, ""), from.find("name", TEXT));
    }

    private static EmergencyPlan emergency(Section from) {
        return new EmergencyPlan(
                from.list("numbers", TEXT),
                from.find("fallback", EntityReader.PROXY),
                from.find("transport", EntityReader.TRANSPORT));
    }

    static void write(NumberPlan plan, JsonGenerator json) {
        if (plan.equals(NumberPlan.NONE)) {
            return;
        }
        json.writeObjectPropertyStart("numbers");
        text(json, "country", plan.country());
        json.writeStringProperty("format", plan.format().name().toLowerCase(Locale.ROOT));
        text(json, "outsidePrefix", plan.outsidePrefix());
        if (!plan.extensionLengths().isEmpty()) {
            json.writeArrayPropertyStart("extensionLengths");
            plan.extensionLengths().forEach(json::writeNumber);
            json.writeEndArray();
        }
        texts(json, "featureCodes", plan.featureCodes());
        rules(json, "toPbx", plan.toPbx());
        rules(json, "fromPbx", plan.fromPbx());
        emergency(json, plan.emergency());
        json.writeEndObject();
    }

    private static void rules(JsonGenerator json, String name, List<DialRule> rules) {
        if (rules.isEmpty()) {
            return;
        }
        json.writeArrayPropertyStart(name);
        for (DialRule rule : rules) {
            json.writeStartObject();
            json.writeStringProperty("pattern", rule.pattern());
            json.writeStringProperty("replacement", rule.replacement());
            text(json, "name", rule.name());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void emergency(JsonGenerator json, EmergencyPlan plan) {
        if (plan.equals(EmergencyPlan.NONE)) {
            return;
        }
        json.writeObjectPropertyStart("emergency");
        texts(json, "numbers", plan.numbers());
        text(json, "fallback", plan.fallback().map(HostPort::toString));
        text(json, "transport", plan.transport().map(transport -> transport
                .name()
                .toLowerCase(Locale.ROOT)));
        json.writeEndObject();
    }

    static void texts(JsonGenerator json, String name, List<String> texts) {
        if (texts.isEmpty()) {
            return;
        }
        json.writeArrayPropertyStart(name);
        texts.forEach(json::writeString);
        json.writeEndArray();
    }

    static void text(JsonGenerator json, String name, Optional<String> text) {
        text.ifPresent(present -> json.writeStringProperty(name, present));
    }
}
