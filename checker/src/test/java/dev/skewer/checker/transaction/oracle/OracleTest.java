package dev.skewer.checker.transaction.oracle;

import static dev.skewer.checker.transaction.oracle.TinyHistory.MicroOp.read;
import static dev.skewer.checker.transaction.oracle.TinyHistory.MicroOp.write;
import static org.assertj.core.api.Assertions.assertThat;

import dev.skewer.checker.transaction.history.DataType;
import dev.skewer.checker.transaction.oracle.TinyHistory.MicroOp;
import dev.skewer.checker.transaction.oracle.TinyHistory.Outcome;
import dev.skewer.checker.transaction.oracle.TinyHistory.Transaction;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The oracle itself, on the textbook's histories, and against what levels imply. */
class OracleTest {
    private static final List<Integer> NIL = List.of();

    /** One transaction after the other, each by a process of its own unless the first two share one. */
    private static TinyHistory concurrent(DataType type, List<List<MicroOp>> transactions) {
        List<Transaction> all = new ArrayList<>();
        int count = transactions.size();
        for (int i = 0; i < count; i++) {
            all.add(new Transaction(i, Outcome.OK, i, count + i, transactions.get(i)));
        }
        return new TinyHistory(type, all);
    }

    private static TinyHistory registers(List<List<MicroOp>> transactions) {
        return concurrent(DataType.REGISTER, transactions);
    }

    /** The levels that allow a history, whatever the order of sessions. */
    private static Set<Level> levels(TinyHistory history) {
        Set<Level> levels = EnumSet.noneOf(Level.class);
        for (Level level : Level.values()) {
            if (Oracle.allows(history, level, Level.Order.NONE)) {
                levels.add(level);
            }
        }
        return levels;
    }

    @Test
    void aWriteSkewIsNotSerializable() {
        TinyHistory skew = registers(List.of(List.of(read(0, NIL), write(1, 1)), List.of(read(1, NIL), write(0, 2))));
        assertThat(levels(skew)).isEqualTo(EnumSet.complementOf(EnumSet.of(Level.SERIALIZABLE)));
    }

    @Test
    void aLostUpdateIsCausalAndPrefixConsistent() {
        TinyHistory lost = registers(List.of(List.of(read(0, NIL), write(0, 1)), List.of(read(0, NIL), write(0, 2))));
        assertThat(levels(lost))
                .isEqualTo(EnumSet.of(
                        Level.READ_COMMITTED,
                        Level.MONOTONIC_ATOMIC_VIEW,
                        Level.READ_ATOMIC,
                        Level.CAUSAL,
                        Level.PREFIX));
    }

    @Test
    void aLongForkIsOfParallelSnapshotIsolation() {
        TinyHistory fork = registers(List.of(
                List.of(write(0, 1)),
                List.of(write(1, 2)),
                List.of(read(0, List.of(1)), read(1, NIL)),
                List.of(read(0, NIL), read(1, List.of(2)))));
        assertThat(levels(fork))
                .isEqualTo(EnumSet.of(
                        Level.READ_COMMITTED,
                        Level.MONOTONIC_ATOMIC_VIEW,
                        Level.READ_ATOMIC,
                        Level.UPDATE_ATOMIC,
                        Level.CAUSAL,
                        Level.PARALLEL_SNAPSHOT_ISOLATION));
    }

    @Test
    void aCauseThatIsNotSeenIsReadAtomic() {
        TinyHistory gap = registers(List.of(
                List.of(write(0, 1)),
                List.of(read(0, List.of(1)), write(1, 2)),
                List.of(read(1, List.of(2)), read(0, NIL))));
        assertThat(levels(gap))
                .isEqualTo(EnumSet.of(
                        Level.READ_COMMITTED, Level.MONOTONIC_ATOMIC_VIEW, Level.READ_ATOMIC, Level.UPDATE_ATOMIC));
    }

    @Test
    void aFracturedReadIsSeenByItsOrder() {
        List<MicroOp> both = List.of(write(0, 1), write(1, 2));
        assertThat(levels(registers(List.of(both, List.of(read(0, List.of(1)), read(1, NIL))))))
                .isEqualTo(EnumSet.of(Level.READ_COMMITTED));
        assertThat(levels(registers(List.of(both, List.of(read(0, NIL), read(1, List.of(2)))))))
                .isEqualTo(EnumSet.of(Level.READ_COMMITTED, Level.MONOTONIC_ATOMIC_VIEW));
    }

