package org.linekeeper.admin;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The conditional headers of RFC 9110 section 13. An ETag is the entity's revision in quotes. */
final class Preconditions {
    private static final Pattern TAGS = Pattern.compile("\\s*(?:(W/)?\"([\\x21\\x23-\\x7e]{0,100})\"\\s*(?:,|$)\\s*)");
    private static final Pattern REVISION = Pattern.compile("0|[1-9][0-9]{0,17}");

    private Preconditions() {}

    /** What a write demands. */
    sealed interface Demand {
        record Nothing() implements Demand {}

        /** If-None-Match: *. */
        record Absent() implements Demand {}

        /** If-Match: *. */
        record Present() implements Demand {}

        /** If-Match with tags; those that are no revision of ours are left out, as they match nothing. */
        record OneOf(List<Long> revisions) implements Demand {
            public OneOf {
                revisions = List.copyOf(revisions);
            }
        }

        /** The headers make no sense. */
        record Malformed(ProblemDetails problem) implements Demand {}
    }

    static String etag(long revision) {
        return "\"" + revision + "\"";
    }

    /** The demand of a PUT or DELETE. */
    static Demand ofWrite(ApiRequest request) {
        Optional<String> match = request.header("If-Match");
        Optional<String> noneMatch = request.header("If-None-Match");
        if (match.isPresent() && noneMatch.isPresent()) {
            return new Demand.Malformed(
                    ProblemDetails.header("If-None-Match", "If-Match and If-None-Match cannot stand together"));
        }
        if (noneMatch.isPresent()) {
            return noneMatch.get().strip().equals("*")
                    ? new Demand.Absent()
                    : new Demand.Malformed(ProblemDetails.header("If-None-Match", "a write allows only *"));
        }
        if (match.isEmpty()) {
            return new Demand.Nothing();
        }
        if (match.get().strip().equals("*")) {
            return new Demand.Present();
        }
        // "An origin server MUST use the strong comparison function when comparing entity tags for If-Match" (RFC 9110
        // 13.1.1).
        return tags(match.get(), false)
                .<Demand>map(Demand.OneOf::new)
                .orElseGet(() -> new Demand.Malformed(ProblemDetails.header(
                        "If-Match", "must be * or entity tags in quotes, as ETag gives them, such as \"17\"")));
    }

    /** Whether the reader has this revision already (If-None-Match of a GET). */
    static boolean isKnown(ApiRequest request, long revision) {
        Optional<String> header = request.header("If-None-Match");
        return header.isPresent()
                && (header.get().strip().equals("*")
                        || tags(header.get(), true)
                                .map(tags -> tags.contains(revision))
                                .orElse(false));
    }

    private static Optional<List<Long>> tags(String header, boolean weakToo) {
        List<Long> revisions = new ArrayList<>();
        Matcher tag = TAGS.matcher(header);
        int end = 0;
        while (end < header.length()) {
            if (!tag.find(end) || tag.start() != end) {
                return Optional.empty();
            }
            if ((weakToo || tag.group(1) == null)
                    && REVISION.matcher(tag.group(2)).matches()) {
                revisions.add(Long.parseLong(tag.group(2)));
            }
            end = tag.end();
        }
        return end == 0 ? Optional.empty() : Optional.of(revisions);
    }
}
