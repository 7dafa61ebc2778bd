package dev.skewer.results.report;

import dev.skewer.results.summary.CampaignSummary;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The cells of a campaign as a matrix: what was tested at which level in rows, workloads or faults in columns. It has the cells that are like the
 * first in everything else; a planted defect, say, is not among them.
 *
 * @param keys names of the options that tell rows apart
 * @param columns what the columns stand for
 * @param rows those of one target together, in the order in which the first of each comes
 */
record CampaignMatrix(List<String> keys, List<String> columns, List<Row> rows) {
    /** What may be in columns. */
    static final List<String> COLUMN = List.of("workload", "fault");

    /** What makes the rows; the first of them is written once for all rows that share it. */
    private static final List<String> ROW = List.of("target", "isolation", "target-option", "durability");

    /**
     * A row.
     *
     * @param names a value for each key
     * @param fields by column
     */
    record Row(List<String> names, Map<String, CampaignSummary.Cell> fields) {
        /** What is in a column. */
        Optional<CampaignSummary.Cell> at(String column) {
            return Optional.ofNullable(fields.get(column));
        }

        private String group() {
            return names.isEmpty() ? "" : names.get(0);
        }
    }

    /**
     * The matrix with an option in its columns; nothing if the cells make none: they have one value of it, or two of them would be in one field.
     *
     * @param column one of {@link #COLUMN}
     */
    static Optional<CampaignMatrix> of(CampaignSummary campaign, String column) {
        Set<String> varying = varying(campaign);
        if (!varying.contains(column)) {
            return Optional.empty();
        }
        var others = new LinkedHashSet<>(varying);
        others.remove(column);
        ROW.forEach(others::remove);
        CampaignSummary.Cell first = campaign.cells().get(0);
        List<CampaignSummary.Cell> alike = campaign.cells().stream()
                .filter(cell ->
                        others.stream().allMatch(option -> value(cell, option).equals(value(first, option))))
                .toList();
        List<String> keys = ROW.stream().filter(varying::contains).toList();
        Map<List<String>, Map<String, CampaignSummary.Cell>> rows = new LinkedHashMap<>();
        Set<String> columns = new LinkedHashSet<>();
        for (CampaignSummary.Cell cell : alike) {
            String at = value(cell, column);
            columns.add(at);
            List<String> names =
                    keys.stream().map(option -> shown(campaign, cell, option)).toList();
            if (rows.computeIfAbsent(names, unused -> new TreeMap<>()).put(at, cell) != null) {
                return Optional.empty();
            }
        }
        return columns.size() < 2
                ? Optional.empty()
                : Optional.of(new CampaignMatrix(keys, List.copyOf(columns), grouped(rows)));
    }

    private static List<Row> grouped(Map<List<String>, Map<String, CampaignSummary.Cell>> rows) {
        Map<String, List<Row>> groups = new LinkedHashMap<>();
        rows.forEach((names, fields) -> {
            var row = new Row(names, fields);
            groups.computeIfAbsent(row.group(), unused -> new ArrayList<>()).add(row);
        });
        return groups.values().stream().flatMap(List::stream).toList();
    }

    /** The names of a row as they are shown: the first is left out where the row above has the same. */
    List<String> shownNames(int row) {
        List<String> names = rows.get(row).names();
        boolean isRepeated = names.size() > 1
                && row > 0
                && rows.get(row).group().equals(rows.get(row - 1).group());
        if (!isRepeated) {
            return names;
        }
        var shown = new ArrayList<>(names);
        shown.set(0, "");
        return shown;
    }

    /** What a spec says of an option, as text; empty if it is not there. */
    static String value(CampaignSummary.Cell cell, String option) {
        Object value = cell.spec().get(option);
        return value == null ? "" : OptionText.of(value);
    }

    /** The same for the key of a row: of the options of a target only those that it has with several values. */
    static String shown(CampaignSummary campaign, CampaignSummary.Cell cell, String option) {
        if (!(cell.spec().get(option) instanceof Map<?, ?> options)) {
            return value(cell, option);
        }
        return options.entrySet().stream()
                .filter(each -> campaign.cells().stream()
                        .filter(other -> value(other, "target").equals(value(cell, "target")))
                        .anyMatch(other -> !(other.spec().get(option) instanceof Map<?, ?> others)
                                || !Objects.equals(others.get(each.getKey()), each.getValue())))
                .map(each -> each.getKey() + "=" + each.getValue())
                .collect(Collectors.joining(", "));
    }

    /** Options that differ between cells. */
    private static Set<String> varying(CampaignSummary campaign) {
        var varying = new LinkedHashSet<String>();
        for (CampaignSummary.Cell cell : campaign.cells()) {
            varying.addAll(cell.spec().keySet());
        }
        varying.removeIf(option -> campaign.cells().stream()
                        .map(cell -> value(cell, option))
                        .distinct()
                        .count()
                == 1);
        varying.removeAll(Set.of("seed", "time-limit", "op-timeout", "fail-fast", "ops"));
        return varying;
    }
}
