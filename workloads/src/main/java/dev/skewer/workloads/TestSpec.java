package dev.skewer.workloads;

import dev.skewer.checker.CheckOption;
import dev.skewer.workloads.schedule.FaultSchedule;
import dev.skewer.workloads.target.TargetDefect;
import dev.skewer.workloads.target.TargetType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One test, as data: with it, a run can be repeated. Checked when it is made, so a spec that exists can be run.
 *
 * @param workload a name of {@link Workloads}
 * @param workloadOptions what is set of the workload, by name; what is not given has its standard
 * @param target a name of {@link Targets}
 * @param isolation one of the target's isolation levels
 * @param consistencyModel what the transactions of the history are held to, by its name; null where the workload's model is not one of
 *     transactions, and where the target promises nothing of them and no model is given, so that the checker's own holds
 * @param durability one of the target's durability levels
 * @param targetOptions what else is set of the target, by name; what the target has a standard for is always there
 * @param defects planted mistakes to switch on; the target's ids
 * @param faults when which {@link Faults} happen; they suit the target, and each is in one schedule
 * @param concurrency logical processes, 1 … 1,024
 * @param keys invocations that live at a time, 1 … 1,000,000
 * @param ops client operations after which the run ends, over all processes; 0 is no limit
 * @param timeLimit how long the run lasts; null is no limit, and then {@code ops} must not be 0
 * @param opTimeout after so long an operation is {@code info} and its process replaced
 * @param rate client operations per second over all processes; 0 is unlimited
 * @param seed all chance derives from it
 * @param failFast whether the run ends at the first anomaly
 */
