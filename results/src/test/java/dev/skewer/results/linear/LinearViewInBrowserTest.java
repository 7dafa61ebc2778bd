package dev.skewer.results.linear;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a real browser makes of the page: its own policy lets the script run, and nothing that a history brings. */
class LinearViewInBrowserTest {
    @TempDir
    private Path folder;

    private String dom(LinearView view) throws Exception {
        return dom(view, folder.resolve("view.html"));
    }

    private String dom(LinearView view, Path page) throws Exception {
        Chromium browser = Chromium.find(folder);
        Files.writeString(page, LinearViewPage.render(view));
        String dom = browser.domOf(page);
        return dom.replaceAll("(?s)<script.*?</script>", "");
    }

    @Test
    void opensWithTheOperationThatFitsNowhere() throws Exception {
        assertThat(dom(Views.forgetful("1", "")))
                .contains("<h2 class=\"call stuck\">read → 1</h2>")
                .contains("process 9, index 105, called at 5 µs, took 1.00 µs")
                .contains("No state that is possible by then allows it")
                .contains("The path ends with step 1, without it")
                .contains("No order that agrees with real time includes it.")
                .doesNotContain("show the longest");
    }

    @Test
    void tellsOfOrdersThatFailForAnotherOperation() throws Exception {
        assertThat(dom(Views.conflicting()))
                .contains("<h2 class=\"call stuck\">cas [0 2]</h2>", "the register holds 1, and cas [0 2] needs 0")
                .contains("Orders that place it earlier fail for another operation", "show the longest, of 1 step")
                .doesNotContain("No order that agrees with real time includes it.");
    }

    @Test
    void hostileTextsStayTexts() throws Exception {
        assertThat(dom(Views.forgetful(LinearViewPageTest.HOSTILE, LinearViewPageTest.HOSTILE)))
                .contains("<h2 class=\"call stuck\">read → &lt;/script&gt;&lt;/style&gt;")
                .contains("<title>not linearizable: ")
                .doesNotContain("<img", "<title>owned");
    }

    @Test
    void drawsTenThousandOperations() throws Exception {
        // Stays there for whoever wants to see how smoothly it moves.
        Path page = Path.of("target", "ten-thousand.html");
        assertThat(dom(Simulation.broken(50, 10_000, true, 42), page.toAbsolutePath()))
                .contains("<h2 class=\"call stuck\">read → 7</h2>")
                .contains("No state that is possible by then allows it", "without it");
        assertThat(Files.size(page)).isLessThan(2_000_000);
        assertThat(dom(Simulation.valid(50, 10_000, true, 42))).contains("Point at an operation to follow the order");
    }

    @Test
    void showsAHistoryWithoutOperations() throws Exception {
        assertThat(dom(Views.empty())).contains("Point at an operation to follow the order");
    }
}
