package dev.skewer.harness.gate;

import dev.skewer.harness.run.Producer;
import dev.skewer.harness.yaml.Yaml;
import dev.skewer.results.comparison.Acceptance;
import dev.skewer.results.comparison.Baseline;
import dev.skewer.results.comparison.Comparand;
import dev.skewer.results.comparison.ComparedCell;
import dev.skewer.results.comparison.ComparedRun;
import dev.skewer.results.comparison.Comparer;
import dev.skewer.results.comparison.Comparison;
import dev.skewer.results.comparison.Thresholds;
import dev.skewer.results.summary.Change;
import dev.skewer.results.summary.Conditions;
import dev.skewer.results.summary.IsolationCost.Spread;
import dev.skewer.results.summary.Latency;
import dev.skewer.results.summary.ReferenceSpeed;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A baseline brought up to date with a campaign. What people wrote stays as it is: the lines above the first key, what is accepted, and comments above a cell. The lines of a cell
 * stay too, unless the campaign says something else of it that is not chance; so a second campaign in which nothing happened changes nothing.
 *
 * <p>Cells that the campaign does not have stay, and are told, as it may have run a part only; they go if that is asked for.
 */
public final class BaselineUpdate {
    private final String text;
    private final Comparand campaign;
    private final String name;
    private final boolean isPruned;
    private final boolean isFresh;
    private final BaselineFile old;
    private final List<String> lines;

    private final List<String> added = new ArrayList<>();
    private final List<String> changed = new ArrayList<>();
    private final List<String> missing = new ArrayList<>();
    private int kept;

    private BaselineUpdate(
            String text, String file, Comparand campaign, String name, boolean isPruned, boolean isFresh) {
        this.text = text;
        this.campaign = campaign;
        this.name = name;
        this.isPruned = isPruned;
        this.isFresh = isFresh;
        old = text.isEmpty()
                ? new BaselineFile(new Baseline(file, Conditions.PLAIN, List.of(), List.of()), name, Map.of(), Map.of())
                : BaselineFile.parse(text, file);
        lines = text.lines().toList();
    }

    /**
     * What an update comes to.
     *
     * @param text of the file from now on
     * @param added names of cells that are new in it
     * @param changed names of cells of which it says something else now
     * @param missing names of cells that the campaign does not have; they are still in it unless they were to go
     * @param kept how many cells stay as they were
     */
    public record Result(String text, List<String> added, List<String> changed, List<String> missing, int kept) {
        /** Copies the lists. */
        public Result {
            added = List.copyOf(added);
            changed = List.copyOf(changed);
            missing = List.copyOf(missing);
        }
    }

    /**
     * Brings a baseline up to date.
     *
     * @param text of the file so far; empty if there is none
     * @param file its name in complaints
     * @param campaign what came of it
     * @param name what the campaign is called
     * @param isPruned whether cells that the campaign does not have are taken out
     * @param isFresh whether all figures are written anew, those that differ by chance too
     * @throws dev.skewer.harness.console.UserException if the file is no baseline
     */
    public static Result of(
            String text, String file, Comparand campaign, String name, boolean isPruned, boolean isFresh) {
        return new BaselineUpdate(text, file, campaign, name, isPruned, isFresh).updated();
    }

    private Result updated() {
        var all = new ArrayList<String>();
        all.addAll(text.isEmpty() ? BaselineText.PREAMBLE : preamble());
        all.add("baseline: " + BaselineFile.VERSION);
        all.add("campaign: " + BaselineText.quoted(name));
        if (jobs() > 1) {
            all.add("jobs: " + jobs());
        }
        Optional<ReferenceSpeed> reference = reference();
        reference.ifPresent(speed -> all.addAll(
                isFresh || old.baseline().conditions().reference().isEmpty()
                        ? BaselineText.reference(speed)
                        : section("reference")));
        all.addAll(old.sections().containsKey("accepted") ? section("accepted") : List.of());
        all.add("cells:");
        cells(reference).forEach(all::addAll);
        return new Result(String.join("\n", all) + "\n", added, changed, missing, kept);
    }

