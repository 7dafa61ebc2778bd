package dev.skewer.harness.cli;

import dev.skewer.checker.AnomalyCatalog;
import dev.skewer.checker.CheckOption;
import dev.skewer.checker.Checker;
import dev.skewer.checker.CheckerInfo;
import dev.skewer.checker.Checkers;
import dev.skewer.checker.ConsistencyModel;
import dev.skewer.checker.ConsistencyModels;
import dev.skewer.checker.CrashKind;
import dev.skewer.checker.DurabilityPromise.Loss;
import dev.skewer.history.Format;
import dev.skewer.results.format.Reports;
import dev.skewer.workloads.Faults;
import dev.skewer.workloads.Targets;
import dev.skewer.workloads.TestSpec;
import dev.skewer.workloads.Workload;
import dev.skewer.workloads.WorkloadOption;
import dev.skewer.workloads.Workloads;
import dev.skewer.workloads.fault.FaultPackage;
import dev.skewer.workloads.fault.FaultType;
import dev.skewer.workloads.target.Levels;
import dev.skewer.workloads.target.TargetDefect;
import dev.skewer.workloads.target.TargetOption;
import dev.skewer.workloads.target.TargetType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Everything that has a name: what {@code list} lists and {@code explain} explains. */
final class Topics {
    /** What each list is called, and how to get it. */
    private static final Map<String, Supplier<List<Topic>>> LISTS = lists();

    private Topics() {}

    /**
     * One thing with a name.
     *
     * @param kind what it is, in the singular
     * @param name on the command line
     * @param sentence what it is or does
     * @param text paragraphs that explain it
     * @param example a command or a history that shows it; may be empty
     * @param plugin the jar that brought it; null if it is Skewer's own
     */
    record Topic(
            String kind,
            String name,
            String sentence,
            String text,
            String example,
            @Nullable String plugin) {}

    /** The names of the lists. */
    static List<String> listNames() {
        return List.copyOf(LISTS.keySet());
    }

    /** One list. */
    static List<Topic> list(String name) {
        return LISTS.getOrDefault(name, List::of).get();
    }

    /** Everything with this name; several, if an anomaly and a fault share it. */
    static List<Topic> named(String name) {
        return all().filter(topic -> topic.name().equals(name)).toList();
    }

    /** All names. */
    static List<String> names() {
        return all().map(Topic::name).distinct().toList();
    }

    private static Stream<Topic> all() {
        return Stream.concat(LISTS.values().stream().flatMap(list -> list.get().stream()), aliases());
    }

    /** What has another name here, under the names that others use. */
    private static Stream<Topic> aliases() {
        Stream<Topic> anomalies = AnomalyCatalog.aliases().stream()
                .map(alias -> new Topic(
                        "anomaly, by another name",
                        alias.name(),
                        alias.sentence(),
                        alias.anomaly().isEmpty() ? "" : "See " + alias.anomaly() + ".",
                        alias.anomaly().isEmpty() ? "" : "skewer explain " + alias.anomaly(),
                        null));
        Stream<Topic> models = ConsistencyModels.aliases().stream()
                .map(alias -> new Topic(
                        "consistency model, by another name",
                        alias,
                        "Another name of " + ConsistencyModels.canonical(alias) + ".",
                        "",
                        "skewer explain " + ConsistencyModels.canonical(alias),
                        null));
        return Stream.concat(anomalies, models);
    }

    private static Map<String, Supplier<List<Topic>>> lists() {
        var lists = new LinkedHashMap<String, Supplier<List<Topic>>>();
        lists.put("workloads", () -> map(Workloads.all().stream().map(Topics::of)));
        lists.put("targets", () -> map(Targets.all().stream().map(Topics::of)));
        lists.put(
                "faults",
                () -> map(Faults.all().stream()
                        .map(f -> new Topic(
                                "fault",
                                f.name(),
                                f.sentence(),
                                f.explanation() + "\n\nPackages: " + packages(f) + ". Targets: "
                                        + join(Targets.all().stream()
                                                .filter(f::suits)
                                                .map(target -> target.name() + here(f, target)))
                                        + ".",
                                "skewer test --fault " + f.name(),
                                Faults.plugin(f.name()).orElse(null)))));
        lists.put("defects", Topics::defects);
        lists.put("models", () -> map(Checkers.all().stream().map(Checker::info).map(Topics::of)));
        lists.put(
                "anomalies",
                () -> map(AnomalyCatalog.all().stream()
                        .map(a -> new Topic("anomaly", a.name(), a.sentence(), a.explanation(), a.example(), null))));
        lists.put(
                "consistency-models", () -> map(ConsistencyModels.all().stream().map(Topics::of)));
        lists.put("formats", () -> map(Arrays.stream(Format.values()).map(Topics::of)));
        lists.put(
                "reports",
                () -> map(Reports.all().stream()
                        .map(report -> new Topic(
                                "report",
                                report.name(),
                                report.sentence(),
                                report.explanation()
                                        + (report.pictures().isEmpty()
                                                ? ""
                                                : "\n\nPictures: "
                                                        + join(report.pictures().stream()
                                                                .map(picture -> report.name() + ":" + picture))
                                                        + "."),
                                "skewer report results/runs/latest --format " + report.name(),
                                null))));
        return lists;
    }

