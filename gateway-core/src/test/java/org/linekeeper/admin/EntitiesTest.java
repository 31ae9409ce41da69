package org.linekeeper.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.linekeeper.admin.AdminFixture.Reply;
import org.linekeeper.config.model.Entity;
import org.linekeeper.config.model.Entity.Kind;
import org.linekeeper.config.model.Line;
import org.linekeeper.config.store.Versioned;

final class EntitiesTest {
    private AdminFixture admin;

    @BeforeEach
    void open() {
        admin = new AdminFixture();
    }

    @AfterEach
    void close() {
        admin.close();
    }

    @Test
    void createsReplacesLeavesReadsAndDeletes() {
        Reply created = admin.put("/enterprises/acme", "{\"name\":\"Acme\",\"userLimit\":5}");
        assertThat(created.status()).isEqualTo(201);
        assertThat(created.header("Location")).contains("/enterprises/acme");
        assertThat(created.json().path("userLimit").asInt()).isEqualTo(5);
        assertThat(created.json().path("enabled").asBoolean()).isTrue();

        Reply unchanged = admin.put("/enterprises/acme", "{\"userLimit\":5,\"name\":\"Acme\"}");
        assertThat(unchanged.status()).isEqualTo(200);
        assertThat(unchanged.etag()).isEqualTo(created.etag());

        Reply updated = admin.put("/enterprises/acme", "{\"name\":\"Acme Ltd\"}");
        assertThat(updated.status()).isEqualTo(200);
        assertThat(updated.etag()).isNotEqualTo(created.etag());

        Reply read = admin.get("/enterprises/acme");
        assertThat(read.status()).isEqualTo(200);
        assertThat(read.etag()).isEqualTo(updated.etag());
        assertThat(read.json().path("name").asString()).isEqualTo("Acme Ltd");
        assertThat(read.json().has("userLimit")).isFalse();
        assertThat(read.header("Content-Type")).contains("application/json");
        assertThat(read.header("Cache-Control")).contains("no-store");

        assertThat(admin.delete("/enterprises/acme").status()).isEqualTo(204);
        assertThat(admin.get("/enterprises/acme").status()).isEqualTo(404);
        Reply again = admin.delete("/enterprises/acme");
        assertThat(again.status()).isEqualTo(404);
        assertThat(again.problem()).isEqualTo("not-found");
    }

    @Test
    void aReadMayBeConditional() {
        String etag = admin.put("/enterprises/acme", "{\"name\":\"Acme\"}").etag();

        Reply known = admin.send(admin.to("/enterprises/acme")
                .header("If-None-Match", "W/" + etag)
                .GET());
        assertThat(known.status()).isEqualTo(304);
        assertThat(known.body()).isEmpty();
        assertThat(known.etag()).isEqualTo(etag);
        assertThat(admin.send(admin.to("/enterprises/acme")
                                .header("If-None-Match", "\"0\"")
                                .GET())
                        .status())
                .isEqualTo(200);
    }

    @Test
    void headIsGetWithoutABody() {
        admin.put("/enterprises/acme", "{\"name\":\"Acme\"}");

        Reply head = admin.send(admin.to("/enterprises/acme").method("HEAD", BodyPublishers.noBody()));

        assertThat(head.status()).isEqualTo(200);
        assertThat(head.body()).isEmpty();
        assertThat(head.header("Content-Length"))
                .isEqualTo(admin.get("/enterprises/acme").header("Content-Length"));
    }

