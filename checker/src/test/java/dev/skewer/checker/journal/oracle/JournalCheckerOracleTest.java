package dev.skewer.checker.journal.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skewer.checker.Budget;
import dev.skewer.checker.Validity;
import dev.skewer.checker.journal.JournalChecker;
import dev.skewer.checker.journal.history.JournalHistoryBuilder;
import dev.skewer.checker.journal.oracle.Call.Append;
import dev.skewer.checker.journal.oracle.Call.AppendAll;
import dev.skewer.checker.journal.oracle.Call.Trim;
import dev.skewer.checker.journal.oracle.RandomHistories.Sample;
import dev.skewer.checker.journal.oracle.Result.Position;
import dev.skewer.checker.journal.oracle.Result.Positions;
import dev.skewer.checker.journal.oracle.Result.Trimmed;
import dev.skewer.checker.journal.oracle.SmallOp.End;
import dev.skewer.history.Event;
import dev.skewer.history.EventReader;
import dev.skewer.history.Format;
import dev.skewer.history.file.EdnWriter;
import dev.skewer.history.file.Histories;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The journal checker says what the brute-force oracle says, in both directions: no false alarm and nothing overlooked.
 *
 * <p>The long run: {@code mvn -pl checker test -Dtest=JournalCheckerOracleTest -Dskewer.excludedGroups=
 * -Dskewer.histories=1000000 -Dskewer.seed=7}.
 */
class JournalCheckerOracleTest {
    /** Disagreements that the long run collects before it gives up. */
    private static final int ENOUGH = 10;

    @Property(tries = 4000)
    void itSaysWhatTheOracleSays(@ForAll("histories") Sample sample) {
        String complaint = Comparison.complaint(sample.ops());
        assertThat(complaint).as(() -> SmallHistory.edn(sample.ops())).isNull();
    }

    @Property(tries = 1000)
    void itSaysSoOfLongerHistories(@ForAll("longerHistories") Sample sample) {
        String complaint = Comparison.complaint(sample.ops());
        assertThat(complaint).as(() -> SmallHistory.edn(sample.ops())).isNull();
    }

    /** All of these need a search, which goes by what reads show. */
    @Property(tries = 3000)
    void itSaysSoWhereAStoreReportsNoEpochs(@ForAll("histories") Sample sample, @ForAll long seed) {
        List<SmallOp> ops = RandomHistories.withoutEpochs(sample.ops(), seed);
        String complaint = Comparison.complaint(ops);
        assertThat(complaint).as(() -> SmallHistory.edn(ops)).isNull();
    }

    /** The search has a bit for each invocation, which invocations share that are numbered 64 apart. */
    @Property(tries = 2000)
    void itSaysSoWhereManyInvocationsShareABit(
            @ForAll("histories") Sample sample, @ForAll @IntRange(min = 1, max = 2) int share) {
        String complaint = Comparison.complaint(sample.ops(), Long.SIZE / share);
        assertThat(complaint).as(() -> SmallHistory.edn(sample.ops())).isNull();
    }

    @Test
    void anAppendAllMayBeNeededInAnotherInvocationOfTheSameBit() {
        List<SmallOp> ops = List.of(
                op(0, 0, 1, new Append(3, 11), new Positions(List.of(new Position(0, 0)))),
                new SmallOp(1, 2, 3, End.INFO, new AppendAll(List.of(new Append(1, 13), new Append(3, 15))), null),
                op(3, 4, 5, new Trim(3, 0), new Trimmed(1, 0)),
                op(
                        3,
                        6,
                        7,
                        new AppendAll(List.of(new Append(3, 16), new Append(1, 17))),
                        new Positions(List.of(new Position(1, 0), new Position(0, 1)))));
        assertThat(Comparison.complaint(ops, Long.SIZE)).isNull();
    }

    private static SmallOp op(int process, int invoked, int completed, Call call, Result result) {
        return new SmallOp(process, invoked, completed, End.OK, call, result);
    }

