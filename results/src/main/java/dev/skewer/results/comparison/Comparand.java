package dev.skewer.results.comparison;

import dev.skewer.results.summary.CampaignSummary;
import dev.skewer.results.summary.CheckSeries;
import dev.skewer.results.summary.CheckSummary;
import dev.skewer.results.summary.CheckedHistory;
import dev.skewer.results.summary.Conditions;
import dev.skewer.results.summary.Expectation;
import dev.skewer.results.summary.Omission;
import dev.skewer.results.summary.RunSummary;
import dev.skewer.results.summary.Summary;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One side of a comparison.
 *
 * @param name what it is called: a folder or a file as the user wrote it
 * @param isSingle whether it is one run or check, and not a campaign
 * @param cells what there is, in its order
 * @param leftOut cells that were left out by wish, by key, with the reason
 * @param conditions under which its figures came about
 */
public record Comparand(
        String name, boolean isSingle, List<ComparedCell> cells, Map<String, String> leftOut, Conditions conditions) {
    /** Copies the collections. */
    public Comparand {
        cells = List.copyOf(cells);
        leftOut = Collections.unmodifiableMap(new LinkedHashMap<>(leftOut));
    }

    /** What is stored of a run, of checks or of a campaign. */
    public static Comparand of(Summary summary, String name) {
        if (summary instanceof CheckSeries series) {
            return of(series, name);
        }
        return summary instanceof CampaignSummary campaign ? of(campaign, name) : of((CheckedHistory) summary, name);
    }

    private static Comparand of(CampaignSummary campaign, String name) {
        var cells = new ArrayList<ComparedCell>();
        Map<String, Integer> seen = new HashMap<>();
        for (CampaignSummary.Cell cell : campaign.cells()) {
            if (cell.isProof()) {
                // It says something about the gate, and nothing about what is tested.
                continue;
            }
            String id = cell.id();
            // Of cells that are the same test, the first of one side is compared with the first of the other.
            int number = seen.merge(id, 1, Integer::sum);
            cells.add(ComparedCell.of(number == 1 ? id : id + "-" + number, cell));
        }
        Map<String, String> leftOut = new LinkedHashMap<>();
        campaign.part().omitted().stream()
                .filter(Omission::isByTimeLimit)
                .forEach(omission -> leftOut.put(omission.key(), omission.reason()));
        return new Comparand(name, false, cells, leftOut, campaign.conditions());
    }

    /** A run or check is compared with another one whatever they tested; it has the empty key. */
    private static Comparand of(CheckedHistory history, String name) {
        String test = history instanceof RunSummary run
                ? run.title()
                : history.verdict().model();
        return new Comparand(name, true, List.of(cell("", test, history)), Map.of(), Conditions.PLAIN);
    }

    /** Files are told apart by their names, and one that is there twice by how often it was before. */
    private static Comparand of(CheckSeries series, String name) {
        List<ComparedCell> cells = new ArrayList<>();
        Map<String, Integer> seen = new HashMap<>();
        for (CheckSummary check : series.checks()) {
            int number = seen.merge(check.id(), 1, Integer::sum);
            cells.add(cell(number == 1 ? check.id() : check.id() + "-" + number, check.file(), check));
        }
        return new Comparand(name, false, cells, Map.of(), Conditions.PLAIN);
    }

    private static ComparedCell cell(String key, String test, CheckedHistory history) {
        Map<String, Object> spec = history instanceof RunSummary run ? run.spec() : Map.of();
        var expected = new Expectation(Expectation.VALID, List.of());
        return new ComparedCell(
                key,
                test,
                "",
                expected,
                switch (history.valid()) {
                    case TRUE -> ComparedCell.Outcome.AS_EXPECTED;
                    case FALSE -> ComparedCell.Outcome.NOT_AS_EXPECTED;
                    case UNKNOWN -> ComparedCell.Outcome.INCOMPLETE;
                },
                history.verdict().notes().stream().findFirst().orElse(""),
                Boolean.TRUE.equals(spec.get("fail-fast")),
                spec.containsKey("rate"),
                List.of(ComparedRun.of(history)),
                history.valid());
    }

    /** The same, of which more was left out by wish. */
    public Comparand leavingOut(Map<String, String> more) {
        Map<String, String> both = new LinkedHashMap<>(leftOut);
        more.forEach(both::putIfAbsent);
        return new Comparand(name, isSingle, cells, both, conditions);
    }

    /** The cell with a key. */
    Optional<ComparedCell> cell(String key) {
        return cells.stream().filter(cell -> cell.key().equals(key)).findFirst();
    }
}