    @Test
    void aPasswordIsNeededOnceAndNeverShown() {
        admin.provision();
        Reply without = admin.put("/lines/ann", AdminFixture.line(101, "x").replace(",\"password\":\"x\"", ""));
        assertThat(without.status()).isEqualTo(422);
        assertThat(without.pointers()).containsExactly("/password");

        Reply created = admin.put("/lines/ann", AdminFixture.line(101, "first"));
        assertThat(created.status()).isEqualTo(201);
        assertThat(created.json().has("password")).isFalse();
        assertThat(created.json().path("passwordSet").asBoolean()).isTrue();

        String shown = admin.get("/lines/ann").body().replace("u101@", "u202@");
        Reply roundTrip = admin.put("/lines/ann", shown);
        assertThat(roundTrip.status()).as(roundTrip.body()).isEqualTo(200);
        assertThat(password("ann")).isEqualTo("first");
        assertThat(roundTrip.json().path("teamsUser").asString()).isEqualTo("u202@acme.example");

        admin.put("/lines/ann", AdminFixture.line(101, "second"));
        assertThat(password("ann")).isEqualTo("second");
    }

    private String password(String id) {
        return ((Line) admin.sqlite.config().get(Kind.LINE, id).orElseThrow().entity())
                .password()
                .reveal();
    }

    @Test
    void listsInPages() {
        for (String id : List.of("a", "b", "c", "d", "e")) {
            admin.put("/enterprises/" + id, "{\"name\":\"" + id + "\"}");
        }
        List<String> seen = new ArrayList<>();
        String next = "";
        int pages = 0;
        do {
            Reply page = admin.get("/enterprises?limit=2&after=" + next);
            page.json().path("items").forEach(item -> seen.add(item.path("id").asString()));
            next = page.json().path("next").asString("");
            pages++;
        } while (!next.isEmpty());
        assertThat(seen).containsExactly("a", "b", "c", "d", "e");
        assertThat(pages).isEqualTo(3);
        assertThat(admin.get("/enterprises?limit=5").json().has("next")).isFalse();
    }

    @Test
    void listsWhatBelongsToOne() {
        admin.put("/resellers/northwind", "{\"name\":\"Northwind\"}");
        admin.put("/enterprises/a", "{\"name\":\"A\",\"resellerId\":\"northwind\"}");
        admin.put("/enterprises/b", "{\"name\":\"B\"}");
        Reply served = admin.get("/enterprises?resellerId=northwind&limit=2");
        assertThat(served.json().path("items")).hasSize(1);
        assertThat(served.json().path("items").get(0).path("id").asString()).isEqualTo("a");
        for (String owner : List.of("resellerId", "enterpriseId", "directRouteId", "pbxId")) {
            assertThat(admin.get("/lines?" + owner + "=x").json().path("items")).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/enterprises?enterpriseId=a",
                "/resellers?resellerId=a",
                "/lines?lineId=a",
                "/lines?pbxId=a&pbxId=b",
                "/lines?pbxId=a&enterpriseId=b",
                "/calls?resellerId=a"
            })
    void refusesOwnersThatCannotBe(String path) {
        assertThat(admin.get(path).problem()).isEqualTo("bad-query");
    }

