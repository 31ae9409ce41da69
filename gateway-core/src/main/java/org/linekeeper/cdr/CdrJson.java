package org.linekeeper.cdr;

import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.linekeeper.event.CallMedia;
import org.linekeeper.event.CallOutcome;
import org.linekeeper.event.CallRecord;
import org.linekeeper.event.CallTransfer;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.SerializableString;
import tools.jackson.core.io.CharacterEscapes;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonWriteFeature;

/**
 * Writes a call record as one line of ASCII. What callers send ends up in these lines, so control characters and everything
 * beyond ASCII are escaped: a record is always exactly one line, and a terminal that shows it obeys nothing in it.
 */
final class CdrJson {
    /** The version of the format; it rises when a field changes its meaning, not when one is added. */
    static final int VERSION = 1;

    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
            .characterEscapes(new DeleteEscaped())
            .build();

    private final JsonGenerator json;

    private CdrJson(JsonGenerator json) {
        this.json = json;
    }

    /** The line, with its line feed. */
    static byte[] line(CallRecord call) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(768);
        try (JsonGenerator generator = JSON.createGenerator(ObjectWriteContext.empty(), out)) {
            new CdrJson(generator).write(call);
        }
        out.write('\n');
        return out.toByteArray();
    }

    private void write(CallRecord call) {
        json.writeStartObject();
        json.writeNumberProperty("version", VERSION);
        text("callId", call.callId());
        text("direction", word(call.direction()));
        parties(call);
        times(call);
        call.media().ifPresent(this::media);
        outcome(call.outcome());
        text("reason", call.reason());
        call.transferredTo().ifPresent(this::transferredTo);
        call.transferredFrom().ifPresent(from -> {
            text("transferredFromCallId", from.callId());
            text("transferredFromKind", from.kind().name().toLowerCase(Locale.ROOT));
        });
        json.writeEndObject();
    }

    private void parties(CallRecord call) {
        text("resellerId", call.resellerId());
        text("enterpriseId", call.enterpriseId());
        text("directRouteId", call.directRouteId());
        text("pbxId", call.pbxId());
        text("lineId", call.lineId());
        text("caller", call.caller());
        text("callee", call.callee());
        text("callerSent", call.callerSent());
        text("calleeSent", call.calleeSent());
        text("inboundSipCallId", call.inboundSipCallId());
        text("outboundSipCallId", call.outboundSipCallId());
        text("source", call.source());
        text("target", call.target());
    }

    private void times(CallRecord call) {
        text("startedAt", call.startedAt().toString());
        text("ringingAt", call.ringingAt().map(Instant::toString));
        text("answeredAt", call.answeredAt().map(Instant::toString));
        text("endedAt", call.endedAt().toString());
        millis("postDialDelayMillis", Optional.of(call.startedAt()), call.ringingAt());
        millis("ringMillis", call.ringingAt(), call.answeredAt());
        millis("durationMillis", call.answeredAt(), Optional.of(call.endedAt()));
    }

    private void media(CallMedia media) {
        text("codecs", String.join(", ", media.codecs()));
        text("mediaProtocol", media.protocol());
        text("mediaPath", word(media.path()));
    }

    private void transferredTo(CallTransfer to) {
        text("transferredToCallId", to.callId());
        text("transferredToNumber", to.number());
        text("transferredToKind", to.kind().name().toLowerCase(Locale.ROOT));
        text("transferor", to.transferor().name().toLowerCase(Locale.ROOT));
        to.sipCode().ifPresent(code -> json.writeNumberProperty("transferSipCode", code));
    }

    private void outcome(CallOutcome outcome) {
        text("outcome", outcome.code());
        text("endedBy", word(outcome.endedBy()));
        text("failedLeg", outcome.failedLeg().map(CdrJson::word));
        text("stage", word(outcome.stage()));
        json.writeNumberProperty("sipCode", outcome.sipCode());
        json.writeNumberProperty("q850", outcome.q850());
        if (!outcome.advice().isEmpty()) {
            text("advice", outcome.advice());
        }
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    private void text(String name, String value) {
        json.writeStringProperty(name, value);
    }

    private void text(String name, Optional<String> value) {
        value.ifPresent(present -> text(name, present));
    }

    /** A clock that was set back must not yield a negative time. */
    private void millis(String name, Optional<Instant> from, Optional<Instant> to) {
        if (from.isPresent() && to.isPresent()) {
            long millis = Duration.between(from.get(), to.get()).toMillis();
            json.writeNumberProperty(name, Math.max(0, millis));
        }
    }

    /** JSON leaves DEL alone; a terminal does not. */
    private static final class DeleteEscaped extends CharacterEscapes {
        private static final int DELETE = 0x7f;

        @Override
        public int[] getEscapeCodesForAscii() {
            int[] codes = standardAsciiEscapesForJSON();
            codes[DELETE] = ESCAPE_STANDARD;
            return codes;
        }

        @Override
        public SerializableString getEscapeSequence(int character) {
            throw new IllegalStateException("no custom escapes");
        }
    }
}
