package org.linekeeper.event;

import java.util.List;

/**
 * What the two sides agreed on when the call was answered, as the answer says.
 *
 * @param codecs encoding names of the first audio stream, the preferred one first; empty when it was refused
 * @param protocol its transport protocol, for example {@code RTP/AVP} or {@code RTP/SAVP}
 * @param path how the media goes
 */
public record CallMedia(List<String> codecs, String protocol, Path path) {
    public CallMedia {
        codecs = List.copyOf(codecs);
    }

    /** How media goes. */
    public enum Path {
        /** From one side to the other, past the gateway. */
        DIRECT
    }
}
