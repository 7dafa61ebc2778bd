package dev.skewer.checker.transaction.level;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skewer.checker.Budget;
import dev.skewer.checker.Workers;
import dev.skewer.checker.transaction.decide.Contradiction;
import dev.skewer.checker.transaction.decide.OrderDecision;
import dev.skewer.checker.transaction.decide.Promise;
import dev.skewer.checker.transaction.history.DataType;
import dev.skewer.checker.transaction.history.TransactionHistory;
import dev.skewer.checker.transaction.infer.Findings;
import dev.skewer.checker.transaction.infer.InitialValue;
import dev.skewer.checker.transaction.infer.KeyGroups;
import dev.skewer.checker.transaction.infer.KeyOrder;
import dev.skewer.checker.transaction.infer.RegisterInference;
import dev.skewer.checker.transaction.level.OrderDecisions.Kept;
import dev.skewer.checker.transaction.oracle.Level;
import dev.skewer.checker.transaction.oracle.Oracle;
import dev.skewer.checker.transaction.oracle.RandomTinyHistory;
import dev.skewer.checker.transaction.oracle.TinyHistory;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Holds what registers say, and the decision of serializability and snapshot isolation, against the definitions, in both directions.
 * More of it: {@code mvn -pl checker test -Dtest=RegisterOracleTest -Dskewer.excludedGroups= -Dskewer.histories=1000000}.
 */
class RegisterOracleTest {
    private static final Map<String, Level> LEVELS = Map.of(
            "read-uncommitted", Level.READ_COMMITTED,
            "read-committed", Level.READ_COMMITTED,
            "read-atomic", Level.READ_ATOMIC,
            "parallel-snapshot-isolation", Level.PARALLEL_SNAPSHOT_ISOLATION);

    private final Map<String, Integer> seen = new TreeMap<>();

    @Test
    void decisionsAreThoseOfTheDefinition() {
        compare(0, 2_000);
        assertThat(seen.get("Ordered")).isGreaterThan(1_000);
        assertThat(seen.get("Contradicted")).isGreaterThan(500);
    }

    @Test
    @Tag("slow")
    void decisionsAreThoseOfTheDefinitionAMillionTimes() {
        compare(Long.getLong("skewer.seed", 1_000_000), Integer.getInteger("skewer.histories", 1_000_000));
    }

    private void compare(long from, int count) {
        for (long seed = from; seed < from + count; seed++) {
            compare(seed);
        }
        System.out.println(seen + " in " + count + " histories of registers, from seed " + from);
    }

    private void compare(long seed) {
        TinyHistory tiny = seed % 2 == 0
                ? RandomTinyHistory.of(DataType.REGISTER, seed)
                : RandomTinyHistory.withRepeatedValues(DataType.REGISTER, seed);
        TransactionHistory h = tiny.columns();
        try (Workers workers = new Workers(1)) {
            RegisterInference.Result result = RegisterInference.infer(
                    h, new KeyGroups(h), InitialValue.NIL, KeyOrder.OPEN, workers, Budget.unlimited());
            Findings findings = result.inference().findings();
            for (Findings.Kind kind : Findings.Kind.values()) {
                if (findings.count(kind) > 0) {
                    seen.merge(kind.anomaly(), 1, Integer::sum);
                    requireViolated(tiny, kind.anomaly(), seed);
                }
            }
            for (Promise promise : Promise.values()) {
                for (Kept kept : Kept.values()) {
                    boolean expected = Oracle.allows(tiny, level(promise), order(kept));
                    if (findings.isEmpty()) {
                        compare(tiny, result, promise, kept, expected, seed);
                    }
                }
            }
        }
    }

    /** Whichever write of each pair is first, all steps of some cycle hold. */
    private static void requireContradiction(Contradiction why, long seed) {
        for (int firsts = 0; firsts < 1 << why.choices().size(); firsts++) {
            int chosen = firsts;
            boolean isPossible = why.alternatives().stream()
                    .allMatch(some ->
                            some.stream().anyMatch(each -> ((chosen & 1 << each.choice()) != 0) == each.isFirst()));
            if (!isPossible) {
                continue;
            }
            assertThat(why.cycles())
                    .as("seed %d, %s", seed, why)
                    .anyMatch(cycle -> cycle.stream()
                            .allMatch(step ->
                                    step.choice() < 0 || ((chosen & 1 << step.choice()) != 0) == step.isFirst()));
        }
        for (List<Contradiction.Step> cycle : why.cycles()) {
            for (int i = 0; i < cycle.size(); i++) {
                assertThat(cycle.get(i).to())
                        .as("seed %d, %s", seed, why)
                        .isEqualTo(cycle.get((i + 1) % cycle.size()).from());
            }
        }
    }

    private static Level level(Promise promise) {
        return promise == Promise.SERIALIZABLE ? Level.SERIALIZABLE : Level.SNAPSHOT_ISOLATION;
    }

    private static void requireViolated(TinyHistory tiny, String anomaly, long seed) {
        for (String model : Anomalies.violated(anomaly)) {
            if (LEVELS.containsKey(model)) {
                assertThat(Oracle.allows(tiny, LEVELS.get(model), Level.Order.NONE))
                        .as("%s excludes %s, seed %d:%n%s", anomaly, model, seed, tiny.edn())
                        .isFalse();
            }
        }
    }

    private void compare(
            TinyHistory tiny,
            RegisterInference.Result result,
            Promise promise,
            Kept kept,
            boolean expected,
            long seed) {
        TransactionHistory h = tiny.columns();
        var decisions = new OrderDecisions(h, result.inference(), result.versions(), true);
        OrderDecision decision = decisions.decide(promise, kept, Budget.unlimited());
        seen.merge(decision.getClass().getSimpleName(), 1, Integer::sum);
        if (decision instanceof OrderDecision.Contradicted contradicted) {
            seen.merge("choices " + contradicted.why().choices().size(), 1, Integer::sum);
            requireContradiction(contradicted.why(), seed);
        }
        assertThat(decision instanceof OrderDecision.Ordered)
                .as("%s, %s kept, seed %d: %s%n%s", promise, kept, seed, decision, tiny.edn())
                .isEqualTo(expected);
    }

    private static Level.Order order(Kept kept) {
        return switch (kept) {
            case NOTHING -> Level.Order.NONE;
            case PROCESS -> Level.Order.SESSION;
            case REALTIME -> Level.Order.REAL_TIME;
        };
    }
}
