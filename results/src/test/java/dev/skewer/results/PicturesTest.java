package dev.skewer.results;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.skewer.checker.Validity;
import dev.skewer.results.format.ReportException;
import dev.skewer.results.summary.CampaignSummary;
import dev.skewer.results.summary.CheckCost;
import dev.skewer.results.summary.CheckSummary;
import dev.skewer.results.summary.Expectation;
import dev.skewer.results.summary.OperationMetrics;
import dev.skewer.results.summary.RunSummary;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;

/** Pictures for documents: SVG that needs nothing beside itself, and the same drawn. */
class PicturesTest {
    private static final RunSummary RUN = Samples.run(Samples.skewed("text"), "text");

    @ParameterizedTest
    @ValueSource(strings = {"story", "throughput", "latency"})
    void aPictureIsADocumentByItselfAndCanBeDrawn(String picture) throws IOException {
        String svg = new String(Rendered.bytes("svg", RUN, picture), StandardCharsets.UTF_8);
        Document document = Rendered.xml(svg);
        assertThat(svg).doesNotContain("url(", "@import", "var(--", "href");
        double width = Double.parseDouble(document.getDocumentElement().getAttribute("width"));
        double height = Double.parseDouble(document.getDocumentElement().getAttribute("height"));
        BufferedImage image = ImageIO.read(new ByteArrayInputStream(Rendered.bytes("png", RUN, picture)));
        assertThat((double) image.getWidth()).isBetween(2 * width, 2 * width + 1);
        assertThat((double) image.getHeight()).isBetween(2 * height, 2 * height + 1);
        assertThat(image.getRGB(0, 0)).as("the ground").isEqualTo(0xffffffff);
        long drawn = 0;
        for (int x = 0; x < image.getWidth(); x++) {
            for (int y = 0; y < image.getHeight(); y++) {
                drawn += image.getRGB(x, y) == 0xffffffff ? 0 : 1;
            }
        }
        assertThat(drawn).as("pixels that are not ground").isGreaterThan(5_000);
    }

    @Test
    void theFirstPictureIsTheMostTelling() {
        assertThat(Rendered.text("svg", RUN)).contains("<title>text</title>", "T1 reads metadata");
        assertThat(Rendered.text("svg", Samples.run(Samples.clean(Validity.TRUE, 3), "x")))
                .contains("<title>Completed operations per second over the run</title>");
        assertThat(Rendered.text("svg", Samples.campaign("x"))).contains("T1 reads metadata");
    }

    @Test
    void latenciesAreDrawnOverTheTimeOfTheRun() {
        RunSummary busy = BusyRun.of(0);
        String svg = Rendered.text("svg", busy, "latency");
        assertThat(svg)
                .contains("<title>Latencies of operations that ended ok, over the run</title>")
                .contains(">append<", ">read<", ">trim<", ">p50<", ">slowest<", ">1.00 ms<")
                .as("its time, from the beginning to the end")
                .contains(">0<", ">10.0 s<")
                .as("its faults")
                .contains("class=\"fault\"", ">kill<", ">pause<");
        // Where nothing ended ok the lines are interrupted, and a stretch between two such is still drawn.
        assertThat(Rendered.text("svg", RUN, "latency"))
                .containsPattern("class=\"line p50\" d=\"M[0-9.]+ [0-9.]+ h0.1\"");
    }

    @Test
    void latenciesThatWereNotKeptOverTimeAreThoseOfTheWholeRun() {
        var metrics = BusyRun.of(0).metrics().orElseThrow();
        var check = new CheckSummary(
                "old",
                Samples.clean(Validity.TRUE, 1),
                new CheckCost(1, 2, 3),
                "skewer check old",
                Optional.of(new OperationMetrics(
                        metrics.functions(), metrics.throughput(), List.of(), metrics.activity(), true)),
                List.of(),
                Map.of(),
                Map.of(),
                "skewer test");
        assertThat(Rendered.text("svg", check, "latency"))
                .contains("Latencies of operations that ended ok: p50, p90, p99, p99.9 and the largest");
    }

    @Test
    void theMatrixHasAFieldForEachOfItsCells() {
        var cells = new ArrayList<CampaignSummary.Cell>();
        for (String workload : List.of("journal", HostileTexts.TOGETHER)) {
            for (Validity valid : List.of(Validity.TRUE, Validity.FALSE)) {
                var verdict = valid == Validity.TRUE ? Samples.clean(valid, 3) : Samples.skewed("text");
                cells.add(new CampaignSummary.Cell(
                        workload + " " + valid,
                        Map.of("workload", workload, "target", "h2", "isolation", valid + HostileTexts.TOGETHER),
                        new Expectation("valid", List.of()),
                        List.of(CampaignSummary.Run.of(Samples.run(verdict, "text"))),
                        true,
                        null));
            }
        }
        String svg = Rendered.text(
                "svg",
                new CampaignSummary(
                        "c", "results/c", 4, cells, CampaignSummary.Part.UNPLANNED, List.of(), List.of(), "skewer"));
        assertThat(Rendered.xml(svg).getElementsByTagName("rect").getLength())
                .as("fields, and the ground")
                .isEqualTo(5);
        assertThat(svg)
                .contains("<title>fail: c</title>", ">journal<", ">valid<", ">read-skew<")
                .doesNotContain("<script");
    }

    @Test
    void whatIsNotThereIsSaid() {
        assertThatExceptionOfType(ReportException.class)
                .isThrownBy(() -> Rendered.bytes("svg", RUN, "matrix"))
                .withMessage("svg: this history has no picture 'matrix'; it has story, throughput, latency");
        assertThatExceptionOfType(ReportException.class)
                .isThrownBy(() -> Rendered.bytes("junit", RUN, "story"))
                .withMessage("junit: has no pictures to choose from; svg and png have");
    }
}
