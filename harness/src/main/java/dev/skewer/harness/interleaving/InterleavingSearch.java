package dev.skewer.harness.interleaving;

import dev.skewer.checker.Anomaly;
import dev.skewer.checker.Example;
import dev.skewer.checker.Verdict;
import dev.skewer.results.Figures;
import dev.skewer.store.Durability;
import dev.skewer.store.ReadIsolation;
import dev.skewer.targets.reference.StoreLevels;
import dev.skewer.workloads.TestSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/** Looks for an interleaving of a run's operations, if the run is one whose interleavings can be controlled; and if not, says why. */
public final class InterleavingSearch {
    /** The targets that are the reference store, wherever it runs. */
    private static final Set<String> OURS = Set.of("embedded", "process");

    private final TestSpec spec;
    private final Predicate<Verdict> wanted;
    private final Path scratch;
    private final Duration limit;
    private final BooleanSupplier isEnough;
    private Optional<Interleavings.Found> found = Optional.empty();
    private String obstacle = "";
    private long tried;
    private int searches;

    /**
     * A search that is about to begin.
     *
     * @param spec of the run
     * @param wanted how an interleaving has to fail
     * @param scratch for the files of stores
     * @param limit how long each search may take
     * @param isEnough asked now and then whether to stop
     */
    public InterleavingSearch(
            TestSpec spec, Predicate<Verdict> wanted, Path scratch, Duration limit, BooleanSupplier isEnough) {
        this.spec = spec;
        this.wanted = wanted;
        this.scratch = scratch;
        this.limit = limit;
        this.isEnough = isEnough;
    }

    /**
     * Looks for one.
     *
     * @param history the file of the run's history
     * @param shown the run in complaints
     * @param anomaly what it showed
     * @throws dev.skewer.history.HistoryException if the history is damaged
     * @throws IOException if a file cannot be read or written
     */
    public void search(Path history, String shown, Anomaly anomaly) throws IOException {
        if (!spec.workload().equals("journal") || !OURS.contains(spec.target())) {
            obstacle = spec.workload() + " on " + spec.target()
                    + ": only journals of the reference store are under control";
            return;
        }
        var setting = new Setting(
                ReadIsolation.of(spec.isolation()),
                Durability.of(spec.durability()),
                StoreLevels.defects(spec.defects()));
        if (setting.obstacle().isPresent()) {
            obstacle = setting.obstacle().get();
            return;
        }
        Optional<Example> story = anomaly.smallest();
        if (story.isEmpty()) {
            obstacle = "the run has no example of " + anomaly.name();
            return;
        }
        Path folder = Files.createDirectory(scratch.resolve("interleavings-" + ++searches));
        long deadline = System.nanoTime() + limit.toNanos();
        boolean[] isCut = {false};
        BooleanSupplier isOver = () -> {
            isCut[0] |= isEnough.getAsBoolean() || System.nanoTime() - deadline > 0;
            return isCut[0];
        };
        try (var interleavings = new Interleavings(setting, wanted, folder, isOver)) {
            found = interleavings.find(history, shown, story.get(), anomaly.name());
            tried += interleavings.tried();
        }
        obstacle = found.isPresent()
                ? ""
                : "none of the " + Figures.count(tried) + " interleavings that were tried shows " + anomaly.name()
                        + (isCut[0] ? ", and there was no time for more" : "");
    }

    /** What was found. */
    public Optional<Interleavings.Found> found() {
        return found;
    }

    /** Why nothing was; empty if something was. */
    public String obstacle() {
        return obstacle;
    }

    /** How many interleavings were carried out. */
    public long tried() {
        return tried;
    }
}
