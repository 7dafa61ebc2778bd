package dev.skewer.harness.campaign;

import dev.skewer.checker.AnomalyCatalog;
import dev.skewer.checker.Checkers;
import dev.skewer.harness.yaml.Values;
import dev.skewer.harness.yaml.Yaml;
import dev.skewer.harness.yaml.Yaml.Mapping;
import dev.skewer.harness.yaml.Yaml.Place;
import dev.skewer.harness.yaml.Yaml.Sequence;
import dev.skewer.registry.Nearest;
import dev.skewer.results.Printable;
import dev.skewer.results.summary.Expectation;
import dev.skewer.workloads.SpecException;
import dev.skewer.workloads.TestSpec;
import dev.skewer.workloads.target.TargetDefect;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads a campaign from YAML; {@code docs/campaigns.md} describes the format.
 *
 * <p>Strict: a key or a name that is not known, a value of another type and a test of which no combination can run are errors
 * with file, line and column, before anything runs. A typo that is ignored would be a gate that is open. Of a test whose lists
 * multiply out, those combinations are left out whose target does not have what they ask; the campaign says which.
 */
public final class CampaignFile {
    /** More than anybody has the patience for, and far fewer than the memory. */
    static final int MAX_CELLS = 10_000;

    private static final int MAX_SEEDS = 10_000;

    private static final List<String> OF_CAMPAIGN = Stream.concat(
                    Stream.of("name", "description", "seeds", "tests", "total-time-limit", "cost-of-isolation"),
                    TestOptions.NAMES.stream())
            .toList();
    private static final List<String> OF_TEST = Stream.concat(
                    Stream.of("name", "seeds", "expect"), TestOptions.NAMES.stream())
            .toList();

    /** Expectations that are no anomaly. */
    private static final List<String> ALONE =
            List.of(Expectation.VALID, Expectation.VALID_OR_UNAVAILABLE, Expectation.LOST_SUFFIX, Expectation.DETECTED);

    /** Of these, the ones that every run must be valid for. */
    private static final List<String> OF_ALL_RUNS =
            List.of(Expectation.VALID, Expectation.VALID_OR_UNAVAILABLE, Expectation.LOST_SUFFIX);

    private final Mapping campaign;
    private final @Nullable Long firstSeed;
    private final List<Cell> cells = new ArrayList<>();
    private final Set<String> leftOut = new LinkedHashSet<>();

    private CampaignFile(Mapping campaign, @Nullable Long firstSeed) {
        this.campaign = campaign;
        this.firstSeed = firstSeed;
    }

    /**
     * Reads a campaign.
     *
     * @param text YAML
     * @param file its name in complaints
     * @param firstSeed where a count of seeds begins, instead of 1; null for 1
     * @throws dev.skewer.harness.console.UserException with file, line and column, if something in it is wrong
     */
    public static Campaign parse(String text, String file, @Nullable Long firstSeed) {
        Yaml root = Yaml.parse(text, file, "a campaign", "'tests:'");
        if (!(root instanceof Mapping mapping)) {
            throw root.place().error("a campaign is a map with 'name', 'tests' and so on");
        }
        return new CampaignFile(mapping, firstSeed).campaign();
    }

    private Campaign campaign() {
        campaign.allowOnly(OF_CAMPAIGN);
        Yaml tests = campaign.entries().get("tests");
        if (tests == null) {
            throw campaign.place().error("no 'tests'; a campaign needs at least one");
        }
        if (!(tests instanceof Sequence sequence) || sequence.items().isEmpty()) {
            throw tests.place().error("'tests' is a list of at least one test");
        }
        for (Yaml item : sequence.items()) {
            if (!(item instanceof Mapping test)) {
                throw item.place().error("a test is a map with 'workload', 'isolation', 'expect' and so on");
            }
            test.allowOnly(OF_TEST);
            expand(test);
        }
        Yaml name = campaign.entries().get("name");
        Yaml limit = campaign.entries().get("total-time-limit");
        Yaml cost = campaign.entries().get("cost-of-isolation");
        return new Campaign(
                name == null ? "campaign" : Values.text(name, "name"),
                cells,
                List.copyOf(leftOut),
                limit == null ? null : Values.duration(limit, "total-time-limit"),
                cost == null ? null : Values.duration(cost, "cost-of-isolation"));
    }

