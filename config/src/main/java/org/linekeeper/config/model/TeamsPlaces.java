package org.linekeeper.config.model;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where Teams is reached and where its calls come from, as Microsoft documents it for the worldwide cloud. A route that names
 * other places or networks has those instead.
 */
final class TeamsPlaces {
    /** The name that "must be tried first". */
    static final String FIRST = "sip.pstnhub.microsoft.com";

    /** The name that leads to the nearest region, then those that lead to the second and third. */
    static final List<String> REGIONS = List.of(FIRST, "sip2.pstnhub.microsoft.com", "sip3.pstnhub.microsoft.com");

    static final int PORT = 5061;

    static final List<Cidr> NETWORKS = Stream.of("52.112.0.0/14", "52.120.0.0/14")
            .map(Cidr::parse)
            .flatMap(Optional::stream)
            .toList();

    private TeamsPlaces() {}
}
