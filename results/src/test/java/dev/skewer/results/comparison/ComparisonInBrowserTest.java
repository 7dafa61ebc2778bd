package dev.skewer.results.comparison;

import dev.skewer.results.browser.Browser;
import dev.skewer.results.browser.BrowserExtension;
import dev.skewer.results.browser.PageAssertions;
import dev.skewer.results.report.ComparisonReport;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The page of a comparison as a reader meets it. */
@ExtendWith(BrowserExtension.class)
class ComparisonInBrowserTest {
    @TempDir
    private Path folder;

    @Test
    void barsNobodyAtAnyWidthInLightAndDark(Browser browser) throws Exception {
        String text = ComparisonReport.render(ComparisonPagesTest.comparison("journal on embedded at snapshot"));
        PageAssertions.assertReadable(
                browser, Files.writeString(folder.resolve("page.html"), text).toUri());
    }
}
