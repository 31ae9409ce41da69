package org.linekeeper.bench.registrar;

/** What the registrar may decide. */
enum Status {
    /** 200, with a binding. */
    OK,
    /** 200, without one any more. */
    REMOVED,
    /** 401. */
    CHALLENGE,
    /** 401 with stale=true. */
    STALE,
    /** 404. */
    NOT_FOUND
}
