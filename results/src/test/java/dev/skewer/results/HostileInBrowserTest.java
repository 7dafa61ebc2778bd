package dev.skewer.results;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skewer.results.browser.Browser;
import dev.skewer.results.browser.BrowserExtension;
import dev.skewer.results.summary.Summary;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Reports with hostile values, opened by a browser: nothing of a value runs, nothing is loaded, and nothing is complained of. */
@ExtendWith(BrowserExtension.class)
class HostileInBrowserTest {
    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it before each test
    private Path folder;

    @Test
    void nothingOfAValueRunsOrIsLoaded(Browser browser) throws Exception {
        String text = HostileTexts.TOGETHER;
        for (Summary summary : List.of(
                Samples.run(Samples.skewed(text), text),
                Samples.check(Samples.skewed(text), text),
                Samples.campaign(text))) {
            harmless(browser, "page.html", Rendered.text("html", summary));
            harmless(browser, "picture.svg", Rendered.text("svg", summary));
            // As GitHub shows it, without the sanitizer that stands behind it there.
            harmless(
                    browser,
                    "markdown.html",
                    "<!doctype html><meta charset=utf-8><title>x</title>"
                            + Rendered.html(Rendered.text("markdown", summary)));
        }
    }

    private void harmless(Browser browser, String name, String content) throws Exception {
        browser.open(Files.writeString(folder.resolve(name), content), 800);
        assertThat(browser.complaints()).as(name).isEmpty();
        assertThat(browser.requests()).as(name).isEmpty();
        assertThat(browser.value(
                        "[...document.querySelectorAll('*')].flatMap(e => [...e.attributes]).filter(a => /^on|^src$/.test(a.name)"
                                + " || (/href$/.test(a.name) && /^[a-z]+:|^[/][/]/i.test(a.value))).length"))
                .as("handlers and links that leave %s", name)
                .isEqualTo(0L);
        assertThat(
                        browser.value(
                                "document.querySelectorAll('img, iframe, object, embed, link, base, form, foreignObject').length"))
                .as("what could load something in %s", name)
                .isEqualTo(0L);
    }
}
