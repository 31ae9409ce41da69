package org.linekeeper.admin;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.dialect.Dialects;
import com.networknt.schema.path.PathType;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.linekeeper.config.document.Documents;
import org.linekeeper.config.model.Problem;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** The OpenAPI document that the port serves and that its bodies are checked against. */
final class OpenApiDocument {
    private static final String RESOURCE = "/openapi.yaml";
    private static final String BASE = "urn:linekeeper:openapi";

    /** Keywords whose complaint is about a member, which the validator names beside the place of its object. */
    private static final Set<String> ABOUT_MEMBER = Set.of("required", "additionalProperties");

    private final String yaml;
    private final String json;
    private final JsonNode tree;
    private final SchemaRegistry registry;
    private final Map<String, Schema> schemas = new ConcurrentHashMap<>();

    private OpenApiDocument(String yaml) {
        this.yaml = yaml;
        this.tree = YAMLMapper.builder().build().readTree(yaml);
        this.json = JsonMapper.builder().build().writeValueAsString(tree);
        SchemaRegistryConfig config = SchemaRegistryConfig.builder()
                .pathType(PathType.JSON_POINTER)
                .locale(Locale.ENGLISH)
                .build();
        this.registry = SchemaRegistry.withDefaultDialect(
                Dialects.getOpenApi31(),
                builder -> builder.schemas(Map.of(BASE, json)).schemaRegistryConfig(config));
    }

    /** Reads the document from the program. */
    static OpenApiDocument load() {
        try (InputStream in = OpenApiDocument.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IllegalStateException("the program lacks its " + RESOURCE);
            }
            return new OpenApiDocument(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String yaml() {
        return yaml;
    }

    String json() {
        return json;
    }

    JsonNode tree() {
        return tree;
    }

    /** Every fault of a value against one of the schemas under components. */
    List<Problem> check(String schema, JsonNode value) {
        return schemas
                .computeIfAbsent(
                        schema, name -> registry.getSchema(SchemaLocation.of(BASE + "#/components/schemas/" + name)))
                .validate(value)
                .stream()
                .map(OpenApiDocument::problem)
                .distinct()
                .toList();
    }

    private static Problem problem(Error error) {
        String pointer = error.getInstanceLocation().toString();
        String member = error.getProperty();
        boolean aboutMember = member != null && ABOUT_MEMBER.contains(error.getKeyword());
        return new Problem(aboutMember ? pointer + "/" + Documents.escape(member) : pointer, error.getMessage());
    }
}
