package dev.skewer.results;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skewer.results.browser.Browser;
import dev.skewer.results.browser.BrowserExtension;
import dev.skewer.results.report.HtmlReport;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.interactions.WheelInput.ScrollOrigin;
import tools.jackson.databind.json.JsonMapper;

/** The picture and the plots of a report under a reader's hands. */
@ExtendWith(BrowserExtension.class)
class ViewInBrowserTest {
    @TempDir
    private static Path folder;

    private final Browser browser;

    ViewInBrowserTest(Browser browser) {
        this.browser = browser;
    }

    @BeforeEach
    void open() throws Exception {
        Path page = folder.resolve("report.html");
        if (!Files.exists(page)) {
            Files.writeString(page, HtmlReport.render(BusyRun.of(60)));
        }
        browser.open(page, 1280);
        // Its middle is where the mouse is moved to.
        browser.value("(document.getElementById('view').scrollIntoView(), 1)");
    }

    @AfterEach
    void complainsOfNothing() {
        assertThat(browser.complaints()).isEmpty();
        assertThat(browser.requests()).isEmpty();
    }

    private String details() {
        return browser.find("#details").getText();
    }

    private double number(String expression) {
        return ((Number) browser.value(expression)).doubleValue();
    }

    @Test
    void leadsFromAStoryToThePictureAndBack() {
        WebElement step = browser.find("[data-step='2']");
        step.click();
        assertThat(details())
                .contains(
                        "trim 3 to length 2 → epoch 1, length 2",
                        "process 2, index 10",
                        "T3 of the story",
                        "came between")
                .contains("T2 rw → T3 The metadata is from before T3.", "T3 wr → T2 The journal is from after T3.");
        assertThat(browser.value("document.activeElement.id")).isEqualTo("plot");
        assertThat(browser.value("document.querySelector('tr.chosen [data-step]').dataset.step"))
                .isEqualTo("2");
        browser.find("#details .link").click();
        assertThat(browser.value("document.activeElement.dataset.step")).isEqualTo("2");
    }

    @Test
    void tellsOfWhatIsClicked() {
        // T2 is drawn where the layout has it.
        WebElement plot = browser.find("#plot");
        String bar =
                "(view.camera.px(view.layout.left[%1$s]) + view.camera.px(view.layout.right[%1$s])) / 2 - view.camera.width / 2";
        String number = "view.story.ops[1]";
        int x = (int) number(bar.formatted(number));
        int y = (int) number("view.camera.rowY(view.layout.rowOf[" + number + "] + 0.5) - view.camera.height / 2");
        browser.actions().moveToElement(plot, x, y).perform();
        assertThat(browser.find("#tip").getText()).contains("read 3 → length 5", "T2: the read");
        browser.actions().click().perform();
        assertThat(details()).contains("read 3 → length 5; journal [0 1] [1 2]", "T2 of the story: the read");
        // The name of a dependency, with the reason why it holds.
        int label = (int) number("view.chart.arrows.labels[1].x + 8 - view.camera.width / 2");
        int top = (int) number("view.chart.arrows.labels[1].top + 8 - view.camera.height / 2");
        browser.actions().moveToElement(plot, label, top).click().perform();
        assertThat(details())
                .contains("T2 rw → T3", "The second overwrote what the first saw.", "The metadata is from before T3.");
    }

    @Test
    void isMovedByTheMouse() {
        WebElement plot = browser.find("#plot");
        double scale = number("view.camera.scale");
        // Until it was clicked the wheel is the page's.
        browser.actions()
                .scrollFromOrigin(ScrollOrigin.fromElement(plot), 0, 200)
                .perform();
        assertThat(number("view.camera.scale")).isEqualTo(scale);
        browser.actions()
                .moveToElement(plot)
                .click()
                .scrollFromOrigin(ScrollOrigin.fromElement(plot), 0, -300)
                .perform();
        assertThat(number("view.camera.scale")).isGreaterThan(1.5 * scale);
        double left = number("view.camera.left");
        browser.actions()
                .moveToElement(plot)
                .clickAndHold()
                .moveByOffset(-120, 0)
                .release()
                .perform();
        assertThat(number("view.camera.left")).isGreaterThan(left);
        browser.find("#fit").click();
        assertThat(number("view.camera.scale")).isEqualTo(number("view.camera.fitScale"));
    }

