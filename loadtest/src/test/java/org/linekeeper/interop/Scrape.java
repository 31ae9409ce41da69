package org.linekeeper.interop;

import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One reading of the gateway's metrics.
 *
 * @param samples value by name with labels, as the Prometheus text format writes them
 */
record Scrape(Map<String, Double> samples) {
    private static final Pattern SAMPLE = Pattern.compile("^([a-z_]+(?:\\{[^}]*})?) ([-+0-9.eEInfNa]+)$");

    static Scrape of(AdminClient admin) {
        AdminClient.Answer answer = admin.get("/metrics");
        if (answer.status() != 200) {
            throw new AssertionError("/metrics: " + answer);
        }
        Map<String, Double> samples = new TreeMap<>();
        answer.body()
                .lines()
                .map(SAMPLE::matcher)
                .filter(Matcher::matches)
                .forEach(sample -> samples.put(sample.group(1), Double.parseDouble(sample.group(2))));
        return new Scrape(samples);
    }

    /** The sum over all labels; fails when there is no such meter. */
    double total(String name) {
        Map<String, Double> found = new TreeMap<>();
        samples.forEach((key, value) -> {
            if (key.equals(name) || key.startsWith(name + "{")) {
                found.put(key, value);
            }
        });
        if (found.isEmpty()) {
            throw new AssertionError("no meter " + name + " among " + samples.keySet());
        }
        return found.values().stream().mapToDouble(Double::doubleValue).sum();
    }

    /** How often SIP transports refused or dropped something for any of these reasons. */
    double refused(String... reasons) {
        double sum = 0;
        for (String reason : reasons) {
            sum += total("linekeeper_sip_events_total", reason);
        }
        return sum;
    }

    private double total(String name, String label) {
        return samples.entrySet().stream()
                .filter(sample -> sample.getKey().startsWith(name + "{")
                        && sample.getKey().contains("=\"" + label + "\""))
                .mapToDouble(Map.Entry::getValue)
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + name + " of " + label + ": " + samples.keySet()));
    }

    /** How many of such things the SIP stack holds; fails when it does not say. */
    double alive(String what) {
        return total("linekeeper_sip_alive", what);
    }
}
