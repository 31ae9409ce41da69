package org.linekeeper.config.document;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.linekeeper.config.document.Node.Flag;
import org.linekeeper.config.document.Node.Items;
import org.linekeeper.config.document.Node.Member;
import org.linekeeper.config.document.Node.Members;
import org.linekeeper.config.document.Node.Nothing;
import org.linekeeper.config.document.Node.Numeral;
import org.linekeeper.config.document.Node.Text;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.dataformat.yaml.YAMLParser;

/** Builds the tree of one document from its tokens. Of two members with one name the first stands and the second is a fault. */
final class TreeBuilder {
    private final JsonParser parser;
    private final Faults faults;

    TreeBuilder(JsonParser parser, Faults faults) {
        this.parser = parser;
        this.faults = faults;
    }

    Optional<Node> build() {
        if (parser.nextToken() == null) {
            faults.add(Place.WHOLE, "", "is empty");
            return Optional.empty();
        }
        Node root = value("");
        if (parser.nextToken() != null) {
            faults.add(here(), "", "holds more than one document");
        }
        return Optional.of(root);
    }

    private Node value(String pointer) {
        refuseYamlReferences(pointer);
        Place place = here();
        JsonToken token = parser.currentToken();
        return switch (token) {
            case START_OBJECT -> members(place, pointer);
            case START_ARRAY -> items(place, pointer);
            case VALUE_NUMBER_INT -> new Numeral(place, parser.getString(), true);
            case VALUE_NUMBER_FLOAT -> new Numeral(place, parser.getString(), false);
            case VALUE_TRUE -> new Flag(place, true);
            case VALUE_FALSE -> new Flag(place, false);
            case VALUE_NULL -> new Nothing(place);
            default -> new Text(place, parser.getString());
        };
    }

    private Members members(Place place, String pointer) {
        Map<String, Member> members = new LinkedHashMap<>();
        for (JsonToken token = parser.nextToken(); inside(token, JsonToken.END_OBJECT); token = parser.nextToken()) {
            String name = parser.currentName();
            String at = pointer + "/" + Documents.escape(name);
            Place namePlace = here();
            refuseYamlReferences(at);
            parser.nextToken();
            Member earlier = members.putIfAbsent(name, new Member(namePlace, name, value(at)));
            if (earlier != null) {
                faults.add(
                        namePlace,
                        at,
                        "is there twice; first in line " + earlier.place().line());
            }
        }
        return new Members(place, List.copyOf(members.values()));
    }

    private Items items(Place place, String pointer) {
        List<Node> items = new ArrayList<>();
        for (JsonToken token = parser.nextToken(); inside(token, JsonToken.END_ARRAY); token = parser.nextToken()) {
            items.add(value(pointer + "/" + items.size()));
        }
        return new Items(place, items);
    }

    private static boolean inside(@Nullable JsonToken token, JsonToken end) {
        return token != null && token != end;
    }

    /** Anchors, aliases and tags have no use here and are how YAML documents explode. */
    private void refuseYamlReferences(String pointer) {
        if (parser instanceof YAMLParser yaml
                && (yaml.isCurrentAlias() || yaml.getObjectId() != null || yaml.getTypeId() != null)) {
            faults.add(here(), pointer, "uses an anchor, an alias or a tag of YAML, which are not supported");
        }
    }

    private Place here() {
        return Documents.place(parser.currentTokenLocation());
    }
}
