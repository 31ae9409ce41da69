package org.linekeeper.bench.registration;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The gateway's HTTP interface, as its operator uses it. To be asked when nothing is measured: an answer costs the gateway something. */
final class AdminApi {
    static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final String PBX = "/pbxs/" + StoreFill.PBX;
    private static final String EXPIRES = "expiresSeconds";

    private final URI base;
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(PATIENCE)
            .build();

    /**
     * @param place host and port
     */
    AdminApi(String place) {
        base = URI.create("http://" + place);
    }

    String metrics() throws IOException {
        return ask(request("/metrics"));
    }

    /** A change of the PBX that makes all its lines refresh at once: their wish for another registration time. */
    final class NewExpires {
        private final HttpRequest put;

        private NewExpires(ObjectNode pbx) {
            put = request(PBX)
                    .header("Content-Type", "application/json")
                    .PUT(HttpRequest.BodyPublishers.ofString(pbx.toString()))
                    .build();
        }

        /** Orders it. */
        void order() throws IOException {
            send(put);
        }
    }

    /** Prepares it, so that nothing but the order itself falls into what is measured. */
    NewExpires newExpires(Duration step) throws IOException {
        ObjectNode pbx = (ObjectNode) JsonMapper.shared().readTree(ask(request(PBX)));
        pbx.put(EXPIRES, pbx.get(EXPIRES).asInt() + (int) step.toSeconds());
        return new NewExpires(pbx);
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(base.resolve(path))
                .timeout(PATIENCE)
                .header("Authorization", "Bearer " + GatewaySettings.TOKEN);
    }

    private String ask(HttpRequest.Builder request) throws IOException {
        return send(request.build());
    }

    private String send(HttpRequest request) throws IOException {
        try {
            HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() != 200) {
                throw new IOException(
                        request.method() + " " + request.uri() + ": " + response.statusCode() + " " + response.body());
            }
            return response.body();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}
