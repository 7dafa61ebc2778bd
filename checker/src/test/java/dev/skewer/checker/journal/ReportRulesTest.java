package dev.skewer.checker.journal;

import static dev.skewer.checker.journal.JournalLines.append;
import static dev.skewer.checker.journal.JournalLines.call;
import static dev.skewer.checker.journal.JournalLines.event;
import static dev.skewer.checker.journal.JournalLines.history;
import static dev.skewer.checker.journal.JournalLines.invoke;
import static dev.skewer.checker.journal.JournalLines.ok;
import static dev.skewer.checker.journal.JournalLines.read;
import static dev.skewer.checker.journal.JournalLines.trim;
import static org.assertj.core.api.Assertions.assertThat;

import dev.skewer.checker.Budget;
import dev.skewer.checker.Validity;
import dev.skewer.checker.journal.explain.Contradiction;
import dev.skewer.checker.journal.explain.ReportRules;
import dev.skewer.checker.journal.history.InvocationParts;
import dev.skewer.checker.journal.history.JournalHistory;
import dev.skewer.checker.journal.oracle.RandomHistories;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What breaks a rule has no order, and what has none often breaks one. */
class ReportRulesTest {
    /** Tallies of sets of operations: those of which both say that there is no order, the search alone, the rules against it. */
    private static final int BOTH = 0;

    private static final int SEARCH_ONLY = 1;
    private static final int WRONG = 2;

    private static int[] compare(JournalHistory h, SplittableRandom random, int sets, int most) {
        InvocationParts groups = new InvocationParts(h);
        Contradiction contradiction = new Contradiction(h, groups, Budget.unlimited());
        int[] tally = new int[3];
        for (int set = 0; set < sets && h.ops() > 0; set++) {
            BitSet some = new BitSet();
            for (int i = random.nextInt(most); i >= 0; i--) {
                some.set(random.nextInt(h.ops()));
            }
            boolean isWrong = contradiction.breaksRule(some);
            Validity found = contradiction.search(some);
            if (found == Validity.FALSE) {
                tally[isWrong ? BOTH : SEARCH_ONLY]++;
            } else if (isWrong && found == Validity.TRUE) {
                tally[WRONG]++;
            }
        }
        return tally;
    }

    @Property(tries = 1_000)
    void whatBreaksARuleHasNoOrder(@ForAll @LongRange(min = 0) long seed) {
        assertThat(compare(RandomHistories.small(seed), new SplittableRandom(seed), 12, 5)[WRONG])
                .isZero();
    }

    @Property(tries = 200)
    void soItIsInLongerHistories(@ForAll @LongRange(min = 0) long seed) {
        assertThat(compare(RandomHistories.history(seed), new SplittableRandom(seed), 12, 40)[WRONG])
                .isZero();
    }

    @Property(tries = 300)
    void nothingBreaksARuleThatHasAnOrder(@ForAll @LongRange(min = 0) long seed) {
        JournalHistory h = RandomHistories.small(seed);
        InvocationParts groups = new InvocationParts(h);
        BitSet all = new BitSet();
        all.set(0, h.ops());
        if (JournalChecker.check(h, Budget.unlimited()).valid() == Validity.TRUE) {
            assertThat(new ReportRules(h, groups).contradicts(all)).isFalse();
        }
    }

    /** Whether all operations but some break a rule. */
    private static boolean breakARuleWithout(int without, String... lines) {
        JournalHistory h = history(lines);
        BitSet operations = new BitSet();
        operations.set(0, h.ops());
        if (without >= 0) {
            operations.clear(without);
        }
        return new ReportRules(h, new InvocationParts(h)).contradicts(operations);
    }

    private static boolean breakARule(String... lines) {
        return breakARuleWithout(-1, lines);
    }

    private static String unknown(int process, int entry) {
        String value = "{:id 1 :entry " + entry + "}";
        return invoke(process, "append", value) + "\n" + event(process, "info", "append", value);
    }

    private static String journal(String answer) {
        return call(7, "read-journal", "{:id 1}", "{:id 1 " + answer + "}");
    }

    private static String metadata(String answer) {
        return call(7, "read-metadata", "{:id 1}", "{:id 1 :metadata " + answer + "}");
    }

