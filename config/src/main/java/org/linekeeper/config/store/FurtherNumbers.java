package org.linekeeper.config.store;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.linekeeper.config.model.Line;

/** Which line has a number beside its own. Few do, so that a map is lean enough. One thread writes, any thread reads. */
final class FurtherNumbers {
    private final Map<Key, String> lineIds = new ConcurrentHashMap<>();

    private record Key(String directRouteId, String number) {}

    void add(Line line) {
        if (line.hasOptions()) {
            line.options().numbers().forEach(number -> lineIds.put(new Key(line.directRouteId(), number), line.id()));
        }
    }

    /** Forgets those of a line that it has not got any more, or that another line has not taken. */
    void remove(Line line) {
        if (line.hasOptions()) {
            line.options()
                    .numbers()
                    .forEach(number -> lineIds.remove(new Key(line.directRouteId(), number), line.id()));
        }
    }

    Optional<String> lineId(String directRouteId, String number) {
        return lineIds.isEmpty() ? Optional.empty() : Optional.ofNullable(lineIds.get(new Key(directRouteId, number)));
    }
}
