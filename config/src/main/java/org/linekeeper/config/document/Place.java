package org.linekeeper.config.document;

/**
 * Where something stands in a text.
 *
 * @param line from 1; 0 for the text as a whole
 * @param column from 1; 0 for the text as a whole
 */
public record Place(int line, int column) {
    /** The text as a whole. */
    public static final Place WHOLE = new Place(0, 0);
}
