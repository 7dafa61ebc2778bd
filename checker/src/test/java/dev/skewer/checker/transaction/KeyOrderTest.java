package dev.skewer.checker.transaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skewer.checker.Budget;
import dev.skewer.checker.CheckOption;
import dev.skewer.checker.CheckOptionException;
import dev.skewer.checker.CheckOptions;
import dev.skewer.checker.CheckSession;
import dev.skewer.checker.Checkers;
import dev.skewer.checker.EdgeType;
import dev.skewer.checker.Validity;
import dev.skewer.checker.Verdict;
import dev.skewer.checker.Workers;
import dev.skewer.checker.transaction.graph.TransactionGraph;
import dev.skewer.checker.transaction.history.DataType;
import dev.skewer.checker.transaction.infer.Findings;
import dev.skewer.checker.transaction.infer.Inference;
import dev.skewer.checker.transaction.infer.InitialValue;
import dev.skewer.checker.transaction.infer.KeyGroups;
import dev.skewer.checker.transaction.infer.KeyOrder;
import dev.skewer.checker.transaction.infer.RegisterInference;
import dev.skewer.checker.transaction.oracle.RandomTinyHistory;
import dev.skewer.checker.transaction.oracle.TinyHistory;
import dev.skewer.checker.transaction.oracle.TinyHistory.MicroOp;
import dev.skewer.checker.transaction.oracle.TinyHistory.Outcome;
import dev.skewer.checker.transaction.oracle.TinyHistory.Transaction;
import dev.skewer.history.Event;
import dev.skewer.history.EventReader;
import dev.skewer.history.Format;
import dev.skewer.history.file.Histories;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is said of registers that are assumed to be sequential or linearizable by themselves. */
class KeyOrderTest {
    private static final int HISTORIES = Integer.getInteger("skewer.histories", 1000);
    private static final int INITIAL = -1;
    private static final int UNKNOWN = -2;

    /** Two writes, the second later than the first, and a read of the first, later still. */
    private static final String BLIND = """
            {:process 0 :type :invoke :f :txn :value [[:w :x 1]]}
            {:process 0 :type :ok :f :txn :value [[:w :x 1]]}
            {:process 1 :type :invoke :f :txn :value [[:w :x 2]]}
            {:process 1 :type :ok :f :txn :value [[:w :x 2]]}
            {:process 2 :type :invoke :f :txn :value [[:r :x nil]]}
            {:process 2 :type :ok :f :txn :value [[:r :x 1]]}""";

