package org.linekeeper.admin;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A path with parameters, such as {@code /lines/{id}/registration}. A parameter is a whole segment, or a segment up to a fixed
 * end such as {@code {id}:refresh}. Segments are compared after percent-decoding each for itself, so an encoded slash or an
 * encoded dot never changes which segments there are.
 */
final class PathTemplate {
    private static final Pattern PARAMETER = Pattern.compile("\\{([a-zA-Z]+)}([^{}]*)");

    private final String text;
    private final List<String> segments;

    PathTemplate(String text) {
        this.text = text;
        this.segments = List.of(text.substring(1).split("/", -1));
    }

    /** The parameters of a path that this template fits. */
    Optional<Map<String, String>> match(List<String> path) {
        if (path.size() != segments.size()) {
            return Optional.empty();
        }
        Map<String, String> parameters = new LinkedHashMap<>();
        for (int i = 0; i < path.size(); i++) {
            if (!fits(segments.get(i), path.get(i), parameters)) {
                return Optional.empty();
            }
        }
        return Optional.of(parameters);
    }

    private static boolean fits(String segment, String actual, Map<String, String> parameters) {
        Matcher parameter = PARAMETER.matcher(segment);
        if (!parameter.matches()) {
            return segment.equals(actual);
        }
        String end = parameter.group(2);
        if (!actual.endsWith(end) || actual.length() == end.length()) {
            return false;
        }
        parameters.put(parameter.group(1), actual.substring(0, actual.length() - end.length()));
        return true;
    }

    /** Whether it is something to be done to what a shorter path names, such as {@code /calls/{id}:release}. */
    boolean isAction() {
        Matcher last = PARAMETER.matcher(segments.get(segments.size() - 1));
        return last.matches() && !last.group(2).isEmpty();
    }

    @Override
    public String toString() {
        return text;
    }
}
