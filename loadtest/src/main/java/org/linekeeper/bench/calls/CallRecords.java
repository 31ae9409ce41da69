package org.linekeeper.bench.calls;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The gateway's call records, counted by the caller's Call-ID.
 *
 * @param all lines of the file
 * @param calls different Call-IDs among them
 * @param completed calls that were answered and ended by one of the parties
 */
record CallRecords(long all, long calls, long completed) {
    private static final Pattern CALL_ID = Pattern.compile("\"inboundSipCallId\":\"([^\"]*)\"");
    private static final String COMPLETED = "\"completed\"";

    static CallRecords read(Path file) throws IOException {
        Map<String, Integer> seen = new HashMap<>();
        long all = 0;
        long completed = 0;
        if (Files.exists(file)) {
            try (BufferedReader lines = Files.newBufferedReader(file)) {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    all++;
                    Matcher callId = CALL_ID.matcher(line);
                    seen.merge(callId.find() ? callId.group(1) : "", 1, Integer::sum);
                    completed += line.contains(COMPLETED) ? 1 : 0;
                }
            }
        }
        return new CallRecords(all, seen.size(), completed);
    }

    /** Calls that have more than one record. */
    long surplus() {
        return all - calls;
    }
}