    private static Verdict verdict(String edn, CheckOptions options) {
        CheckSession session = Checkers.named("rw-register")
                .orElseThrow()
                .open(options.withText(CheckOption.CONSISTENCY_MODEL, "serializable"));
        var bytes = new ByteArrayInputStream(edn.getBytes(StandardCharsets.UTF_8));
        try (EventReader reader = Histories.read(bytes, "h", Format.EDN)) {
            Event event = new Event(reader.symbols());
            while (reader.next(event)) {
                session.accept(event);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return session.verdict(Budget.unlimited());
    }

    @Test
    void blindWritesAreOrderedByRealTimeIfThatIsAssumed() {
        assertThat(verdict(BLIND, CheckOptions.none()).valid()).isEqualTo(Validity.TRUE);
        Verdict verdict = verdict(BLIND, CheckOptions.none().withText(CheckOption.LINEARIZABLE_KEYS, "yes"));
        assertThat(verdict.valid()).isEqualTo(Validity.FALSE);
        assertThat(verdict.anomalies()).containsKey("G0");
        assertThat(verdict.notes()).contains(KeyOrder.LINEARIZABLE.note());
    }

    @Test
    void theOrderOfAProcessIsAllThatSequentialRegistersHave() {
        CheckOptions sequential = CheckOptions.none().withText(CheckOption.SEQUENTIAL_KEYS, "yes");
        assertThat(verdict(BLIND, sequential).valid()).isEqualTo(Validity.TRUE);
        String oneProcess = BLIND.replaceAll(":process \\d", ":process 0");
        assertThat(verdict(oneProcess, CheckOptions.none()).valid()).isEqualTo(Validity.TRUE);
        assertThat(verdict(oneProcess, sequential).valid()).isEqualTo(Validity.FALSE);
    }

    @Test
    void theInitialStateIsBelowAllVersions() {
        Verdict verdict = verdict(
                BLIND.replace("[[:r :x 1]]", "[[:r :x nil]]"),
                CheckOptions.none().withText(CheckOption.LINEARIZABLE_KEYS, "yes"));
        assertThat(verdict.valid()).isEqualTo(Validity.FALSE);
        assertThat(verdict.anomalies()).containsKey("cyclic-versions");
    }

    @Test
    void aFormatWithoutRealTimeSaysNothingOfLinearizableRegisters() {
        CheckOptions options = CheckOptions.none()
                .withText(CheckOption.LINEARIZABLE_KEYS, "yes")
                .of("h.txt", Format.POLYSI);
        assertThatThrownBy(() -> Checkers.named("rw-register").orElseThrow().open(options))
                .isInstanceOf(CheckOptionException.class)
                .hasMessageContaining("right would be no, or --sequential-keys yes");
    }

    @ParameterizedTest
    @EnumSource(names = {"SEQUENTIAL", "LINEARIZABLE"})
    void theOrderOfWritersIsThatOfTheDefinition(KeyOrder order) {
        int contradictions = 0;
        for (long seed = 0; seed < HISTORIES; seed++) {
            TinyHistory history = RandomTinyHistory.of(DataType.REGISTER, seed);
            if (hasRepeatedValues(history)) {
                continue;
            }
            Inference inference = infer(history, order);
            int size = history.transactions().size();
            boolean[][] found = new boolean[inference.nodes()][inference.nodes()];
            TransactionGraph graph = TransactionGraph.of(inference.nodes(), inference.edges());
            for (int node = 0; node < size; node++) {
                for (int i = graph.first(node); i < graph.first(node + 1); i++) {
                    found[node][graph.target(i)] |= graph.type(i) == EdgeType.WW.code();
                }
            }
            boolean[][] expected = new boolean[size][size];
            boolean isInitialAbove = define(history, order, expected);
            addUpdates(history, expected);
            addUpdates(history, found);
            close(expected);
            close(found);
            String message = order + ", seed " + seed + "\n" + history.edn();
            boolean isContradiction = hasCycle(expected);
            contradictions += isContradiction ? 1 : 0;
            boolean isOrdered = !isContradiction && !isInitialAbove;
            assertThat(hasCycle(found) || isInitialAbove).as(message).isEqualTo(!isOrdered);
            for (int t = 0; t < size && isOrdered; t++) {
                for (int other = 0; other < size; other++) {
                    assertThat(found[t][other])
                            .as("%d before %d: %s", t, other, message)
                            .isEqualTo(expected[t][other]);
                }
            }
            boolean hadCycle = infer(history, KeyOrder.OPEN).findings().count(Findings.Kind.CYCLIC_VERSIONS) > 0;
            assertThat(inference.findings().count(Findings.Kind.CYCLIC_VERSIONS) > 0)
                    .as(message)
                    .isEqualTo(isInitialAbove || hadCycle);
        }
        assertThat(contradictions).isPositive();
    }

    @ParameterizedTest
    @EnumSource(names = {"SEQUENTIAL", "LINEARIZABLE"})
    void whatIsStrictlySerializableStaysSoAndWhatIsViolatedStaysViolated(KeyOrder order) {
        for (long seed = 0; seed < HISTORIES / 3; seed++) {
            TinyHistory history = seed % 2 == 0
                    ? RandomTinyHistory.of(DataType.REGISTER, seed)
                    : RandomTinyHistory.withPredicateReads(DataType.REGISTER, seed);
            String message = order + ", seed " + seed + "\n" + history.edn();
            if (check(history, "strict-serializable", KeyOrder.OPEN).valid() == Validity.TRUE) {
                assertThat(check(history, "strict-serializable", order).valid())
                        .as(message)
                        .isEqualTo(Validity.TRUE);
            }
            if (check(history, "serializable", KeyOrder.OPEN).valid() == Validity.FALSE) {
                assertThat(check(history, "serializable", order).valid())
                        .as(message)
                        .isEqualTo(Validity.FALSE);
            }
        }
    }

    private static Inference infer(TinyHistory history, KeyOrder order) {
        var h = history.columns();
        try (Workers workers = new Workers(1)) {
            return RegisterInference.infer(h, new KeyGroups(h), InitialValue.NIL, order, workers, Budget.unlimited())
                    .inference();
        }
    }

    private static Verdict check(TinyHistory history, String consistencyModel, KeyOrder order) {
        try (Workers workers = new Workers(1)) {
            return new TransactionCheck(
                            history.columns(),
                            "rw-register",
                            consistencyModel,
                            true,
                            InitialValue.NIL,
                            order,
                            workers,
                            Budget.unlimited())
                    .run();
        }
    }

    private static boolean hasRepeatedValues(TinyHistory history) {
        Set<Integer> written = new HashSet<>();
        return history.transactions().stream()
                .flatMap(t -> t.microOps().stream())
                .filter(m -> !m.reads())
                .anyMatch(m -> !written.add(m.written()));
    }

    /** Which writers are before which others, pair by pair of transactions; returns whether the initial state is above what was written. */
    private static boolean define(TinyHistory history, KeyOrder order, boolean[][] before) {
        List<Transaction> all = history.transactions();
        boolean isInitialAbove = false;
        for (int key = 0; key < 5; key++) {
            for (Transaction a : all) {
                for (int b = 0; b < all.size(); b++) {
                    List<Integer> one = versions(history, all.indexOf(a), key);
                    List<Integer> other = versions(history, b, key);
                    if (a.outcome() != Outcome.OK
                            || one.isEmpty()
                            || other.isEmpty()
                            || a.completed() >= all.get(b).invoked()
                            || (order == KeyOrder.SEQUENTIAL
                                    && a.process() != all.get(b).process())) {
                        continue;
                    }
                    int lower = one.stream().filter(v -> v != INITIAL).reduce(INITIAL, (v, w) -> w);
                    int higher = other.get(0);
                    isInitialAbove |= lower >= 0 && higher == INITIAL;
                    if (lower >= 0 && higher >= 0 && lower != higher) {
                        before[lower][higher] = true;
                    }
                }
            }
        }
        return isInitialAbove;
    }

    /** Adds that what a transaction came to last is above what it came to first, which other dependencies say. */
    private static void addUpdates(TinyHistory history, boolean[][] before) {
        for (int t = 0; t < history.transactions().size(); t++) {
            for (int key = 0; key < 5; key++) {
                List<Integer> versions = versions(history, t, key);
                int first = versions.isEmpty() ? INITIAL : versions.get(0);
                int last = versions.isEmpty() ? INITIAL : versions.get(versions.size() - 1);
                if (first >= 0 && last >= 0 && first != last) {
                    before[first][last] = true;
                }
            }
        }
    }

    /** The versions of a register that a transaction read or wrote, as far as they are known, by writer. */
    private static List<Integer> versions(TinyHistory history, int t, int key) {
        Transaction transaction = history.transactions().get(t);
        List<Integer> versions = new ArrayList<>();
        if (!tookEffect(history, t)) {
            return versions;
        }
        for (MicroOp m : transaction.microOps()) {
            if (m.key() != key) {
                continue;
            }
            int version = !m.reads() ? t : transaction.outcome() == Outcome.OK ? seen(history, t, m) : UNKNOWN;
            if (version != UNKNOWN) {
                versions.add(version);
            }
        }
        return versions;
    }

    private static boolean tookEffect(TinyHistory history, int t) {
        List<Transaction> all = history.transactions();
        if (all.get(t).outcome() != Outcome.INFO) {
            return all.get(t).outcome() == Outcome.OK;
        }
        for (int reader = 0; reader < all.size(); reader++) {
            for (MicroOp m : all.get(reader).microOps()) {
                if (reader != t
                        && all.get(reader).outcome() == Outcome.OK
                        && m.reads()
                        && !m.seen().isEmpty()
                        && all.get(t).written(m.key()).contains(m.seen().get(0))) {
                    return true;
                }
            }
        }
        return false;
    }

    /** The writer of what a read saw, if that is another transaction and its last write. */
    // Two reads of a transaction may be equal, and only one is meant.
    @SuppressWarnings("ReferenceEquality")
    private static int seen(TinyHistory history, int reader, MicroOp read) {
        if (read.seen().isEmpty()) {
            return history.transactions().get(reader).microOps().stream()
                            .takeWhile(m -> m != read)
                            .anyMatch(m -> !m.reads() && m.key() == read.key())
                    ? UNKNOWN
                    : INITIAL;
        }
        for (int t = 0; t < history.transactions().size(); t++) {
            List<Integer> written = history.transactions().get(t).written(read.key());
            if (t != reader
                    && history.transactions().get(t).outcome() != Outcome.FAIL
                    && !written.isEmpty()
                    && written.get(written.size() - 1).equals(read.seen().get(0))) {
                return t;
            }
        }
        return UNKNOWN;
    }

    private static void close(boolean[][] before) {
        for (int middle = 0; middle < before.length; middle++) {
            for (boolean[] some : before) {
                for (int to = 0; some[middle] && to < before.length; to++) {
                    some[to] |= before[middle][to];
                }
            }
        }
    }

    private static boolean hasCycle(boolean[][] before) {
        for (int t = 0; t < before.length; t++) {
            if (before[t][t]) {
                return true;
            }
        }
        return false;
    }
}