public record TestSpec(
        String workload,
        Map<String, String> workloadOptions,
        String target,
        String isolation,
        @Nullable String consistencyModel,
        String durability,
        Map<String, String> targetOptions,
        List<String> defects,
        List<FaultSchedule> faults,
        int concurrency,
        int keys,
        long ops,
        @Nullable Duration timeLimit,
        Duration opTimeout,
        double rate,
        long seed,
        boolean failFast) {
    /** The most logical processes. */
    public static final int MAX_CONCURRENCY = 1_024;
    /** What is tested where a test does not say. */
    public static final String DEFAULT_TARGET = "embedded";
    /** How long an operation may take where a test does not say. */
    public static final Duration DEFAULT_OP_TIMEOUT = Duration.ofSeconds(5);
    /** The most invocations that live at a time. */
    public static final int MAX_KEYS = 1_000_000;

    /**
     * Checks every part.
     *
     * @throws SpecException with one line that names what is wrong and what would be right
     */
    public TestSpec {
        Workload<?> workloadType = Workloads.of(workload);
        TargetType type = Targets.of(target);
        workloadOptions = WorkloadChecks.complete(workloadType, workloadOptions);
        var checks = new TargetChecks(type);
        checks.runs(workloadType);
        checks.hasIsolation(isolation);
        WorkloadChecks.takes(workloadType, consistencyModel);
        checks.hasDurability(durability);
        checks.hasOptions(targetOptions);
        targetOptions = Collections.unmodifiableMap(new TreeMap<>(type.allOptions(targetOptions)));
        checks.fit(targetOptions, durability);
        defects = List.copyOf(defects);
        checks.hasDefects(defects, durability, targetOptions);
        distinct("defect", defects, "");
        faults = List.copyOf(faults);
        List<String> names = names(faults);
        faults.forEach(schedule -> Faults.check(schedule, type));
        checks.promisesSomething(names, durability, targetOptions);
        distinct("fault", names, "; what happens more than once is one entry, such as NAME(at=1s,at=5s)");
        inRange("concurrency", concurrency, MAX_CONCURRENCY);
        inRange("keys", keys, MAX_KEYS);
        if (ops < 0) {
            throw new SpecException("--ops must not be negative, and is " + ops);
        }
        if (timeLimit != null && (timeLimit.isNegative() || timeLimit.isZero())) {
            throw new SpecException("--time-limit must be more than nothing, and is " + DurationText.of(timeLimit));
        }
        if (ops == 0 && timeLimit == null) {
            throw new SpecException("a test needs an end: give --ops or --time-limit");
        }
        if (opTimeout.isNegative() || opTimeout.isZero()) {
            throw new SpecException("--op-timeout must be more than nothing, and is " + DurationText.of(opTimeout));
        }
        if (!(rate >= 0) || Double.isInfinite(rate)) {
            throw new SpecException("--rate must be operations per second, or 0 for no limit, and is " + rate);
        }
    }

    /** Of the options of its workload, those that are not as usual. */
    public Map<String, String> workloadChoices() {
        return WorkloadChecks.choices(Workloads.of(workload), workloadOptions);
    }

    /** The names of its faults, in the order of their schedules. */
    public List<String> faultNames() {
        return names(faults);
    }

    private static List<String> names(List<FaultSchedule> schedules) {
        return schedules.stream()
                .flatMap(schedule -> schedule.faults().stream())
                .toList();
    }

    /** A builder with the command line's defaults and seed 0. */
    public static Builder builder() {
        return new Builder();
    }

    /** What its transactions are held to, if that is not what the target promises at its level. */
    public Optional<String> unpromisedConsistencyModel() {
        return Optional.ofNullable(consistencyModel)
                .filter(model -> !promisedConsistencyModel().equals(Optional.of(model)));
    }

    /** What the target promises of transactions at its level; empty if nothing, or if the workload has none. */
    public Optional<String> promisedConsistencyModel() {
        return Optional.ofNullable(
                Promises.consistency(Workloads.of(workload), Targets.of(target), isolation, targetOptions));
    }

    /** Whether its history is one of transactions, so that there are consistency models to hold it to. */
    public boolean hasTransactions() {
        return Promises.option(Workloads.of(workload).model(), CheckOption.CONSISTENCY_MODEL)
                .isPresent();
    }

    /** A builder that begins with this spec. */
    public Builder toBuilder() {
        return new Builder()
                .workload(workload)
                .workloadOptions(workloadOptions)
                .target(target)
                .isolation(isolation)
                .consistencyModel(unpromisedConsistencyModel().orElse(null))
                .durability(durability)
                .targetOptions(targetOptions)
                .defects(defects)
                .schedules(faults)
                .concurrency(concurrency)
                .keys(keys)
                .ops(ops)
                .timeLimit(timeLimit)
                .opTimeout(opTimeout)
                .rate(rate)
                .seed(seed)
                .failFast(failFast);
    }

    /**
     * Option names of {@code skewer test} and their values, in the order of the documentation; defaults included, so that they may
     * change. Values are strings, numbers, booleans, lists or maps; secrets are masked.
     */
    public Map<String, Object> options() {
        var options = new LinkedHashMap<String, Object>();
        options.put("workload", workload);
        if (!workloadOptions.isEmpty()) {
            options.put("workload-option", workloadOptions);
        }
        options.put("target", target);
        options.put("isolation", isolation);
        if (consistencyModel != null) {
            options.put("consistency-model", consistencyModel);
        }
        options.put("durability", durability);
        options.put("op-timeout", DurationText.of(opTimeout));
        if (!targetOptions.isEmpty()) {
            options.put("target-option", Targets.of(target).shown(targetOptions));
        }
        options.put("defect", defects);
        options.put("fault", faults.stream().map(ScheduleText::of).toList());
        options.put("concurrency", concurrency);
        options.put("keys", keys);
        if (ops > 0) {
            options.put("ops", ops);
        }
        if (timeLimit != null) {
            options.put("time-limit", DurationText.of(timeLimit));
        }
        if (rate > 0) {
            options.put("rate", rate);
        }
        options.put("seed", seed);
        options.put("fail-fast", failFast);
        return options;
    }

    /** The options that make {@code skewer test} run this spec again; secrets are masked, and must be given again. */
    public List<String> toArguments() {
        return arguments(options());
    }

    /** The options of {@code skewer test} that what {@link #options} gives stands for, also when it was stored and read again. */
    public static List<String> arguments(Map<String, Object> options) {
        var arguments = new ArrayList<String>();
        options.forEach((name, value) -> {
            String option = "--" + name;
            if (value instanceof Map<?, ?> settings) {
                settings.forEach((key, of) -> arguments.addAll(List.of(option, key + "=" + of)));
            } else if (value instanceof List<?> names && name.equals("fault")) {
                String all = names.stream().map(String::valueOf).collect(Collectors.joining(","));
                arguments.addAll(List.of(option, names.isEmpty() ? "none" : all));
            } else if (value instanceof List<?> names) {
                names.forEach(each -> arguments.addAll(List.of(option, String.valueOf(each))));
            } else if (value instanceof Boolean isSet) {
                arguments.addAll(isSet ? List.of(option) : List.of());
            } else if (value instanceof Double number && number == Math.rint(number) && number < 1e15) {
                arguments.addAll(List.of(option, Long.toString(number.longValue())));
            } else {
                arguments.addAll(List.of(option, String.valueOf(value)));
            }
        });
        return arguments;
    }

    /** As a command, without secrets. */
    @Override
    public String toString() {
        return String.join(" ", toArguments());
    }

    private static void distinct(String what, List<String> names, String right) {
        for (int i = 0; i < names.size(); i++) {
            if (names.indexOf(names.get(i)) < i) {
                throw new SpecException(what + " '" + names.get(i) + "' is given twice" + right);
            }
        }
    }

    private static void inRange(String option, int value, int max) {
        if (value < 1 || value > max) {
            throw new SpecException(String.format(Locale.ROOT, "--%s must be 1 … %,d, and is %d", option, max, value));
        }
    }

    /** Collects the parts by name. */
    public static final class Builder {
        private String workload = "journal";
        private Map<String, String> workloadOptions = Map.of();
        private String target = DEFAULT_TARGET;
        private @Nullable String isolation;
        private @Nullable String consistencyModel;
        private @Nullable String durability;
        private Map<String, String> targetOptions = Map.of();
        private List<String> defects = List.of();
        private List<FaultSchedule> faults = List.of();
        private int concurrency = 8;
        private int keys = 32;
        private long ops;
        private @Nullable Duration timeLimit;
        private Duration opTimeout = DEFAULT_OP_TIMEOUT;
        private double rate;
        private long seed;
        private boolean failFast;

        private Builder() {}

        /** See {@link TestSpec#workload()}. */
        public Builder workload(String name) {
            workload = name;
            return this;
        }

        /** See {@link TestSpec#workloadOptions()}; what is not given has the workload's standard. */
        public Builder workloadOptions(Map<String, String> options) {
            workloadOptions = options;
            return this;
        }

        /** See {@link TestSpec#target()}. */
        public Builder target(String name) {
            target = name;
            return this;
        }

        /** See {@link TestSpec#isolation()}; null is the target's standard. */
        public Builder isolation(@Nullable String level) {
            isolation = level;
            return this;
        }

        /** See {@link TestSpec#consistencyModel()}; null is what the target promises at the level. */
        public Builder consistencyModel(@Nullable String name) {
            consistencyModel = name;
            return this;
        }

        /** See {@link TestSpec#durability()}; null is what the defects or the options need, or the target's standard. */
        public Builder durability(@Nullable String level) {
            durability = level;
            return this;
        }

        /** See {@link TestSpec#targetOptions()}; what is not given has the target's standard. */
        public Builder targetOptions(Map<String, String> options) {
            targetOptions = options;
            return this;
        }

        /** See {@link TestSpec#defects()}. */
        public Builder defects(List<String> ids) {
            defects = ids;
            return this;
        }

        /**
         * See {@link TestSpec#faults()}; as {@link ScheduleText} reads them, names at the least. {@code none} alone is none.
         *
         * @throws SpecException if one is not written so
         */
        public Builder faults(List<String> texts) {
            return schedules(
                    texts.equals(List.of("none"))
                            ? List.of()
                            : texts.stream().map(ScheduleText::parse).toList());
        }

        /** See {@link TestSpec#faults()}. */
        public Builder schedules(List<FaultSchedule> all) {
            faults = all;
            return this;
        }

        /** See {@link TestSpec#concurrency()}. */
        public Builder concurrency(int processes) {
            concurrency = processes;
            return this;
        }

        /** See {@link TestSpec#keys()}. */
        public Builder keys(int live) {
            keys = live;
            return this;
        }

        /** See {@link TestSpec#ops()}. */
        public Builder ops(long limit) {
            ops = limit;
            return this;
        }

        /** See {@link TestSpec#timeLimit()}. */
        public Builder timeLimit(@Nullable Duration limit) {
            timeLimit = limit;
            return this;
        }

        /** See {@link TestSpec#opTimeout()}. */
        public Builder opTimeout(Duration limit) {
            opTimeout = limit;
            return this;
        }

        /** See {@link TestSpec#rate()}. */
        public Builder rate(double perSecond) {
            rate = perSecond;
            return this;
        }

        /** See {@link TestSpec#seed()}. */
        public Builder seed(long value) {
            seed = value;
            return this;
        }

        /** See {@link TestSpec#failFast()}. */
        public Builder failFast(boolean on) {
            failFast = on;
            return this;
        }

        private String standardDurability(TargetType type, Map<String, String> options) {
            return defects.stream()
                    .flatMap(id -> type.defect(id).map(TargetDefect::durability).stream())
                    .findFirst()
                    .or(() -> type.durabilityFor().apply(type.allOptions(options)))
                    .orElse(type.durabilities().standard());
        }

        /** Those that were given, and those besides without which the defects do not show. */
        private Map<String, String> options(TargetType type) {
            var options = new TreeMap<String, String>();
            defects.forEach(id ->
                    options.putAll(type.defect(id).map(TargetDefect::options).orElse(Map.of())));
            options.putAll(targetOptions);
            return options;
        }

        /**
         * The spec; ten seconds long if neither operations nor time are limited.
         *
         * @throws SpecException if a part is wrong, in one line
         */
        public TestSpec build() {
            TargetType type = Targets.of(target);
            Map<String, String> options = options(type);
            String level = isolation == null ? type.isolations().standard() : isolation;
            Duration limit = ops == 0 && timeLimit == null ? Duration.ofSeconds(10) : timeLimit;
            return new TestSpec(
                    workload,
                    workloadOptions,
                    target,
                    level,
                    consistencyModel == null
                            ? Promises.consistency(Workloads.of(workload), type, level, options)
                            : consistencyModel,
                    durability == null ? standardDurability(type, options) : durability,
                    options,
                    defects,
                    faults,
                    concurrency,
                    keys,
                    ops,
                    limit,
                    opTimeout,
                    rate,
                    seed,
                    failFast);
        }
    }
}
