package org.linekeeper.config.document;

import java.util.List;

/** One value of a document, with its place. */
public sealed interface Node {
    Place place();

    /** What it is, for people: "a number". */
    String kind();

    record Text(Place place, String value) implements Node {
        @Override
        public String kind() {
            return "text";
        }

        /** The value may be a secret, so it is not shown. */
        @Override
        public String toString() {
            return "Text[" + place + "]";
        }
    }

    /**
     * A number as it was written.
     *
     * @param whole whether it has neither fraction nor exponent
     */
    record Numeral(Place place, String value, boolean whole) implements Node {
        @Override
        public String kind() {
            return "a number";
        }
    }

    record Flag(Place place, boolean value) implements Node {
        @Override
        public String kind() {
            return value ? "true" : "false";
        }
    }

    /** Null. */
    record Nothing(Place place) implements Node {
        @Override
        public String kind() {
            return "nothing";
        }
    }

    record Items(Place place, List<Node> values) implements Node {
        public Items {
            values = List.copyOf(values);
        }

        @Override
        public String kind() {
            return "a list";
        }
    }

    /** An object; its names are unique. */
    record Members(Place place, List<Member> values) implements Node {
        public Members {
            values = List.copyOf(values);
        }

        @Override
        public String kind() {
            return "an object";
        }
    }

    /** One member of an object; the place is that of its name. */
    record Member(Place place, String name, Node value) {}
}
