package dev.skewer.site;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skewer.checker.Validity;
import dev.skewer.results.browser.Browser;
import dev.skewer.results.browser.BrowserExtension;
import dev.skewer.results.browser.PageAssertions;
import dev.skewer.results.summary.RunProgress;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.WebDriverException;

/** The site as a reader meets it: at the width of a telephone and of a desk, in light and dark, with nothing that its own policy forbids. */
@ExtendWith(BrowserExtension.class)
class SiteInBrowserTest {
    private static final String HOSTILE = "<img src=x onerror=alert(1)>";

    @TempDir
    private Path results;

    private Path going;
    private Path over;
    private Path campaign;
    private Path goingCampaign;
    private RunningSite site;

    @BeforeEach
    void start() throws IOException {
        var runs = new StoredRuns(results);
        over = runs.run("journal", HOSTILE, List.of("kill(every=1s)", "pause"), Validity.FALSE, StoredRuns.START);
        runs.run("bank", "h2", List.of(), Validity.TRUE, StoredRuns.START.plusSeconds(5));
        Files.writeString(
                runs.run("damaged", "h2", List.of(), Validity.TRUE, StoredRuns.START)
                        .resolve("verdict.json"),
                HOSTILE);
        for (int i = 0; i < 11; i++) {
            runs.campaign("nightly", StoredRuns.START.plusSeconds(86_400L * i), "h2", "sqlite", "redis");
        }
        campaign = runs.campaign("nightly", StoredRuns.START.plusSeconds(86_400L * 11), "h2", "sqlite", "redis");
        goingCampaign = runs.runningCampaign("weekly", "h2", "sqlite");
        going = runs.running(
                "set", StoredRuns.progress(RunProgress.Phase.RUNNING, Optional.of(StoredRuns.figures(12_345, "kill"))));
        site = RunningSite.of(results);
    }

    @AfterEach
    void stop() {
        site.close();
        assertThat(site.failures()).isEmpty();
    }

    @Test
    void canBeReadAtAnyWidthByAnyone(Browser browser) {
        browser.open(site.uri("/trend/nightly/"), 1200);
        String cell = URI.create(
                        String.valueOf(browser.find(".strip tbody th a").getDomProperty("href")))
                .getPath();
        for (String path : List.of(
                "/",
                "/?kind=run&verdict=false",
                StoredRuns.link(over),
                StoredRuns.link(over) + "report.html",
                StoredRuns.link(going),
                StoredRuns.link(campaign),
                StoredRuns.link(campaign) + "report.html",
                StoredRuns.link(goingCampaign),
                "/trend/nightly/",
                cell,
                "/none")) {
            PageAssertions.assertFitsAndBarsNobody(browser, site.uri(path));
            // A page that is not there is told to the console by the browser itself.
            assertThat(browser.complaints()).as(path).allMatch(line -> path.equals("/none") && line.contains("404"));
            assertThat(browser.all("img")).as(path).isEmpty();
        }
    }

    @Test
    void showsWhatIsHostileAsText(Browser browser) {
        browser.open(site.uri("/"), 1200);
        assertThat(browser.find("main").getText()).contains("17 runs and campaigns", HOSTILE, "running", "damaged");
        assertThat(browser.all("img")).isEmpty();
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void isFilteredByItsForm(Browser browser) {
        browser.open(site.uri("/"), 1200);
        browser.find("select[name=verdict] option[value=false]").click();
        browser.find("form button").click();
        await(() -> browser.find("main").getText().contains("13 of 17 runs and campaigns"));
        assertThat(browser.find("tbody").getText()).contains(HOSTILE).doesNotContain("bank");
        assertThat(browser.find("select[name=verdict]").getDomProperty("value")).isEqualTo("false");
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void keepsUpWithARunThatGoesOn(Browser browser) throws IOException {
        browser.open(site.uri(StoredRuns.link(going)), 1200);
        assertThat(browser.find("#live").getText()).contains("12,345", "read-skew 7", "kill");
        browser.value("(window.isSamePage = true)");
        StoredRuns.tell(
                going, StoredRuns.progress(RunProgress.Phase.CHECKING, Optional.of(StoredRuns.figures(54_321, ""))));
        await(() -> browser.find("#live").getText().contains("54,321"));
        assertThat(browser.find("#live").getText()).contains("The history is being checked.");
        assertThat(browser.value("window.isSamePage === true"))
                .as("it was renewed, not loaded again")
                .isEqualTo(true);
        Files.delete(going.resolve("progress.json"));
        await(() -> browser.find("main").getText().contains("its process was killed"));
        assertThat(browser.value("window.isSamePage === undefined"))
                .as("it was loaded again")
                .isEqualTo(true);
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void aReportLeadsToTheListAndToItsFolder(Browser browser) {
        browser.open(site.uri(StoredRuns.link(campaign) + "report.html"), 1200);
        browser.find(".way a[href^='/runs/']").click();
        await(() -> browser.find("h2").getText().equals("Files"));
        browser.open(site.uri(StoredRuns.link(over) + "report.html"), 1200);
        browser.find(".way a").click();
        await(() -> browser.find("h1").getText().equals("Runs and campaigns"));
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void theTrendLeadsToACell(Browser browser) {
        browser.open(site.uri("/trend/nightly/"), 1200);
        assertThat(browser.all(".strip tbody tr")).hasSize(3);
        assertThat(browser.all(".strip tbody tr:first-child .mark")).hasSize(12);
        browser.find(".strip tbody th").findElement(By.tagName("a")).click();
        await(() -> browser.find("h1").getText().equals("journal h2"));
        assertThat(browser.all("tbody tr")).hasSize(12);
        assertThat(browser.complaints()).isEmpty();
    }

    private static void await(BooleanSupplier condition) {
        Instant deadline = Instant.now().plus(Duration.ofSeconds(60));
        while (!holds(condition)) {
            assertThat(Instant.now()).isBefore(deadline);
            LockSupport.parkNanos(50_000_000);
        }
    }

    /** A page that is being left has elements that are not there any more. */
    private static boolean holds(BooleanSupplier condition) {
        try {
            return condition.getAsBoolean();
        } catch (WebDriverException e) {
            return false;
        }
    }
}
