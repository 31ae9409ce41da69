package org.linekeeper.bench.registration;

import org.linekeeper.bench.process.Stage;

/**
 * What all scenarios of one run share.
 *
 * @param window REGISTERs that the gateway may have in flight
 */
record Setup(Stage stage, Work work, GatewayProgram program, Places places, int lines, int window) {}
