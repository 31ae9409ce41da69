package org.linekeeper.config;

/**
 * One fault of a settings file.
 *
 * @param file the file's name as it was given
 * @param line from 1; 0 when the fault is the file as a whole
 * @param column from 1; 0 when the fault is the file as a whole
 * @param pointer which key: a JSON pointer (RFC 6901), empty for the whole
 * @param message what is wrong and what is allowed, in plain words
 */
public record SettingsProblem(String file, int line, int column, String pointer, String message) {
    /** As a compiler would say it: {@code linekeeper.yaml:12:5 /sip/loops: must be ...}. */
    @Override
    public String toString() {
        String place = line == 0 ? file : file + ":" + line + ":" + column;
        return pointer.isEmpty() ? place + ": " + message : place + " " + pointer + ": " + message;
    }
}
