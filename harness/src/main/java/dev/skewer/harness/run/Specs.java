package dev.skewer.harness.run;

import dev.skewer.harness.console.Quantities;
import dev.skewer.workloads.Targets;
import dev.skewer.workloads.TestSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Specs in words: one line for people, a map for files. */
public final class Specs {
    private Specs() {}

    /** What is tested, such as {@code journal on embedded at committed, fault flush}. */
    public static String title(TestSpec spec) {
        var title = new StringBuilder(spec.workload() + " on " + spec.target() + " at " + spec.isolation());
        if (!spec.durability().equals(Targets.of(spec.target()).durabilities().standard())) {
            title.append(", durability ").append(spec.durability());
        }
        Targets.of(spec.target())
                .choices(spec.targetOptions())
                .forEach((name, value) ->
                        title.append(", ").append(name).append(' ').append(value));
        if (!spec.defects().isEmpty()) {
            title.append(", defect ").append(String.join(" + ", spec.defects()));
        }
        if (!spec.faults().isEmpty()) {
            title.append(", fault ").append(String.join(" + ", spec.faults()));
        }
        return title.toString();
    }

    /** Option names and their values, in the order of the documentation. */
    public static Map<String, Object> map(TestSpec spec) {
        var map = new LinkedHashMap<String, Object>();
        map.put("workload", spec.workload());
        map.put("target", spec.target());
        map.put("isolation", spec.isolation());
        map.put("durability", spec.durability());
        map.put("op-timeout", Quantities.show(spec.opTimeout()));
        if (!spec.targetOptions().isEmpty()) {
            map.put("target-option", Targets.of(spec.target()).shown(spec.targetOptions()));
        }
        map.put("defect", spec.defects());
        map.put("fault", spec.faults());
        map.put("concurrency", spec.concurrency());
        map.put("keys", spec.keys());
        if (spec.ops() > 0) {
            map.put("ops", spec.ops());
        }
        if (spec.timeLimit() != null) {
            map.put("time-limit", Quantities.show(spec.timeLimit()));
        }
        if (spec.rate() > 0) {
            map.put("rate", spec.rate());
        }
        map.put("seed", spec.seed());
        map.put("fail-fast", spec.failFast());
        return map;
    }

    /** What was tested, by what {@link #map} gives. */
    static String title(Map<String, Object> spec) {
        var title =
                new StringBuilder(spec.get("workload") + " on " + spec.get("target") + " at " + spec.get("isolation"));
        for (String option : List.of("defect", "fault")) {
            if (spec.get(option) instanceof List<?> names && !names.isEmpty()) {
                title.append(", ").append(option).append(' ');
                title.append(names.stream().map(String::valueOf).collect(Collectors.joining(" + ")));
            }
        }
        return title.toString();
    }

    /** The options of {@code skewer test} that what {@link #map} gives stands for. */
    static List<String> arguments(Map<String, Object> spec) {
        var arguments = new ArrayList<String>();
        spec.forEach((name, value) -> {
            String option = "--" + name;
            if (value instanceof Map<?, ?> settings) {
                settings.forEach((key, of) -> arguments.addAll(List.of(option, key + "=" + of)));
            } else if (value instanceof List<?> names && name.equals("fault")) {
                String all = names.stream().map(String::valueOf).collect(Collectors.joining(","));
                arguments.addAll(List.of(option, names.isEmpty() ? "none" : all));
            } else if (value instanceof List<?> names) {
                names.forEach(each -> arguments.addAll(List.of(option, String.valueOf(each))));
            } else if (!(value instanceof Boolean)) {
                arguments.addAll(List.of(option, String.valueOf(value)));
            } else if (value.equals(true)) {
                arguments.add(option);
            }
        });
        return arguments;
    }
}
