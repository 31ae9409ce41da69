package org.linekeeper.admin;

import java.util.concurrent.CompletionStage;

/** Answers the requests of one route. Called on the event loop: what blocks goes to the workers. */
@FunctionalInterface
interface ApiHandler {
    CompletionStage<ApiResponse> handle(ApiRequest request);
}
