package dev.skewer.targets.memory;

import dev.skewer.database.Database;
import dev.skewer.database.Defect;
import dev.skewer.database.Isolation;
import dev.skewer.workloads.target.ConnectionTarget;
import dev.skewer.workloads.target.NoEffectException;
import dev.skewer.workloads.target.Target;
import dev.skewer.workloads.target.TargetDefect;
import dev.skewer.workloads.target.TargetOption;
import dev.skewer.workloads.target.TargetSettings;
import dev.skewer.workloads.target.TargetType;
import dev.skewer.workloads.transaction.TransactionConnection;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The reference database in this JVM. */
public final class MemoryTarget {
    private static final String PAUSE = "pause";
    private static final String DEFECTS_FROM = "defects-from";
    private static final String TIMESTAMPS = "timestamps";

    /** The longest pause in microseconds: a second. */
    private static final int LONGEST_PAUSE = 1_000_000;

    /** The target, for the registry. */
    public static final TargetType TYPE = TargetType.named("memory", MemoryTarget::open)
            .described(
                    "The reference database: transactions in memory at a chosen isolation level, with defects to plant.",
                    """
                    It keeps exactly the level that it is asked for, and usually no more: under load it shows what the level allows. So each \
                    anomaly has a store that shows it, and each level one that has it. Its levels are the consistency models of the same \
                    names (skewer explain NAME).

                    A transaction is carried out step by step: its begin, each micro-operation and its commit are moments of their own, \
                    between which others come. What conflicts is aborted and has no effect.

                    Its defects are mistakes that databases were found to make. skewer generate writes histories with the same database \
                    in virtual time, far faster.""")
            .isolations(Isolation.labels(), Isolation.STRICT_SERIALIZABLE.label())
            .consistency((level, options) -> Optional.of(level))
            .timestamps((level, options) -> isYes(options))
            .defects(defects(), together -> {})
            .options(
                    new TargetOption(
                            PAUSE,
                            "how many microseconds pass between two steps of a transaction, up to a second",
                            "20"),
                    new TargetOption(DEFECTS_FROM, "how many commits there are before planted defects show", "0"),
                    TargetOption.oneOf(
                            TIMESTAMPS,
                            "whether transactions carry their timestamps and are held against them: at snapshot-isolation and serializable, and"
                                    + " their strong forms",
                            List.of("no", "yes")))
            .protocols(Set.of(TransactionConnection.class))
            .build();

    private MemoryTarget() {}

    private static List<TargetDefect> defects() {
        return Arrays.stream(Defect.values())
                .map(defect -> new TargetDefect(
                                defect.label(), defect.sentence(), defect.anomaly(), defect.explanation(), null)
                        .seenAt(defect.levels().stream().map(Isolation::label).collect(Collectors.toSet())))
                .toList();
    }

    private static Target open(TargetSettings settings) {
        List<Defect> planted = settings.defects().stream()
                .map(id -> Defect.labelled(id).orElseThrow())
                .toList();
        Isolation level = Isolation.labelled(settings.isolation()).orElseThrow();
        boolean hasTimestamps = isYes(settings.options());
        if (hasTimestamps && !level.hasTimestamps()) {
            throw new NoEffectException("target memory: option " + TIMESTAMPS + ": transactions at " + level.label()
                    + " have none; right would be --isolation "
                    + Arrays.stream(Isolation.values())
                            .filter(Isolation::hasTimestamps)
                            .map(Isolation::label)
                            .collect(Collectors.joining(", ")));
        }
        var database = new Database(level, planted, defectsFrom(settings.options()), settings.seed());
        var store = new MemoryStore(database, pause(settings.options().getOrDefault(PAUSE, "20")));
        return ConnectionTarget.of(() -> new MemoryConnection(store, hasTimestamps));
    }

    private static long defectsFrom(Map<String, String> options) {
        String commits = options.getOrDefault(DEFECTS_FROM, "0");
        if (!commits.matches("\\d{1,12}")) {
            throw new NoEffectException("target memory: option " + DEFECTS_FROM
                    + " is a number of commits of at most 12 digits, not '" + commits + "'");
        }
        return Long.parseLong(commits);
    }

    private static boolean isYes(Map<String, String> options) {
        return "yes".equals(options.get(TIMESTAMPS));
    }

    private static Duration pause(String microseconds) {
        if (!microseconds.matches("\\d{1,7}") || Integer.parseInt(microseconds) > LONGEST_PAUSE) {
            throw new NoEffectException("target memory: option " + PAUSE + " is from 0 to " + LONGEST_PAUSE
                    + " microseconds, not '" + microseconds + "'");
        }
        return Duration.ofNanos(1_000L * Integer.parseInt(microseconds));
    }
}
