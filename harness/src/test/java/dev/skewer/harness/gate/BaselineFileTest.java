package dev.skewer.harness.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.skewer.checker.Validity;
import dev.skewer.harness.console.UserException;
import dev.skewer.results.comparison.Acceptance;
import dev.skewer.results.comparison.ComparedCell;
import dev.skewer.results.comparison.ComparedCell.Outcome;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Baselines as people and Skewer write them. */
class BaselineFileTest {
    static final String TEXT = """
            # Ours.
            baseline: 1
            campaign: nightly
            reference:
              rounds: 12
              memory: [10M, 11M, 12.5M]
              disk: [900, 950, 1k]
            # What we know.
            accepted:
              # Ask Ada.
              - cell: 0f1e2d3c4b5a
                anomaly: read-skew
                until: 2026-12-31
                reason: "the fix is under review: #3198"
            cells:
              # The one that matters.
              - cell: 0f1e2d3c4b5a
                test: journal weak
                outcome: not-as-expected
                verdicts: [false, true]
                opportunities: [12k, 900]
                anomalies: {read-skew: [5, 0]}
                speed: [21k, 1.3k]
                p50_us: [95, 110]
                p99_us: [900, 1.2k]
              - cell: 00112233aabb-2
                test: "journal half-snapshot: x"
                expected: detected
                finds: [read-skew]
                verdicts: [false, unknown]
                found: [true, false]
                operations: [4k, 50k]
            """;

    private static final String HOSTILE = ":-[]{}\"'#\t\n &*!|>%@`0e\u0000\u202e\u001b";

    @Test
    void saysWhatIsInIt() {
        BaselineFile file = BaselineFile.parse(TEXT, "b.yaml");
        assertThat(file.campaign()).isEqualTo("nightly");
        assertThat(file.baseline()
                        .conditions()
                        .reference()
                        .orElseThrow()
                        .memoryPerSecond()
                        .median())
                .isEqualTo(11e6);
        assertThat(file.baseline().accepted())
                .containsExactly(new Acceptance(
                        "0f1e2d3c4b5a",
                        "journal weak",
                        "read-skew",
                        LocalDate.of(2026, 12, 31),
                        "the fix is under review: #3198",
                        "b.yaml:11"));
        ComparedCell weak = file.baseline().cells().get(0);
        assertThat(weak.outcome()).isEqualTo(Outcome.NOT_AS_EXPECTED);
        assertThat(weak.verdict()).isEqualTo(Validity.FALSE);
        assertThat(weak.anomalies()).isEqualTo(Map.of("read-skew", 5L));
        assertThat(weak.opportunities()).isEqualTo(12_900);
        assertThat(weak.runs().get(1).latency().p99Nanos()).isEqualTo(1_200_000);
        ComparedCell sought = file.baseline().cells().get(1);
        assertThat(sought.key()).isEqualTo("00112233aabb-2");
        assertThat(sought.runs().get(0).anomalies()).containsOnlyKeys("read-skew");
        assertThat(sought.runs().get(1).anomalies()).isEmpty();
    }