    @Property(tries = 500)
    void itSaysSoOfAFileWithNamesAndFaults(@ForAll("histories") Sample sample) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (EdnWriter writer = new EdnWriter(bytes)) {
            SmallHistory.feedWithNames(sample.ops(), writer);
        }
        JournalHistoryBuilder builder = new JournalHistoryBuilder();
        ByteArrayInputStream in = new ByteArrayInputStream(bytes.toByteArray());
        try (EventReader reader = Histories.read(in, "a file", Format.AUTO)) {
            Event event = new Event(reader.symbols());
            while (reader.next(event)) {
                builder.accept(event);
            }
        }
        assertThat(JournalChecker.check(builder.build(), Budget.unlimited()).valid())
                .as(() -> bytes.toString(StandardCharsets.UTF_8))
                .isEqualTo(Oracle.linearizable(sample.ops()) ? Validity.TRUE : Validity.FALSE);
    }

    /** What is undecided there is undecided in long histories too; it must be rare, and nothing may be wrong. */
    @Test
    @Tag("thorough")
    void itDecidesNearlyAllWithoutASearchOfEverything() {
        int checked = 0;
        int undecided = 0;
        for (long seed = 0; seed < 400; seed++) {
            Sample sample = RandomHistories.any(seed);
            if (sample.complete() && !sample.ops().isEmpty()) {
                Validity expected = Oracle.linearizable(sample.ops()) ? Validity.TRUE : Validity.FALSE;
                Validity valid = Comparison.checkAmidTrivia(sample.ops()).valid();
                assertThat(valid).as(() -> SmallHistory.edn(sample.ops())).isIn(expected, Validity.UNKNOWN);
                checked++;
                undecided += valid == Validity.UNKNOWN ? 1 : 0;
            }
        }
        System.out.printf("%d of %d undecided without a search of everything%n", undecided, checked);
        assertThat(undecided).isLessThan(checked / 40);
    }

    @Property(tries = 500)
    void itSaysSoOfEveryPrefixWhileTheHistoryGrows(@ForAll("histories") Sample sample) {
        List<SmallOp> ops = sample.ops();
        JournalHistoryBuilder builder = new JournalHistoryBuilder();
        SmallHistory.feed(ops, event -> {
            builder.accept(event);
            List<SmallOp> prefix = SmallHistory.prefix(ops, (int) event.index + 1);
            assertThat(JournalChecker.check(builder.build(), Budget.unlimited()).valid())
                    .as(() -> SmallHistory.edn(prefix))
                    .isEqualTo(Oracle.linearizable(prefix) ? Validity.TRUE : Validity.FALSE);
        });
    }

    @Provide
    Arbitrary<Sample> histories() {
        return RandomHistories.arbitrary();
    }

    @Provide
    Arbitrary<Sample> longerHistories() {
        return RandomHistories.arbitraryLonger();
    }

    @Test
    @Tag("slow")
    void theLongRun() {
        long histories = Long.getLong("skewer.histories", 200_000);
        long seed = Long.getLong("skewer.seed", System.nanoTime());
        System.out.printf("%d histories from seed %d%n", histories, seed);
        List<String> reports = new ArrayList<>();
        Census census = new Census();
        long tooLarge = 0;
        long begin = System.nanoTime();
        for (long i = 0; i < histories && reports.size() < ENOUGH; i++) {
            Sample sample = i % 10 == 0 ? RandomHistories.longer(seed + i) : RandomHistories.any(seed + i);
            if (i % 4 == 1) {
                sample = new Sample(
                        sample.sort(), sample.origin(), false, RandomHistories.withoutEpochs(sample.ops(), seed + i));
            }
            String complaint = null;
            try {
                complaint =
                        i % 3 == 0 ? Comparison.complaint(sample.ops(), Long.SIZE) : Comparison.complaint(sample.ops());
            } catch (Oracle.TooLarge e) {
                tooLarge++;
            }
            if (complaint != null) {
                reports.add("; seed " + (seed + i) + "\n" + Comparison.report(sample, complaint));
            }
            if (i % 100 == 1) {
                census.add(sample);
            }
        }
        System.out.printf(
                "%d disagreements, %d too large for the oracle, %d s%n",
                reports.size(), tooLarge, (System.nanoTime() - begin) / 1_000_000_000);
        System.out.println("every hundredth: " + census);
        assertThat(reports).isEmpty();
    }
}
