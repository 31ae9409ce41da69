package org.linekeeper.registration;

import java.net.InetAddress;
import java.util.Map;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.linekeeper.config.model.RegistrationPace;

/**
 * What the PBXs at each address say that they bear: of each figure the strictest holds for all of them. Who says nothing is not
 * counted. Safe for use by any thread; a word costs little more when many others have one.
 */
final class AddressPaces {
    private final Map<InetAddress, Words> words = new ConcurrentHashMap<>();
    private final AtomicInteger version = new AtomicInteger();

    /** All that is said at one address: how many say each number. Changed under the lock of its place in the map. */
    private static final class Words {
        private final SortedMap<Integer, Integer> inFlight = new TreeMap<>();
        private final SortedMap<Integer, Integer> start = new TreeMap<>();
        private final SortedMap<Integer, Integer> perSecond = new TreeMap<>();
        private volatile RegistrationPace strictest = RegistrationPace.NONE;

        private void add(RegistrationPace pace, int times) {
            add(inFlight, pace.maxInFlight(), times);
            add(start, pace.startPerSecond(), times);
            add(perSecond, pace.maxPerSecond(), times);
            strictest = new RegistrationPace(least(inFlight), least(start), least(perSecond));
        }

        private static void add(SortedMap<Integer, Integer> numbers, OptionalInt number, int times) {
            if (number.isPresent()) {
                numbers.merge(number.getAsInt(), times, (one, other) -> one + other == 0 ? null : one + other);
            }
        }

        private static OptionalInt least(SortedMap<Integer, Integer> numbers) {
            return numbers.isEmpty() ? OptionalInt.empty() : OptionalInt.of(numbers.firstKey());
        }
    }

    /** A PBX at this address says so. */
    void say(InetAddress address, RegistrationPace pace) {
        if (!pace.equals(RegistrationPace.NONE)) {
            words.compute(address, (at, known) -> {
                Words said = known == null ? new Words() : known;
                said.add(pace, 1);
                return said;
            });
            version.incrementAndGet();
        }
    }

    /** A PBX that said so is not at this address any more, or says something else. */
    void takeBack(InetAddress address, RegistrationPace pace) {
        if (!pace.equals(RegistrationPace.NONE)) {
            words.computeIfPresent(address, (at, said) -> {
                said.add(pace, -1);
                return said.strictest.equals(RegistrationPace.NONE) ? null : said;
            });
            version.incrementAndGet();
        }
    }

    /** What holds at this address. */
    RegistrationPace at(InetAddress address) {
        Words said = words.get(address);
        return said == null ? RegistrationPace.NONE : said.strictest;
    }

    /** Another number after each change. */
    int version() {
        return version.get();
    }

    /** Whether nothing is said anywhere. */
    boolean isEmpty() {
        return words.isEmpty();
    }
}