    /** Multiplies one test out into cells. */
    private void expand(Mapping test) {
        List<Long> seeds = seeds(test);
        var options = new TestOptions(campaign, test, leftOut::add);
        Yaml name = test.entries().get("name");
        String prefix = name == null ? "" : Values.text(name, "name") + ": ";
        int before = cells.size();
        String refusal = "";
        for (TestOptions.Choice choice : options.choices()) {
            if (cells.size() == MAX_CELLS) {
                throw test.place().error("the lists multiply out to more than " + MAX_CELLS + " tests; use fewer");
            }
            Expectation expected = expectation(test, choice);
            var runs = new ArrayList<TestSpec>();
            try {
                for (long seed : seeds) {
                    // A run that has shown what was expected need not go on.
                    runs.add(choice.builder()
                            .seed(seed)
                            .failFast(!expected.isValid())
                            .build());
                }
            } catch (SpecException e) {
                refusal = String.valueOf(e.getMessage());
                if (!e.isOfTarget()) {
                    throw test.place().error(refusal);
                }
                // Of lists that multiply out, each target takes what it has.
                leftOut.add(refusal);
                continue;
            }
            cells.add(new Cell(
                    prefix
                            + Cell.nameOf(
                                    runs.get(0), choice.faults(), options.variesConcurrency(), options.variesKeys()),
                    runs,
                    expected));
        }
        if (cells.size() == before) {
            throw test.place().error(refusal);
        }
    }

    private List<Long> seeds(Mapping test) {
        Yaml node = test.entries().getOrDefault("seeds", campaign.entries().get("seeds"));
        long first = firstSeed == null ? 1 : firstSeed;
        if (node == null) {
            return List.of(first);
        }
        if (node instanceof Sequence list) {
            if (list.items().isEmpty()) {
                throw node.place().error("'seeds' is empty; give a number of seeds, or a list of at least one");
            }
            return list.items().stream()
                    .map(seed -> Values.integer(seed, "a seed", Long.MIN_VALUE, Long.MAX_VALUE))
                    .toList();
        }
        long count = Values.integer(node, "seeds", 1, MAX_SEEDS);
        return LongStream.range(0, count).mapToObj(i -> first + i).toList();
    }

    private static Expectation expectation(Mapping test, TestOptions.Choice choice) {
        Yaml node = test.entries().get("expect");
        if (node == null) {
            return new Expectation(Expectation.VALID, List.of());
        }
        if (node instanceof Sequence list) {
            if (list.items().isEmpty()) {
                throw node.place().error("'expect' is empty; " + expectHelp());
            }
            List<String> names =
                    list.items().stream().map(CampaignFile::anomaly).toList();
            return new Expectation(String.join(", ", names), names);
        }
        String text = Values.text(node, "expect");
        if (OF_ALL_RUNS.contains(text)) {
            return new Expectation(text, List.of());
        }
        if (text.equals(Expectation.DETECTED)) {
            return detected(node.place(), choice);
        }
        return new Expectation(text, List.of(anomaly(node)));
    }

    /** A defect is detected by the anomaly that it claims to cause, not by just any. */
    private static Expectation detected(Place place, TestOptions.Choice choice) {
        if (choice.defects().isEmpty()) {
            throw place.error("'detected' is for tests with a 'defect'; expect an anomaly by its name instead");
        }
        return new Expectation(
                Expectation.DETECTED,
                choice.defects().stream()
                        .flatMap(id -> choice.target().defect(id).map(TargetDefect::anomaly).stream())
                        .distinct()
                        .toList());
    }

    private static String anomaly(Yaml node) {
        String name = Values.text(node, "expect");
        List<String> known = Stream.concat(
                        AnomalyCatalog.all().stream().map(AnomalyCatalog.Entry::name),
                        Checkers.all().stream().flatMap(checker -> checker.info().anomalies().stream()))
                .distinct()
                .toList();
        if (ALONE.contains(name)) {
            throw node.place().error("'" + name + "' stands alone, not in a list");
        }
        if (!known.contains(name)) {
            var words = new ArrayList<>(known);
            words.addAll(ALONE);
            throw node.place()
                    .error("unknown expectation '" + Printable.line(name) + "'"
                            + Nearest.to(name, words)
                                    .map(near -> "; did you mean '" + near + "'?")
                                    .orElse("; " + expectHelp()));
        }
        return name;
    }

    private static String expectHelp() {
        return "expect valid, valid-or-unavailable, lost-suffix, detected, or anomalies by name (see skewer list anomalies)";
    }
}