    @Test
    void rowsAreConsecutiveAsManyAsTheMetadataSaysAndEachEntryOnce() {
        String writes = unknown(0, 10) + "\n" + unknown(1, 11) + "\n" + unknown(2, 12);
        assertThat(breakARule(writes, journal(":journal [[3 10] [4 11] [5 12]]")))
                .isFalse();
        assertThat(breakARule(writes, journal(":journal [[3 10] [4 11] [6 12]]")))
                .isTrue();
        assertThat(breakARule(writes, journal(":journal [[3 10] [4 11] [4 12]]")))
                .isTrue();
        assertThat(breakARule(writes, journal(":journal [[3 10] [4 11] [5 10]]")))
                .isTrue();
        assertThat(breakARule(writes, read(7, 1, 0, 1, 3, "[[1 10] [2 11]]"))).isFalse();
        assertThat(breakARule(writes, read(7, 1, 0, 1, 3, "[[1 10] [2 11] [3 12]]")))
                .isTrue();
        assertThat(breakARule(writes, read(7, 1, 0, 1, 3, "[[1 10]]"))).isTrue();
        assertThat(breakARule(writes, read(7, 1, 0, 1, 3, "[[0 10] [1 11]]"))).isTrue();
        String few = ":journal [[0 10]]}";
        assertThat(breakARule(writes, call(7, "read", "{:id 1}", "{:id 1 :metadata {:length 2} " + few)))
                .isFalse();
        assertThat(breakARule(writes, call(7, "read", "{:id 1}", "{:id 1 :metadata nil " + few)))
                .isTrue();
        assertThat(breakARule(writes, call(7, "read", "{:id 1}", "{:id 1 :metadata nil :journal []}")))
                .isFalse();
    }

    @Test
    void whatARowOrAStateShowsWasWrittenToItsInvocationBefore() {
        String late = invoke(0, "append", "{:id 1 :entry 10}");
        String shows = journal(":journal [[0 10]]");
        assertThat(breakARule(late, shows)).isFalse();
        assertThat(breakARule(shows, late)).isTrue();
        assertThat(breakARule(shows)).isTrue();
        assertThat(breakARule(append(0, 2, 10, 0, 0), shows)).isTrue();
        assertThat(breakARule(late, event(0, "fail", "append", "{:id 1 :entry 10}"), shows))
                .isTrue();
        String set = invoke(0, "set-state", "{:id 1 :key \"k\" :entry 10}");
        String state = call(7, "read", "{:id 1}", "{:id 1 :metadata {:length 3} :journal [] :state {\"k\" 10}}");
        assertThat(breakARule(set, state)).isFalse();
        assertThat(breakARule(state, set)).isTrue();
        assertThat(breakARule(set.replace(":id 1", ":id 2"), state)).isTrue();
        assertThat(breakARule(set, event(0, "fail", "set-state", "{:id 1 :key \"k\" :entry 10}"), state))
                .isTrue();
    }

    @Test
    void aRowIsWhereItsAppendPutItAndNotInAnEarlierEpoch() {
        String one = append(0, 1, 10, 2, 4);
        assertThat(breakARule(one, journal(":journal [[4 10]]"))).isFalse();
        assertThat(breakARule(one, journal(":journal [[3 10]]"))).isTrue();
        // Of an append that is not among the operations nothing is known.
        assertThat(breakARuleWithout(0, one, journal(":journal [[3 10]]"))).isFalse();
        assertThat(breakARule(one, journal(":epoch 2 :journal [[4 10]]"))).isFalse();
        assertThat(breakARule(one, journal(":epoch 1 :journal [[4 10]]"))).isTrue();
        String silent = call(0, "append", "{:id 1 :entry 10}", "{:id 1 :entry 10}");
        assertThat(breakARule(silent, journal(":epoch 1 :journal [[3 10]]"))).isFalse();
    }

    @Test
    void whatATrimDroppedStaysAway() {
        String one = append(0, 1, 10, 0, 1);
        String shows = journal(":epoch 1 :journal [[1 10]]");
        String begun = invoke(7, "read-journal", "{:id 1}");
        assertThat(breakARule(one, trim(0, 1, 1, 1, 1), shows)).isTrue();
        assertThat(breakARule(one, trim(0, 1, 0, 1, 0), shows)).isTrue();
        assertThat(breakARule(one, trim(0, 1, 2, 1, 2), shows)).isFalse();
        assertThat(breakARule(one, trim(0, 2, 1, 1, 1), shows)).isFalse();
        assertThat(breakARule(trim(0, 1, 1, 1, 1), append(0, 1, 10, 1, 1), shows))
                .isFalse();
        assertThat(breakARuleWithout(1, one, trim(0, 1, 1, 1, 1), shows)).isFalse();
        assertThat(breakARule(
                        one, begun, trim(0, 1, 1, 1, 1), ok(7, "read-journal", "{:id 1 :epoch 0 :journal [[1 10]]}")))
                .isFalse();
        assertThat(breakARule(one, trim(0, 1, 1, 1, 1), journal(":journal [[1 10]]")))
                .isFalse();
        assertThat(breakARule(one, call(0, "trim", "{:id 1 :length 1}", "{:id 1 :epoch 1}"), shows))
                .isFalse();
    }

