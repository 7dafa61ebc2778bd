package dev.skewer.results.linear;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skewer.results.browser.Browser;
import dev.skewer.results.browser.BrowserExtension;
import dev.skewer.results.browser.PageAssertions;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The page as a browser shows it: what its scripts made of the data. */
@ExtendWith(BrowserExtension.class)
class LinearViewInBrowserTest {
    @TempDir
    private Path folder;

    /** What the page says of the operation that it opens with. */
    private String details(Browser browser, LinearView view) throws Exception {
        return details(browser, view, folder.resolve("page.html"));
    }

    private static String details(Browser browser, LinearView view, Path page) throws Exception {
        Files.writeString(page, LinearViewPage.render(view));
        browser.open(page, 1280);
        assertThat(browser.complaints()).isEmpty();
        return browser.find("#details").getText();
    }

    @Test
    void opensWithTheOperationThatFitsNowhere(Browser browser) throws Exception {
        assertThat(details(browser, Views.forgetful("1", "")))
                .startsWith("read → 1")
                .contains("process 9, index 105, called at 5 µs, took 1.00 µs")
                .contains("No state that is possible by then allows it")
                .contains("The path ends with step 1, without it")
                .contains("No order that agrees with real time includes it.")
                .doesNotContain("show the longest");
    }

    @Test
    void barsNobodyAtAnyWidthInLightAndDark(Browser browser) throws Exception {
        String page = LinearViewPage.render(Views.forgetful("1", ""));
        PageAssertions.assertReadable(
                browser, Files.writeString(folder.resolve("page.html"), page).toUri());
    }

    @Test
    void tellsOfOrdersThatFailForAnotherOperation(Browser browser) throws Exception {
        assertThat(details(browser, Views.conflicting()))
                .startsWith("cas [0 2]")
                .contains("the register holds 1, and cas [0 2] needs 0")
                .contains("Orders that place it earlier fail for another operation", "show the longest, of 1 step")
                .doesNotContain("No order that agrees with real time includes it.");
    }

    @Test
    void hostileTextsStayTexts(Browser browser) throws Exception {
        assertThat(details(browser, Views.forgetful(LinearViewPageTest.HOSTILE, LinearViewPageTest.HOSTILE)))
                .startsWith("read → </script></style>");
        assertThat(browser.value("document.title").toString()).startsWith("not linearizable: ");
        assertThat(browser.all("img")).isEmpty();
        assertThat(browser.requests()).isEmpty();
    }

    @Test
    void drawsTenThousandOperations(Browser browser) throws Exception {
        // Stays there for whoever wants to see how smoothly it moves.
        Path page = Path.of("target", "ten-thousand.html").toAbsolutePath();
        assertThat(details(browser, Simulation.broken(50, 10_000, true, 42), page))
                .startsWith("read → 7")
                .contains("No state that is possible by then allows it", "without it");
        assertThat(Files.size(page)).isLessThan(2_000_000);
        assertThat(details(browser, Simulation.valid(50, 10_000, true, 42)))
                .contains("Point at an operation to follow the order");
    }

    @Test
    void showsAHistoryWithoutOperations(Browser browser) throws Exception {
        assertThat(details(browser, Views.empty())).contains("Point at an operation to follow the order");
    }
}