    private static Topic of(ConsistencyModel model) {
        String name = model.name();
        Stream<String> implied = ConsistencyModels.names().stream()
                .filter(other -> !other.equals(name) && ConsistencyModels.implies(name, other));
        return new Topic(
                "consistency model",
                name,
                model.sentence(),
                model.explanation() + "\n\nImplies: " + join(implied) + ". Implied by: "
                        + join(ConsistencyModels.stronger(List.of(name)).stream()) + ".\n\nA history that breaks it:",
                model.violation(),
                null);
    }

    private static Topic of(CheckerInfo checker) {
        List<String> paragraphs = new ArrayList<>(List.of(checker.explanation()));
        for (CheckOption option : checker.options()) {
            paragraphs.add(
                    "--" + option.name() + (option.values().isEmpty() ? "" : " " + String.join("|", option.values()))
                            + ": " + option.sentence());
        }
        paragraphs.addAll(checker.limits());
        paragraphs.add("Anomalies: " + String.join(", ", checker.anomalies()) + ".");
        return new Topic(
                "model",
                checker.name(),
                checker.sentence(),
                String.join("\n\n", paragraphs),
                checker.example(),
                Checkers.plugin(checker.name()).orElse(null));
    }

    private static Topic of(Workload<?> workload) {
        List<String> paragraphs = new ArrayList<>(List.of(workload.explanation()));
        for (WorkloadOption option : workload.options()) {
            paragraphs.add("--workload-option " + option.name() + "=…: " + option.sentence() + " It is "
                    + option.values() + " (default: " + option.standard() + ").");
        }
        return new Topic(
                "workload",
                workload.name(),
                workload.sentence(),
                String.join("\n\n", paragraphs),
                "skewer test --workload " + workload.name(),
                Workloads.plugin(workload.name()).orElse(null));
    }

    private static Topic of(TargetType target) {
        List<String> paragraphs = new ArrayList<>(List.of(target.explanation()));
        paragraphs.add("--isolation " + levels(target.isolations()));
        String consistency = consistency(target);
        if (!consistency.isEmpty()) {
            paragraphs.add(consistency);
        }
        paragraphs.add("--durability " + levels(target.durabilities()) + ". " + promises(target));
        for (TargetOption option : target.options()) {
            String standard = option.standard();
            paragraphs.add("--target-option " + option.name() + "=…: " + option.sentence()
                    + (standard == null ? "" : " (default: " + standard + ")"));
        }
        List<String> workloads = workloads(target);
        paragraphs.add("Workloads: " + join(workloads.stream()) + ". " + faults(target));
        String obstacle = target.availability(Map.of()).obstacle();
        if (obstacle != null) {
            paragraphs.add("Not available here: " + obstacle);
        }
        return new Topic(
                "target",
                target.name(),
                target.sentence(),
                String.join("\n\n", paragraphs),
                "skewer test --target " + target.name() + workload(target),
                Targets.plugin(target.name()).orElse(null));
    }

    /** The workloads that a target runs. */
    private static List<String> workloads(TargetType target) {
        return Workloads.all().stream()
                .filter(workload -> target.protocols().contains(workload.protocol()))
                .map(Workload::name)
                .toList();
    }

    /** The option for a workload that a target runs, where it does not run the usual one. */
    private static String workload(TargetType target) {
        List<String> workloads = workloads(target);
        return workloads.isEmpty() || workloads.contains("journal") ? "" : " --workload " + workloads.get(0);
    }

    /** What is promised of transactions, level by level. */
    private static String consistency(TargetType target) {
        String promises = target.isolations().names().stream()
                .flatMap(level ->
                        target.consistency(level, Map.of()).map(model -> level + " promises " + model).stream())
                .collect(Collectors.joining("; "));
        return promises.isEmpty() ? "" : "Of transactions " + promises + ".";
    }

    /** What crashes may undo of what was acknowledged, level by level. */
    private static String promises(TargetType target) {
        String lost = Stream.of(CrashKind.values())
                .flatMap(kind -> Stream.of(Loss.UNACKNOWLEDGED, Loss.SUFFIX, Loss.ANYTHING)
                        .map(loss -> promise(target, kind, loss)))
                .filter(sentence -> !sentence.isEmpty())
                .collect(Collectors.joining(" "));
        return lost.isEmpty()
                ? "What is acknowledged survives every crash."
                : lost + " What is acknowledged survives all else.";
    }

