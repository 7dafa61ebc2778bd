package dev.skewer.harness.cli;

import dev.skewer.harness.console.Surroundings;
import dev.skewer.harness.run.IoMessages;
import dev.skewer.harness.run.Producer;
import dev.skewer.harness.run.Scratch;
import dev.skewer.results.Figures;
import dev.skewer.store.Command;
import dev.skewer.store.PartitionReader;
import dev.skewer.store.ReadIsolation;
import dev.skewer.store.StoreException;
import dev.skewer.store.StoreOptions;
import dev.skewer.store.partition.PartitionStore;
import dev.skewer.workloads.Targets;
import dev.skewer.workloads.fault.FaultType;
import dev.skewer.workloads.target.TargetType;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Looks at the machine and tries what a test needs, each thing for real. */
final class Examination {
    private static final int OLDEST_JDK = 17;
    private static final int FEW_CORES = 2;
    private static final long LITTLE_HEAP = 512L << 20;
    /** A test's store takes a few hundred megabytes. */
    private static final long LITTLE_DISK = 1L << 30;

    private final Surroundings surroundings;
    private final Path temporary;
    private final List<Finding> findings = new ArrayList<>();
    /** What faults lack on targets, by what they need there, the target and its options. */
    private final Map<List<Object>, Optional<String>> obstacles = new HashMap<>();

    Examination(Surroundings surroundings, Path temporary) {
        this.surroundings = surroundings;
        this.temporary = temporary;
    }

    /** How a thing is. */
    enum State {
        /** As it should be. */
        GOOD,
        /** It will do. */
        POOR,
        /** Tests cannot run. */
        BAD;

        String word() {
            return switch (this) {
                case GOOD -> "ok";
                case POOR -> "note";
                case BAD -> "bad";
            };
        }
    }

    /**
     * One thing that was looked at.
     *
     * @param what it is
     * @param state how it is
     * @param text the details, in one line
     */
    record Finding(String what, State state, String text) {}

    /** Looks at everything. */
    List<Finding> findings() {
        findings.clear();
        java();
        cores();
        memory();
        disk();
        boolean works = rocksdb();
        targets();
        faults(works);
        terminal();
        return List.copyOf(findings);
    }

    private void add(String what, State state, String text) {
        findings.add(new Finding(what, state, text));
    }

    private void java() {
        int feature = Runtime.version().feature();
        add("skewer", State.GOOD, Producer.name());
        add(
                "java",
                feature >= OLDEST_JDK ? State.GOOD : State.BAD,
                Runtime.version() + " in " + System.getProperty("java.home")
                        + (feature >= OLDEST_JDK ? "" : "; needs " + OLDEST_JDK + " or later"));
        add(
                "system",
                State.GOOD,
                System.getProperty("os.name") + " " + System.getProperty("os.version") + " on "
                        + System.getProperty("os.arch"));
    }

    private void cores() {
        int cores = Runtime.getRuntime().availableProcessors();
        add(
                "cores",
                cores >= FEW_CORES ? State.GOOD : State.POOR,
                cores + (cores >= FEW_CORES ? "" : "; races are rare on one core, so tests need more time"));
    }

    private void memory() {
        long heap = Runtime.getRuntime().maxMemory();
        add(
                "heap",
                heap >= LITTLE_HEAP ? State.GOOD : State.POOR,
                (heap >> 20) + " MiB at most"
                        + (heap >= LITTLE_HEAP ? "" : "; set SKEWER_JAVA_OPTS=-Xmx1g for long tests"));
    }

    private void disk() {
        try {
            Path file = Files.createTempFile(temporary, "skewer-", "");
            Files.delete(file);
            FileStore store = Files.getFileStore(temporary);
            long free = store.getUsableSpace();
            add(
                    "temporary files",
                    free >= LITTLE_DISK ? State.GOOD : State.POOR,
                    temporary + " on " + store.type() + ", " + String.format(Locale.ROOT, "%.1f", free / 1e9)
                            + " GB free"
                            + (free >= LITTLE_DISK
                                    ? ""
                                    : "; long tests may fill it, set SKEWER_JAVA_OPTS=-Djava.io.tmpdir=…"));
        } catch (IOException e) {
            add(
                    "temporary files",
                    State.BAD,
                    temporary + ": " + IoMessages.of(e)
                            + "; set SKEWER_JAVA_OPTS=-Djava.io.tmpdir=… to another folder");
        }
    }

