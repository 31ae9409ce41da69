package org.linekeeper.call.machine.sdp;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * A session description as its lines. What is not asked for stays byte for byte, line ends included. Immutable.
 *
 * <p>Bytes are read as ISO 8859-1, which gives every byte back as it was, whatever its character set.
 */
public final class Sdp {
    private static final String MEDIA = "m=";
    private static final String ATTRIBUTE = "a=";

    /** Each with its line end. */
    private final List<String> lines;

    private Sdp(List<String> lines) {
        this.lines = lines;
    }

    /** Reads a description; empty when there is no {@code v=}, no readable {@code o=} or no {@code m=} in it. Never throws. */
    public static Optional<Sdp> read(byte[] content) {
        String text = text(content);
        List<String> lines = new ArrayList<>();
        boolean media = false;
        int from = 0;
        while (from < text.length()) {
            int end = text.indexOf('\n', from);
            int next = end < 0 ? text.length() : end + 1;
            media |= text.startsWith(MEDIA, from);
            lines.add(text.substring(from, next));
            from = next;
        }
        Sdp sdp = new Sdp(lines);
        return media && text.startsWith("v=") && sdp.origin().isPresent() ? Optional.of(sdp) : Optional.empty();
    }

    /**
     * Whether a description certainly asks for nothing but media both ways, to real addresses. Nearly every first offer and answer
     * does, and need not be read for it.
     */
    public static boolean flows(byte[] content) {
        for (int i = 0; i + 4 < content.length; i++) {
            if ((i > 0 && content[i - 1] != '\n') || content[i + 1] != '=') {
                continue;
            }
            if (content[i] == 'a' && (content[i + 2] == 's' || content[i + 2] == 'r' || content[i + 2] == 'i')) {
                if (content[i + 2] == 'i'
                        || startsWith(content, i + 2, "sendonly")
                        || startsWith(content, i + 2, "recv")) {
                    return false;
                }
            } else if (content[i] == 'c'
                    && (startsWith(content, i + 2, "IN IP4 0.0.0.0") || startsWith(content, i + 2, "IN IP6 ::"))) {
                return false;
            }
        }
        return true;
    }

