package org.linekeeper.config.model;

import java.util.Optional;
import org.linekeeper.config.document.Form;
import org.linekeeper.config.document.Forms;
import org.linekeeper.config.document.Section;
import org.linekeeper.config.model.IdentityPolicy.NameShown;
import org.linekeeper.config.model.IdentityPolicy.NumberAsserted;
import org.linekeeper.config.model.IdentityPolicy.NumberShown;
import org.linekeeper.config.model.IdentityPolicy.WithheldShown;
import tools.jackson.core.JsonGenerator;

/** The member {@code identity}. A policy of which nothing is said is not written. */
final class IdentityPolicyJson {
    private static final Form<String> TEXT = Forms.text();
    private static final Form<NameShown> NAME = Forms.lowerCase(NameShown.class);
    private static final Form<NumberShown> NUMBER = Forms.lowerCase(NumberShown.class);
    private static final Form<NumberAsserted> ASSERTED = Forms.lowerCase(NumberAsserted.class);
    private static final Form<WithheldShown> WITHHELD = Forms.lowerCase(WithheldShown.class);

    private IdentityPolicyJson() {}

    static IdentityPolicy read(Section from) {
        return new IdentityPolicy(
                from.find("callerName", NAME),
                from.find("callerNameText", TEXT),
                from.find("callerId", NUMBER),
                from.find("callerIdNumber", TEXT),
                from.find("forwardedCallerId", NUMBER),
                from.find("assertedIdentity", ASSERTED),
                from.find("withheldCaller", WITHHELD));
    }

    static void write(IdentityPolicy policy, JsonGenerator json) {
        if (policy.equals(IdentityPolicy.NONE)) {
            return;
        }
        json.writeObjectPropertyStart("identity");
        word(json, "callerName", policy.callerName());
        NumberPlanJson.text(json, "callerNameText", policy.callerNameText());
        word(json, "callerId", policy.callerId());
        NumberPlanJson.text(json, "callerIdNumber", policy.callerIdNumber());
        word(json, "forwardedCallerId", policy.forwardedCallerId());
        word(json, "assertedIdentity", policy.assertedIdentity());
        word(json, "withheldCaller", policy.withheldCaller());
        json.writeEndObject();
    }

    private static void word(JsonGenerator json, String name, Optional<? extends Enum<?>> value) {
        if (value.isPresent()) {
            json.writeStringProperty(name, IdentityPolicy.word(value));
        }
    }
}
