package dev.skewer.results.format;

import dev.skewer.results.report.HtmlReport;
import dev.skewer.results.report.MarkdownReport;
import dev.skewer.results.summary.Json;
import dev.skewer.results.summary.SummaryFiles;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** All forms in which a summary can be told, by name. */
public final class Reports {
    /** The page for people, which is made where no form is named. */
    public static final String HTML = "html";

    /** Commands for the runner of a workflow. */
    public static final String ANNOTATIONS = "github";

    private static final List<Report> ALL = List.of(
            new TextReport(
                    HTML,
                    "A page for people: verdict, stories, pictures, figures.",
                    "One file that needs nothing beside itself, in light, dark and print. Of a campaign: its matrix, what is not as expected, what was"
                            + " found and how soon, and a row for each cell.",
                    "report.html",
                    false,
                    HtmlReport::render),
            new TextReport(
                    "json",
                    "All that is known, for programs.",
                    "The document that is stored, of which all other forms are made: docs/results.md has its fields, docs/summary.schema.json its JSON"
                            + " Schema.",
                    "report.json",
                    true,
                    summary -> Json.indented(SummaryFiles.json(summary))),
            new TextReport(
                    "markdown",
                    "For a comment on a pull request, or a document.",
                    "GitHub's Markdown of at most 65,536 bytes, which is what a comment may have: the first two lines say what matters, the story of each"
                            + " failed test can be opened, tables say what held and what was found. What does not fit is left out, and told.",
                    "report.md",
                    true,
                    summary -> MarkdownReport.render(summary, MarkdownReport.COMMENT_BYTES)),
            new TextReport(
                    "junit",
                    "JUnit's XML, which CI systems read.",
                    "A test suite with a test case for a run, each file that was checked, or each cell of a campaign. What failed is a failure with its story and commands, what"
                            + " is unknown an error, what was not run is skipped, with the reason.",
                    "junit.xml",
                    true,
                    JUnitReport::render),
            new TextReport(
                    "sarif",
                    "SARIF 2.1.0, which code scanning reads.",
                    "A result for each anomaly of each test that failed, with a fingerprint that stays when it is found again; rules are the anomalies, with"
                            + " what explain says of them. The location is the history, and the story its code flow.",
                    "report.sarif",
                    true,
                    SarifReport::render),
            new TextReport(
                    ANNOTATIONS,
                    "Annotations of a run of GitHub Actions.",
                    "Workflow commands, a line each, for standard output of a step: an error for each test that failed, a warning for each that is unknown, at most"
                            + " ten of each, which is what GitHub shows.",
                    "annotations.txt",
                    true,
                    WorkflowAnnotations::render),
            new PictureReport(
                    "svg",
                    "A picture for a document, as SVG.",
                    "One picture that needs nothing beside itself: the story of the most telling anomaly, operations per second with the faults, latencies, or the"
                            + " matrix of a campaign; the first of them that there is, or the one that is named behind a colon.",
                    "picture.svg",
                    svg -> svg.getBytes(StandardCharsets.UTF_8)),
            new PictureReport(
                    "png",
                    "The same picture as PNG, for what takes no SVG.",
                    "The picture that svg is, at twice its size. It needs a font on this machine.",
                    "picture.png",
                    PngImage::of));

    private Reports() {}

    /** All of them. */
    public static List<Report> all() {
        return ALL;
    }

    /** Their names. */
    public static List<String> names() {
        return ALL.stream().map(Report::name).toList();
    }

    /** The one of a name. */
    public static Optional<Report> named(String name) {
        return ALL.stream().filter(report -> report.name().equals(name)).findFirst();
    }
}
