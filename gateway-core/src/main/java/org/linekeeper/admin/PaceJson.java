package org.linekeeper.admin;

import java.util.Locale;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The pace of a PBX as JSON, with the names that the OpenAPI document gives. What is absent is left out. */
final class PaceJson {
    private PaceJson() {}

    static ObjectNode of(PbxPaceView pace) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        ArrayNode targets = json.putArray("targets");
        pace.targets().forEach(target -> targets.add(of(target)));
        json.set("credentials", of(pace.credentials()));
        json.set("learned", of(pace.learned()));
        return json;
    }

    private static ObjectNode of(PbxPaceView.TargetPace target) {
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("target", target.target())
                .put("state", word(target.state()))
                .put("window", target.window())
                .put("inFlight", target.inFlight())
                .put("waiting", target.waiting());
        target.until().ifPresent(until -> json.put("until", until.toString()));
        target.perSecond().ifPresent(rate -> json.put("perSecond", rate));
        if (!target.median().isZero()) {
            json.put("medianMillis", target.median().toMillis());
            json.put("p95Millis", target.p95().toMillis());
        }
        return json;
    }

    private static ObjectNode of(PbxPaceView.Credentials credentials) {
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("state", word(credentials.state()))
                .put("refusedLines", credentials.refusedLines());
        credentials.until().ifPresent(until -> json.put("until", until.toString()));
        return json;
    }

    private static ObjectNode of(PbxPaceView.Learned learned) {
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("outbound", learned.outbound())
                .put("nonceReuse", learned.nonceReuse());
        learned.minExpires().ifPresent(least -> json.put("minExpiresSeconds", least.toSeconds()));
        learned.grantedInstead().ifPresent(granted -> json.put("grantedSeconds", granted.toSeconds()));
        learned.nonceReuseRate().ifPresent(rate -> json.put("nonceReuseRate", rate));
        learned.address().ifPresent(address -> json.set("address", of(address)));
        return json;
    }

    private static ObjectNode of(PbxPaceView.AddressSeen address) {
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("seen", address.seen())
                .put("shown", address.shown())
                .put("expected", address.expected());
        address.advice().ifPresent(advice -> json.put("advice", advice));
        return json;
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
