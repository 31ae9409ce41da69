package org.linekeeper.admin;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import java.util.HashMap;
import java.util.Map;

/**
 * Limits how many connections there are and how long each may be without a request. The time is not renewed by bytes: a client
 * that sends a head byte by byte is cut like one that sends nothing. Used on the event loop only.
 */
final class Connections {
    private static final long NONE = -1;

    private final Vertx vertx;
    private final int most;
    private final long idleMillis;

    /** The timer of each connection; none while a request is in progress. */
    private final Map<HttpConnection, Long> open = new HashMap<>();

    Connections(Vertx vertx, AdminLimits limits) {
        this.vertx = vertx;
        this.most = limits.connections();
        this.idleMillis = limits.idleTime().toMillis();
    }

    void opened(HttpConnection connection) {
        if (open.size() >= most) {
            connection.close();
            return;
        }
        open.put(connection, timer(connection));
        connection.closeHandler(gone -> {
            Long timer = open.remove(connection);
            if (timer != null) {
                vertx.cancelTimer(timer);
            }
        });
    }

    /** A whole head has come. */
    void busy(HttpConnection connection) {
        Long timer = open.replace(connection, NONE);
        if (timer != null) {
            vertx.cancelTimer(timer);
        }
    }

    /** The answer is written; unless the connection is gone, its time begins anew. */
    void idle(HttpConnection connection) {
        if (open.containsKey(connection)) {
            open.put(connection, timer(connection));
        }
    }

    private long timer(HttpConnection connection) {
        return vertx.setTimer(idleMillis, timer -> connection.close());
    }
}
