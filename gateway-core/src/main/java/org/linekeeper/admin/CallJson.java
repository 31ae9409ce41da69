package org.linekeeper.admin;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.linekeeper.call.CallView;
import org.linekeeper.call.machine.CallPhase;
import org.linekeeper.event.CallMedia;
import org.linekeeper.event.CallOutcome;
import org.linekeeper.event.CallTransfer;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A call in progress as JSON, with the names that its record will have. What is not known yet is left out. */
final class CallJson {
    private CallJson() {}

    static String of(CallView call) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("callId", call.callId());
        CallView.Parties parties = call.parties();
        json.put("direction", word(parties.direction()));
        json.put("state", state(call.state()));
        text(json, "resellerId", parties.resellerId());
        text(json, "enterpriseId", parties.enterpriseId());
        text(json, "directRouteId", parties.directRouteId());
        text(json, "pbxId", parties.pbxId());
        json.put("lineId", parties.lineId());
        json.put("caller", parties.caller());
        json.put("callee", parties.callee());
        call.outbound()
                .ifPresent(outbound -> json.put("callerSent", outbound.caller()).put("calleeSent", outbound.callee()));
        json.put("inboundSipCallId", call.inboundSipCallId());
        call.outbound().ifPresent(outbound -> json.put("outboundSipCallId", outbound.sipCallId()));
        json.put("source", call.source());
        call.outbound().ifPresent(outbound -> json.put("target", outbound.target()));
        times(json, call);
        call.media().ifPresent(media -> media(json, media));
        call.ended().map(CallView.Ended::outcome).ifPresent(outcome -> outcome(json, outcome));
        call.ended().flatMap(CallView.Ended::reason).ifPresent(reason -> json.put("reason", reason));
        call.transferredTo().ifPresent(to -> transferredTo(json, to));
        call.transferredFrom().ifPresent(from -> {
            from.callId().ifPresent(id -> json.put("transferredFromCallId", id));
            json.put("transferredFromKind", word(from.kind()));
        });
        return json.toString();
    }

    private static void times(ObjectNode json, CallView call) {
        json.put("startedAt", call.startedAt().toString());
        call.ringingAt().ifPresent(at -> json.put("ringingAt", at.toString()));
        call.answeredAt().ifPresent(at -> json.put("answeredAt", at.toString()));
        Optional<Instant> endedAt = call.ended().map(CallView.Ended::at);
        endedAt.ifPresent(at -> json.put("endedAt", at.toString()));
        millis(json, "postDialDelayMillis", Optional.of(call.startedAt()), call.ringingAt());
        millis(json, "ringMillis", call.ringingAt(), call.answeredAt());
        millis(json, "durationMillis", call.answeredAt(), endedAt);
    }

    private static void media(ObjectNode json, CallMedia media) {
        json.put("codecs", String.join(", ", media.codecs()));
        json.put("mediaProtocol", media.protocol());
        json.put("mediaPath", word(media.path()));
    }

    private static void outcome(ObjectNode json, CallOutcome outcome) {
        json.put("outcome", outcome.code());
        json.put("endedBy", word(outcome.endedBy()));
        outcome.failedLeg().ifPresent(leg -> json.put("failedLeg", word(leg)));
        json.put("stage", word(outcome.stage()));
        json.put("sipCode", outcome.sipCode());
        json.put("q850", outcome.q850());
        text(json, "advice", outcome.advice());
    }

    private static void transferredTo(ObjectNode json, CallTransfer to) {
        to.callId().ifPresent(id -> json.put("transferredToCallId", id));
        to.number().ifPresent(number -> json.put("transferredToNumber", number));
        json.put("transferredToKind", word(to.kind()));
        json.put("transferor", word(to.transferor()));
        to.sipCode().ifPresent(code -> json.put("transferSipCode", code));
    }

    private static String state(CallPhase phase) {
        return switch (phase) {
            case SETUP -> "setup";
            case RINGING -> "ringing";
            case TALKING -> "answered";
            case ENDING -> "ending";
        };
    }

    private static void text(ObjectNode json, String name, String value) {
        if (!value.isEmpty()) {
            json.put(name, value);
        }
    }

    private static void millis(ObjectNode json, String name, Optional<Instant> from, Optional<Instant> to) {
        if (from.isPresent() && to.isPresent()) {
            json.put(name, Math.max(0, Duration.between(from.get(), to.get()).toMillis()));
        }
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