    @Test
    void isMovedByKeys() {
        WebElement plot = browser.find("#plot");
        browser.value("(document.getElementById('plot').focus(), 1)");
        plot.sendKeys(Keys.ARROW_RIGHT);
        double first = number("view.chart.selected");
        assertThat(first).isGreaterThanOrEqualTo(0);
        plot.sendKeys(Keys.ARROW_DOWN);
        assertThat(number("view.chart.selected")).isNotEqualTo(first);
        boolean isOnly = "true".equals(browser.find("#only").getAttribute("aria-pressed"));
        plot.sendKeys("k");
        assertThat(browser.find("#only").getAttribute("aria-pressed")).isEqualTo(String.valueOf(!isOnly));
        plot.sendKeys("t");
        assertThat(browser.find("#time").getAttribute("aria-pressed")).isEqualTo("true");
        double scale = number("view.camera.scale");
        plot.sendKeys("-");
        assertThat(number("view.camera.scale")).isLessThanOrEqualTo(scale);
        plot.sendKeys("f");
        plot.sendKeys("+");
        assertThat(number("view.camera.scale")).isGreaterThan(number("view.camera.fitScale"));
        plot.sendKeys(Keys.ESCAPE);
        assertThat(number("view.chart.selected")).isEqualTo(-1);
    }

    @Test
    void saysHowMuchIsNotListed() {
        browser.value("(view.storyOnly && view.toggleStoryOnly(), 1)");
        assertThat(browser.find("#left").getText()).startsWith("1,234 more operations were under way around it");
        assertThat(number("view.layout.rows.length")).isEqualTo(BusyRun.CLIENTS);
        browser.value("(view.setTimed(true), view.camera.moveTo(view.camera.all()), view.redraw(), 1)");
        assertThat(browser.value("[0, 7].map((row) => view.layout.name(row, 0, view.layout.span))"))
                .as("the whole run, with all processes of a lane")
                .isEqualTo(List.of("0", "7 and 2 more"));
        // Far from what is listed a lane tells how much was done.
        browser.actions().moveToElement(browser.find("#plot"), 300, 20).perform();
        assertThat(browser.find("#tip").getText())
                .containsPattern("\\d, [\\d.]+ s to [\\d.]+ s: 11\\d ok, 0 fail, 0 info");
    }

    @Test
    void plotsAreZoomedTogether() {
        WebElement plot = browser.find("[data-plot='rates'] .u-over");
        browser.value("(document.getElementById('plots').scrollIntoView(), 1)");
        browser.actions()
                .moveToElement(plot, -100, 0)
                .clickAndHold()
                .moveByOffset(200, 0)
                .release()
                .moveByOffset(20, 0)
                .perform();
        double from = number("plots.plots[0].scales.x.min");
        assertThat(from).isGreaterThan(1);
        assertThat(browser.value("plots.plots.every(({ scales }) => scales.x.min === plots.plots[0].scales.x.min)"))
                .isEqualTo(true);
        assertThat(browser.find("[data-plot='rates']")
                        .findElement(By.xpath(".."))
                        .getText())
                .contains("ok ");
        browser.find("#plots-whole").click();
        assertThat(number("plots.plots.at(-1).scales.x.min")).isZero();
        browser.find("[data-plot='latency 1']").sendKeys("+");
        assertThat(number("plots.plots[0].scales.x.min")).isEqualTo(2.5);
    }

    @Test
    void whatIsPlottedIsSaved() throws Exception {
        Path downloads = browser.downloadInto(Files.createDirectory(folder.resolve("downloads")));
        browser.find("[data-save='plots-data']").click();
        Path saved = downloads.resolve("figures.json");
        browser.awaitFile(saved);
        assertThat(JsonMapper.shared()
                        .readTree(Files.readString(saved))
                        .at("/rates/outcomes/0/0")
                        .stringValue())
                .isEqualTo("ok");
    }

    @Test
    void aCommandIsCopied() {
        browser.find("[data-copy='again']").click();
        browser.await("document.querySelector('[data-copy=again]').textContent === 'Copied'");
    }

    @Test
    void onPaperThereIsTheStoryAndInLight() {
        browser.dark(true);
        browser.await("view.chart.colours.card !== '#ffffff'");
        browser.printed(true);
        browser.await("view.chart.colours.card === '#ffffff'");
        assertThat(browser.find(".tools").isDisplayed()).isFalse();
        browser.printed(false);
        assertThat(PdfText.of(browser.pdf()))
                .contains("One read of 3 shows two versions", "No single moment shows both.", "trim 3 to length 2")
                .contains("The metadata is from before T3.", "The options of the test", "fail-fast");
    }
}
