package org.linekeeper.config.document;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.dataformat.yaml.YAMLFactory;

/** Parses JSON and YAML text, at most 1 MiB and 32 levels deep, into located trees. Never throws for what the text says. */
public final class Documents {
    /** The longest text that is read. */
    public static final int MAX_BYTES = 1 << 20;

    /** The deepest nesting that is read. */
    static final int MAX_DEPTH = 32;

    private static final StreamReadConstraints LIMITS = StreamReadConstraints.builder()
            .maxDocumentLength(MAX_BYTES)
            .maxNestingDepth(MAX_DEPTH)
            .maxNumberLength(100)
            .build();
    private static final JsonFactory JSON =
            JsonFactory.builder().streamReadConstraints(LIMITS).build();
    private static final YAMLFactory YAML =
            YAMLFactory.builder().streamReadConstraints(LIMITS).build();

    private Documents() {}

    /** The tree of a JSON text (RFC 8259); empty after a fault that ends the reading. */
    public static Optional<Node> json(byte[] text, Faults faults) {
        return parse(JSON, "JSON", text, faults);
    }

    /** The tree of a YAML 1.2 text: one document, without anchors, aliases and tags; empty after a fault that ends the reading. */
    public static Optional<Node> yaml(byte[] text, Faults faults) {
        return parse(YAML, "YAML", text, faults);
    }

    /** A name as one step of a JSON pointer (RFC 6901 section 3). */
    public static String escape(String name) {
        return name.replace("~", "~0").replace("/", "~1");
    }

    private static Optional<Node> parse(TokenStreamFactory factory, String format, byte[] bytes, Faults faults) {
        if (bytes.length > MAX_BYTES) {
            faults.add(Place.WHOLE, "", "is longer than " + MAX_BYTES + " bytes");
            return Optional.empty();
        }
        String text;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            faults.add(Place.WHOLE, "", "is not UTF-8 text");
            return Optional.empty();
        }
        // "implementations that parse JSON texts MAY ignore the presence of a byte order mark" (RFC 8259 section 8.1)
        text = text.startsWith("\uFEFF") ? text.substring(1) : text;
        try (JsonParser parser = factory.createParser(ObjectReadContext.empty(), text)) {
            return new TreeBuilder(parser, faults).build();
        } catch (JacksonException e) {
            refuse(format, e, faults);
        } catch (YamlEngineException e) {
            refuse(format, e, faults);
        }
        return Optional.empty();
    }

    /** The YAML engine says best where and why, but it is often wrapped. */
    private static void refuse(String format, RuntimeException failure, Faults faults) {
        Place place = Place.WHOLE;
        String reason = String.valueOf(failure.getMessage());
        if (failure instanceof JacksonException jackson) {
            place = place(jackson.getLocation());
            reason = jackson.getOriginalMessage();
        }
        MarkedYamlEngineException marked = failure instanceof MarkedYamlEngineException own
                ? own
                : failure.getCause() instanceof MarkedYamlEngineException wrapped ? wrapped : null;
        if (marked != null) {
            place = marked.getProblemMark()
                    .map(mark -> new Place(mark.getLine() + 1, mark.getColumn() + 1))
                    .orElse(place);
            reason = marked.getProblem();
        }
        faults.add(place, "", "is not " + format + ": " + firstLine(reason));
    }

    static Place place(@Nullable TokenStreamLocation location) {
        return location == null || location.getLineNr() < 1
                ? Place.WHOLE
                : new Place(location.getLineNr(), Math.max(1, location.getColumnNr()));
    }

    private static String firstLine(String message) {
        // Jackson names its source object in the middle of a sentence; nobody outside can make anything of it.
        String line = message.lines().findFirst().orElse("").replaceAll(" \\(start marker at \\[Source:.*", "");
        return line.length() > 200 ? line.substring(0, 200) : line;
    }
}
