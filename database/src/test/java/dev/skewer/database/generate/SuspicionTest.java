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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
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
}
