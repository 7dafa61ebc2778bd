package dev.skewer.results.report;

import dev.skewer.results.Figures;
import dev.skewer.results.summary.CheckSummary;
import dev.skewer.results.summary.LogExcerpt;
import dev.skewer.results.summary.RunSummary;
import java.util.List;
import java.util.Map;

/** What one looks up of a run: its files, its options, what it ran on, and what logs say around what went wrong. */
final class RunDetails {
    private RunDetails() {}

    /** The lines of logs around anomalies and problems; nothing where there are none. */
    static void log(Html page, RunSummary run) {
        LogExcerpt log = run.log();
        if (log.lines().isEmpty()) {
            return;
        }
        page.element("h2", "Logs around it").open("section", "class", "card");
        ReportPage.openTable(page, "Lines of logs", List.of("#at", "log", "line"));
        for (LogExcerpt.Line line : log.lines()) {
            page.open("tr")
                    .element("td", line.at() < 0 ? "" : Figures.time(line.at()), "class", "n")
                    .element("td", line.file(), "class", "key soft")
                    .open("td")
                    .element("code", line.text())
                    .close("td")
                    .close("tr")
                    .line();
        }
        ReportPage.closeTable(page);
        if (log.leftOut() > 0) {
            page.element("p", Figures.count(log.leftOut()) + " more lines are in the logs.", "class", "soft");
        }
        page.close("section").line();
    }

    /** Links to the files beside the page, and what the page itself has to be saved. */
    static void files(Html page, RunSummary run) {
        page.open("p").text("Beside this page: ");
        for (String file : List.of(run.history(), "verdict.json", "spec.json", "run.log")) {
            page.element("a", file, "href", file, "download", file).text(" ");
        }
        page.close("p").line();
    }

    /** The options of the test. */
    static void spec(Html page, RunSummary run) {
        page.open("details").element("summary", "The options of the test");
        ReportPage.openTable(page, "The options of the test", List.of("option", "value"));
        run.spec().forEach((option, value) -> row(page, option, OptionText.of(value)));
        ReportPage.closeTable(page);
        page.close("details").line();
    }

    /** How a file was checked; nothing where that was not kept. */
    static void options(Html page, CheckSummary check) {
        if (!check.options().isEmpty()) {
            page.open("details").element("summary", "The options of the check");
            ReportPage.openTable(page, "The options of the check", List.of("option", "value"));
            check.options().forEach((option, value) -> row(page, option, value));
            ReportPage.closeTable(page);
            page.close("details").line();
        }
    }

    /** What it ran on; nothing where that was not kept. */
    static void environment(Html page, Map<String, String> environment) {
        if (environment.isEmpty()) {
            return;
        }
        page.element("h2", "Environment").open("section", "class", "card");
        ReportPage.openTable(page, "Environment", List.of("name", "value"));
        environment.forEach((name, value) -> row(page, name, value));
        ReportPage.closeTable(page);
        page.close("section").line();
    }

    private static void row(Html page, String name, String value) {
        page.open("tr")
                .element("td", name, "class", "key soft")
                .element("td", value)
                .close("tr")
                .line();
    }
}
