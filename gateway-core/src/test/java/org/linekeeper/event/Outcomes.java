package org.linekeeper.event;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.linekeeper.event.CallOutcome.Leg;
import org.linekeeper.event.CallOutcome.Party;
import org.linekeeper.event.CallOutcome.Stage;

/** One outcome of each kind, and what everybody has to say of it. */
public final class Outcomes {
    private Outcomes() {}

    /** One of each kind. */
    public static List<CallOutcome> ofEachKind() {
        return List.of(
                new CallOutcome.Completed(Party.CALLEE),
                new CallOutcome.Cancelled(Stage.RINGING),
                new CallOutcome.Refused("unknown_line", 404, 1, "Look at the binding."),
                new CallOutcome.Failed(
                        "busy", Party.CALLEE, Leg.PBX, Stage.SETUP, 486, 17, "Call extension 123t later."),
                new CallOutcome.Released("released", Party.OPERATOR, Stage.ANSWERED, 200, 16, "Ask the operator."));
    }

    /** The fields that tell of an outcome, in the record and at the admin port. */
    public static Map<String, String> shown(CallOutcome outcome) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("outcome", outcome.code());
        fields.put("endedBy", word(outcome.endedBy()));
        outcome.failedLeg().ifPresent(leg -> fields.put("failedLeg", word(leg)));
        fields.put("stage", word(outcome.stage()));
        fields.put("sipCode", Integer.toString(outcome.sipCode()));
        fields.put("q850", Integer.toString(outcome.q850()));
        if (!outcome.advice().isEmpty()) {
            fields.put("advice", outcome.advice());
        }
        return fields;
    }

    /** As records write constants. */
    public static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
