package dev.skewer.checker.journal.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skewer.checker.Budget;
import dev.skewer.checker.Certification;
import dev.skewer.checker.CheckOptions;
import dev.skewer.checker.CheckSession;
import dev.skewer.checker.DurabilityPromise;
import dev.skewer.checker.DurabilityPromise.Loss;
import dev.skewer.checker.Validity;
import dev.skewer.checker.Verdict;
import dev.skewer.checker.journal.JournalChecker;
import dev.skewer.checker.journal.history.JournalHistoryBuilder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Of histories with crashes the journal checker says what the brute-force oracle says, whatever is promised, in both directions.
 *
 * <p>The long run: {@code mvn -pl checker test -Dtest='CrashOracleTest#theLongRun' -Dskewer.excludedGroups= -Dskewer.histories=1000000
 * -Dskewer.seed=7}.
 */
class CrashOracleTest {
    private static final int ENOUGH = 5;

    private static final int OPS_PER_CRASH = 50;

    private static final List<DurabilityPromise> PROMISES = List.of(
            DurabilityPromise.BUFFERED,
            DurabilityPromise.BUFFERED_BY_SYSTEM,
            DurabilityPromise.DURABLE,
            DurabilityPromise.DURABLE_WHEN_ACKNOWLEDGED,
            new DurabilityPromise(Loss.UNACKNOWLEDGED, Loss.SUFFIX),
            new DurabilityPromise(Loss.SUFFIX, Loss.NOTHING));

    private static @Nullable String complaint(List<SmallOp> ops, DurabilityPromise promise) {
        boolean right = CrashOracle.keeps(ops, promise);
        Verdict verdict;
        Certification certification;
        try {
            CheckSession session = new JournalChecker().open(promise.choose(CheckOptions.none()));
            SmallHistory.feed(ops, session);
            verdict = session.verdict(Budget.unlimited());
            certification = session.certify();
        } catch (RuntimeException | AssertionError e) {
            return "the checker throws " + e + " at " + e.getStackTrace()[0];
        }
        boolean isEmpty =
                ops.stream().noneMatch(op -> op.completed() != SmallOp.NEVER && !(op.call() instanceof Call.Crash));
        if (isEmpty && right && verdict.valid() == Validity.UNKNOWN) {
            return null;
        }
        boolean isCertified = certification.size() == 1 && certification.certified() == certification.size();
        // Once in ten thousand, what a search of everything found is not found again by the check of what the cuts
        // leave.
        boolean isOpenlyNot = certification.groups().stream()
                .allMatch(group -> group.certificate().how().endsWith("is not replayed"));
        if (verdict.valid() == Validity.TRUE && !isCertified && !isOpenlyNot) {
            return "true is not certified: " + certification;
        }
        if (verdict.valid() != (right ? Validity.TRUE : Validity.FALSE)) {
            return "the oracle says " + right + ", the checker " + verdict.valid() + " "
                    + verdict.anomalies().keySet() + verdict.notes();
        }
        return right == verdict.anomalies().isEmpty()
                ? null
                : "anomalies " + verdict.anomalies().keySet();
    }

    private static String report(CrashHistories.Sample sample, DurabilityPromise promise, String complaint) {
        String kind = complaint.replaceAll("\\[.*", "");
        List<SmallOp> smallest = Reductions.smallest(sample.ops(), smaller -> {
            String other = complaint(smaller, promise);
            return other != null && other.replaceAll("\\[.*", "").equals(kind);
        });
        return "; " + complaint(smallest, promise) + "\n; under " + promise + ", from a history " + sample.origin()
                + "\n" + SmallHistory.edn(smallest);
    }

    @Property(tries = 2000)
    void itSaysWhatTheOracleSays(@ForAll long seed) {
        CrashHistories.Sample sample = CrashHistories.any(seed);
        for (DurabilityPromise promise : PROMISES) {
            String complaint;
            try {
                complaint = complaint(sample.ops(), promise);
            } catch (Oracle.TooLarge e) {
                continue;
            }
            assertThat(complaint == null ? null : report(sample, promise, complaint))
                    .isNull();
        }
    }

