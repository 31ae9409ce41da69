package org.linekeeper.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;

class RateChartTest {
    @Test
    void drawsOnePanelForEachCurve() throws Exception {
        RateChart chart = new RateChart("Registration of <b> lines & more");
        chart.add(new RateChart.Series("gateway", List.of(10, 4_000, 3_000)));
        chart.add(new RateChart.Series("peer", List.of(1, 2)));

        Document svg = parse(chart.svg());

        NodeList curves = svg.getElementsByTagName("polyline");
        assertThat(curves.getLength()).isEqualTo(2);
        assertThat(svg.getDocumentElement().getTextContent())
                .contains("Registration of <b> lines & more", "gateway, REGISTER", "peer, REGISTER", "50,000", "0.3 s");
        String points = curves.item(0).getAttributes().getNamedItem("points").getNodeValue();
        assertThat(points.trim().split(" ")).hasSize(6);
    }

    @Test
    void nothingSeenIsNoPanel() throws Exception {
        RateChart chart = new RateChart("empty");
        chart.add(new RateChart.Series("nobody", List.of()));

        assertThat(parse(chart.svg()).getElementsByTagName("polyline").getLength())
                .isZero();
    }

    private static Document parse(String svg) throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)));
    }
}
