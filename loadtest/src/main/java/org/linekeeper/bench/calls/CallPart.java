package org.linekeeper.bench.calls;

/** What can be measured; written in lower case on the command line. */
enum CallPart {
    delay,
    cpu,
    held,
    overload,
    cold,
    tls
}