    private static String promise(TargetType target, CrashKind kind, Loss loss) {
        String levels = target.durabilities().names().stream()
                .filter(level -> target.promise(level, Map.of()).of(kind) == loss)
                .collect(Collectors.joining(", "));
        String crash = kind == CrashKind.KILL ? "a kill" : "a loss of power";
        return levels.isEmpty()
                ? ""
                : switch (loss) {
                    case NOTHING -> "";
                    case UNACKNOWLEDGED ->
                        "What only readers were told of may be gone after " + crash + " at " + levels + ".";
                    case SUFFIX ->
                        "The latest of what was acknowledged may be gone after " + crash + " at " + levels + ".";
                    case ANYTHING -> "Nothing is promised of what is there after " + crash + " at " + levels + ".";
                };
    }

    /** Those that suit it: first what works here, and then the others, by what is in their way. */
    private static String faults(TargetType target) {
        Map<String, List<String>> byObstacle = Faults.suiting(target).stream()
                .collect(Collectors.groupingBy(
                        fault -> Objects.requireNonNullElse(
                                fault.availability(target, Map.of()).obstacle(), ""),
                        TreeMap::new,
                        Collectors.mapping(FaultType::name, Collectors.toList())));
        return "Faults: " + join(byObstacle.getOrDefault("", List.of()).stream()) + "."
                + byObstacle.entrySet().stream()
                        .filter(entry -> !entry.getKey().isEmpty())
                        .map(entry -> " Not here: " + join(entry.getValue().stream()) + " (" + entry.getKey() + ").")
                        .collect(Collectors.joining());
    }

    private static String packages(FaultType<?> fault) {
        return join(
                Stream.of(FaultPackage.values()).filter(each -> each.has(fault)).map(FaultPackage::label));
    }

    private static String here(FaultType<?> fault, TargetType target) {
        String obstacle = fault.availability(target, Map.of()).obstacle();
        return obstacle == null ? "" : " (not here: " + obstacle + ")";
    }

    private static String levels(Levels levels) {
        return String.join("|", levels.names()) + " (default: " + levels.standard() + ")";
    }

    private static String join(Stream<String> names) {
        List<String> all = names.toList();
        return all.isEmpty() ? "none" : String.join(", ", all);
    }

    /** A mistake that several targets can have is one topic. */
    private static List<Topic> defects() {
        // The fault that it needs is the target's own.
        var faults = new LinkedHashMap<TargetDefect, Map<String, @Nullable String>>();
        for (TargetType target : Targets.all()) {
            for (TargetDefect defect : target.defects()) {
                faults.computeIfAbsent(defect.withFault(null), first -> new LinkedHashMap<>())
                        .put(target.name(), defect.fault());
            }
        }
        return faults.entrySet().stream()
                .map(entry -> of(entry.getKey(), entry.getValue()))
                .toList();
    }

    private static Topic of(TargetDefect defect, Map<String, @Nullable String> faults) {
        String durability = defect.durability();
        String target = faults.keySet().iterator().next();
        String fault = faults.get(target);
        List<String> options = defect.options().entrySet().stream()
                .map(option -> option.getKey() + "=" + option.getValue())
                .sorted()
                .toList();
        return new Topic(
                "defect",
                defect.id(),
                defect.sentence(),
                defect.explanation() + "\n\nOf target " + String.join(", ", faults.keySet()) + ". Causes "
                        + defect.anomaly() + "; needs " + needed(faults)
                        + (durability == null ? "" : ", at durability " + durability)
                        + (options.isEmpty() ? "." : ", with " + String.join(", ", options) + "."),
                "skewer test" + (target.equals(TestSpec.DEFAULT_TARGET) ? "" : " --target " + target)
                        + workload(Targets.of(target)) + " --defect " + defect.id() + isolation(defect, target)
                        + (durability == null ? "" : " --durability " + durability)
                        + options.stream()
                                .map(option -> " --target-option " + option)
                                .collect(Collectors.joining())
                        + (fault == null ? "" : " --fault " + fault),
                Targets.plugin(target).orElse(null));
    }

    /** The option for a level at which it shows, where it does not at the target's default. */
    private static String isolation(TargetDefect defect, String target) {
        Levels levels = Targets.of(target).isolations();
        return defect.isSeenAt(levels.standard())
                ? ""
                : levels.names().stream()
                        .filter(defect::isSeenAt)
                        .findFirst()
                        .map(level -> " --isolation " + level)
                        .orElse("");
    }

    private static String needed(Map<String, @Nullable String> faults) {
        List<@Nullable String> distinct = faults.values().stream().distinct().toList();
        if (distinct.size() == 1) {
            return distinct.get(0) == null ? "no fault" : "fault " + distinct.get(0);
        }
        return faults.entrySet().stream()
                .map(each ->
                        (each.getValue() == null ? "no fault" : "fault " + each.getValue()) + " on " + each.getKey())
                .collect(Collectors.joining(", "));
    }

    private static Topic of(Format format) {
        return new Topic(
                "format",
                format.label(),
                format.sentence(),
                format.explanation()
                        + "\n\nFiles compressed with gzip or zstd are read as they are, whatever their name.",
                format.example(),
                null);
    }

    private static List<Topic> map(Stream<Topic> topics) {
        return topics.toList();
    }
}
