package org.linekeeper.bench.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** What the scenarios of one run gather. */
public final class Outcome {
    private final Figures figures = new Figures();
    private final Map<String, Object> detail = new LinkedHashMap<>();
    private final RateChart chart;

    public Outcome(String title) {
        chart = new RateChart(title);
    }

    public Figures figures() {
        return figures;
    }

    public RateChart chart() {
        return chart;
    }

    /** What the figures were made of, for the JSON file. */
    public void detail(String name, Object value) {
        detail.put(name, value);
    }

    /**
     * Writes the JSON file.
     *
     * @param machine of {@link Machine#facts}, from before the run
     */
    public void write(Path file, Map<String, String> machine, Instant startedAt) throws IOException {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("figures", figures.json());
        document.put("startedAt", startedAt.toString());
        document.put("machine", machine);
        document.put("detail", detail);
        String text = JsonMapper.builder()
                .enable(SerializationFeature.INDENT_OUTPUT)
                .build()
                .writeValueAsString(document);
        Files.writeString(file, text + "\n");
    }
}
