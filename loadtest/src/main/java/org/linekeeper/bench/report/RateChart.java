package org.linekeeper.bench.report;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/** Draws rates over time as SVG: one panel above the other, so that each keeps its own scale. */
public final class RateChart {
    private static final int WIDTH = 900;
    private static final int PANEL = 220;
    private static final int LEFT = 80;
    private static final int RIGHT = 20;
    private static final int TOP = 40;
    private static final int BOTTOM = 40;
    private static final int STEPS = 4;

    private final String title;
    private final List<Series> all = new ArrayList<>();

    /**
     * A curve.
     *
     * @param tenths how many in each tenth of a second
     */
    public record Series(String name, List<Integer> tenths) {
        public Series {
            tenths = List.copyOf(tenths);
        }
    }

    public RateChart(String title) {
        this.title = title;
    }

    public void add(Series series) {
        if (!series.tenths().isEmpty()) {
            all.add(series);
        }
    }

    /** The picture, a whole document. */
    public String svg() {
        int height = 30 + all.size() * PANEL;
        StringBuilder svg = new StringBuilder(String.format(
                Locale.ROOT,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family=\"sans-serif\""
                        + " font-size=\"12\">%n<rect width=\"100%%\" height=\"100%%\" fill=\"white\"/>%n",
                WIDTH,
                height));
        text(svg, WIDTH / 2, 20, "middle", title);
        for (int i = 0; i < all.size(); i++) {
            panel(svg, all.get(i), 30 + i * PANEL);
        }
        return svg.append("</svg>\n").toString();
    }

    private static void panel(StringBuilder svg, Series series, int above) {
        List<Integer> tenths = series.tenths();
        double most = roundUp(Math.max(1, Collections.max(tenths) * 10));
        int top = above + TOP;
        int bottom = above + PANEL - BOTTOM;
        double perBin = (WIDTH - LEFT - RIGHT) / (double) tenths.size();
        text(svg, LEFT, above + 25, "start", series.name() + ", REGISTER requests per second");
        for (int step = 0; step <= STEPS; step++) {
            int y = bottom - (bottom - top) * step / STEPS;
            svg.append(String.format(
                    Locale.ROOT,
                    "<line x1=\"%d\" y1=\"%d\" x2=\"%d\" y2=\"%d\" stroke=\"#ddd\"/>%n",
                    LEFT,
                    y,
                    WIDTH - RIGHT,
                    y));
            text(svg, LEFT - 6, y + 4, "end", String.format(Locale.ROOT, "%,.0f", most * step / STEPS));
            int x = LEFT + (WIDTH - LEFT - RIGHT) * step / STEPS;
            text(svg, x, bottom + 18, "middle", String.format(Locale.ROOT, "%.1f s", tenths.size() * step / 40.0));
        }
        svg.append("<polyline fill=\"none\" stroke=\"#1565c0\" stroke-width=\"1.5\" points=\"");
        for (int i = 0; i < tenths.size(); i++) {
            double y = bottom - (bottom - top) * tenths.get(i) * 10 / most;
            svg.append(String.format(
                    Locale.ROOT, "%.1f,%.1f %.1f,%.1f ", LEFT + i * perBin, y, LEFT + (i + 1) * perBin, y));
        }
        svg.append("\"/>\n");
    }

    private static void text(StringBuilder svg, int x, int y, String anchor, String words) {
        svg.append(String.format(
                Locale.ROOT,
                "<text x=\"%d\" y=\"%d\" text-anchor=\"%s\">%s</text>%n",
                x,
                y,
                anchor,
                words.replace("&", "&amp;").replace("<", "&lt;")));
    }

    /** The next of 1, 2 and 5 times a power of ten. */
    private static double roundUp(double value) {
        double power = Math.pow(10, Math.floor(Math.log10(value)));
        for (int factor : new int[] {1, 2, 5}) {
            if (value <= factor * power) {
                return factor * power;
            }
        }
        return 10 * power;
    }
}
