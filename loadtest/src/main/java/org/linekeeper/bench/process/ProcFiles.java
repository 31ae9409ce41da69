package org.linekeeper.bench.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the operating system says of processes, in {@code /proc} (proc(5)). */
public final class ProcFiles {
    /** Linux shows times to user space in hundredths of a second whatever the kernel ticks at. */
    private static final double TICKS_PER_SECOND = 100;

    private static final int UTIME = 11;
    private static final Pattern MEMORY = Pattern.compile("(?m)^(Vm(?:RSS|HWM)):\\s+([0-9]+) kB$");

    private ProcFiles() {}

    /** CPU seconds, user and system, of all threads that these processes have and had; 0 for one that is gone. */
    public static double cpuSeconds(Collection<Long> pids) {
        double sum = 0;
        for (long pid : pids) {
            sum += cpuSeconds(pid);
        }
        return sum;
    }

    private static double cpuSeconds(long pid) {
        try {
            String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
            return cpuSeconds(stat);
        } catch (IOException gone) {
            return 0;
        }
    }

    static double cpuSeconds(String stat) {
        // The program's name stands in brackets and may hold anything, a bracket too.
        List<String> fields = List.of(stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1));
        return (Long.parseLong(fields.get(UTIME)) + Long.parseLong(fields.get(UTIME + 1))) / TICKS_PER_SECOND;
    }

    /** Resident memory now ({@code VmRSS}) and at its highest ({@code VmHWM}), in MiB. */
    public static Map<String, Double> memoryMiB(long pid) throws IOException {
        Map<String, Double> found = new java.util.TreeMap<>();
        Matcher matcher = MEMORY.matcher(Files.readString(Path.of("/proc/" + pid + "/status")));
        while (matcher.find()) {
            found.put(matcher.group(1), Long.parseLong(matcher.group(2)) / 1_024.0);
        }
        return found;
    }
}