    private static boolean startsWith(byte[] content, int from, String text) {
        if (from + text.length() > content.length) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            if (content[from + i] != text.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    static Sdp of(List<String> lines) {
        return new Sdp(List.copyOf(lines));
    }

    /** Its lines, each with its line end. */
    List<String> lines() {
        return lines;
    }

    /** The bytes to send. */
    public byte[] bytes() {
        return String.join("", lines).getBytes(StandardCharsets.ISO_8859_1);
    }

    static String text(byte[] content) {
        return new String(content, StandardCharsets.ISO_8859_1);
    }

    /** Its {@code o=} line; always present in what was read. */
    public Optional<Origin> origin() {
        return value("o=").flatMap(Origin::read);
    }

    /** The address of the first {@code c=} line that names one; empty when all are 0.0.0.0 or {@code ::}. */
    public Optional<String> connection() {
        return lines.stream()
                .filter(Sdp::isConnection)
                .filter(line -> !isBlackHole(line))
                .map(line -> content(line).substring(2))
                .findFirst();
    }

    /**
     * Which way the first stream in use flows. An address of all zeros is a hold as RFC 2543 B.5 had it: nothing may be sent there
     * (RFC 3264 8.4). What a stream says that is refused or over counts for nothing.
     */
    public Direction direction() {
        Direction session = Direction.SENDRECV;
        Optional<Direction> media = Optional.empty();
        boolean blackHole = false;
        boolean first = true;
        boolean within = false;
        for (String line : lines) {
            if (line.startsWith(MEDIA)) {
                if (within) {
                    break;
                }
                within = isInUse(line);
                first = false;
            } else if (isConnection(line) && (first || within)) {
                // The line of the stream itself stands after that of the session, and rules.
                blackHole = isBlackHole(line);
            } else if (within) {
                media = media.or(() -> direction(line));
            } else if (first) {
                session = direction(line).orElse(session);
            }
        }
        Direction said = media.orElse(session);
        return !blackHole ? said : said == Direction.SENDRECV ? Direction.SENDONLY : said;
    }

    /** The same with other directions; every stream without a direction counts as sendrecv (RFC 4566 6). */
    public Sdp withDirections(UnaryOperator<Direction> other) {
        List<String> out = new ArrayList<>(lines.size() + 1);
        boolean session = false;
        boolean said = true;
        for (String line : lines) {
            if (line.startsWith(MEDIA)) {
                sayDirection(out, said, other);
                said = session || !isInUse(line);
            }
            Optional<Direction> direction = direction(line);
            if (direction.isPresent()) {
                session |= out.stream().noneMatch(each -> each.startsWith(MEDIA));
                said = true;
                Direction wanted = other.apply(direction.get());
                out.add(wanted == direction.get() ? line : ATTRIBUTE + wanted.token() + lineEnd(line));
            } else {
                out.add(line);
            }
        }
        sayDirection(out, said, other);
        return out.equals(lines) ? this : new Sdp(out);
    }

    private static void sayDirection(List<String> out, boolean said, UnaryOperator<Direction> other) {
        Direction wanted = other.apply(Direction.SENDRECV);
        if (said || wanted == Direction.SENDRECV) {
            return;
        }
        int last = out.size() - 1;
        String line = out.get(last);
        if (lineEnd(line).isEmpty()) {
            out.set(last, line + "\r\n");
        }
        out.add(ATTRIBUTE + wanted.token() + "\r\n");
    }

    /** The same with a real address in place of 0.0.0.0: Teams answers 488 to a black hole. */
    public Sdp withConnection(String connection) {
        return replaced(line -> isConnection(line) && isBlackHole(line) ? "c=" + connection + lineEnd(line) : line);
    }

    /**
     * The same as the next description in a session of ours. RFC 3264 8: "the origin line MUST be different only in version", and it
     * "MUST increment by one from the previous SDP". The count of whoever it comes from may have gone on with what never came here.
     *
     * @param previous what was sent before on the same dialog
     */
    public Sdp following(Sdp previous) {
        Optional<Origin> before = previous.origin();
        Optional<Origin> mine = origin();
        if (before.isEmpty() || mine.isEmpty()) {
            return this;
        }
        Origin wanted = isSameBut(previous) ? before.get() : before.get().next();
        return mine.get().equals(wanted)
                ? this
                : replaced(line -> line.startsWith("o=") ? wanted.line() + lineEnd(line) : line);
    }

    /** Whether both say the same, apart from their {@code o=} lines. */
    public boolean isSameBut(Sdp other) {
        if (lines.size() != other.lines.size()) {
            return false;
        }
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            if (!line.startsWith("o=") && !content(line).equals(content(other.lines.get(i)))) {
                return false;
            }
        }
        return true;
    }

    private Sdp replaced(UnaryOperator<String> other) {
        List<String> out = lines.stream().map(other).toList();
        return out.equals(lines) ? this : new Sdp(out);
    }

    private Optional<String> value(String type) {
        for (String line : lines) {
            if (line.startsWith(type)) {
                return Optional.of(content(line).substring(2));
            }
        }
        return Optional.empty();
    }

    private static Optional<Direction> direction(String line) {
        return line.startsWith(ATTRIBUTE) ? Direction.of(content(line).substring(2)) : Optional.empty();
    }

    private static boolean isConnection(String line) {
        return line.startsWith("c=");
    }

    private static boolean isBlackHole(String line) {
        String content = content(line);
        String address = content.substring(content.lastIndexOf(' ') + 1);
        return address.equals("0.0.0.0") || address.equals("::");
    }

    /** RFC 3264 6: a stream with port zero is refused or over. */
    private static boolean isInUse(String media) {
        String[] parts = content(media).split(" ", 3);
        return parts.length < 2 || !parts[1].equals("0");
    }

    private static String content(String line) {
        return line.substring(0, line.length() - lineEnd(line).length());
    }

    private static String lineEnd(String line) {
        return line.endsWith("\r\n") ? "\r\n" : line.endsWith("\n") ? "\n" : "";
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Sdp that && lines.equals(that.lines);
    }

    @Override
    public int hashCode() {
        return lines.hashCode();
    }

    @Override
    public String toString() {
        return String.join("", lines);
    }
}
