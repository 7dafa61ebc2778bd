package dev.skewer.database.generate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skewer.checker.Budget;
import dev.skewer.checker.CheckOption;
import dev.skewer.checker.CheckOptions;
import dev.skewer.checker.CheckSession;
import dev.skewer.checker.Checkers;
import dev.skewer.checker.Validity;
import dev.skewer.database.DataType;
import dev.skewer.database.Isolation;
import dev.skewer.workloads.generator.Seed;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A look at the latest transactions of a long history finds what is wrong with them, and nothing where nothing is. */
class SuspicionTest {
    /** Between two looks. */
    private static final int INTERVAL = 1_000;

    private static final int TRANSACTIONS = 8_000;

    private final List<Integer> suspicious = new ArrayList<>();
    private int events;

    private CheckSession look(DataType type, Isolation level, String model, Map<String, Double> injected)
            throws IOException {
        CheckSession session = Checkers.named(type.label())
                .orElseThrow()
                .open(CheckOptions.none().withText(CheckOption.CONSISTENCY_MODEL, model));
        var spec = new HistorySpec(
                type,
                level,
                TRANSACTIONS,
                10,
                HistorySpec.Keys.STANDARD,
                HistorySpec.Shape.STANDARD,
                0.02,
                0.02,
                new TreeMap<>(injected),
                Set.of(),
                new Seed(7));
        HistoryGenerator.generate(spec, event -> {
            session.accept(event);
            if (++events % (2 * INTERVAL) == 0
                    && session.suspicion(Budget.unlimited()).isPresent()) {
                suspicious.add(events);
            }
        });
        return session;
    }

    @ParameterizedTest
    @CsvSource({
        "LIST_APPEND, STRICT_SERIALIZABLE, strict-serializable",
        "RW_REGISTER, STRICT_SERIALIZABLE, strict-serializable",
        "LIST_APPEND, SNAPSHOT_ISOLATION, snapshot-isolation",
        "RW_REGISTER, SNAPSHOT_ISOLATION, snapshot-isolation",
        "LIST_APPEND, PARALLEL_SNAPSHOT_ISOLATION, parallel-snapshot-isolation",
        "RW_REGISTER, READ_ATOMIC, read-atomic"
    })
    void aStoreThatKeepsItsLevelIsNotSuspected(DataType type, Isolation level, String model) throws IOException {
        look(type, level, model, Map.of());
        assertThat(suspicious).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "LIST_APPEND, G0, strict-serializable",
        "LIST_APPEND, G1a, strict-serializable",
        "LIST_APPEND, G-single, snapshot-isolation",
        "LIST_APPEND, G2-item, serializable",
        "LIST_APPEND, lost-update, snapshot-isolation",
        "LIST_APPEND, long-fork, snapshot-isolation",
        "LIST_APPEND, incompatible-order, strict-serializable",
        "LIST_APPEND, duplicate-elements, strict-serializable",
        "LIST_APPEND, internal, strict-serializable",
        "RW_REGISTER, G1c, serializable",
        "RW_REGISTER, G-single, serializable",
        "RW_REGISTER, lost-update, serializable"
    })
    void whatIsWrongWithTheLatestIsSuspectedAndThenConfirmed(DataType type, String anomaly, String model)
            throws IOException {
        CheckSession session = look(type, Isolation.STRICT_SERIALIZABLE, model, Map.of(anomaly, 0.0005));
        assertThat(suspicious).isNotEmpty();
        assertThat(session.verdict(Budget.unlimited()).valid()).isEqualTo(Validity.FALSE);
    }

    /**
     * What a look costs follows the transactions since the one before the last, not the history; says how much: {@code mvn -B -P quick -pl
     * database -am test -Dtest=SuspicionTest -Dskewer.excludedGroups= -Dsurefire.failIfNoSpecifiedTests=false}.
     */
    @ParameterizedTest
    @CsvSource({"STRICT_SERIALIZABLE", "SERIALIZABLE", "SNAPSHOT_ISOLATION"})
    @Tag("slow")
    void whatALookCostsDoesNotGrowWithTheHistory(Isolation level) throws IOException {
        int interval = 10_000;
        int looks = 40;
        CheckSession session = Checkers.named("list-append")
                .orElseThrow()
                .open(CheckOptions.none().withText(CheckOption.CONSISTENCY_MODEL, level.label()));
        var spec = new HistorySpec(
                DataType.LIST_APPEND,
                level,
                (long) interval * looks,
                10,
                HistorySpec.Keys.STANDARD,
                HistorySpec.Shape.STANDARD,
                0,
                0,
                new TreeMap<>(),
                Set.of(),
                new Seed(1));
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        List<Long> costs = new ArrayList<>();
        HistoryGenerator.generate(spec, event -> {
            session.accept(event);
            if (++events % (2 * interval) == 0) {
                long before = threads.getCurrentThreadCpuTime();
                assertThat(session.suspicion(Budget.unlimited())).isEmpty();
                costs.add(threads.getCurrentThreadCpuTime() - before);
            }
        });
        double early = mean(costs.subList(looks / 4, looks / 2));
        double late = mean(costs.subList(3 * looks / 4, looks));
        System.out.printf(
                "%s: %.1f us of processor time for each new transaction after %,d, %.1f after %,d%n",
                level.label(), early / interval / 1e3, interval * looks / 4, late / interval / 1e3, interval * looks);
        assertThat(late).isLessThan(2 * early);
    }

    private static double mean(List<Long> costs) {
        return costs.stream().mapToLong(cost -> cost).average().orElseThrow();
    }
}
