package org.linekeeper.loadtest.demo;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine;

/** Writes the demo's story: in colour on a terminal, plain lines otherwise. */
final class Screen {
    /** What a text is. */
    enum Ink {
        HEADING("1"),
        GOOD("32"),
        BAD("1;31"),
        DIM("2"),
        NAME("1;36"),
        PBX("36"),
        TEAMS("35");

        private final String code;

        Ink(String code) {
            this.code = code;
        }
    }

    private final PrintStream out;
    private final boolean colour;
    private final boolean unicode;
    private int step;

    Screen(PrintStream out, boolean colour, boolean unicode) {
        this.out = out;
        this.colour = colour;
        this.unicode = unicode;
    }

    /** For standard output. {@code NO_COLOR} is honoured (no-color.org); line drawing needs a UTF-8 locale. */
    static Screen ofStandardOutput(Map<String, String> environment) {
        // picocli knows terminals on every JDK, and NO_COLOR.
        boolean colour = CommandLine.Help.Ansi.AUTO.enabled();
        String locale = environment.getOrDefault(
                "LC_ALL", environment.getOrDefault("LC_CTYPE", environment.getOrDefault("LANG", "")));
        String upper = locale.toUpperCase(Locale.ROOT);
        boolean unicode = upper.contains("UTF-8") || upper.contains("UTF8");
        return new Screen(new PrintStream(System.out, true, StandardCharsets.UTF_8), colour, unicode);
    }

    boolean unicode() {
        return unicode;
    }

    /** The number of the step that is being told. */
    int step() {
        return step;
    }

    void heading(String text) {
        step++;
        out.println();
        out.println(ink(Ink.HEADING, step + ". " + text));
    }

    void line(String text) {
        out.println("   " + text);
    }

    void good(String text) {
        out.println("   " + ink(Ink.GOOD, unicode ? "\u2714" : "ok") + " " + text);
    }

    void bad(String text) {
        out.println(ink(Ink.BAD, text));
    }

    void plain(String text) {
        out.println(text);
    }

    String ink(Ink ink, String text) {
        return colour ? "\u001b[" + ink.code + "m" + text + "\u001b[0m" : text;
    }

    String name(String text) {
        return ink(Ink.NAME, text);
    }

    String dim(String text) {
        return ink(Ink.DIM, text);
    }
}
