package org.linekeeper.bench.registration;

import org.linekeeper.bench.process.Stage;
import org.linekeeper.config.model.Transport;

/**
 * What all scenarios of one run share.
 *
 * @param transport from the gateway to the target
 * @param window REGISTERs that the gateway may have in flight
 */
record Setup(
        Stage stage, Work work, GatewayProgram program, Places places, Transport transport, int lines, int window) {}