    @Test
    void anIndexHoldsOneEntryInAnEpochAndAnInvocationIsPurgedOnce() {
        String writes = unknown(0, 10) + "\n" + unknown(1, 11);
        String ten = journal(":epoch 0 :journal [[0 10]]");
        assertThat(breakARule(writes, ten, journal(":epoch 0 :journal [[0 11]]")))
                .isTrue();
        assertThat(breakARule(writes, ten, journal(":epoch 1 :journal [[0 11]]")))
                .isFalse();
        assertThat(breakARule(writes, ten, journal(":journal [[0 11]]"))).isFalse();
        assertThat(breakARule(writes, ten, journal(":epoch 0 :journal [[0 10] [1 11]]")))
                .isFalse();
        String later = invoke(2, "append", "{:id 1 :entry 12}");
        assertThat(breakARule(writes, later, ten, ok(2, "append", "{:id 1 :entry 12 :epoch 0 :index 0}")))
                .isTrue();
        assertThat(breakARule(writes, later, ten, ok(2, "append", "{:id 1 :entry 12 :epoch 0 :index 1}")))
                .isFalse();
        assertThat(breakARule(writes, later, ten, ok(2, "append", "{:id 1 :entry 12 :epoch 1 :index 0}")))
                .isFalse();
        assertThat(breakARule(append(0, 1, 10, 0, 3), append(0, 1, 11, 0, 3))).isTrue();
        assertThat(breakARule(append(0, 1, 10, 0, 3), append(0, 1, 11, 1, 3))).isFalse();
        assertThat(breakARule(append(0, 1, 10, 0, 3), append(0, 2, 11, 0, 3))).isFalse();
        String purge = "{:id 1}";
        assertThat(breakARule(invoke(0, "purge", purge), call(1, "purge", purge, purge), ok(0, "purge", purge)))
                .isTrue();
        assertThat(breakARule(invoke(0, "purge", purge), call(1, "purge", purge, purge)))
                .isFalse();
    }

    @Test
    void versionsOnlyGrow() {
        String begun = invoke(7, "read-metadata", "{:id 1}");
        String two = append(0, 1, 11, 0, 1);
        String before = "{:epoch 0 :first 0 :length 1}";
        assertThat(breakARule(two, metadata(before))).isTrue();
        assertThat(breakARule(two, metadata("{:epoch 0 :first 0 :length 2}"))).isFalse();
        assertThat(breakARule(two, metadata("{:epoch 1 :first 0 :length 1}"))).isFalse();
        assertThat(breakARule(two, metadata("{:first 0 :length 1}"))).isFalse();
        assertThat(breakARule(begun, two, ok(7, "read-metadata", "{:id 1 :metadata " + before + "}")))
                .isFalse();
        assertThat(breakARule(metadata("{:epoch 0 :first 0 :length 2}"), two)).isTrue();
        assertThat(breakARule(metadata(before), two)).isFalse();
        String known = unknown(1, 10);
        assertThat(breakARule(known, two, journal(":epoch 0 :journal [[0 10]]")))
                .isTrue();
        assertThat(breakARule(known, two, journal(":journal [[0 10]]"))).isFalse();
        assertThat(breakARule(known, two, journal(":epoch 0 :journal []"))).isFalse();
        String compact = call(0, "compact", "{:id 1 :first 2}", "{:id 1 :first 2}");
        assertThat(breakARule(compact, metadata("{:first 1 :length 3}"))).isTrue();
        assertThat(breakARule(compact, metadata("{:first 2 :length 3}"))).isFalse();
        assertThat(breakARule(known, compact, journal(":journal [[1 10]]"))).isTrue();
        assertThat(breakARule(known, compact, journal(":journal [[2 10]]"))).isFalse();
        assertThat(breakARule(metadata("{:first 3 :length 3}"), compact)).isTrue();
    }

    @Test
    void nothingExistsAfterAPurgeAndNothingIsAbsentAfterTheFirstAppendButForOne() {
        String purge = call(0, "purge", "{:id 1}", "{:id 1}");
        String begunPurge = invoke(0, "purge", "{:id 1}");
        String absent = metadata("nil");
        assertThat(breakARule(purge, metadata("{:epoch 0 :first 0 :length 1}"))).isTrue();
        assertThat(breakARule(purge, append(1, 1, 10, 0, 0))).isTrue();
        assertThat(breakARule(unknown(1, 10), purge, journal(":journal [[0 10]]")))
                .isTrue();
        assertThat(breakARule(purge, journal(":journal []"))).isFalse();
        assertThat(breakARule(purge, absent)).isFalse();
        assertThat(breakARule(append(1, 1, 10, 0, 0), purge)).isFalse();
        assertThat(breakARule(append(1, 1, 10, 0, 0), absent)).isTrue();
        assertThat(breakARule(append(1, 1, 10, 0, 0), begunPurge, absent)).isFalse();
        assertThat(breakARule(append(1, 1, 10, 0, 0), absent, begunPurge)).isTrue();
        assertThat(breakARule(absent, append(1, 1, 10, 0, 0))).isFalse();
        assertThat(breakARule(append(1, 2, 10, 0, 0), absent)).isFalse();
        assertThat(breakARule(append(1, 1, 10, 0, 0), begunPurge.replace(":id 1", ":id 2"), absent))
                .isTrue();
    }