    @Test
    void whatIsWrittenIsReadAgain() {
        BaselineFile file = BaselineFile.parse(TEXT, "b.yaml");
        var text = new StringBuilder("baseline: 1\ncells:\n");
        file.baseline()
                .cells()
                .forEach(cell -> BaselineText.cell(cell)
                        .forEach(line -> text.append(line).append('\n')));
        assertThat(BaselineFile.parse(text.toString(), "b.yaml").baseline().cells())
                .isEqualTo(file.baseline().cells());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "baseline: 1 | baseline: 2 | b.yaml:2:11: written by a later version of Skewer (baseline: 2)",
                "baseline: 1 | basline: 1 | b.yaml:2:1: no 'baseline: 1'",
                "campaign: nightly | campain: nightly | b.yaml:3:1: unknown key 'campain'; did you mean 'campaign'?",
                "memory: [10M, 11M, 12.5M] | memory: [12M, 11M, 13M] | b.yaml:6:11: 'memory' is a lower quartile",
                "memory: [10M, 11M, 12.5M] | memory: 11M | b.yaml:6:11: 'memory' is a lower quartile",
                "until: 2026-12-31 | until: 2026-13-31 | b.yaml:13:12: 'until' is a day such as 2026-12-31, and is '2026-13-31'",
                "    anomaly: read-skew | # | b.yaml:11:5: an acceptance has no 'anomaly'",
                "verdicts: [false, true] | verdicts: [false, maybe] | b.yaml:20:23: unknown verdict 'maybe'",
                "opportunities: [12k, 900] | opportunities: [12k] | b.yaml:21:20: 'opportunities' has 1 of what is one a run, and there are 2 verdicts",
                "opportunities: [12k, 900] | opportunities: [12k, -9] | b.yaml:21:26: 'opportunities' has a number of at least 0",
                "00112233aabb-2 | 0f1e2d3c4b5a | b.yaml:26:5: cell 0f1e2d3c4b5a a second time, after line 17",
                "00112233aabb-2 | none | b.yaml:26:11: 'cell' is the id of a cell",
                "outcome: not-as-expected | outcome: fine | b.yaml:19:14: unknown outcome 'fine'",
                "speed: [21k, 1.3k] | sped: [21k, 1.3k] | b.yaml:23:5: unknown key 'sped'; did you mean 'speed'?",
            })
    void saysWhereItIsWrong(String right, String wrong, String complaint) {
        assertThat(TEXT).contains(right);
        assertThatExceptionOfType(UserException.class)
                .isThrownBy(() -> BaselineFile.parse(TEXT.replaceFirst(Pattern.quote(right), wrong), "b.yaml"))
                .withMessageStartingWith(complaint);
    }

    @Test
    void whateverIsDamagedIsOneLineWithItsPlace() {
        int wrong = 0;
        for (long seed = 0; seed < 3_000; seed++) {
            String text = damaged(TEXT, new SplittableRandom(seed));
            try {
                BaselineFile.parse(text, "b.yaml");
            } catch (UserException e) {
                wrong++;
                assertThat(e.getMessage())
                        .as("seed %d", seed)
                        .matches("b\\.yaml:\\d+:\\d+: \\P{Cntrl}+")
                        .doesNotContain("Exception");
            }
        }
        assertThat(wrong).isBetween(1_000, 3_000);
    }

    @Test
    void whatIsCutOffAnywhereIsReadOrOneLine() {
        for (int length = 0; length < TEXT.length(); length++) {
            assertReadOrOneLine(TEXT.substring(0, length));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "9",
                "-1",
                "0.5",
                "1e400",
                "1e999999999",
                "-1e400k",
                ".inf",
                ".nan",
                "0x7fffffffffffffff",
                "9223372036854775808",
                "''",
                "~",
                "true",
                "[]",
                "{}",
                "{a: {b: c}}",
                "[[[]]]",
                "&a [1, *a]",
                "*a",
                "!!java.net.URL [x]",
                "!!binary aGk=",
                "2026-12-31",
                "|\n  a\n  b",
                "? a",
                "%",
                "\u0000",
                "\ud800"
            })
    void whatIsOfAnotherTypeIsReadOrOneLine(String value) {
        for (String field : List.of(
                "baseline",
                "campaign",
                "reference",
                "rounds",
                "memory",
                "accepted",
                "anomaly",
                "until",
                "cells",
                "verdicts",
                "opportunities",
                "anomalies",
                "speed",
                "p50_us",
                "found",
                "operations",
                "finds",
                "test",
                "outcome")) {
            assertReadOrOneLine(TEXT.replaceFirst(
                    "(?m)\\b" + field + ": .*$|" + field + ":$", Matcher.quoteReplacement(field + ": " + value)));
        }
    }

    @Test
    void whatIsDeepOrLongIsOneLine() {
        for (String value : List.of(
                "[".repeat(100_000),
                "{a: ".repeat(100_000),
                "- ".repeat(50_000),
                "9".repeat(100_000),
                "1e" + "9".repeat(1_000),
                "x".repeat(100_000))) {
            assertReadOrOneLine("baseline: 1\ncells: " + value);
            assertReadOrOneLine(TEXT.replace("rounds: 12", "rounds: " + value));
            assertReadOrOneLine("baseline: " + value);
        }
    }

    private static void assertReadOrOneLine(String text) {
        try {
            BaselineFile.parse(text, "b.yaml");
        } catch (UserException e) {
            assertThat(e.getMessage())
                    .as(text.substring(0, Math.min(text.length(), 2_000)))
                    .matches("b\\.yaml:\\d+:\\d+: \\P{Cntrl}+")
                    .hasSizeLessThan(1_000)
                    .doesNotContain("Exception");
        }
    }

    private static String damaged(String text, SplittableRandom random) {
        var damaged = new StringBuilder(text);
        for (int i = 1 + random.nextInt(3); i > 0; i--) {
            int at = random.nextInt(damaged.length());
            switch (random.nextInt(5)) {
                case 0 -> damaged.setLength(Math.max(1, at));
                case 1 -> damaged.deleteCharAt(at);
                case 2 -> damaged.insert(at, HOSTILE.charAt(random.nextInt(HOSTILE.length())));
                case 3 -> damaged.setCharAt(at, (char) random.nextInt(0x3000));
                default -> {
                    int to = Math.min(damaged.length(), at + random.nextInt(60));
                    damaged.insert(random.nextInt(damaged.length()), damaged.substring(at, to));
                }
            }
            if (damaged.isEmpty()) {
                damaged.append('x');
            }
        }
        return damaged.toString();
    }
}
