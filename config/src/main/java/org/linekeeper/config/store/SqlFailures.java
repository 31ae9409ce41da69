package org.linekeeper.config.store;

import java.io.IOException;
import java.sql.SQLException;
import java.util.Optional;

/** Failures of the database in words that help an operator. */
final class SqlFailures {
    private static final int BUSY = 5;
    private static final int LOCKED = 6;
    private static final int READ_ONLY = 8;
    private static final int IO_ERROR = 10;
    private static final int CORRUPT = 11;
    private static final int FULL = 13;
    private static final int CANNOT_OPEN = 14;
    private static final int NOT_A_DATABASE = 26;

    private SqlFailures() {}

    static String words(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql) {
                // The low byte of an extended result code is the primary one.
                return advice(sql.getErrorCode() & 0xff).orElse("the database refused: " + sql.getMessage());
            }
            if (cause instanceof IOException) {
                return "the store's files cannot be used: " + cause;
            }
        }
        return String.valueOf(failure.getMessage());
    }

    private static Optional<String> advice(int code) {
        return Optional.ofNullable(
                switch (code) {
                    case BUSY, LOCKED -> "the store is locked by another program; end whatever else has its file open";
                    case READ_ONLY -> "the store is read-only; check the mode of its file and folder and the mount";
                    case IO_ERROR -> "the disk of the store failed to read or write; look at the system log";
                    case CORRUPT -> "the store's file is damaged; put back a copy";
                    case FULL -> "the disk of the store is full; make room";
                    case CANNOT_OPEN ->
                        "the store's file cannot be opened; check that it and its folder exist and may be written";
                    case NOT_A_DATABASE ->
                        "the store's file is not an SQLite database; move it away or put back a copy";
                    default -> null;
                });
    }
}
