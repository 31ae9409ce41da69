package org.linekeeper.call;

import java.util.Locale;

/** Every way in which one side of a call can fail it; the names are stable. */
enum Failures {
    BUSY(17),
    DECLINED(21),
    NO_ANSWER(19),
    NOT_FOUND(1),
    FORBIDDEN(21),
    MEDIA_REFUSED(65),
    EXTENSION_REFUSED(79),
    REDIRECTED(23),
    OVERLOADED(41),
    REJECTED(31),
    WRONG_CREDENTIALS(21),
    CHALLENGED(21),
    TIMEOUT(102),
    UNREACHABLE(38),
    DNS_FAILURE(38),
    NO_ACK(102),
    DIALOG_LOST(41);

    private final int q850;

    Failures(int q850) {
        this.q850 = q850;
    }

    /** The ITU-T Q.850 cause, where the far side gives none. */
    int q850() {
        return q850;
    }

    /** As records show it. */
    String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What a final failure response means. */
    static Failures of(int status) {
        return switch (status) {
            case 486, 600 -> BUSY;
            case 603, 607, 608 -> DECLINED;
            case 480, 408 -> NO_ANSWER;
            case 404, 484, 604 -> NOT_FOUND;
            case 403 -> FORBIDDEN;
            case 488, 606, 415 -> MEDIA_REFUSED;
            case 420, 421 -> EXTENSION_REFUSED;
            case 503 -> OVERLOADED;
            default -> status < 400 ? REDIRECTED : REJECTED;
        };
    }
}
