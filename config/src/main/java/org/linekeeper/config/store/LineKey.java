package org.linekeeper.config.store;

import org.linekeeper.config.model.Line;

/** A value by which lines are found. Hashing and comparing make no strings where they can do without. */
interface LineKey {
    LineKey ID = new LineKey() {
        @Override
        public String of(Line line) {
            return line.id();
        }

        @Override
        public int hash(Line line) {
            return line.id().hashCode();
        }

        @Override
        public boolean is(Line line, String key) {
            return line.id().equals(key);
        }
    };

    LineKey PHONE_NUMBER = new LineKey() {
        @Override
        public String of(Line line) {
            return line.phoneNumber();
        }

        @Override
        public int hash(Line line) {
            return line.phoneNumberHash();
        }

        @Override
        public boolean is(Line line, String key) {
            return line.hasPhoneNumber(key);
        }
    };

    /** The key of a line. */
    String of(Line line);

    /** The hash code of the key of a line. */
    int hash(Line line);

    /** Whether this is the key of a line. */
    boolean is(Line line, String key);
}
