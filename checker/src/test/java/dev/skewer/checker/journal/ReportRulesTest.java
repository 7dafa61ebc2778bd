package dev.skewer.checker.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skewer.checker.Budget;
import dev.skewer.checker.Validity;
import dev.skewer.checker.journal.explain.Contradiction;
import dev.skewer.checker.journal.explain.ReportRules;
import dev.skewer.checker.journal.history.InvocationParts;
import dev.skewer.checker.journal.history.JournalHistory;
import dev.skewer.checker.journal.oracle.RandomHistories;
import java.util.BitSet;
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
