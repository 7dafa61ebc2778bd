package dev.skewer.harness.campaign;

import dev.skewer.checker.ConsistencyModels;
import dev.skewer.harness.campaign.FaultSets.FaultSet;
import dev.skewer.harness.yaml.Values;
import dev.skewer.harness.yaml.Yaml;
import dev.skewer.harness.yaml.Yaml.Mapping;
import dev.skewer.harness.yaml.Yaml.Scalar;
import dev.skewer.harness.yaml.Yaml.Sequence;
import dev.skewer.workloads.ScheduleText;
import dev.skewer.workloads.SpecException;
import dev.skewer.workloads.Targets;
import dev.skewer.workloads.TestSpec;
import dev.skewer.workloads.Workloads;
import dev.skewer.workloads.schedule.FaultSchedule;
import dev.skewer.workloads.target.TargetDefect;
import dev.skewer.workloads.target.TargetType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The options of one test of a campaign file, which are those of {@code skewer test}, multiplied out where they are lists.
 * What a test does not say, the campaign says, or else the defaults of {@code skewer test} hold.
 */
final class TestOptions {
    /** Their names. */
    static final List<String> NAMES = List.of(
            "workload",
            "workload-option",
            "target",
            "isolation",
            "consistency-model",
            "durability",
            "op-timeout",
            "target-option",
            "defect",
            "fault",
            "fault-package",
            "concurrency",
            "keys",
            "ops",
            "time-limit",
            "rate");

    private final Mapping campaign;
    private final Mapping test;
    private final Consumer<String> onLeftOut;

    /**
     * The options of one test.
     *
     * @param campaign says what the test does not
     * @param onLeftOut told of each name in a list that is not there, and not mistyped, in one line
     */
    TestOptions(Mapping campaign, Mapping test, Consumer<String> onLeftOut) {
        this.campaign = campaign;
        this.test = test;
        this.onLeftOut = onLeftOut;
    }

    /**
     * One combination.
     *
     * @param settings everything but the seed
     * @param target what is tested
     * @param defects the mistakes that are switched on; whether the target has them, the spec checks
     * @param faults what its faults are called; empty where each of them says it
     */
    record Choice(
            UnaryOperator<TestSpec.Builder> settings,
            TargetType target,
            List<String> defects,
            Optional<String> faults) {
        /**
         * A builder with everything but the seed.
         *
         * @throws SpecException if its faults are none on its target
         */
        TestSpec.Builder builder() {
            return settings.apply(TestSpec.builder());
        }

        private Choice and(UnaryOperator<TestSpec.Builder> more) {
            return new Choice(builder -> more.apply(settings.apply(builder)), target, defects, faults);
        }

        private Choice on(String name) {
            return new Choice(builder -> settings.apply(builder).target(name), Targets.of(name), defects, faults);
        }

        private Choice with(List<String> mistakes) {
            return new Choice(builder -> settings.apply(builder).defects(mistakes), target, mistakes, faults);
        }

        private Choice under(FaultSet set) {
            UnaryOperator<TestSpec.Builder> on = builder -> {
                set.refusal().ifPresent(refusal -> {
                    throw refusal;
                });
                return settings.apply(builder).schedules(set.faults());
            };
            return new Choice(on, target, defects, set.name());
        }
    }

    /** All combinations, those that differ in the last option side by side. */
    List<Choice> choices() {
        Duration timeLimit = timeLimit();
        long ops = ops();
        double rate = rate();
        Duration opTimeout = opTimeout();
        Map<String, String> workloadOptions = settings("workload-option");
        Map<String, String> targetOptions = settings("target-option");
        var choices = List.of(new Choice(
                b -> b.timeLimit(timeLimit)
                        .ops(ops)
                        .rate(rate)
                        .opTimeout(opTimeout)
                        .workloadOptions(workloadOptions)
                        .targetOptions(targetOptions),
                Targets.of(TestSpec.DEFAULT_TARGET),
                List.of(),
                Optional.empty()));
        choices = multiply(choices, names("workload", Workloads.names()), setting(TestSpec.Builder::workload));
        choices = multiply(choices, presentTargets(), Choice::on);
        choices = multiply(
                choices,
                names("isolation", levels(type -> type.isolations().names())),
                setting(TestSpec.Builder::isolation));
        choices = multiply(
                choices,
                names("consistency-model", ConsistencyModels.names()),
                setting(TestSpec.Builder::consistencyModel));
        choices = multiply(
                choices,
                names("durability", levels(type -> type.durabilities().names())),
                setting(TestSpec.Builder::durability));
        choices = multiply(
                choices, numbers("concurrency", TestSpec.MAX_CONCURRENCY), setting(TestSpec.Builder::concurrency));
        choices = multiply(choices, numbers("keys", TestSpec.MAX_KEYS), setting(TestSpec.Builder::keys));
        var faultSets = new FaultSets(items("fault"), items("fault-package"), onLeftOut);
        var all = new ArrayList<Choice>();
        for (Choice choice : choices) {
            List<List<String>> defectSets = defectSets(choice.target().defectIds());
            for (List<String> defects : defectSets.isEmpty() ? List.of(List.<String>of()) : defectSets) {
                List<FaultSet> faults = faultSets.isEmpty()
                        ? List.of(FaultSet.of(neededBy(choice.target(), defects)))
                        : faultSets.on(choice.target(), targetOptions);
                for (FaultSet set : faults) {
                    all.add(choice.with(defects).under(set));
                    checkSize(all.size());
                }
            }
        }
        return all;
    }

