package org.linekeeper.bench.registration;

import org.linekeeper.bench.gateway.GatewayProgram;
import org.linekeeper.bench.process.Stage;
import org.linekeeper.bench.process.Work;

/**
 * What all scenarios of one run share.
 *
 * @param link from the gateway to the target
 * @param window REGISTERs that the gateway may have in flight
 */
record Setup(Stage stage, Work work, GatewayProgram program, Places places, Link link, int lines, int window) {}
