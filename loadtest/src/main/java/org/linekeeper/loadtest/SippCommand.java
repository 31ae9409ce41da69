package org.linekeeper.loadtest;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What SIPp is asked to do. Immutable: every method returns a changed copy. Always bounded: a number of calls and a time.
 *
 * @param scenario the scenario file
 * @param local the address it binds to; port 0 lets SIPp choose
 * @param remote where requests go; empty for a scenario that waits for calls
 * @param transport {@code u1} UDP or {@code t1} TCP; TLS goes through {@link org.linekeeper.simulator.TlsPipe}
 * @param load how many calls, how fast
 * @param keys replaces {@code [name]} in the scenario
 * @param options further words of the command line, such as {@code -inf users.csv}
 */
public record SippCommand(
        Path scenario,
        InetSocketAddress local,
        Optional<InetSocketAddress> remote,
        String transport,
        Load load,
        Map<String, String> keys,
        List<String> options) {

    /**
     * How much and how fast.
     *
     * @param calls after so many SIPp ends, 1 or more
     * @param rate new calls a second, 1 or more
     * @param concurrent at one time, 1 or more
     * @param timeout after which SIPp gives up and fails
     */
    public record Load(int calls, int rate, int concurrent, Duration timeout) {}

    public SippCommand {
        keys = Map.copyOf(keys);
        options = List.copyOf(options);
    }

    /** One call over UDP from or at the address, ten seconds at most. */
    public static SippCommand of(Path scenario, InetSocketAddress local) {
        Load one = new Load(1, 10, 100, Duration.ofSeconds(10));
        return new SippCommand(scenario, local, Optional.empty(), "u1", one, Map.of(), List.of());
    }

    public SippCommand to(InetSocketAddress target) {
        return new SippCommand(scenario, local, Optional.of(target), transport, load, keys, options);
    }

    public SippCommand overTcp() {
        return new SippCommand(scenario, local, remote, "t1", load, keys, options);
    }

    public SippCommand load(int calls, int rate, int concurrent, Duration timeout) {
        Load wanted = new Load(calls, rate, concurrent, timeout);
        return new SippCommand(scenario, local, remote, transport, wanted, keys, options);
    }

    public SippCommand key(String name, String value) {
        Map<String, String> more = new TreeMap<>(keys);
        more.put(name, value);
        return new SippCommand(scenario, local, remote, transport, load, more, options);
    }

    public SippCommand option(String... words) {
        List<String> more = new ArrayList<>(options);
        more.addAll(List.of(words));
        return new SippCommand(scenario, local, remote, transport, load, keys, more);
    }

    /** One line a call, fields separated by semicolons; the first line (SEQUENTIAL or RANDOM) is not part of the list. */
    public SippCommand users(Path csv) {
        return option("-inf", csv.toString());
    }

    List<String> words(Path statistics, Path errors) {
        List<String> words = new ArrayList<>(List.of("sipp"));
        remote.ifPresent(target -> words.add(hostPort(target)));
        words.addAll(List.of("-sf", scenario.toAbsolutePath().toString(), "-t", transport));
        words.addAll(List.of("-i", local.getAddress().getHostAddress(), "-bind_local"));
        if (local.getPort() != 0) {
            words.addAll(List.of("-p", Integer.toString(local.getPort())));
        }
        words.addAll(List.of("-m", Integer.toString(load.calls())));
        words.addAll(List.of("-r", Integer.toString(load.rate()), "-l", Integer.toString(load.concurrent())));
        words.addAll(List.of("-timeout", load.timeout().toSeconds() + "s", "-timeout_error"));
        words.addAll(List.of("-trace_err", "-error_file", errors.toString()));
        words.addAll(List.of("-trace_stat", "-stf", statistics.toString(), "-fd", "1"));
        words.addAll(List.of("-nostdin", "-skip_rlimit"));
        new TreeMap<>(keys).forEach((name, value) -> words.addAll(List.of("-key", name, value)));
        words.addAll(options);
        return words;
    }

    private static String hostPort(InetSocketAddress address) {
        return address.getAddress().getHostAddress() + ":" + address.getPort();
    }
}
