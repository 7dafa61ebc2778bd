package dev.skewer.harness.cli;

import dev.skewer.harness.console.UserException;
import dev.skewer.registry.Nearest;
import dev.skewer.results.Printable;
import dev.skewer.results.format.Report;
import dev.skewer.results.format.ReportException;
import dev.skewer.results.format.Reports;
import dev.skewer.results.summary.Summary;

/**
 * A report as the command line names it: {@code junit}, or {@code svg:latency} for one of several pictures.
 *
 * @param report its form
 * @param picture which one; empty for the first
 */
record ReportForm(Report report, String picture) {
    /** The page that is made where no form is named. */
    static final ReportForm PAGE = new ReportForm(Reports.named(Reports.HTML).orElseThrow(), "");

    /**
     * Reads the name of a form.
     *
     * @param option whose value it is, with its hyphens
     * @throws UserException if there is none of that name, or no such picture
     */
    static ReportForm parse(String option, String text) {
        int colon = text.indexOf(':');
        String name = colon < 0 ? text : text.substring(0, colon);
        Report report = Reports.named(name)
                .orElseThrow(() -> new UserException(option + ": unknown form '" + Printable.line(name) + "'"
                        + Nearest.hint(name, Reports.names())));
        String picture = colon < 0 ? "" : text.substring(colon + 1);
        if (colon >= 0 && !report.pictures().contains(picture)) {
            throw new UserException(option + ": " + name + " has "
                    + (report.pictures().isEmpty()
                            ? "no pictures to choose from; leave ':" + Printable.line(picture) + "' out"
                            : "no picture '" + Printable.line(picture) + "'"
                                    + Nearest.hint(picture, report.pictures())));
        }
        return new ReportForm(report, picture);
    }

    /** What its file is called where nobody gives it a name. */
    String fileName() {
        String name = report.fileName();
        return picture.isEmpty() ? name : picture + name.substring(name.lastIndexOf('.'));
    }

    /**
     * Renders a summary.
     *
     * @throws ReportException if this summary has no such picture, or this machine cannot draw it
     */
    byte[] render(Summary summary) {
        return report.render(summary, picture);
    }
}
