package org.linekeeper.dns;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.linekeeper.dns.ResourceRecord.Srv;

/** The order in which SRV records are tried. Pure but for the random numbers that it is given. */
final class SrvOrder {
    private SrvOrder() {}

    /** At most {@code limit} of the records, lower priority first, weighted shuffle within a priority. */
    static List<Srv> order(List<Srv> records, RandomGenerator random, int limit) {
        TreeMap<Integer, List<Srv>> byPriority = new TreeMap<>();
        for (Srv record : records) {
            byPriority
                    .computeIfAbsent(record.priority(), priority -> new ArrayList<>())
                    .add(record);
        }
        List<Srv> ordered = new ArrayList<>();
        for (List<Srv> group : byPriority.values()) {
            drawAll(group, random, limit, ordered);
        }
        return ordered;
    }

    private static void drawAll(List<Srv> group, RandomGenerator random, int limit, List<Srv> ordered) {
        // RFC 2782: "arrange all SRV RRs (that have not been ordered yet) in any order, except that all those with
        // weight 0
        // are placed at the beginning of the list." Any order: a random one, so that records of weight 0 share evenly.
        List<Srv> left = new ArrayList<>();
        List<Srv> weighted = new ArrayList<>();
        long sum = 0;
        for (Srv record : group) {
            (record.weight() == 0 ? left : weighted).add(record);
            sum += record.weight();
        }
        shuffle(left, random);
        left.addAll(weighted);
        while (!left.isEmpty() && ordered.size() < limit) {
            Srv drawn = left.remove(draw(left, random.nextLong(sum + 1)));
            ordered.add(drawn);
            sum -= drawn.weight();
        }
    }

    /** Every order of the list with the same chance. */
    static void shuffle(List<?> list, RandomGenerator random) {
        for (int i = list.size(); i > 1; i--) {
            Collections.swap(list, i - 1, random.nextInt(i));
        }
    }

    /**
     * RFC 2782: "choose a uniform random number between 0 and the sum computed (inclusive), and select the RR whose running
     * sum value is the first in the selected order which is greater than or equal to the random number selected."
     */
    private static int draw(List<Srv> left, long chosen) {
        long running = 0;
        for (int i = 0; i < left.size(); i++) {
            running += left.get(i).weight();
            if (running >= chosen) {
                return i;
            }
        }
        return left.size() - 1;
    }
}