    @ParameterizedTest
    @ValueSource(strings = {"limit=0", "limit=1001", "limit=x", "limit=-1", "limit=1&limit=2", "offset=3", "limit=%ff"})
    void refusesWrongQueries(String query) {
        Reply reply = admin.get("/lines?" + query);
        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.problem()).isEqualTo("bad-query");
    }

    @Test
    void ifNoneMatchCreatesOnly() {
        String star = "If-None-Match";
        assertThat(admin.put("/enterprises/acme", "{\"name\":\"A\"}", star, "*").status())
                .isEqualTo(201);
        Reply second = admin.put("/enterprises/acme", "{\"name\":\"B\"}", star, "*");
        assertThat(second.status()).isEqualTo(412);
        assertThat(second.problem()).isEqualTo("precondition-failed");
        assertThat(admin.get("/enterprises/acme").json().path("name").asString())
                .isEqualTo("A");
    }

    @Test
    void ifMatchWritesOnlyOnThatRevision() {
        Reply absent = admin.put("/enterprises/acme", "{\"name\":\"A\"}", "If-Match", "\"1\"");
        assertThat(absent.status()).isEqualTo(412);
        assertThat(admin.put("/enterprises/acme", "{\"name\":\"A\"}", "If-Match", "*")
                        .status())
                .isEqualTo(412);
        String first = admin.put("/enterprises/acme", "{\"name\":\"A\"}").etag();
        Reply second = admin.put("/enterprises/acme", "{\"name\":\"B\"}", "If-Match", "\"other\", " + first);
        assertThat(second.status()).isEqualTo(200);

        Reply stale = admin.put("/enterprises/acme", "{\"name\":\"C\"}", "If-Match", first);
        assertThat(stale.status()).isEqualTo(412);
        assertThat(stale.etag()).isEqualTo(second.etag());
        assertThat(admin.put("/enterprises/acme", "{\"name\":\"C\"}", "If-Match", "W/" + second.etag())
                        .status())
                .as("weak tags never match strongly")
                .isEqualTo(412);
        assertThat(admin.delete("/enterprises/acme", "If-Match", first).status())
                .isEqualTo(412);
        assertThat(admin.delete("/enterprises/acme", "If-Match", second.etag()).status())
                .isEqualTo(204);
        assertThat(admin.delete("/enterprises/acme", "If-Match", "*").status()).isEqualTo(412);
    }

    @ParameterizedTest
    @ValueSource(strings = {"17", "\"17", "\"1\" \"2\"", ",", "\"a\"b", "W/17"})
    void refusesMalformedTags(String tag) {
        Reply reply = admin.put("/enterprises/acme", "{\"name\":\"A\"}", "If-Match", tag);
        assertThat(reply.status()).as(reply.body()).isEqualTo(400);
        assertThat(reply.json().path("errors").get(0).path("header").asString()).isEqualTo("If-Match");
    }

    @Test
    void refusesBothConditionsAtOnce() {
        Reply reply = admin.put("/enterprises/acme", "{\"name\":\"A\"}", "If-Match", "\"1\"", "If-None-Match", "*");
        assertThat(reply.status()).isEqualTo(400);
        assertThat(admin.put("/enterprises/acme", "{\"name\":\"A\"}", "If-None-Match", "\"1\"")
                        .status())
                .isEqualTo(400);
        assertThat(admin.delete("/enterprises/acme", "If-None-Match", "*").status())
                .isEqualTo(400);
    }

    @Test
    void ofConcurrentWritesOnOneRevisionExactlyOneWins() throws Exception {
        String etag = admin.put("/enterprises/acme", "{\"name\":\"start\"}").etag();
        ExecutorService pool = Executors.newFixedThreadPool(8);
        List<Callable<Integer>> writes = new ArrayList<>();
        for (int i = 0; i < 16; i++) {
            String body = "{\"name\":\"writer " + i + "\"}";
            writes.add(
                    () -> admin.put("/enterprises/acme", body, "If-Match", etag).status());
        }
        List<Integer> statuses = new ArrayList<>();
        for (Future<Integer> write : pool.invokeAll(writes)) {
            statuses.add(write.get());
        }
        pool.shutdown();
        assertThat(statuses).filteredOn(status -> status == 200).hasSize(1);
        assertThat(statuses).filteredOn(status -> status == 412).hasSize(15);
    }

    @Test
    void ofWritesThatAllSawTheSameRevisionExactlyOneWins() throws Exception {
        CyclicBarrier allHaveRead = new CyclicBarrier(4);
        AtomicInteger reads = new AtomicInteger();
        try (AdminFixture slow = new AdminFixture(AdminLimits.defaults(), store -> new StoreStub(store) {
            @Override
            public Optional<Versioned<Entity>> get(Kind kind, String id) {
                Optional<Versioned<Entity>> found = super.get(kind, id);
                if (reads.incrementAndGet() <= 4) {
                    try {
                        allHaveRead.await(10, TimeUnit.SECONDS);
                    } catch (InterruptedException | BrokenBarrierException | TimeoutException e) {
                        throw new IllegalStateException(e);
                    }
                }
                return found;
            }
        })) {
            String etag = slow.put("/enterprises/acme", "{\"name\":\"start\"}").etag();
            ExecutorService pool = Executors.newFixedThreadPool(4);
            List<Callable<Integer>> writes = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                String body = "{\"name\":\"writer " + i + "\"}";
                writes.add(() ->
                        slow.put("/enterprises/acme", body, "If-Match", etag).status());
            }
            List<Integer> statuses = new ArrayList<>();
            for (Future<Integer> write : pool.invokeAll(writes)) {
                statuses.add(write.get());
            }
            pool.shutdown();
            assertThat(statuses).containsExactlyInAnyOrder(200, 412, 412, 412);
        }
    }

    @Test
    void tellsConflictsWithTheirPlaces() {
        admin.provision();
        admin.put("/lines/ann", AdminFixture.line(101, "x"));

        Reply number = admin.put(
                "/lines/bob", AdminFixture.line(101, "x").replace("\"sipUser\":\"101\"", "\"sipUser\":\"7\""));
        assertThat(number.status()).as(number.body()).isEqualTo(409);
        assertThat(number.pointers()).containsExactly("/phoneNumber");
        Reply parent = admin.delete("/pbxs/acme-hq");
        assertThat(parent.status()).isEqualTo(409);
        assertThat(parent.json().path("errors")).isNotEmpty();
    }

    @Test
    void aReferenceToNothingIsInvalid() {
        Reply reply = admin.put("/pbxs/p", "{\"enterpriseId\":\"nobody\",\"name\":\"x\",\"sipDomain\":\"a.example\"}");
        assertThat(reply.status()).isEqualTo(422);
        assertThat(reply.pointers()).containsExactly("/enterpriseId");
    }

    @Test
    void tellsAllFaultsAtOnce() {
        Reply reply = admin.put(
                "/pbxs/p",
                "{\"enterpriseId\":7,\"name\":\"\",\"sipDomian\":\"a.example\",\"expiresSeconds\":5,\"lookup\":\"srvv\","
                        + "\"trustedNetworks\":[\"10.0.0.0/8\",\"nonsense\"]}");
        assertThat(reply.status()).isEqualTo(422);
        assertThat(reply.pointers())
                .containsExactlyInAnyOrder(
                        "/enterpriseId",
                        "/name",
                        "/sipDomain",
                        "/sipDomian",
                        "/expiresSeconds",
                        "/lookup",
                        "/trustedNetworks/1");
        assertThat(reply.body()).contains("did you mean");
    }

    @Test
    void theIdOfTheBodyMayOnlyRepeatThatOfThePath() {
        assertThat(admin.put("/enterprises/a", "{\"id\":\"a\",\"name\":\"A\"}").status())
                .isEqualTo(201);
        Reply other = admin.put("/enterprises/a", "{\"id\":\"b\",\"name\":\"A\"}");
        assertThat(other.status()).isEqualTo(422);
        assertThat(other.pointers()).containsExactly("/id");
    }

    @Test
    void nullCountsAsAbsent() {
        Reply reply = admin.put("/enterprises/a", "{\"name\":\"A\",\"userLimit\":null,\"enabled\":null}");
        assertThat(reply.status()).as(reply.body()).isEqualTo(201);
    }

    @Test
    void idsMayCarryAllTheirCharacters() {
        Reply reply = admin.put("/enterprises/a:b@c~d_e.f-g", "{\"name\":\"A\"}");
        assertThat(reply.status()).isEqualTo(201);
        assertThat(reply.header("Location")).contains("/enterprises/a:b@c~d_e.f-g");
        assertThat(admin.get("/enterprises/a%3Ab%40c~d_e.f%2dg").status()).isEqualTo(200);
    }
}
