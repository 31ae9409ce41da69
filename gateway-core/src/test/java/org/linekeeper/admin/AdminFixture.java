package org.linekeeper.admin;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.linekeeper.call.CallView;
import org.linekeeper.config.AdminSettings;
import org.linekeeper.config.AdminToken;
import org.linekeeper.config.AdminToken.Scope;
import org.linekeeper.config.Endpoint;
import org.linekeeper.config.model.Secret;
import org.linekeeper.config.store.ConfigStore;
import org.linekeeper.config.store.SqliteStore;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The real port over the real store, with scripted views, on a free port of a loopback address. */
final class AdminFixture implements AutoCloseable {
    static final String FULL = "full-token-0123456789abcdef";
    static final String READ = "read-token-0123456789abcdef";
    static final String WRITE = "write-token-0123456789abcdef";
    static final String HOST = "127.77.6.1";
    static final JsonMapper JSON = JsonMapper.builder().build();

    final Map<String, RegistrationsView.LineRegistration> lines = new ConcurrentHashMap<>();
    final Map<String, RegistrationsView.PbxRegistration> pbxs = new ConcurrentHashMap<>();
    final Map<String, CallView> calls = new ConcurrentHashMap<>();
    final Map<String, PeersView.RouteHealth> health = new ConcurrentHashMap<>();
    final ScriptedActions actions = new ScriptedActions();
    final ConcurrentLinkedQueue<String> observed = new ConcurrentLinkedQueue<>();
    volatile Readiness readiness = new Readiness(List.of(new Readiness.Check("store", true, "")));
    volatile RuntimeException failure;

    final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    final Path folder;
    final SqliteStore sqlite;
    final AdminServer server;
    final AdminParts parts;

    AdminFixture() {
        this(AdminLimits.defaults(), store -> store);
    }

    AdminFixture(AdminLimits limits, UnaryOperator<ConfigStore> store) {
        try {
            folder = Files.createTempDirectory("linekeeper-admin");
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        sqlite = ((org.linekeeper.config.store.OpenOutcome.Opened) SqliteStore.open(folder.resolve("linekeeper.db")))
                .store();
        parts = new AdminParts(
                store.apply(sqlite.config()),
                sqlite.directory(),
                new Registrations(),
                actions,
                new CallsInAMap(calls),
                new LinesInAMap(),
                id -> Optional.ofNullable(health.get(id)),
                () -> readiness,
                () -> "# TYPE demo gauge\ndemo 1.0\n",
                (route, method, status, took) -> observed.add(route + " " + method + " " + status));
        server = ((OpenOutcome.Opened) AdminServer.open(settings(0), limits, parts, System::nanoTime, new Random(1)))
                .server();
    }

    static AdminSettings settings(int port) {
        return new AdminSettings(
                new Endpoint(HOST, port),
                List.of(
                        new AdminToken("portal", Secret.of(FULL), Set.of(Scope.READ, Scope.WRITE)),
                        new AdminToken("monitor", Secret.of(READ), Set.of(Scope.READ)),
                        new AdminToken("importer", Secret.of(WRITE), Set.of(Scope.WRITE))));
    }

    URI uri(String path) {
        return URI.create("http://" + HOST + ":" + server.port() + path);
    }

    /** A request with the full token. */
    HttpRequest.Builder to(String path) {
        return bare(path).header("Authorization", "Bearer " + FULL);
    }

    HttpRequest.Builder bare(String path) {
        return HttpRequest.newBuilder(uri(path)).timeout(Duration.ofSeconds(20));
    }

    Reply send(HttpRequest.Builder request) {
        try {
            return new Reply(client.send(request.build(), BodyHandlers.ofString()));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    Reply get(String path) {
        return send(to(path).GET());
    }

    Reply delete(String path, String... headers) {
        HttpRequest.Builder request = to(path).DELETE();
        return send(headers.length == 0 ? request : request.headers(headers));
    }

    Reply put(String path, String body, String... headers) {
        HttpRequest.Builder request =
                to(path).header("Content-Type", "application/json").PUT(BodyPublishers.ofString(body));
        return send(headers.length == 0 ? request : request.headers(headers));
    }

    /** A request without a body or content type when the body is empty. */
    Reply post(String path, String body) {
        HttpRequest.Builder request = to(path);
        return send(
                body.isEmpty()
                        ? request.POST(BodyPublishers.noBody())
                        : request.header("Content-Type", "application/json").POST(BodyPublishers.ofString(body)));
    }

    /** Writes one customer with a direct route and a PBX. */
    void provision() {
        require(put("/enterprises/acme", "{\"name\":\"Acme\"}"));
        require(
                put(
                        "/direct-routes/acme-route",
                        "{\"enterpriseId\":\"acme\",\"tenantFqdn\":\"acme.sbc.example.com\",\"peers\":[{\"host\":\"sbc1.example.net\"}]}"));
        require(
                put(
                        "/pbxs/acme-hq",
                        "{\"enterpriseId\":\"acme\",\"name\":\"HQ\",\"sipDomain\":\"acme.hosted.example\",\"lookup\":\"srv\"}"));
    }

    static String line(int number, String password) {
        return """
                {"pbxId":"acme-hq","directRouteId":"acme-route","teamsUser":"u%1$d@acme.example",\
                "phoneNumber":"+1415555%1$04d","sipUser":"%1$d","password":"%2$s"}""".formatted(number, password);
    }

    private static void require(Reply reply) {
        if (reply.status() != 201) {
            throw new IllegalStateException(reply.status() + " " + reply.body());
        }
    }

    @Override
    public void close() {
        server.close();
        sqlite.close();
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** An answer. */
    record Reply(HttpResponse<String> http) {
        int status() {
            return http.statusCode();
        }

        String body() {
            return http.body();
        }

        JsonNode json() {
            return JSON.readTree(http.body());
        }

        Optional<String> header(String name) {
            return http.headers().firstValue(name);
        }

        String etag() {
            return header("ETag").orElseThrow();
        }

        /** The last part of the problem's type. */
        String problem() {
            return json().path("type").asString().replace("urn:linekeeper:problem:", "");
        }

        List<String> pointers() {
            return json().path("errors")
                    .valueStream()
                    .map(error -> error.path("pointer").asString())
                    .toList();
        }
    }

    private final class Registrations implements RegistrationsView {
        @Override
        public Optional<LineRegistration> line(String lineId) {
            if (failure != null) {
                throw failure;
            }
            return Optional.ofNullable(lines.get(lineId));
        }

        @Override
        public Optional<PbxRegistration> pbx(String pbxId) {
            if (failure != null) {
                throw failure;
            }
            return Optional.ofNullable(pbxs.get(pbxId));
        }
    }

    static Instant at(String time) {
        return Instant.parse(time);
    }
}
