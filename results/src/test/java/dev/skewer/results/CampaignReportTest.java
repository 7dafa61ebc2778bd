package dev.skewer.results;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skewer.checker.Validity;
import dev.skewer.results.report.CampaignReport;
import dev.skewer.results.summary.CampaignSummary;
import dev.skewer.results.summary.Expectation;
import dev.skewer.results.summary.Omission;
import dev.skewer.results.summary.Shard;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class CampaignReportTest {
    private static final String HOSTILE = "</td><script>alert(1)</script>\u202e";

    private final List<CampaignSummary.Cell> cells = new ArrayList<>();

    private void cell(String workload, String isolation, Map<String, String> options, boolean isValid) {
        Map<String, Object> spec =
                new LinkedHashMap<>(Map.of("workload", workload, "target", "hsqldb", "isolation", isolation));
        spec.put("seed", cells.size());
        if (!options.isEmpty()) {
            spec.put("target-option", options);
        }
        var run = CampaignSummary.Run.of(
                        Samples.run(isValid ? Samples.clean(Validity.TRUE, 5) : Samples.skewed("text"), "text"))
                .in("results/runs/c/1/1", "skewer check");
        cells.add(new CampaignSummary.Cell(
                workload + " " + isolation, spec, new Expectation("valid", List.of()), List.of(run), true, null, null));
    }

    private String page() {
        return CampaignReport.render(new CampaignSummary(
                "c",
                "results/runs/c/1",
                cells.size(),
                cells,
                CampaignSummary.Part.UNPLANNED,
                List.of(),
                List.of(),
                "skewer"));
    }

    private static List<String> rows(String page) {
        if (!page.contains("<table class=\"matrix\">")) {
            return List.of();
        }
        String matrix = page.split("<table class=\"matrix\">", 2)[1].split("</table>", 2)[0];
        List<String> rows = new ArrayList<>();
        for (String row : matrix.split("<tr>")) {
            rows.add(row.replaceAll("<[^>]*>", "|").replaceAll("[|\\s]+", "|"));
        }
        return rows.subList(1, rows.size());
    }

    @Test
    void levelsAreRowsAndWorkloadsColumns() {
        cell("journal", "serializable", Map.of(), true);
        cell("bank", "serializable", Map.of(), true);
        cell("journal", "serializable", Map.of("mode", "locks"), false);
        cell("bank", "read-committed", Map.of(), false);
        assertThat(rows(page()))
                .containsExactly(
                        "|isolation|target-option|journal|bank|",
                        "|serializable|valid|valid|",
                        "|mode=locks|read-skew|expected|valid|",
                        "|read-committed|read-skew|expected|valid|");
        assertThat(page()).contains("href=\"1/report.html\"", "Not as expected");
    }

    @Test
    void aRunThatIsElsewhereIsFoundThere() {
        var run = CampaignSummary.Run.of(Samples.run(Samples.clean(Validity.TRUE, 5), "text"));
        for (var folder : Map.of(
                        "results/runs/c/1/7-x", "7-x/report.html",
                        "shards/1/c/2/7-x", "../../../../shards/1/c/2/7-x/report.html",
                        "/tmp/7-x", "7-x/report.html")
                .entrySet()) {
            cells.clear();
            cells.add(new CampaignSummary.Cell(
                    "c",
                    Map.of(),
                    new Expectation("valid", List.of()),
                    List.of(run.in(folder.getKey(), "skewer check")),
                    true,
                    null));
            assertThat(page()).contains("href=\"" + folder.getValue() + "\"");
        }
    }

    @Test
    void whatWasNotRunIsNamed() {
        cell("journal", "serializable", Map.of(), true);
        var part = new CampaignSummary.Part(
                "0123456789ab",
                new Shard(2, 3),
                List.of(new Omission("k", "bank <h2>", "left out for the time limit", true)),
                List.of("shard 1/3 is missing"));
        assertThat(CampaignReport.render(
                        new CampaignSummary("c", "results/runs/c/1", 1, cells, part, List.of(), List.of(), "skewer")))
                .contains(
                        "1 of 1 cells as expected; 1 more were left out for the time limit. This is shard 2/3",
                        "<td class=\"test\">bank &lt;h2&gt;</td><td class=\"key\">left out</td><td>left out for the time limit</td>",
                        "<li>shard 1/3 is missing</li>");
    }

    @Test
    void severalOptionsOfATargetAreToldApartByCommas() {
        cell("journal", "serializable", new TreeMap<>(Map.of("mode", "locks", "pool", "1")), true);
        cell("bank", "serializable", new TreeMap<>(Map.of("mode", "mvcc", "pool", "2")), true);
        assertThat(page()).contains(">mode=locks, pool=1<", ">mode=mvcc, pool=2<");
    }

    @Test
    void whatMakesNoMatrixIsAListAlone() {
        cell("journal", "serializable", Map.of(), true);
        cell("journal", "read-committed", Map.of(), true);
        assertThat(rows(page())).isEmpty();
        cell("bank", "read-committed", Map.of(), true);
        cell("bank", "read-committed", Map.of(), true);
        assertThat(rows(page())).isEmpty();
        assertThat(page()).contains("4 of 4 cells as expected");
    }

    @Test
    void aRowNamesOnlyThoseOptionsOfItsTargetThatDiffer() {
        for (String workload : List.of("journal", "bank")) {
            cell(workload, "serializable", Map.of("mode", "locks", "process", "false"), true);
            cell(workload, "serializable", Map.of("mode", "mvcc", "process", "false"), true);
        }
        assertThat(String.join("", rows(page())))
                .contains("mode=locks", "mode=mvcc")
                .doesNotContain("process");
    }

    @Test
    void columnsThatHaveNoRoomForTheirNamesStandUpright() {
        for (int i = 0; i < 9; i++) {
            cell("workload-" + i, "serializable", Map.of(), true);
        }
        assertThat(page()).contains("<table class=\"matrix many\">");
    }

    @Test
    void nothingOfACampaignBecomesMarkup() {
        String page = CampaignReport.render(Samples.campaign(HOSTILE));
        assertThat(page).doesNotContain("<script>", "\u202e").contains("&lt;script&gt;");
    }
}
