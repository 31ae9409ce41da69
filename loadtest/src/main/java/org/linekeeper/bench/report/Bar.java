package org.linekeeper.bench.report;

import java.util.Locale;

/** What a figure is held against. */
public sealed interface Bar {
    boolean isMet(double value);

    /** In words, for tables. */
    String words();

    /** A figure that is only told. */
    record None() implements Bar {
        @Override
        public boolean isMet(double value) {
            return true;
        }

        @Override
        public String words() {
            return "";
        }
    }

    record AtMost(double limit) implements Bar {
        @Override
        public boolean isMet(double value) {
            return value <= limit;
        }

        @Override
        public String words() {
            return "at most " + Numbers.text(limit);
        }
    }

    record AtLeast(double limit) implements Bar {
        @Override
        public boolean isMet(double value) {
            return value >= limit;
        }

        @Override
        public String words() {
            return "at least " + Numbers.text(limit);
        }
    }

    /** Numbers as people read them. */
    final class Numbers {
        private Numbers() {}

        static String text(double value) {
            if (value == Math.rint(value) && Math.abs(value) < 1e15) {
                return String.format(Locale.ROOT, "%,.0f", value);
            }
            return String.format(Locale.ROOT, Math.abs(value) < 100 ? "%.2f" : "%,.1f", value);
        }
    }
}
