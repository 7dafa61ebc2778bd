package dev.skewer.harness.run;

import dev.skewer.workloads.Targets;
import dev.skewer.workloads.TestSpec;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Specs in one line for people. */
public final class Specs {
    private Specs() {}

    /** What is tested, such as {@code journal on embedded at committed, fault flush}. */
    public static String title(TestSpec spec) {
        var choices = new StringBuilder();
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