    /** Loads the native library, opens a store, writes, reads and closes. */
    private boolean rocksdb() {
        long start = System.nanoTime();
        try (Scratch scratch = Scratch.create(temporary);
                PartitionStore store =
                        PartitionStore.open(scratch.directory().resolve("store"), StoreOptions.defaults());
                PartitionReader reader = store.reader(ReadIsolation.SNAPSHOT)) {
            store.execute(new Command.Append(1, "well".getBytes(StandardCharsets.UTF_8), Command.ANY_LENGTH));
            boolean isThere = reader.read(1, true).journal().entries().length == 1;
            add(
                    "rocksdb",
                    isThere ? State.GOOD : State.BAD,
                    isThere
                            ? "loaded, opened, written and read in " + Figures.time(System.nanoTime() - start)
                            : "an entry that was written is not there");
            return isThere;
        } catch (IOException e) {
            add("rocksdb", State.BAD, temporary + ": " + IoMessages.of(e));
        } catch (StoreException | LinkageError e) {
            add("rocksdb", State.BAD, "does not work here: " + e.getMessage());
        }
        return false;
    }

    private void targets() {
        for (TargetType target : Targets.all()) {
            String obstacle = target.availability(Map.of()).obstacle();
            add(
                    "target " + target.name(),
                    obstacle == null ? State.GOOD : State.POOR,
                    obstacle == null ? "can be opened here" : "not here: " + obstacle);
        }
    }

    /** A line for each fault: where it works, with which option of a target it does, and what it lacks here. */
    private void faults(boolean works) {
        for (FaultType<?> fault : dev.skewer.workloads.Faults.all()) {
            List<String> working = new ArrayList<>();
            Map<String, List<String>> others = new LinkedHashMap<>();
            for (TargetType target : Targets.all()) {
                if (!fault.suits(target)) {
                    continue;
                }
                String obstacle = obstacle(fault, target, Map.of());
                if (obstacle == null) {
                    working.add(target.name());
                }
                String other = obstacle == null ? choiceThatFails(fault, target) : remedy(fault, target, obstacle);
                if (!other.isEmpty()) {
                    others.computeIfAbsent(other, unused -> new ArrayList<>()).add(target.name());
                }
            }
            List<String> parts = new ArrayList<>();
            if (!working.isEmpty()) {
                parts.add((works ? "on " : "RocksDB does not work here: not on ") + String.join(", ", working));
            }
            others.forEach((other, names) -> parts.add(other.formatted(String.join(", ", names))));
            boolean isAnywhere =
                    !working.isEmpty() || others.keySet().stream().anyMatch(other -> other.startsWith("on "));
            State state = isAnywhere ? works ? State.GOOD : State.BAD : State.POOR;
            add("fault " + fault.name(), state, String.join("; ", parts));
        }
    }

    /** How a target can have a fault that it does not have as it comes, or why not, with a place for its name. */
    private String remedy(FaultType<?> fault, TargetType target, String obstacle) {
        return choices(target)
                .filter(choice -> obstacle(fault, target, choice) == null)
                .findFirst()
                .map(choice -> "on %s with " + text(choice))
                .orElse("not on %s: " + literal(obstacle));
    }

    /** Which choice of a target does not work here though the fault does, and why, with a place for its name; empty if all do. */
    private String choiceThatFails(FaultType<?> fault, TargetType target) {
        return choices(target)
                .filter(choice -> obstacle(fault, target, choice) != null)
                .findFirst()
                .map(choice -> "not on %s with " + text(choice) + ": " + literal(obstacle(fault, target, choice)))
                .orElse("");
    }

    /** Why a fault does not work on a target; null if it does. What needs the same of a target is looked at once. */
    private @Nullable String obstacle(FaultType<?> fault, TargetType target, Map<String, String> options) {
        return obstacles
                .computeIfAbsent(
                        List.of(fault.needs(), fault.availability(), target.name(), options),
                        unused -> Optional.ofNullable(
                                fault.availability(target, options).obstacle()))
                .orElse(null);
    }

    /** The options of a target that have a list of values, one at a time, each with each of them but its standard. */
    private static Stream<Map<String, String>> choices(TargetType target) {
        return target.options().stream()
                .flatMap(option -> option.values().stream()
                        .filter(value -> !value.equals(option.standard()))
                        .map(value -> Map.of(option.name(), value)));
    }

    private static String text(Map<String, String> choice) {
        return literal(choice.entrySet().stream()
                .map(option -> option.getKey() + "=" + option.getValue())
                .collect(Collectors.joining(", ")));
    }

    private static String literal(@Nullable String text) {
        return String.valueOf(text).replace("%", "%%");
    }

    private void terminal() {
        add(
                "terminal",
                State.GOOD,
                surroundings.outIsTerminal()
                        ? surroundings.columns() + " columns, "
                                + (surroundings.paint(false).isOn() ? "with colours" : "colours switched off")
                        : "standard output is none: no colours");
    }
}
