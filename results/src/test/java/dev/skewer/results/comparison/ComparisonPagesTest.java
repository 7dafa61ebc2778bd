package dev.skewer.results.comparison;

import static dev.skewer.results.comparison.Cells.VALID;
import static dev.skewer.results.comparison.Cells.measured;
import static dev.skewer.results.comparison.Cells.run;
import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.skewer.checker.Validity;
import dev.skewer.results.comparison.ComparedCell.Outcome;
import dev.skewer.results.report.ComparisonMarkdown;
import dev.skewer.results.report.ComparisonReport;
import dev.skewer.results.summary.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A comparison as page, as Markdown and as JSON: whatever names come from, they mean nothing but themselves. */
class ComparisonPagesTest {
    private static final String SCRIPT = "<script>alert(1)</script>";

    private static ComparedCell cell(String key, String text, ComparedRun... runs) {
        Validity verdict = List.of(runs).stream()
                .map(ComparedRun::valid)
                .reduce(Validity::and)
                .orElse(Validity.UNKNOWN);
        return new ComparedCell(
                key,
                text,
                text,
                VALID,
                verdict == Validity.TRUE ? Outcome.AS_EXPECTED : Outcome.NOT_AS_EXPECTED,
                text,
                false,
                false,
                List.of(runs),
                verdict);
    }

    /** Of two campaigns with a cell that is wrong, one that is slower, one that is gone and one that is new. */
    static Comparison comparison(String text) {
        ComparedRun[] clean = {Cells.timed(20_000), Cells.timed(21_000), Cells.timed(19_000)};
        ComparedRun[] slow = {Cells.timed(2_000), Cells.timed(2_100), Cells.timed(1_900)};
        Comparand base = measured(
                Cells.side(text, cell("a", text, clean), cell("b", text, clean), cell("gone", text, clean)), 1e7, 900);
        Comparand candidate = measured(
                Cells.side(
                        text,
                        cell("a", text, run(Validity.FALSE, 100, Map.of(text, 3L)), run(Validity.TRUE, 100, Map.of())),
                        cell("b", text, slow),
                        cell("new", text, run(Validity.UNKNOWN, 0, Map.of()))),
                1e7,
                900);
        return Comparer.compare(base, candidate, Thresholds.STANDARD, text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "plain",
                SCRIPT,
                "\" onload=\"x",
                "]]>&amp;",
                "| a | b |\n\n# h ![x](http://x) @all ::error::x",
                "\u001b[2J\u0000\u202e\ud800",
            })
    void hostileNamesAreShownAndNothingElse(String text) {
        Comparison comparison = comparison(text);
        assertThat(comparison.valid()).isEqualTo(Validity.FALSE);
        String page = ComparisonReport.render(comparison);
        assertThat(page)
                .doesNotContain(SCRIPT, "onload=\"x", "\u0000", "\u001b", "\u202e")
                .contains("throughput is lower");
        String markdown = ComparisonMarkdown.render(comparison);
        assertThat(markdown).doesNotContain(SCRIPT, "](http", "@all", "\n::", "\n#", "\u001b", "\u0000");
        assertThat(markdown.lines().findFirst().orElseThrow()).startsWith("**worse**: ");
    }

    @Test
    void isAsThePublishedSchemaSays() throws IOException {
        var schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(Files.readString(Path.of("..", "docs", "summary.schema.json")), InputFormat.JSON);
        for (String text : List.of("plain", SCRIPT)) {
            assertThat(schema.validate(Json.oneLine(ComparisonJson.of(comparison(text))), InputFormat.JSON))
                    .isEmpty();
        }
        assertThat(schema.validate(
                        Json.oneLine(ComparisonJson.of(comparison("x")).without("changes")), InputFormat.JSON))
                .isNotEmpty();
    }

    @Test
    void theFirstLineNamesWhatGotWorse() {
        assertThat(ComparisonMarkdown.render(comparison("journal snapshot")))
                .startsWith("**worse**: journal snapshot&#58; journal snapshot is new&#58; 3 in 200 opportunities");
    }
}
