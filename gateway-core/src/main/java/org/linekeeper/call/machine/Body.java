package org.linekeeper.call.machine;

import java.util.Arrays;
import java.util.List;

/** A message body with the headers that describe it. The bridge passes it on unread, byte for byte. Immutable. */
public final class Body {
    private final String contentType;
    private final List<Field> describedBy;
    private final byte[] content;

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
