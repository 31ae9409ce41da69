package org.linekeeper.admin;

import java.math.BigInteger;
import org.linekeeper.config.document.Node;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Turns a located tree into the one that the schema validator reads. The tree's depth is limited where it is parsed. */
final class JsonTree {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private static final double LARGEST = 9e18;

    private JsonTree() {}

    static JsonNode of(Node node) {
        if (node instanceof Node.Members members) {
            ObjectNode object = NODES.objectNode();
            members.values().forEach(member -> object.set(member.name(), of(member.value())));
            return object;
        }
        if (node instanceof Node.Items items) {
            ArrayNode array = NODES.arrayNode();
            items.values().forEach(item -> array.add(of(item)));
            return array;
        }
        if (node instanceof Node.Text text) {
            return NODES.stringNode(text.value());
        }
        if (node instanceof Node.Flag flag) {
            return NODES.booleanNode(flag.value());
        }
        if (node instanceof Node.Numeral numeral) {
            return number(numeral);
        }
        return NODES.nullNode();
    }

    /**
     * A fraction becomes a double: as a BigDecimal, 1e999999999 would be a number of a billion digits to whoever looks closer. One
     * beyond the range of a long is brought into it: the validator cannot compare it otherwise, and it stays out of every range.
     */
    private static JsonNode number(Node.Numeral numeral) {
        return numeral.whole()
                ? NODES.numberNode(new BigInteger(numeral.value()))
                : NODES.numberNode(Math.max(-LARGEST, Math.min(LARGEST, Double.parseDouble(numeral.value()))));
    }
}