    /** Whether the number of processes tells combinations apart. */
    boolean variesConcurrency() {
        return numbers("concurrency", TestSpec.MAX_CONCURRENCY).size() > 1;
    }

    /** Whether the number of keys tells combinations apart. */
    boolean variesKeys() {
        return numbers("keys", TestSpec.MAX_KEYS).size() > 1;
    }

    private @Nullable Yaml option(String name) {
        Yaml own = test.entries().get(name);
        return own == null ? campaign.entries().get(name) : own;
    }

    private @Nullable Duration timeLimit() {
        Yaml node = option("time-limit");
        return node == null ? null : Values.duration(node, "time-limit");
    }

    private long ops() {
        Yaml node = option("ops");
        return node == null ? 0 : Values.integer(node, "ops", 1, Long.MAX_VALUE);
    }

    private Duration opTimeout() {
        Yaml node = option("op-timeout");
        return node == null ? TestSpec.DEFAULT_OP_TIMEOUT : Values.duration(node, "op-timeout");
    }

    private Map<String, String> settings(String option) {
        Yaml node = option(option);
        if (node == null) {
            return Map.of();
        }
        if (!(node instanceof Mapping options)) {
            throw node.place().error("'" + option + "' is a map of names and values, and is " + Values.describe(node));
        }
        var values = new LinkedHashMap<String, String>();
        options.entries().forEach((name, value) -> values.put(name, Values.text(value, name)));
        return values;
    }

    private double rate() {
        Yaml node = option("rate");
        return node == null ? 0 : Values.number(node, "rate");
    }

    private List<String> names(String option, Collection<String> known) {
        return items(option).stream()
                .map(node -> Values.known(node, option, known))
                .toList();
    }

    /** The targets of a list that are there; one by itself has to be. */
    private List<String> presentTargets() {
        List<Yaml> items = items("target");
        return items.stream()
                .filter(item -> items.size() == 1 || !isElsewhere(item, "target", Targets.names()))
                .map(item -> Values.known(item, "target", Targets.names()))
                .toList();
    }

    /** Whether a name of a list is of something that is not here: then the others of the list are run without it. */
    private boolean isElsewhere(Yaml node, String option, Collection<String> known) {
        Optional<String> elsewhere = Values.elsewhere(node, option, known);
        elsewhere.ifPresent(onLeftOut);
        return elsewhere.isPresent();
    }

    private List<Integer> numbers(String option, int max) {
        return items(option).stream()
                .map(node -> (int) Values.integer(node, option, 1, max))
                .toList();
    }

    /** The items of a list, or the one value; none if the option is not given. */
    private List<Yaml> items(String option) {
        Yaml node = option(option);
        if (node == null) {
            return List.of();
        }
        if (!(node instanceof Sequence list)) {
            return List.of(node);
        }
        if (list.items().isEmpty()) {
            throw node.place().error("'" + option + "' is an empty list; leave it out or give at least one");
        }
        return list.items();
    }

    /**
     * Sets of defects: each item is a name, {@code none}, names with commas, or a list of names; {@code all} is each that the target has
     * by itself.
     *
     * @param all what the target has
     */
    private List<List<String>> defectSets(List<String> all) {
        List<String> known = levels(TargetType::defectIds);
        var sets = new ArrayList<List<String>>();
        for (Yaml item : items("defect")) {
            if (item instanceof Sequence several) {
                sets.add(several.items().stream()
                        .map(node -> Values.known(node, "defect", known))
                        .toList());
                continue;
            }
            String text = Values.text(item, "defect");
            if (text.equals("all")) {
                // Of a target without any, the spec will say so.
                (all.isEmpty() ? List.of(text) : all).forEach(name -> sets.add(List.of(name)));
            } else if (text.equals("none")) {
                sets.add(List.of());
            } else {
                var set = new ArrayList<String>();
                for (String name : text.split(",", -1)) {
                    set.add(Values.known(new Scalar(name.strip(), Yaml.Kind.STRING, item.place()), "defect", known));
                }
                sets.add(set);
            }
        }
        return sets;
    }

    /** What any target has; whether the chosen one has it, the spec checks. */
    private static List<String> levels(Function<TargetType, List<String>> part) {
        return Targets.all().stream()
                .flatMap(type -> part.apply(type).stream())
                .distinct()
                .toList();
    }

    private static List<FaultSchedule> neededBy(TargetType target, List<String> defects) {
        return defects.stream()
                .flatMap(id -> target.defect(id).map(TargetDefect::fault).stream())
                .distinct()
                .map(ScheduleText::parse)
                .toList();
    }

    private static <T> BiFunction<Choice, T, Choice> setting(BiFunction<TestSpec.Builder, T, TestSpec.Builder> set) {
        return (choice, value) -> choice.and(builder -> set.apply(builder, value));
    }

    private <T> List<Choice> multiply(List<Choice> choices, List<T> values, BiFunction<Choice, T, Choice> set) {
        if (values.isEmpty()) {
            return choices;
        }
        var all = new ArrayList<Choice>();
        for (Choice choice : choices) {
            for (T value : values) {
                all.add(set.apply(choice, value));
                checkSize(all.size());
            }
        }
        return all;
    }

    private void checkSize(int size) {
        if (size > CampaignFile.MAX_CELLS) {
            throw test.place()
                    .error("the lists multiply out to more than " + CampaignFile.MAX_CELLS + " tests; use fewer");
        }
    }
}
