package org.linekeeper.config.model;

import java.util.List;
import java.util.Optional;
import org.linekeeper.config.document.Form;
import org.linekeeper.config.document.Form.Reading.Bad;
import org.linekeeper.config.document.Form.Reading.Good;
import org.linekeeper.config.document.Forms;
import org.linekeeper.config.document.Node;
import tools.jackson.core.JsonGenerator;

/** The member {@code ranges}: read as text or as objects, written as objects. */
final class NumberRangeJson {
    static final Form<NumberRange> RANGE = NumberRangeJson::read;

    private static final Form<Integer> COUNT = Forms.whole(1, NumberRange.MOST_NUMBERS);

    private NumberRangeJson() {}

    private static Form.Reading<NumberRange> read(Node node) {
        if (node instanceof Node.Members object) {
            return read(object);
        }
        return Forms.parsed(NumberRange.ALLOWED, NumberRange::parse).read(node);
    }

    private static Form.Reading<NumberRange> read(Node.Members object) {
        List<String> names = object.values().stream().map(Node.Member::name).toList();
        Optional<String> from = text(object, "from");
        if (names.size() != 2 || from.isEmpty()) {
            return new Bad<>("must be " + NumberRange.ALLOWED);
        }
        if (names.contains("count")) {
            return count(value(object, "count").orElseThrow(), from.get());
        }
        return text(object, "to")
                .<Form.Reading<NumberRange>>map(to -> new Good<>(new NumberRange(from.get(), to)))
                .orElseGet(() -> new Bad<>("must be " + NumberRange.ALLOWED));
    }

    private static Form.Reading<NumberRange> count(Node node, String from) {
        if (!(COUNT.read(node) instanceof Good<Integer> count)) {
            return new Bad<>("must have a count from 1 to " + NumberRange.MOST_NUMBERS);
        }
        return NumberRange.of(from, count.value())
                .<Form.Reading<NumberRange>>map(Good::new)
                .orElseGet(() -> new Bad<>("must begin with an E.164 number whose digits can count so far"));
    }

    private static Optional<String> text(Node.Members object, String name) {
        return value(object, name)
                .filter(Node.Text.class::isInstance)
                .map(node -> ((Node.Text) node).value().strip());
    }

    private static Optional<Node> value(Node.Members object, String name) {
        return object.values().stream()
                .filter(member -> member.name().equals(name))
                .map(Node.Member::value)
                .findFirst();
    }

    static void write(List<NumberRange> ranges, JsonGenerator json) {
        if (ranges.isEmpty()) {
            return;
        }
        json.writeArrayPropertyStart("ranges");
        for (NumberRange range : ranges) {
            json.writeStartObject();
            json.writeStringProperty("from", range.from());
            json.writeStringProperty("to", range.to());
            json.writeEndObject();
        }
        json.writeEndArray();
    }
}