    /** The most that any of its figures came about with. */
    private int jobs() {
        int now = campaign.conditions().jobs();
        return isFresh ? now : Math.max(now, old.baseline().conditions().jobs());
    }

    /** The machine that the speeds of the file are of: the first that was measured, unless all are written anew. */
    private Optional<ReferenceSpeed> reference() {
        return isFresh
                ? campaign.conditions().reference()
                : old.baseline().conditions().reference().or(campaign.conditions()::reference);
    }

    // ── cells ───────────────────────────────────────────────────────────────────────────────────────────────────

    private record Block(String test, String key, List<String> lines) {
        static final Comparator<Block> ORDER = Comparator.comparing(Block::test).thenComparing(Block::key);
    }

    private List<List<String>> cells(Optional<ReferenceSpeed> reference) {
        Map<String, ComparedCell> before = old.baseline().cells().stream()
                .collect(Collectors.toMap(ComparedCell::key, cell -> cell, (one, other) -> one, LinkedHashMap::new));
        Set<String> differing = differing();
        var blocks = new ArrayList<Block>();
        for (ComparedCell now : campaign.cells()) {
            ComparedCell was = before.remove(now.key());
            boolean isKept =
                    was != null && !isFresh && !differing.contains(now.key()) && !(hasSpeed(now) && !hasSpeed(was));
            var own = new ArrayList<>(was == null ? List.of() : comments(now.key()));
            own.addAll(isKept ? block(now.key()) : BaselineText.cell(scaled(now, reference)));
            blocks.add(new Block(now.test(), now.key(), own));
            if (was == null) {
                added.add(now.test());
            } else if (isKept) {
                kept++;
            } else {
                changed.add(now.test());
            }
        }
        before.values().forEach(was -> {
            missing.add(was.test());
            if (!isPruned) {
                var own = new ArrayList<>(comments(was.key()));
                own.addAll(block(was.key()));
                blocks.add(new Block(was.test(), was.key(), own));
            }
        });
        return blocks.stream().sorted(Block.ORDER).map(Block::lines).toList();
    }

    private boolean hasSpeed(ComparedCell cell) {
        return campaign.conditions().reference().isPresent()
                && cell.runs().stream().anyMatch(run -> run.opsPerSecond() > 0)
                && cell.expected().isValid();
    }

    /** Cells of which the campaign says something else than the file, beyond chance. */
    private Set<String> differing() {
        Comparison comparison =
                Comparer.compare(old.baseline().comparand(), campaign, Thresholds.STANDARD, Producer.name());
        Set<String> keys = comparison.changes().stream()
                .filter(change -> change.effect() != Change.Effect.NOTED)
                .map(Change::cell)
                .collect(Collectors.toCollection(HashSet::new));
        // What was false and is so by another anomaly, or not as often as the file says, is said anew.
        comparison.cells().forEach(cell -> {
            if (cell.base().isPresent()
                    && cell.candidate().isPresent()
                    && !isAlike(cell.base().get(), cell.candidate().get())) {
                keys.add(cell.key());
            }
        });
        return keys;
    }

    private static boolean isAlike(ComparedCell was, ComparedCell now) {
        boolean isSameFinding = !now.expected().isValid()
                || was.anomalies().keySet().equals(now.anomalies().keySet());
        return was.outcome() == now.outcome()
                && was.verdict() == now.verdict()
                && was.runs().size() == now.planned().size()
                && was.test().equals(now.test())
                && isSameFinding;
    }

    /** The speeds of a cell as they would be on the machine that the file's are of; none if that is not known. */
    private ComparedCell scaled(ComparedCell cell, Optional<ReferenceSpeed> reference) {
        double factor =
                reference.isPresent() && campaign.conditions().reference().isPresent()
                        ? median(reference.get())
                                / median(campaign.conditions().reference().get())
                        : 0;
        var runs = new ArrayList<ComparedRun>();
        for (ComparedRun run : cell.planned()) {
            runs.add(new ComparedRun(
                    run.valid(),
                    run.ops(),
                    run.opportunities(),
                    new TreeMap<>(run.anomalies()),
                    run.opsPerSecond() * factor,
                    factor == 0
                            ? Latency.NONE
                            : new Latency(
                                    Math.round(run.latency().p50Nanos() / factor),
                                    Math.round(run.latency().p99Nanos() / factor)),
                    false));
        }
        return cell.with(runs);
    }

