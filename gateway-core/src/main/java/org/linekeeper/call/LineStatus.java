package org.linekeeper.call;

import java.util.Optional;
import org.linekeeper.call.presence.FeatureReport;
import org.linekeeper.call.presence.Presence;
import org.linekeeper.call.presence.VoiceMessages;

/**
 * How a line stands with calls.
 *
 * @param lineId which line
 * @param presence what it said last, when it does not take calls from its PBX
 * @param calls how many calls it has
 * @param voiceMessages what the PBX last told of its mailbox
 * @param feature what came of telling the PBX that it takes no calls, where the PBX is told
 */
public record LineStatus(
        String lineId,
        Optional<Presence> presence,
        int calls,
        Optional<VoiceMessages> voiceMessages,
        Optional<FeatureReport> feature) {
    /** Of a line whose PBX is not told. */
    public LineStatus(String lineId, Optional<Presence> presence, int calls, Optional<VoiceMessages> voiceMessages) {
        this(lineId, presence, calls, voiceMessages, Optional.empty());
    }
}