    @Test
    void aStateComesAfterTheOneWhoSetWhatItShows() {
        String begun = unknown(1, 20) + "\n" + unknown(2, 21) + "\n" + invoke(7, "read", "{:id 1}");
        String set =
                call(0, "set-state", "{:id 1 :key \"k\" :entry 10}", "{:id 1 :key \"k\" :entry 10 :epoch 0 :index 2}");
        String two = "{:id 1 :metadata {:epoch 0 :first 0 :length 2} :journal [[0 20] [1 21]] :state ";
        String three = "{:id 1 :metadata {:epoch 0 :first 0 :length 3} :journal [[0 20] [1 21] [2 10]] :state ";
        assertThat(breakARule(begun, set, ok(7, "read", two + "{\"k\" 10}}"))).isTrue();
        assertThat(breakARule(begun, set, ok(7, "read", three + "{\"k\" 10}}"))).isFalse();
        assertThat(breakARule(begun, set, ok(7, "read", two + "{}}"))).isFalse();
    }

    @Test
    void anEntryHasOneLife() {
        String writer = unknown(0, 10);
        String shows = journal(":journal [[0 10]]");
        String nothing = journal(":journal []");
        assertThat(breakARule(writer, shows, nothing, shows)).isTrue();
        assertThat(breakARule(writer, nothing, shows, shows, nothing)).isFalse();
        assertThat(breakARule(
                        writer,
                        invoke(8, "read-journal", "{:id 1}"),
                        shows,
                        nothing,
                        ok(8, "read-journal", "{:id 1 :journal [[0 10]]}")))
                .isFalse();
        String acknowledged = call(0, "append", "{:id 1 :entry 10}", "{:id 1 :entry 10}");
        assertThat(breakARule(acknowledged, nothing, shows)).isTrue();
        assertThat(breakARuleWithout(0, acknowledged, nothing, shows)).isFalse();
        assertThat(breakARule(acknowledged, nothing)).isFalse();
        assertThat(breakARule(
                        invoke(0, "append", "{:id 1 :entry 10}"), nothing, shows, ok(0, "append", "{:id 1 :entry 10}")))
                .isFalse();
        // Of a journal of another invocation nothing follows.
        assertThat(breakARule(acknowledged, nothing.replace(":id 1", ":id 2"), shows))
                .isFalse();
    }

    @Test
    void whatFollowsFromOneRuleIsUsedByTheOthers() {
        // 10 was gone when 11 was there: what shows both comes neither before nor after that.
        String writers = unknown(0, 10) + "\n" + unknown(1, 11) + "\n" + unknown(2, 12);
        String all = invoke(8, "read-journal", "{:id 1}");
        String both = ok(8, "read-journal", "{:id 1 :journal [[0 11] [1 10]]}");
        assertThat(breakARule(
                        writers,
                        journal(":journal [[0 10]]"),
                        all,
                        journal(":journal []"),
                        journal(":journal [[0 11]]"),
                        both))
                .isTrue();
        assertThat(breakARule(
                        writers,
                        journal(":journal [[0 10]]"),
                        all,
                        journal(":journal []"),
                        journal(":journal [[0 12]]"),
                        both))
                .isFalse();
    }

    @Test
    void moreOperationsThanOneWordHasBitsAreNotHeldAgainstEachOther() {
        List<String> lines = new ArrayList<>(List.of(append(0, 1, 11, 0, 1)));
        while (lines.size() < Long.SIZE) {
            lines.add(metadata("{:epoch 0 :first 0 :length 1}"));
        }
        assertThat(breakARule(lines.toArray(String[]::new))).isTrue();
        lines.add(metadata("{:epoch 0 :first 0 :length 1}"));
        assertThat(breakARule(lines.toArray(String[]::new))).isFalse();
    }

    @Test
    @Tag("thorough")
    void moreThanHalfOfFewOperationsWithoutAnOrderBreakARule() {
        int[] all = new int[3];
        for (long seed = 0; seed < 4_000; seed++) {
            int[] tally = compare(RandomHistories.small(seed), new SplittableRandom(seed), 8, 2);
            for (int i = 0; i < all.length; i++) {
                all[i] += tally[i];
            }
        }
        System.out.printf(
                "rules and search %d, search alone %d, rules alone %d%n", all[BOTH], all[SEARCH_ONLY], all[WRONG]);
        assertThat(all[WRONG]).isZero();
        assertThat(all[BOTH]).isGreaterThan(all[SEARCH_ONLY]);
    }
}
