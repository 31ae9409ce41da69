package org.linekeeper.interop;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What Kamailio itself says about its registrations, over its JSON-RPC port. */
final class KamailioRpc {
    private static final JsonMapper JSON = JsonMapper.shared();

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2))
            .build();
    private final URI uri;

    KamailioRpc(InetSocketAddress address) {
        this.uri = URI.create("http://" + Ports.text(address) + "/RPC");
    }

    /**
     * One contact of one user, as usrloc holds it.
     *
     * @param contact the URI of the Contact
     * @param path the Path that the edge added
     * @param expires seconds that are left
     * @param cseq of the last REGISTER
     */
    record Binding(String contact, String path, String callId, long expires, long cseq) {}

    /** Whether the port is open yet. */
    boolean answers() {
        try {
            return call("core.version", List.of()).has("result");
        } catch (UncheckedIOException notYet) {
            return false;
        }
    }

    /** All bindings by the user part of the AOR. */
    Map<String, List<Binding>> bindings() {
        Map<String, List<Binding>> found = new TreeMap<>();
        JsonNode domains = result("ul.dump", List.of()).path("Domains");
        for (JsonNode domain : domains) {
            for (JsonNode aor : domain.path("Domain").path("AoRs")) {
                JsonNode info = aor.path("Info");
                List<Binding> bindings = new ArrayList<>();
                for (JsonNode contact : info.path("Contacts")) {
                    bindings.add(binding(contact.path("Contact")));
                }
                found.put(info.path("AoR").asString(), bindings);
            }
        }
        return found;
    }

    /** How many authenticated REGISTERs a user has sent. */
    int registers(String sipUser) {
        return count("registers", sipUser);
    }

    /** A counter of the settings file; 0 when it was never touched. */
    int count(String table, String key) {
        JsonNode answer = call("htable.get", List.of(table, key));
        return answer.path("result").path("item").path("value").asInt(0);
    }

    /** Changes a device's password. */
    void setPassword(String sipUser, String password) {
        result("htable.sets", List.of("password", sipUser, password));
    }

    private static Binding binding(JsonNode contact) {
        return new Binding(
                contact.path("Address").asString(),
                contact.path("Path").asString(),
                contact.path("Call-ID").asString(),
                contact.path("Expires").asLong(0),
                contact.path("CSeq").asLong(0));
    }

    private JsonNode result(String method, List<String> parameters) {
        JsonNode answer = call(method, parameters);
        if (!answer.has("result")) {
            throw new IllegalStateException(method + ": " + answer);
        }
        return answer.path("result");
    }

    private JsonNode call(String method, List<String> parameters) {
        String body =
                JSON.writeValueAsString(Map.of("jsonrpc", "2.0", "id", 1, "method", method, "params", parameters));
        HttpRequest request = HttpRequest.newBuilder(uri)
                .timeout(Duration.ofSeconds(10))
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        try {
            return JSON.readTree(
                    http.send(request, HttpResponse.BodyHandlers.ofString()).body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
