package org.linekeeper.call.machine;

import java.util.Arrays;
import java.util.List;
import org.linekeeper.call.machine.sdp.Sdp;

/** A message body with the headers that describe it. The bridge passes it on unread, byte for byte. Immutable. */
public final class Body {
    private static final byte YES = 1;
    private static final byte NO = 2;

    private final String contentType;
    private final List<Field> describedBy;
    private final byte[] content;
    /** Whether it was looked into, and what was seen: asked for at each step of a call. */
    private byte flows;

    /**
     * @param contentType value of Content-Type
     * @param describedBy other headers about the body, for example Content-Disposition
     * @param content at least one byte; not copied, so not to be changed any more
     */
    public Body(String contentType, List<Field> describedBy, byte[] content) {
        this.contentType = contentType;
        this.describedBy = List.copyOf(describedBy);
        this.content = content;
    }

    /** Value of Content-Type. */
    public String contentType() {
        return contentType;
    }

    /** Other headers about the body. */
    public List<Field> describedBy() {
        return describedBy;
    }

    /** The bytes themselves; not to be changed. */
    public byte[] content() {
        return content;
    }

    /** Whether it is certain that it asks for nothing but media both ways; see {@link Sdp#flows}. */
    boolean flows() {
        if (flows == 0) {
            flows = Sdp.flows(content) ? YES : NO;
        }
        return flows == YES;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Body that
                && contentType.equals(that.contentType)
                && describedBy.equals(that.describedBy)
                && Arrays.equals(content, that.content);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(content);
    }

    @Override
    public String toString() {
        return contentType + " (" + content.length + " bytes)";
    }

    /** One header that describes a body. */
    public record Field(String name, String value) {}
}
