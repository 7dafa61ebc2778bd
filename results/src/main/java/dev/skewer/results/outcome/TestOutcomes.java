package dev.skewer.results.outcome;

import dev.skewer.checker.Example;
import dev.skewer.checker.StoryLayout;
import dev.skewer.checker.Validity;
import dev.skewer.checker.Verdict;
import dev.skewer.results.Figures;
import dev.skewer.results.RunFolder;
import dev.skewer.results.outcome.TestOutcome.Status;
import dev.skewer.results.summary.CampaignSummary;
import dev.skewer.results.summary.CheckSeries;
import dev.skewer.results.summary.CheckSummary;
import dev.skewer.results.summary.CheckedHistory;
import dev.skewer.results.summary.Omission;
import dev.skewer.results.summary.OperationMetrics;
import dev.skewer.results.summary.RunSummary;
import dev.skewer.results.summary.Summary;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The tests of a summary. One of them at least {@linkplain TestOutcome#isAgainst stands in the way} unless the summary is
 * {@linkplain Summary#valid valid}, and then none does; so what a machine makes of them agrees with the exit code.
 */
public final class TestOutcomes {
    private TestOutcomes() {}

    /** All of them: in the order of the campaign, those that were not run last. */
    public static List<TestOutcome> of(Summary summary) {
        if (summary instanceof CampaignSummary campaign) {
            return of(campaign);
        }
        if (summary instanceof CheckSeries series) {
            return of(series);
        }
        return List.of(summary instanceof RunSummary run ? of(run) : of((CheckSummary) summary));
    }

    // ── a history ───────────────────────────────────────────────────────────────────────────────────────────────

    private static TestOutcome of(RunSummary run) {
        var history = new TestedHistory(
                Optional.of(run.folder() + "/" + run.history()),
                true,
                OptionalLong.of(run.seed()),
                run.valid(),
                run.check(),
                Optional.of(run.again()));
        Map<String, String> figures = figures(run);
        figures.put("seed", String.valueOf(run.seed()));
        figures.put("folder", run.folder());
        return of(run, run.id(), history, run.problems(), run.elapsed(), figures);
    }

    private static TestOutcome of(CheckSummary check) {
        boolean isInput = check.file().equals("-");
        var history = new TestedHistory(
                isInput ? Optional.empty() : Optional.of(check.file()),
                false,
                OptionalLong.empty(),
                check.valid(),
                check.check(),
                Optional.empty());
        return of(
                check,
                check.id(),
                history,
                List.of(),
                Duration.ofMillis(check.cost().parseMillis()),
                figures(check));
    }

    private static TestOutcome of(
            CheckedHistory checked,
            String id,
            TestedHistory history,
            List<String> problems,
            Duration time,
            Map<String, String> figures) {
        Verdict verdict = checked.verdict();
        boolean hasClock = checked.metrics().map(OperationMetrics::hasClock).orElse(true);
        return new TestOutcome(
                id,
                checked.title(),
                status(verdict.valid()),
                switch (verdict.valid()) {
                    case TRUE -> "";
                    case FALSE -> "found " + counts(verdict);
                    case UNKNOWN ->
                        "the verdict is unknown" + because(Stream.concat(problems.stream(), verdict.notes().stream()));
                },
                verdict.anomalies().values().stream()
                        .map(anomaly -> new Finding(anomaly.name(), anomaly.count(), anomaly.smallest(), history))
                        .toList(),
                Stream.concat(problems.stream(), verdict.notes().stream()).toList(),
                List.of(history),
                time.plusMillis(checked.cost().checkMillis()),
                hasClock ? StoryLayout.Clock.ELAPSED : StoryLayout.Clock.EVENTS,
                figures);
    }

    private static Status status(Validity valid) {
        return switch (valid) {
            case TRUE -> Status.PASSED;
            case FALSE -> Status.FAILED;
            case UNKNOWN -> Status.UNDECIDED;
        };
    }

    private static Map<String, String> figures(CheckedHistory checked) {
        var figures = new LinkedHashMap<String, String>();
        figures.put("model", checked.verdict().model());
        figures.put("operations", String.valueOf(checked.verdict().ops()));
        figures.put("opportunities", String.valueOf(checked.verdict().opportunities()));
        return figures;
    }

    private static String counts(Verdict verdict) {
        return verdict.anomalies().values().stream()
                .map(anomaly -> anomaly.name() + " " + Figures.count(anomaly.count()))
                .collect(Collectors.joining(", "));
    }

    /** The first of some sentences, as a reason. */
    private static String because(Stream<String> sentences) {
        return sentences.findFirst().map(sentence -> ": " + sentence).orElse("");
    }

    /** All files that were checked, then those that could not be. */
    private static List<TestOutcome> of(CheckSeries series) {
        return Stream.concat(
                        series.checks().stream().map(TestOutcomes::of),
                        series.refused().stream()
                                .map(each -> bare(each.file(), each.file(), Status.UNDECIDED, each.reason())))
                .toList();
    }

    // ── a campaign ──────────────────────────────────────────────────────────────────────────────────────────────

    private static List<TestOutcome> of(CampaignSummary campaign) {
        List<TestOutcome> outcomes = new ArrayList<>();
        campaign.cells().forEach(cell -> outcomes.add(of(cell)));
        campaign.part().omitted().forEach(omission -> outcomes.add(of(omission)));
        campaign.gate()
                .ifPresent(gate -> GateOutcomes.judge(outcomes, campaign.cells().size(), gate));
        boolean isAgainst = outcomes.stream().anyMatch(TestOutcome::isAgainst);
        if (campaign.valid() != Validity.TRUE && !isAgainst) {
            outcomes.add(whole(campaign));
        }
        return outcomes;
    }

    private static TestOutcome of(CampaignSummary.Cell cell) {
        List<TestedHistory> histories =
                cell.runs().stream().map(TestOutcomes::history).toList();
        Status status = status(cell);
        return new TestOutcome(
                cell.id(),
                cell.name(),
                status,
                reason(cell, status),
                // What was to be found is no finding, and where something else was to be found, nothing is proved by
                // the others.
                status == Status.FAILED && cell.expected().isValid() ? findings(cell, histories) : List.of(),
                remarks(cell),
                histories,
                time(cell),
                StoryLayout.Clock.ELAPSED,
                figures(cell));
    }

    private static Status status(CampaignSummary.Cell cell) {
        if (cell.isSkipped()) {
            return Status.SKIPPED;
        }
        if (cell.isAsExpected()) {
            return Status.PASSED;
        }
        boolean isDecided = cell.failed() == null
                && (cell.expected().isValid()
                        ? cell.verdict() == Validity.FALSE || (cell.verdict() == Validity.TRUE && cell.isComplete())
                        : cell.isComplete());
        return isDecided ? Status.FAILED : Status.UNDECIDED;
    }

    private static String reason(CampaignSummary.Cell cell, Status status) {
        String skipped = cell.skipped();
        if (skipped != null) {
            return skipped;
        }
        if (status == Status.PASSED) {
            return "";
        }
        String failed = cell.failed();
        String found = Figures.counts(cell.anomalies());
        String expected = "expected " + cell.expected().text();
        if (failed != null) {
            return expected + ", but its target could not be opened: " + failed;
        }
        if (!cell.expected().isValid()) {
            return expected + ", but "
                    + String.join(", ", missing(cell))
                    + (cell.isComplete() ? " was not found" : " was not found before it was cut short")
                    + " in " + cell.runs().size() + (cell.runs().size() == 1 ? " run" : " runs")
                    + (found.isEmpty() ? "" : "; found " + found);
        }
        return expected
                + switch (cell.verdict()) {
                    case FALSE -> ", found " + found;
                    case TRUE -> cell.isComplete() ? ", but no crash undid anything" : ", but was cut short";
                    case UNKNOWN ->
                        cell.isComplete() || cell.runs().stream().anyMatch(run -> run.valid() == Validity.UNKNOWN)
                                ? ", but is unknown" + because(remarks(cell).stream())
                                : ", but was cut short";
                };
    }

    private static List<String> missing(CampaignSummary.Cell cell) {
        return cell.expected().anomalies().stream()
                .filter(name -> !cell.anomalies().containsKey(name))
                .toList();
    }

    private static List<Finding> findings(CampaignSummary.Cell cell, List<TestedHistory> histories) {
        List<Finding> findings = new ArrayList<>();
        cell.anomalies().forEach((name, count) -> {
            TestedHistory first = null;
            Optional<Example> story = Optional.empty();
            for (int i = 0; i < histories.size() && story.isEmpty(); i++) {
                CampaignSummary.Run run = cell.runs().get(i);
                // What is kept of a run is the story of its most telling anomaly.
                boolean isTold =
                        !run.anomalies().isEmpty() && run.anomalies().firstKey().equals(name);
                if (run.anomalies().containsKey(name) && (first == null || isTold)) {
                    first = histories.get(i);
                    story = isTold ? run.story() : story;
                }
            }
            if (first != null) {
                findings.add(new Finding(name, count, story, first));
            }
        });
        return findings;
    }

    private static TestedHistory history(CampaignSummary.Run run) {
        // The command that checks it ends with its file.
        String name =
                run.check().contains(RunFolder.COMPRESSED_HISTORY) ? RunFolder.COMPRESSED_HISTORY : RunFolder.HISTORY;
        return new TestedHistory(
                Optional.of(run.folder() + "/" + name),
                true,
                OptionalLong.of(run.seed()),
                run.valid(),
                run.check(),
                Optional.of(run.again()));
    }

    private static List<String> remarks(CampaignSummary.Cell cell) {
        return cell.runs().stream()
                .flatMap(run -> Stream.concat(run.problems().stream(), run.notes().stream()))
                .distinct()
                .toList();
    }

    private static Duration time(CampaignSummary.Cell cell) {
        return cell.runs().stream()
                .map(run -> run.elapsed().plusMillis(run.checkMillis()))
                .reduce(Duration.ZERO, Duration::plus);
    }

    private static Map<String, String> figures(CampaignSummary.Cell cell) {
        var figures = new LinkedHashMap<String, String>();
        figures.put("expected", cell.expected().text());
        if (cell.isSkipped()) {
            return figures;
        }
        figures.put("verdict", cell.verdict().toString());
        figures.put("anomalies", Figures.counts(cell.anomalies()));
        figures.put("operations", String.valueOf(cell.ops()));
        figures.put("opportunities", String.valueOf(cell.opportunities()));
        figures.put("faults", Figures.counts(cell.faults().injected()));
        figures.put("restarts", String.valueOf(cell.faults().restarts()));
        figures.put("seeds", each(cell, run -> String.valueOf(run.seed())));
        figures.put("runs", each(cell, CampaignSummary.Run::folder));
        return figures;
    }

    private static String each(CampaignSummary.Cell cell, Function<CampaignSummary.Run, String> what) {
        return cell.runs().stream().map(what).collect(Collectors.joining(", "));
    }

    private static TestOutcome of(Omission omission) {
        return bare(
                omission.key(),
                omission.name(),
                omission.isByTimeLimit() ? Status.SKIPPED : Status.UNDECIDED,
                omission.reason());
    }

    /** A campaign that does not pass though none of its cells says why. */
    private static TestOutcome whole(CampaignSummary campaign) {
        return campaign.isEmpty()
                ? bare(campaign.name(), "the whole campaign", Status.FAILED, "nothing was run, so nothing was tested")
                : bare(
                        campaign.name(),
                        "the whole campaign",
                        Status.UNDECIDED,
                        "not all of its cells were run to their end");
    }

    private static TestOutcome bare(String id, String name, Status status, String reason) {
        return new TestOutcome(
                id,
                name,
                status,
                reason,
                List.of(),
                List.of(),
                List.of(),
                Duration.ZERO,
                StoryLayout.Clock.ELAPSED,
                Map.of());
    }
}
