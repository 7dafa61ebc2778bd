package dev.skewer.harness.run;

import dev.skewer.checker.DurabilityPromise;
import dev.skewer.workloads.Targets;
import dev.skewer.workloads.TestSpec;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Specs: in one line for people, and as a run leaves them. */
public final class Specs {
    /** Where {@link #stored} has the plugins. */
    private static final String PLUGIN = "plugin";

    /** Where it has what the target promised. */
    private static final List<String> PROMISE =
            List.of(DurabilityPromise.KILL_MAY_LOSE.name(), DurabilityPromise.POWER_LOSS_MAY_LOSE.name());

    private Specs() {}

    /** What is tested, such as {@code journal on embedded at committed, fault flush}. */
    public static String title(TestSpec spec) {
        var choices = new StringBuilder();
        spec.workloadChoices()
                .forEach((name, value) ->
                        choices.append(", ").append(name).append(' ').append(value));
        spec.unpromisedConsistencyModel()
                .ifPresent(model -> choices.append(", held to ").append(model));
        if (!spec.durability().equals(Targets.of(spec.target()).durabilities().standard())) {
            choices.append(", durability ").append(spec.durability());
        }
        Targets.of(spec.target())
                .choices(spec.targetOptions())
                .forEach((name, value) ->
                        choices.append(", ").append(name).append(' ').append(value));
        return title(spec.options(), choices.toString());
    }

    /**
     * What was tested, by the {@linkplain TestSpec#options options} that were stored; without what the target may be asked for besides, as
     * the target need not be known here.
     */
    static String title(Map<String, Object> options) {
        return title(options, "");
    }

    /**
     * What a run leaves as its spec: its {@linkplain TestSpec#options options}, the plugins that it needs, and what its check
     * is told.
     *
     * @param plugins jars that the user named; absolute
     * @param choices what its check is told, by the name of the option
     */
    static Map<String, Object> stored(TestSpec spec, List<Path> plugins, Map<String, String> choices) {
        Map<String, Object> stored = spec.options();
        stored.putAll(choices);
        if (!plugins.isEmpty()) {
            stored.put(PLUGIN, plugins.stream().map(Path::toString).toList());
        }
        return stored;
    }

    /** The plugins in what {@link #stored} gives, as they were stored. */
    static List<String> plugins(Map<String, Object> stored) {
        return stored.get(PLUGIN) instanceof List<?> jars
                ? jars.stream().map(String::valueOf).toList()
                : List.of();
    }

    /** The options in what {@link #stored} gives. */
    static Map<String, Object> options(Map<String, Object> stored) {
        var options = new LinkedHashMap<>(stored);
        options.remove(PLUGIN);
        options.keySet().removeAll(PROMISE);
        return options;
    }

    private static String title(Map<String, Object> options, String choices) {
        var title = new StringBuilder(
                options.get("workload") + " on " + options.get("target") + " at " + options.get("isolation") + choices);
        for (String option : List.of("defect", "fault")) {
            if (options.get(option) instanceof List<?> names && !names.isEmpty()) {
                title.append(", ").append(option).append(' ');
                title.append(names.stream().map(String::valueOf).collect(Collectors.joining(" + ")));
            }
        }
        return title.toString();
    }
}
