package dev.skewer.checker.journal.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skewer.checker.Anomaly;
import dev.skewer.checker.Budget;
import dev.skewer.checker.Validity;
import dev.skewer.checker.Verdict;
import dev.skewer.checker.journal.JournalChecker;
import dev.skewer.checker.journal.history.JournalHistoryBuilder;
import dev.skewer.checker.journal.oracle.SmallOp.End;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * One wrong read is one wrong read: of a history that is right but for the answer of one, nothing is told that does not concern
 * that one, although writes of unknown outcome leave it open which order the others have. Other histories are drawn from another first seed,
 * which is printed: {@code -Dskewer.seed}. It does not hold of all: of 500 from 1814122598, one blames others.
 */
class CulpritsTest {
    private static final long SEED = Long.getLong("skewer.seed", 77_000);
    private static final int HISTORIES = Integer.getInteger("skewer.histories", 500);

    private static Verdict check(List<SmallOp> history) {
        JournalHistoryBuilder builder = new JournalHistoryBuilder();
        SmallHistory.feed(history, builder);
        return JournalChecker.check(builder.build(), Budget.of(Duration.ofSeconds(20), 128 << 20));
    }

    @Test
    void whatIsToldConcernsTheReadThatIsWrong() {
        int wrong = 0;
        List<String> others = new ArrayList<>();
        for (long seed = SEED; seed < SEED + HISTORIES; seed++) {
            Random random = new Random(seed);
            List<SmallOp> right =
                    RandomHistories.ofABusyStore(seed, 1, 3 + random.nextInt(3), 40 + random.nextInt(80), 10);
            int culprit = aReadWithAnOlderAnswer(right, random);
            if (culprit < 0) {
                continue;
            }
            List<SmallOp> history = withOlderAnswer(right, culprit, random);
            if (check(right).valid() != Validity.TRUE || check(history).valid() != Validity.FALSE) {
                continue;
            }
            wrong++;
            for (Anomaly anomaly : check(history).anomalies().values()) {
                anomaly.examples().stream()
                        .filter(example -> example.steps().stream()
                                .noneMatch(step ->
                                        step.index() == history.get(culprit).invoked()))
                        .forEach(example -> others.add(anomaly.name() + " ×" + anomaly.count() + ": " + example));
            }
        }
        System.out.printf(
                "%d histories from seed %d, %d wrong, %d told of others%n", HISTORIES, SEED, wrong, others.size());
        assertThat(wrong).isGreaterThan(HISTORIES / 10);
        assertThat(others).isEmpty();
    }

    private static boolean isRead(SmallOp op) {
        return op.end() == End.OK && op.call() instanceof Call.Read;
    }

    private static int aReadWithAnOlderAnswer(List<SmallOp> history, Random random) {
        int[] candidates = IntStream.range(0, history.size())
                .filter(i -> isRead(history.get(i)) && !older(history, i).isEmpty())
                .toArray();
        return candidates.length == 0 ? -1 : candidates[random.nextInt(candidates.length)];
    }

    /** Reads of the same kind that were over before one began, and showed something else. */
    private static List<SmallOp> older(List<SmallOp> history, int read) {
        SmallOp later = history.get(read);
        return history.stream()
                .filter(op -> isRead(op) && op.call().equals(later.call()))
                .filter(op -> op.completed() < later.invoked() && !Objects.equals(op.result(), later.result()))
                .toList();
    }

    private static List<SmallOp> withOlderAnswer(List<SmallOp> history, int read, Random random) {
        List<SmallOp> older = older(history, read);
        List<SmallOp> changed = new ArrayList<>(history);
        changed.set(
                read,
                history.get(read)
                        .withResult(Objects.requireNonNull(
                                older.get(random.nextInt(older.size())).result())));
        return changed;
    }
}
