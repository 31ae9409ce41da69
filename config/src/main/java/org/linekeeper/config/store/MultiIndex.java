package org.linekeeper.config.store;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Several values behind one key. One thread writes, any thread reads.
 *
 * @param <T> the values; equal ones are one
 */
final class MultiIndex<T> {
    private final Map<String, Set<T>> byKey = new ConcurrentHashMap<>();

    void add(String key, T value) {
        byKey.computeIfAbsent(key, unused -> ConcurrentHashMap.newKeySet(1)).add(value);
    }

    void remove(String key, T value) {
        Set<T> values = byKey.get(key);
        if (values != null && values.remove(value) && values.isEmpty()) {
            byKey.remove(key);
        }
    }

    /** The values of a key as they are now, in no order. */
    List<T> of(String key) {
        Set<T> values = byKey.get(key);
        return values == null ? List.of() : List.copyOf(values);
    }
}