    private static double median(ReferenceSpeed speed) {
        Spread spread = speed.memoryPerSecond();
        return spread.median();
    }

    // ── what is accepted ────────────────────────────────────────────────────────────────────────────────────────

    /**
     * The file with one more acceptance, or another in the place of one of the same.
     *
     * @param text of the file
     * @param file its name in complaints
     * @throws dev.skewer.harness.console.UserException if the file is no baseline, or such that only a person can write into it
     */
    public static String accepting(String text, String file, Acceptance acceptance) {
        BaselineFile old = BaselineFile.parse(text, file);
        Optional<Acceptance> same = old.baseline().accepted().stream()
                .filter(each ->
                        each.cell().equals(acceptance.cell()) && each.anomaly().equals(acceptance.anomaly()))
                .findFirst();
        var lines = new ArrayList<>(text.lines().toList());
        Yaml.Place section = old.sections().get("accepted");
        if (same.isPresent() && section != null) {
            int line = Integer.parseInt(
                    same.get().place().substring(same.get().place().lastIndexOf(':') + 1));
            throw section.error("line " + line + " accepts that already, until "
                    + same.get().until() + "; change the date and the reason there");
        }
        if (section == null) {
            Yaml.Place cells = old.sections().get("cells");
            int at = cells == null ? lines.size() : cells.line() - 1;
            lines.add(at, "accepted:");
            lines.addAll(at + 1, BaselineText.acceptance(acceptance));
        } else if (lines.get(section.line() - 1).strip().equals("accepted:")) {
            lines.addAll(section.line(), BaselineText.acceptance(acceptance));
        } else {
            throw section.error(
                    "'accepted' is not written as a line of its own with items below; put it so, and try again");
        }
        String whole = String.join("\n", lines) + "\n";
        BaselineFile.parse(whole, file);
        return whole;
    }

    // ── lines that stay ─────────────────────────────────────────────────────────────────────────────────────────

    private List<String> preamble() {
        int first = old.sections().values().stream()
                .mapToInt(Yaml.Place::line)
                .min()
                .orElse(1);
        return lines.subList(0, first - 1);
    }

    /** A part of the file, with the comments above it. */
    private List<String> section(String key) {
        int from = Objects.requireNonNull(old.sections().get(key)).line();
        int to = old.sections().values().stream()
                .mapToInt(Yaml.Place::line)
                .filter(line -> line > from)
                .min()
                .orElse(lines.size() + 1);
        int above = isFirst(from) ? from : firstComment(from);
        return lines.subList(above - 1, to == lines.size() + 1 ? to - 1 : firstComment(to) - 1);
    }

    /** Whether nothing but the lines above the first key stands before, which stay by themselves. */
    private boolean isFirst(int line) {
        return old.sections().values().stream().noneMatch(place -> place.line() < line);
    }

    /** The first of the comments right above a line; the line itself if there are none. */
    private int firstComment(int line) {
        int first = line;
        while (first > 1) {
            String above = lines.get(first - 2).strip();
            if (!above.startsWith("#")) {
                break;
            }
            first--;
        }
        return first;
    }

    private List<String> comments(String key) {
        Yaml.Place place = old.items().get(key);
        return place == null ? List.of() : lines.subList(firstComment(place.line()) - 1, place.line() - 1);
    }

    /** The lines of a cell, without the comments above it. */
    private List<String> block(String key) {
        int from = Objects.requireNonNull(old.items().get(key)).line();
        int next = lines.size() + 1;
        for (Yaml.Place other : old.items().values()) {
            next = other.line() > from ? Math.min(next, other.line()) : next;
        }
        for (Yaml.Place other : old.sections().values()) {
            next = other.line() > from ? Math.min(next, other.line()) : next;
        }
        int end = next == lines.size() + 1 ? next - 1 : firstComment(next) - 1;
        while (end > from && lines.get(end - 1).isBlank()) {
            end--;
        }
        return lines.subList(from - 1, end);
    }
}
