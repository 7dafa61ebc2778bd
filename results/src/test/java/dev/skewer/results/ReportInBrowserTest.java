package dev.skewer.results;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skewer.results.browser.Browser;
import dev.skewer.results.browser.BrowserExtension;
import dev.skewer.results.browser.PageAssertions;
import dev.skewer.results.report.HtmlReport;
import dev.skewer.results.summary.Summary;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.WebElement;

/** Pages as a reader meets them. */
@ExtendWith(BrowserExtension.class)
class ReportInBrowserTest {
    private static final int[] WIDTHS = {390, 800, 1200, 1600};
    private static final String TEXT = "read of a-value-of-some-length and what it is about";

    @TempDir
    private Path folder;

    private static Summary summary(String kind) {
        return Objects.requireNonNull(Map.<String, Summary>of(
                        "run", BusyRun.of(60),
                        "clean run", BusyRun.clean(60),
                        "check", Samples.check(Samples.skewed(TEXT), TEXT),
                        "campaign", Samples.campaign(TEXT),
                        "gate", Samples.gated(TEXT))
                .get(kind));
    }

    private Path page(Summary summary) throws Exception {
        return Files.writeString(folder.resolve("page.html"), HtmlReport.render(summary));
    }

    @ParameterizedTest
    @ValueSource(strings = {"run", "clean run", "check", "campaign", "gate"})
    void barsNobodyAtAnyWidthInLightAndDark(String kind, Browser browser) throws Exception {
        PageAssertions.assertReadable(browser, page(summary(kind)).toUri());
    }

    @Test
    void aCleanRunShowsWhatWasDoneAroundItsLongestFault(Browser browser) throws Exception {
        browser.open(page(BusyRun.clean(60)), 1200);
        assertThat(browser.find("main").getText())
                .contains("No anomaly was found. This is what the clients did around the longest fault: ");
        assertThat(browser.find("#left").getText())
                .isEqualTo("1,234 more operations were under way around it; those nearest to it are shown.");
        assertThat(browser.value("view.camera.px(view.layout.xOfTime(view.history.focus.from)) > view.camera.gutter"
                        + " && view.camera.px(view.layout.xOfTime(view.history.focus.from)) < view.camera.width"))
                .as("the beginning of the fault is in sight")
                .isEqualTo(true);
        assertThat(browser.value("view.layout.axis")).isEqualTo("time");
        assertThat(browser.all("#target, #only, #stories").stream().filter(WebElement::isDisplayed))
                .as("nothing is offered of a story")
                .isEmpty();
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void fitsEveryWindow(Browser browser) throws Exception {
        browser.open(page(BusyRun.of(60)), 1600);
        for (int width : WIDTHS) {
            browser.resize(width, 900);
            assertThat(browser.overflow()).as("at %s", width).isZero();
        }
    }
}
