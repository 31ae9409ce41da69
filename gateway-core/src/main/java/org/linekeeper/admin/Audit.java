package org.linekeeper.admin;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes down who wanted to change what and what came of it, and who came with a wrong token: one line each to the logger
 * "audit". Bodies, queries and headers are never in it, so no secret is.
 */
final class Audit {
    private static final Logger LOG = LoggerFactory.getLogger("audit");

    private Audit() {}

    /**
     * One request.
     *
     * @param caller the name of its token, or "-"
     * @param path as it came, still encoded
     */
    static void note(String number, String caller, String source, String method, String path, ApiResponse response) {
        LOG.info(
                "request={} caller={} source={} method={} path={} status={} outcome={}{}",
                number,
                Percent.forLog(caller),
                source,
                Percent.forLog(method),
                Percent.forLog(path),
                response.status(),
                response.outcome(),
                response.subject().isEmpty() ? "" : " subject=" + Percent.forLog(response.subject()));
    }
}