    @Test
    void whatNobodyCommittedIsReadAtNoLevel() {
        TinyHistory intermediate = registers(List.of(List.of(write(0, 1), write(0, 2)), List.of(read(0, List.of(1)))));
        assertThat(levels(intermediate)).isEmpty();
        TinyHistory aborted = new TinyHistory(
                DataType.REGISTER,
                List.of(
                        new Transaction(0, Outcome.FAIL, 0, 1, List.of(write(0, 1))),
                        new Transaction(1, Outcome.OK, 2, 3, List.of(read(0, List.of(1))))));
        assertThat(levels(aborted)).isEmpty();
        TinyHistory future = registers(List.of(List.of(read(0, List.of(1)), write(0, 1))));
        assertThat(levels(future)).isEmpty();
    }

    @Test
    void anUnknownOutcomeTookEffectIfItIsSeen() {
        TinyHistory seen = new TinyHistory(
                DataType.LIST,
                List.of(
                        new Transaction(0, Outcome.INFO, 0, Integer.MAX_VALUE, List.of(write(0, 1))),
                        new Transaction(1, Outcome.OK, 1, 2, List.of(read(0, List.of()))),
                        new Transaction(1, Outcome.OK, 3, 4, List.of(read(0, List.of(1))))));
        assertThat(Oracle.allows(seen, Level.SERIALIZABLE, Level.Order.REAL_TIME))
                .isTrue();
    }

    @Test
    void realTimeAndSessionsCountWhereTheyAreAskedFor() {
        TinyHistory stale = new TinyHistory(
                DataType.REGISTER,
                List.of(
                        new Transaction(0, Outcome.OK, 0, 1, List.of(write(0, 1))),
                        new Transaction(1, Outcome.OK, 2, 3, List.of(read(0, NIL)))));
        for (Level level : EnumSet.range(Level.READ_ATOMIC, Level.SERIALIZABLE)) {
            assertThat(Oracle.allows(stale, level, Level.Order.NONE)).isTrue();
            assertThat(Oracle.allows(stale, level, Level.Order.SESSION)).isTrue();
            assertThat(Oracle.allows(stale, level, Level.Order.REAL_TIME)).isFalse();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"LIST", "REGISTER"})
    void strongerLevelsImplyWeakerOnesAndAllHappen(DataType type) {
        Map<Level, Integer> allowed = new EnumMap<>(Level.class);
        int count = 300;
        for (long seed = 0; seed < count; seed++) {
            TinyHistory history = RandomTinyHistory.of(type, seed);
            Set<Level> levels = levels(history);
            levels.forEach(level -> allowed.merge(level, 1, Integer::sum));
            assertThat(implied(levels)).as("seed %d:%n%s", seed, history.edn()).isEqualTo(levels);
            for (Level level : Level.values()) {
                boolean session = Oracle.allows(history, level, Level.Order.SESSION);
                assertThat(levels.contains(level) || !session)
                        .as("seed %d", seed)
                        .isTrue();
                assertThat(session || !Oracle.allows(history, level, Level.Order.REAL_TIME))
                        .as("seed %d", seed)
                        .isTrue();
            }
        }
        assertThat(allowed.get(Level.SERIALIZABLE)).isGreaterThan(count / 5);
        assertThat(allowed.get(Level.READ_COMMITTED)).isLessThan(count * 9 / 10);
        assertThat(Set.copyOf(allowed.values())).hasSizeGreaterThan(5);
    }

    private static Set<Level> implied(Set<Level> levels) {
        Set<Level> all = EnumSet.noneOf(Level.class);
        for (Level level : levels) {
            all.addAll(EnumSet.range(Level.READ_COMMITTED, level));
            if (level == Level.PREFIX) {
                all.remove(Level.PARALLEL_SNAPSHOT_ISOLATION);
            }
            if (level == Level.PREFIX || level == Level.CAUSAL) {
                all.remove(Level.UPDATE_ATOMIC);
            }
        }
        all.addAll(levels);
        if (all.contains(Level.PARALLEL_SNAPSHOT_ISOLATION)) {
            all.add(Level.UPDATE_ATOMIC);
        }
        return all;
    }

    @Test
    void theCheckerGetsTheSameHistory() {
        TinyHistory history = RandomTinyHistory.of(DataType.REGISTER, 7);
        assertThat(history.columns().size).isEqualTo(history.transactions().size());
    }
}
