package org.linekeeper.bench.report;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;

/** The figures of one run, in the order in which they were put. */
public final class Figures {
    /**
     * What is measured.
     *
     * @param name its name in the JSON file
     * @param words for people, with the unit
     */
    public record Figure(String name, String words, Bar bar) {}

    private final Map<Figure, Double> values = new LinkedHashMap<>();

    private final Set<Figure> told = new HashSet<>();

    /** These are not held against their bars in this run. */
    public void onlyTell(Figure... figures) {
        told.addAll(List.of(figures));
    }

    public void put(Figure figure, double value) {
        values.put(figure, value);
    }

    public OptionalDouble get(Figure figure) {
        Double value = values.get(figure);
        return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
    }

    /** Whether no bar is missed. */
    public boolean allMet() {
        return values.entrySet().stream().allMatch(entry -> bar(entry.getKey()).isMet(entry.getValue()));
    }

    /** Name and value of each, whole numbers as such. */
    public Map<String, Number> json() {
        Map<String, Number> json = new LinkedHashMap<>();
        values.forEach((figure, value) -> json.put(figure.name(), number(value)));
        return json;
    }

    private static Number number(double value) {
        if (value == Math.rint(value) && Math.abs(value) < 1e15) {
            return (long) value;
        }
        return Math.round(value * 1_000) / 1_000.0;
    }

    /** A table for a terminal. */
    public String table() {
        StringBuilder table = new StringBuilder();
        values.forEach((figure, value) -> table.append(String.format(
                java.util.Locale.ROOT,
                "%-66s %14s  %-18s %s%n",
                figure.words(),
                Bar.Numbers.text(value),
                bar(figure).words(),
                verdict(bar(figure), value))));
        return table.toString();
    }

    private Bar bar(Figure figure) {
        return told.contains(figure) ? new Bar.None() : figure.bar();
    }

    private static String verdict(Bar bar, double value) {
        if (bar instanceof Bar.None) {
            return "";
        }
        return bar.isMet(value) ? "met" : "MISSED";
    }
}
