package dev.skewer.checker.transaction.weak;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skewer.checker.Budget;
import dev.skewer.checker.transaction.history.DataType;
import dev.skewer.checker.transaction.history.TransactionHistory;
import dev.skewer.checker.transaction.infer.InitialValue;
import dev.skewer.checker.transaction.infer.ObservedWrites;
import dev.skewer.checker.transaction.oracle.Level;
import dev.skewer.checker.transaction.oracle.Oracle;
import dev.skewer.checker.transaction.oracle.RandomTinyHistory;
import dev.skewer.checker.transaction.oracle.TinyHistory;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Weak levels on random tiny histories, against all executions that they may have, in both directions. */
class WeakLevelsOracleTest {
    /** What is asked. */
    private record Question(WeakLevel level, boolean countsSessions) {}

    private static void compare(DataType type, boolean repeatsValues, long from, long to) {
        Map<String, Integer> outcomes = new TreeMap<>();
        for (long seed = from; seed < to; seed++) {
            TinyHistory history =
                    repeatsValues ? RandomTinyHistory.withRepeatedValues(type, seed) : RandomTinyHistory.of(type, seed);
            TransactionHistory columns = history.columns();
            LevelDecisions levels = levels(columns);
            for (Question question : questions(seed)) {
                Decision decision = levels.decide(question.level, question.countsSessions);
                boolean allowed = Oracle.allows(
                        history,
                        Level.valueOf(question.level.name()),
                        question.countsSessions ? Level.Order.SESSION : Level.Order.NONE);
                outcomes.merge(question.level + " " + decision.outcome(), 1, Integer::sum);
                if (decision.outcome() != Decision.Outcome.UNDECIDED) {
                    assertThat(decision.outcome() == Decision.Outcome.HOLDS)
                            .as("seed %d, %s: %s%n%s", seed, question, decision, history.edn())
                            .isEqualTo(allowed);
                }
                decision.contradiction()
                        .ifPresent(found -> new ContradictionCheck(columns, question.level, question.countsSessions)
                                .require(found));
            }
        }
        for (WeakLevel level : WeakLevel.values()) {
            int all = 2 * (int) (to - from);
            assertThat(outcomes.get(level + " HOLDS")).as("%s", outcomes).isGreaterThan(all / 10);
            assertThat(outcomes.get(level + " VIOLATED")).as("%s", outcomes).isGreaterThan(all / 10);
            // Registers are decided, whatever is written to them; of lists and sets a repeated element names none.
            int most = type == DataType.REGISTER ? 0 : repeatsValues ? all : all / 10 - 1;
            assertThat(outcomes.getOrDefault(level + " UNDECIDED", 0))
                    .as("%s", outcomes)
                    .isLessThanOrEqualTo(most);
        }
    }

    private static LevelDecisions levels(TransactionHistory history) {
        return switch (history.type) {
            case SET -> new SetLevels(history, Budget.unlimited());
            case LIST -> new SourceSearch(history, Optional.empty(), Budget.unlimited());
            case REGISTER ->
                new SourceSearch(
                        history, Optional.of(ObservedWrites.of(history, InitialValue.NIL)), Budget.unlimited());
        };
    }

    /** All of them, in some order, for what was decided before is made use of. */
    private static List<Question> questions(long seed) {
        List<Question> questions = new ArrayList<>();
        for (WeakLevel level : WeakLevel.values()) {
            questions.add(new Question(level, true));
            questions.add(new Question(level, false));
        }
        Collections.shuffle(questions, new Random(seed));
        return questions;
    }

    @ParameterizedTest
    @EnumSource(DataType.class)
    void theyAreAsDefined(DataType type) {
        compare(type, false, 0, 400);
        compare(type, true, 0, 400);
    }

    @Tag("slow")
    @ParameterizedTest
    @EnumSource(DataType.class)
    void theyAreAsDefinedForLong(DataType type) {
        for (int i = 1; i < 100; i++) {
            compare(type, i % 2 == 0, 5_000L * i, 5_000L * (i + 1));
        }
    }
}
