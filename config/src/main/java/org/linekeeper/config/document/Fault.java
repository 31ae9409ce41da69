package org.linekeeper.config.document;

/**
 * One thing wrong with a document.
 *
 * @param place where it stands
 * @param pointer which value: a JSON pointer (RFC 6901), empty for the root
 * @param message what is wrong and what is allowed, in plain words
 */
public record Fault(Place place, String pointer, String message) {}