    /** Of two of these, cuts of single invocations do not agree about the operations on several, unless they are at one moment. */
    @Test
    void cutsOfManyInvocationsAgreeAboutTheOperationsOnSeveral() {
        for (long seed = 3; seed <= 10; seed++) {
            JournalHistoryBuilder builder = new JournalHistoryBuilder();
            SmallHistory.feed(CrashHistories.large(seed), builder);
            // The searches are bounded by their steps: the time is for slow machines.
            Budget budget = Budget.of(Duration.ofSeconds(20), 64 << 20);
            Verdict verdict = JournalChecker.check(builder.build(), DurabilityPromise.BUFFERED, budget);
            assertThat(verdict.valid()).as("seed " + seed).isEqualTo(Validity.TRUE);
        }
    }

    /**
     * Too long for the oracle; but what they were made by is known. Prints how long it takes, and how long where no crash needs to be
     * looked at: {@code -Dtest='CrashOracleTest#aStoreThatKeepsItsPromisePasses' -Dskewer.histories=400 -Dskewer.seed=1}.
     */
    @Test
    @Tag("thorough")
    void aStoreThatKeepsItsPromisePasses() {
        long first = Long.getLong("skewer.seed", 1);
        int histories = Integer.getInteger("skewer.histories", 40);
        int lost = 0;
        List<Long> undecided = new ArrayList<>();
        long[] nanos = new long[histories];
        long[] without = new long[histories];
        long crashes = 0;
        for (int i = 0; i < histories; i++) {
            CrashHistories.Promised promised = CrashHistories.promised(first + i, OPS_PER_CRASH);
            JournalHistoryBuilder builder = new JournalHistoryBuilder();
            SmallHistory.feed(promised.ops(), builder);
            long start = System.nanoTime();
            Verdict verdict = JournalChecker.check(builder.build(), promised.promise(), budget());
            nanos[i] = System.nanoTime() - start;
            assertThat(verdict.valid()).as("seed " + (first + i)).isNotEqualTo(Validity.FALSE);
            if (verdict.valid() == Validity.UNKNOWN) {
                undecided.add(first + i);
            }
            crashes += promised.ops().stream()
                    .filter(op -> op.call() instanceof Call.Crash)
                    .count();
            start = System.nanoTime();
            Verdict durable = JournalChecker.check(builder.build(), DurabilityPromise.DURABLE, budget());
            without[i] = System.nanoTime() - start;
            if (!verdict.allowed().isEmpty()) {
                lost++;
                assertThat(durable.valid()).as("seed " + (first + i)).isNotEqualTo(Validity.TRUE);
            }
        }
        Arrays.sort(nanos);
        Arrays.sort(without);
        System.out.printf(
                "%d histories with %d crashes from seed %d: %d lost something, %d undecided %s; median %.1f ms, nine in ten within"
                        + " %.0f ms; held to a promise that nothing is lost %.1f ms and %.0f ms%n",
                histories,
                crashes,
                first,
                lost,
                undecided.size(),
                undecided,
                nanos[histories / 2] / 1e6,
                nanos[histories * 9 / 10] / 1e6,
                without[histories / 2] / 1e6,
                without[histories * 9 / 10] / 1e6);
        assertThat(lost).isGreaterThan(histories / 4);
        assertThat(undecided).hasSizeLessThan(2 + histories / 10);
    }

    private static Budget budget() {
        return Budget.of(Duration.ofSeconds(3), 64 << 20);
    }

    @Test
    @Tag("slow")
    void theLongRun() {
        long histories = Long.getLong("skewer.histories", 100_000);
        long seed = Long.getLong("skewer.seed", System.nanoTime());
        System.out.printf("%d histories with crashes from seed %d%n", histories, seed);
        List<String> reports = new ArrayList<>();
        int tooLarge = 0;
        int[] right = new int[PROMISES.size()];
        for (long i = 0; i < histories && reports.size() < ENOUGH; i++) {
            CrashHistories.Sample sample = CrashHistories.any(seed + i);
            for (int p = 0; p < PROMISES.size(); p++) {
                try {
                    String complaint = complaint(sample.ops(), PROMISES.get(p));
                    if (complaint != null) {
                        reports.add("; seed " + (seed + i) + "\n" + report(sample, PROMISES.get(p), complaint));
                        break;
                    }
                    right[p] += CrashOracle.keeps(sample.ops(), PROMISES.get(p)) ? 1 : 0;
                } catch (Oracle.TooLarge e) {
                    tooLarge++;
                }
            }
        }
        for (int p = 0; p < right.length; p++) {
            System.out.printf("%d kept by %s%n", right[p], PROMISES.get(p));
        }
        System.out.printf("%d disagreements, %d too large for the oracle%n", reports.size(), tooLarge);
        assertThat(reports).isEmpty();
    }
}
