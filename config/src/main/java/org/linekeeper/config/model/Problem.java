package org.linekeeper.config.model;

/**
 * One fault in what somebody wrote.
 *
 * @param pointer where: a JSON pointer (RFC 6901) such as {@code /peers/0/host}
 * @param message what is wrong and what is allowed, in plain words
 */
public record Problem(String pointer, String message) {}
