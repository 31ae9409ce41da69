package org.linekeeper.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.linekeeper.admin.AdminFixture.Reply;
import org.linekeeper.config.model.Entity.Kind;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Bodies that no portal would send: answered with 400 or 422 and a problem document, never with a fault of the gateway. */
final class NonsenseTest {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final List<Kind> KINDS = List.of(Kind.values());
    private static AdminFixture admin;

    @BeforeAll
    static void open() {
        admin = new AdminFixture();
        admin.provision();
    }

    @AfterAll
    static void close() {
        admin.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "null",
                "true",
                "0",
                "\"\"",
                "[]",
                "{",
                "}",
                "{\"name\":}",
                "{\"name\":\"A\"",
                "{\"name\":\"A\"}}",
                "{\"name\":\"A\"}{\"name\":\"B\"}",
                "{'name':'A'}",
                "{name:\"A\"}",
                "{\"name\":\"A\",}",
                "// x\n{\"name\":\"A\"}",
                "\u0000",
                "{\"name\":\"a\nb\"}",
                "{\"name\":\"A\",\"name\":\"B\"}",
                "{\"name\":1e999999999}",
                "{\"name\":NaN}",
                "{\"name\":\"A\",\"userLimit\":1e999999999}",
                "{\"name\":\"A\",\"userLimit\":-1e-999999999}",
                "{\"name\":\"A\",\"userLimit\":1.5}",
                "{\"name\":\"A\",\"userLimit\":99999999999999999999999999999999}",
                "{\"name\":\"A\",\"userLimit\":\"5\"}",
                "{\"name\":\"A\",\"userLimit\":-1}",
                "{\"name\":{\"name\":\"A\"}}",
                "{\"name\":[\"A\"]}",
                "{\"name\":\"A\",\"enabled\":\"true\"}",
                "{\"name\":\"A\",\"\":1}",
                "{\"name\":\"A\",\"a/b~c\":1}",
                "{\"name\":\"A\",\"__proto__\":{}}",
                "{\"name\":\"A\",\"passwordSet\":true}",
                "{\"name\":\"\\ud800\"}",
                "{\"name\":\"a\\u0000b\"}",
                "{\"name\":\"${jndi:ldap://x}\\n2026 ERROR forged\"}",
                "{\"name\":\"A\",\"adminEmail\":\"a@b\\r\\nBcc: c@d\"}"
            })
    void nonsenseIsRefusedWithItsFaults(String body) {
        Reply reply = admin.put("/enterprises/nonsense", body);
        assertThat(reply.status()).as(reply.body()).isIn(400, 422);
        assertThat(reply.problem()).isEqualTo(reply.status() == 400 ? "not-json" : "invalid");
        assertThat(reply.json().path("errors")).isNotEmpty();
        assertThat(reply.body()).doesNotContain("Exception", "tools.jackson", "networknt");
        assertThat(admin.get("/enterprises/nonsense").status()).isEqualTo(404);
    }

    @Test
    void deepNestingAndLongNumbersAreRefusedQuickly() {
        for (String body : List.of(
                "[".repeat(60_000),
                "{\"a\":".repeat(12_000),
                "{\"name\":\"A\",\"userLimit\":" + "9".repeat(60_000) + "}",
                "{\"" + "n".repeat(60_000) + "\":1}",
                "{\"name\":\"" + "x".repeat(60_000) + "\"}")) {
            Reply reply = admin.put("/enterprises/deep", body);
            assertThat(reply.status()).isIn(400, 422);
            assertThat(reply.body().length()).isLessThan(70_000);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void randomBytesNeverBreakIt(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 60; i++) {
            byte[] body = new byte[random.nextInt(400)];
            random.nextBytes(body);
            Kind kind = KINDS.get(random.nextInt(KINDS.size()));
            Reply reply = admin.send(admin.to("/" + EntityKinds.collection(kind) + "/fuzz")
                    .header("Content-Type", "application/json")
                    .PUT(BodyPublishers.ofByteArray(body)));
            assertThat(reply.status()).as("seed %s, body %s", seed, i).isIn(400, 422);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13, 14, 15, 16, 17, 18})
    void mutatedEntitiesAreTakenOrRefusedWithReasons(long seed) {
        Random random = new Random(seed);
        OpenApiDocument document = OpenApiDocument.load();
        for (int i = 0; i < 80; i++) {
            Kind kind = KINDS.get(random.nextInt(KINDS.size()));
            JsonNode example = document.tree()
                    .path("components")
                    .path("schemas")
                    .path(EntityKinds.schema(kind))
                    .path("example")
                    .deepCopy();
            JsonNode mutated = mutate(example, random);
            Reply reply = admin.put("/" + EntityKinds.collection(kind) + "/m" + seed + "-" + i, mutated.toString());
            assertThat(reply.status()).as("seed %s: %s", seed, mutated).isIn(200, 201, 400, 409, 422);
            if (reply.status() >= 400) {
                assertThat(reply.json().path("errors")).as(reply.body()).isNotEmpty();
            }
        }
    }

    private static JsonNode mutate(JsonNode example, Random random) {
        ObjectNode object = (ObjectNode) example;
        for (int i = random.nextInt(3); i >= 0; i--) {
            List<String> names = new ArrayList<>(object.propertyNames());
            String name = names.isEmpty() ? "x" : names.get(random.nextInt(names.size()));
            switch (random.nextInt(4)) {
                case 0 -> object.remove(name);
                case 1 -> object.set(name + random.nextInt(10), weird(random, 3));
                default -> object.set(name, weird(random, 3));
            }
        }
        return object;
    }

    private static JsonNode weird(Random random, int depth) {
        return switch (random.nextInt(depth > 0 ? 10 : 8)) {
            case 0 -> NODES.nullNode();
            case 1 -> NODES.booleanNode(random.nextBoolean());
            case 2 -> NODES.numberNode(random.nextLong());
            case 3 -> NODES.numberNode(random.nextInt(70_000) - 10);
            case 4 -> NODES.numberNode(random.nextGaussian() * 1e300);
            case 5 -> NODES.stringNode("");
            case 6 -> NODES.stringNode("x".repeat(random.nextInt(2_000)));
            case 7 -> {
                StringBuilder text = new StringBuilder();
                for (int i = random.nextInt(20); i >= 0; i--) {
                    text.appendCodePoint(random.nextInt(0x800));
                }
                yield NODES.stringNode(text.toString());
            }
            case 8 -> {
                ArrayNode array = NODES.arrayNode();
                for (int i = random.nextInt(4); i > 0; i--) {
                    array.add(weird(random, depth - 1));
                }
                yield array;
            }
            default -> {
                ObjectNode object = NODES.objectNode();
                for (int i = random.nextInt(4); i > 0; i--) {
                    object.set("k" + i, weird(random, depth - 1));
                }
                yield object;
            }
        };
    }
}
