package org.linekeeper.call.number;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Function;

/** Remembers answers that are dear to find. Any thread. When it is full it begins anew, so that nobody can fill the memory with it. */
final class Memo<V> {
    private final int most;
    private final ConcurrentMap<String, V> answers = new ConcurrentHashMap<>();

    Memo(int most) {
        this.most = most;
    }

    V get(String key, Function<String, V> find) {
        V known = answers.get(key);
        if (known != null) {
            return known;
        }
        V found = find.apply(key);
        if (answers.size() >= most) {
            answers.clear();
        }
        answers.put(key, found);
        return found;
    }

    int size() {
        return answers.size();
    }
}
