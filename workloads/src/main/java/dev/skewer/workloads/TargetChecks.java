package dev.skewer.workloads;

import dev.skewer.checker.CrashKind;
import dev.skewer.checker.DurabilityPromise;
import dev.skewer.checker.DurabilityPromise.Loss;
import dev.skewer.workloads.target.TargetDefect;
import dev.skewer.workloads.target.TargetOption;
import dev.skewer.workloads.target.TargetType;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Whether a target has what a spec asks of it. */
final class TargetChecks {
    private final TargetType type;

    TargetChecks(TargetType type) {
        this.type = type;
    }

    /** Whether clients of the workload can speak with it. */
    void runs(Workload<?> workload) {
        if (!type.protocols().contains(workload.protocol())) {
            throw SpecException.ofTarget("target '" + type.name() + "' cannot run workload '" + workload.name() + "'; "
                    + those(Targets.speaking(workload.protocol())));
        }
    }

    private static String those(List<String> targets) {
        return targets.isEmpty() ? "none can" : "these can: " + String.join(", ", targets);
    }

    void hasIsolation(String level) {
        check("isolation", level, type.isolations().names());
    }

    void hasDurability(String level) {
        check("durability", level, type.durabilities().names());
    }

    /** Whether these options make sense at this durability. */
    void fit(Map<String, String> options, String durability) {
        String needed = type.durabilityFor().apply(type.allOptions(options)).orElse(durability);
        if (!needed.equals(durability)) {
            throw new SpecException("these options of target '" + type.name() + "' need --durability " + needed
                    + ", and it is " + durability + ": " + type.choices(options));
        }
    }

    /** Whether something is promised of what is there after the faults, so that something can be wrong. */
    void promisesSomething(List<String> faults, String durability, Map<String, String> options) {
        DurabilityPromise promise = type.promise(durability, options);
        for (String fault : faults) {
            if (CrashKind.of(fault)
                    .map(promise::of)
                    .filter(Loss.ANYTHING::equals)
                    .isPresent()) {
                throw SpecException.ofTarget(
                        "target '" + type.name() + "' promises nothing of what is there after fault '"
                                + fault + "' at durability " + durability + choices(options)
                                + ", where its files may be damaged; give another durability or another fault");
            }
        }
    }

    private String choices(Map<String, String> options) {
        return type.choices(options).entrySet().stream()
                .map(choice -> " and " + choice)
                .collect(Collectors.joining());
    }

    /** Whether the mistakes can be planted in it, together and at this durability and with these options. */
    void hasDefects(List<String> ids, String durability, Map<String, String> options) {
        for (String id : ids) {
            check("defect", id, type.defectIds());
            String needed = type.defect(id).map(TargetDefect::durability).orElse(durability);
            if (!needed.equals(durability)) {
                throw new SpecException("defect " + id + " needs --durability " + needed + ", and it is " + durability);
            }
            type.defect(id).map(TargetDefect::options).orElse(Map.of()).forEach((name, value) -> {
                String given = options.get(name);
                if (!value.equals(given)) {
                    throw new SpecException(
                            "defect " + id + " needs --target-option " + name + "=" + value + ", and it is " + given);
                }
            });
        }
        try {
            type.combination().accept(ids);
        } catch (IllegalArgumentException e) {
            throw new SpecException(String.valueOf(e.getMessage()));
        }
    }

    void hasOptions(Map<String, String> options) {
        List<String> names = type.options().stream().map(TargetOption::name).toList();
        options.forEach((name, value) -> {
            check("option", name, names);
            hasValue(name, value);
        });
    }

    private void hasValue(String name, String value) {
        for (TargetOption option : type.options()) {
            List<String> values = option.values();
            if (option.name().equals(name) && !values.isEmpty() && !values.contains(value)) {
                throw new SpecException("option '" + name + "' of target '" + type.name() + "' is one of "
                        + String.join(", ", values) + ", not '" + value + "'");
            }
        }
    }

    private void check(String what, String asked, List<String> has) {
        if (has.contains(asked)) {
            return;
        }
        throw SpecException.ofTarget("target '" + type.name() + "' has no " + what + " '" + asked + "': "
                + (has.isEmpty() ? "it has none" : "expected one of " + String.join(", ", has)));
    }
}
