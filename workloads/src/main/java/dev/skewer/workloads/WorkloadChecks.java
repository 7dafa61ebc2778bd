package dev.skewer.workloads;

import dev.skewer.checker.CheckOption;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Whether a workload has what a spec sets of it. */
final class WorkloadChecks {
    private WorkloadChecks() {}

    /**
     * The options with their values: those given, and the standard of the others.
     *
     * @throws SpecException if the workload has no such option, it cannot have that value, or the values contradict each other
     */
    static Map<String, String> complete(Workload<?> workload, Map<String, String> given) {
        var all = new TreeMap<String, String>();
        workload.options().forEach(option -> all.put(option.name(), option.standard()));
        given.forEach((name, value) -> {
            check(workload, name, value);
            all.put(name, value);
        });
        workload.contradiction(all).ifPresent(complaint -> {
            throw new SpecException("workload '" + workload.name() + "': " + complaint);
        });
        return Collections.unmodifiableMap(all);
    }

    private static void check(Workload<?> workload, String name, String value) {
        List<String> names =
                workload.options().stream().map(WorkloadOption::name).toList();
        WorkloadOption option = workload.options().stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new SpecException("workload '" + workload.name() + "' has no option '" + name + "': "
                        + (names.isEmpty() ? "it has none" : "expected one of " + String.join(", ", names))));
        if (!option.accepts().test(value)) {
            throw new SpecException("option '" + name + "' of workload '" + workload.name() + "' is " + option.values()
                    + ", not '" + value + "'");
        }
    }

    /**
     * Whether the transactions of a workload can be held to a consistency model.
     *
     * @param consistencyModel its name; null is none
     * @throws SpecException if they cannot
     */
    static void takes(Workload<?> workload, @Nullable String consistencyModel) {
        if (consistencyModel == null) {
            return;
        }
        CheckOption option = Promises.option(workload.model(), CheckOption.CONSISTENCY_MODEL)
                .orElseThrow(() -> new SpecException("a history of workload '" + workload.name()
                        + "' is not checked against consistency models; leave --consistency-model out"));
        if (!option.values().isEmpty() && !option.values().contains(consistencyModel)) {
            throw new SpecException("there is no consistency model '" + consistencyModel + "'; right would be "
                    + String.join(", ", option.values()));
        }
    }

    /** Of the options of a spec's workload, those that are not as usual. */
    static Map<String, String> choices(Workload<?> workload, Map<String, String> all) {
        var choices = new TreeMap<>(all);
        workload.options().forEach(option -> choices.remove(option.name(), option.standard()));
        return choices;
    }
}
