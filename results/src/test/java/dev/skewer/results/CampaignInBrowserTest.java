package dev.skewer.results;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skewer.checker.Validity;
import dev.skewer.results.browser.Browser;
import dev.skewer.results.browser.BrowserExtension;
import dev.skewer.results.browser.PageAssertions;
import dev.skewer.results.report.HtmlReport;
import dev.skewer.results.summary.CampaignSummary;
import dev.skewer.results.summary.Expectation;
import dev.skewer.results.summary.RunSummary;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;

/** The page of a campaign under a reader's hands, with the pages of its runs beside it. */
@ExtendWith(BrowserExtension.class)
class CampaignInBrowserTest {
    private static final List<String> LEVELS = List.of("committed", "snapshot", "locked");
    /** So many that their names stand upright. */
    private static final List<String> WORKLOADS = List.of(
            "journal", "register", "bank", "set", "queue", "list-append", "counter", "rw-register", "stack", "lock");

    @TempDir
    private Path folder;

    private final Browser browser;

    CampaignInBrowserTest(Browser browser) {
        this.browser = browser;
    }

    @BeforeEach
    void open() throws Exception {
        var cells = new ArrayList<CampaignSummary.Cell>();
        for (String workload : WORKLOADS) {
            for (String level : LEVELS) {
                // Journals are skewed at committed, and queues as nobody expects.
                boolean isSkewed =
                        level.equals("committed") && (workload.equals("journal") || workload.equals("queue"));
                boolean isToBeFound = workload.equals("journal") && isSkewed;
                RunSummary run = Samples.run(
                        isSkewed ? Samples.skewed("read " + workload) : Samples.clean(Validity.TRUE, 5), level);
                String name = workload + "-" + level;
                Files.writeString(
                        Files.createDirectories(folder.resolve(name)).resolve("report.html"), HtmlReport.render(run));
                cells.add(new CampaignSummary.Cell(
                        workload + " " + level,
                        Map.of("workload", workload, "target", "embedded", "isolation", level, "seed", 1),
                        isToBeFound
                                ? new Expectation("read-skew", List.of("read-skew"))
                                : new Expectation("valid", List.of()),
                        List.of(CampaignSummary.Run.of(run).in("results/runs/c/1/" + name, "skewer check")),
                        true,
                        null));
            }
        }
        var campaign = new CampaignSummary(
                "nightly",
                "results/runs/c/1",
                cells.size(),
                cells,
                CampaignSummary.Part.UNPLANNED,
                List.of(),
                List.of(),
                "skewer test");
        Path page = Files.writeString(folder.resolve("report.html"), HtmlReport.render(campaign));
        browser.open(page, 1200);
    }

    private void assertThatTheRunIsShown(String name, String verdict) {
        browser.await("document.querySelector('h1')?.textContent.startsWith('journal on embedded')");
        assertThat((String) browser.value("location.pathname")).endsWith("/" + name + "/report.html");
        assertThat(browser.find(".verdict").getText()).isEqualTo(verdict);
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void barsNobodyAtAnyWidthInLightAndDark() {
        PageAssertions.assertReadable(browser, folder.resolve("report.html").toUri());
    }

    @Test
    void aFieldOfTheMatrixLeadsToItsRun() {
        assertThat(browser.all(".matrix .field")).hasSize(LEVELS.size() * WORKLOADS.size());
        browser.find(".matrix a[href='journal-committed/report.html']").click();
        assertThatTheRunIsShown("journal-committed", "false");
        browser.value("(history.back(), 1)");
        browser.await("document.querySelector('.matrix') !== null");
        browser.find(".matrix a[href='lock-locked/report.html']").click();
        assertThatTheRunIsShown("lock-locked", "true");
    }

    @Test
    void soDoesTheKeyboard() {
        // The first field of the matrix, after the matrix itself, which can be moved by keys.
        browser.actions().sendKeys(Keys.TAB, Keys.TAB).perform();
        String name = (String) browser.value("document.activeElement.getAttribute('href')");
        assertThat(name).isEqualTo("journal-committed/report.html");
        browser.actions().sendKeys(Keys.ENTER).perform();
        assertThatTheRunIsShown("journal-committed", "false");
    }

    @Test
    void whatIsNotAsExpectedLeadsToItsRunToo() {
        assertThat(browser.find(".surprise").getText()).contains("read-skew", "expected valid");
        browser.find(".card p a[href='queue-committed/report.html']").click();
        assertThatTheRunIsShown("queue-committed", "false");
    }

    @Test
    void onPaperThereIsAllOfIt() throws Exception {
        assertThat(PdfText.of(browser.pdf())).contains("nightly", "Not as expected", "read queue", "lock locked");
    }
}
