package dev.skewer.results;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skewer.results.browser.Browser;
import dev.skewer.results.browser.BrowserExtension;
import dev.skewer.results.report.HtmlReport;
import dev.skewer.results.summary.Summary;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Pages as a reader meets them. */
@ExtendWith(BrowserExtension.class)
class ReportInBrowserTest {
    private static final int[] WIDTHS = {390, 800, 1200, 1600};

    @TempDir
    private Path folder;

    private Path page(Summary summary) throws Exception {
        return Files.writeString(folder.resolve("page.html"), HtmlReport.render(summary));
    }

    @Test
    void fitsEveryWindowAndBarsNobody(Browser browser) throws Exception {
        String text = "read of a-value-of-some-length and what it is about";
        for (Summary summary :
                List.of(BusyRun.of(60), Samples.campaign(text), Samples.check(Samples.skewed(text), text))) {
            browser.open(page(summary), 1600);
            for (int width : WIDTHS) {
                browser.resize(width, 900);
                assertThat(browser.overflow())
                        .as("%s at %s", summary.getClass(), width)
                        .isZero();
            }
            assertThat(browser.barriers()).isEmpty();
            assertThat(browser.complaints()).isEmpty();
            assertThat(browser.requests()).isEmpty();
        }
    }

    @Test
    void barsNobodyInTheDark(Browser browser) throws Exception {
        browser.open(page(BusyRun.of(20)), 1200);
        browser.dark(true);
        assertThat(browser.barriers()).isEmpty();
    }
}
