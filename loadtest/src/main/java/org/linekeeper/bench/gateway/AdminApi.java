package org.linekeeper.bench.gateway;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The gateway's HTTP interface, as its operator uses it. To be asked when nothing is measured: an answer costs the gateway something. */
public final class AdminApi {
    public static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final String EXPIRES = "expiresSeconds";

    private final URI base;
    private final String token;
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(PATIENCE)
            .build();

    /**
     * @param place host and port
     * @param token may read, and write if a change is ordered
     */
    public AdminApi(String place, String token) {
        this.token = token;
        base = URI.create("http://" + place);
    }

    /** Whether it says that it takes calls. Asked until it answers, so a refused connection is no. */
    public boolean isReady() throws InterruptedException {
        HttpRequest question = HttpRequest.newBuilder(base.resolve("/health/ready"))
                .timeout(PATIENCE)
                .build();
        try {
            return client.send(question, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        }
    }

    public String metrics() throws IOException {
        return ask(request("/metrics"));
    }

    /** A change of the PBX that makes all its lines refresh at once: their wish for another registration time. */
    public final class NewExpires {
        private final HttpRequest put;

        private NewExpires(String path, ObjectNode pbx) {
            put = request(path)
                    .header("Content-Type", "application/json")
                    .PUT(HttpRequest.BodyPublishers.ofString(pbx.toString()))
                    .build();
        }

        /** Orders it. */
        public void order() throws IOException {
            send(put);
        }
    }

    /** Prepares it, so that nothing but the order itself falls into what is measured. */
    public NewExpires newExpires(String pbxId, Duration step) throws IOException {
        String path = "/pbxs/" + pbxId;
        ObjectNode pbx = (ObjectNode) JsonMapper.shared().readTree(ask(request(path)));
        pbx.put(EXPIRES, pbx.get(EXPIRES).asInt() + (int) step.toSeconds());
        return new NewExpires(path, pbx);
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(base.resolve(path)).timeout(PATIENCE).header("Authorization", "Bearer " + token);
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
