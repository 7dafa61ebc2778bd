package dev.skewer.checker.journal.versions;

import static dev.skewer.checker.journal.history.JournalHistory.NEVER;
import static dev.skewer.checker.journal.history.JournalHistory.NONE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.skewer.checker.journal.history.InvocationParts;
import dev.skewer.checker.journal.history.JournalHistory;
import dev.skewer.history.Symbols;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The windows of random parts on a chain are those of the definition, asked at moments at which nothing else happens. */
class WindowsTest {
    private final JournalHistory history = new JournalHistory(new Symbols());
    private final Scope scope = new Scope(history, new InvocationParts(history));
    private final Placement placement = new Placement();
    /** One for all of them: what is left of the one before must not tell. */
    private final Windows windows = new Windows();

    private boolean isSuffix;
    private int count;
    private int[] earliest = {};
    private int[] latest = {};

    @ParameterizedTest
    @ValueSource(ints = {2, 6, 64, 65, 66, 200})
    void aMoveComesAfterWhatStandsBelowItBeganAndBeforeWhatStandsAboveItEnded(int most) {
        for (long seed = 0; seed < 60; seed++) {
            Random random = new Random(seed);
            isSuffix = random.nextBoolean();
            count = seed % 3 == 0 ? most : 1 + random.nextInt(most);
            place(random, random.nextInt(64));
            if (isSuffix) {
                windows.ofSuffix(scope, placement);
            } else {
                windows.ofPrefix(scope, placement);
            }
            define();
            for (int query = 0; query < 30; query++) {
                // Parts begin and end at even moments.
                compare(random.nextInt(count), 2 * random.nextInt(2 * scope.n + 1) - 1, "seed " + seed);
            }
        }
    }

    private void compare(int p, int moment, String seed) {
        assertThat(windows.latest(p)).as(seed).isEqualTo(latest[p]);
        assertThat(windows.latestMoveAbove(p)).as(seed).isEqualTo(latest[p + 1]);
        assertThat(windows.isCurrentAt(p, moment)).as(seed).isEqualTo(latest[p + 1] > moment);
        assertThat(windows.isReachedBy(p, moment)).as(seed).isEqualTo(earliest[p] < moment);
        assertThat(windows.fits(p, moment, moment + 2))
                .as(seed)
                .isEqualTo(latest[p + 1] > moment && earliest[p] < moment + 2);
        boolean isSeenLater = IntStream.range(0, scope.n)
                .anyMatch(k -> scope.invoked[k] > moment && (owns(k, q -> q > p) || (observes(k) && low(k) > p)));
        assertThat(windows.isSeenLater(p, moment)).as(seed).isEqualTo(isSeenLater);
        boolean isInvokedBy =
                IntStream.range(0, scope.n).noneMatch(k -> scope.invoked[k] > moment && owns(k, q -> q <= p))
                        && moment > -1;
        assertThat(windows.isInvokedBy(p, moment)).as(seed).isEqualTo(isInvokedBy);
        assertThat(windows.firstFitting(moment))
                .as(seed)
                .isEqualTo(IntStream.range(0, count)
                        .filter(q -> latest[q + 1] > moment)
                        .findFirst()
                        .orElse(count - 1));
        assertThat(windows.lastFitting(moment))
                .as(seed)
                .isEqualTo(IntStream.range(0, count)
                        .filter(q -> earliest[q] < moment)
                        .max()
                        .orElse(0));
    }

    /** The ranks after which and before which the move to each position came, by definition. */
    private void define() {
        earliest = new int[count];
        latest = new int[count + 1];
        Arrays.fill(earliest, -1);
        Arrays.fill(latest, NEVER);
        for (int k = 0; k < scope.n; k++) {
            boolean observes = observes(k);
            int owned = owned(k);
            for (int p = 1; p < count && (observes || owned != NONE); p++) {
                boolean isAbove = observes ? high(k) < p : owned <= p;
                earliest[p] = isAbove ? Math.max(earliest[p], scope.invoked[k]) : earliest[p];
            }
            for (int p = 0; p <= count && (observes || owned != NONE); p++) {
                boolean isBelow = observes ? low(k) >= p : owned >= p;
                latest[p] = isBelow ? Math.min(latest[p], scope.completed[k]) : latest[p];
            }
        }
    }

    /** The position that a part moves to, or NONE. */
    private int owned(int k) {
        int[] owner = isSuffix ? placement.suffixOwner : placement.prefixOwner;
        for (int q = 1; q < count; q++) {
            if (owner[q] == k) {
                return q;
            }
        }
        return NONE;
    }

    private boolean owns(int k, IntPredicate where) {
        int owned = owned(k);
        return owned != NONE && where.test(owned);
    }

    /** Whether a part stands on the chain and does not move it. */
    private boolean observes(int k) {
        byte role = placement.role[k];
        return role != Placement.NOWHERE
                && role != VersionOrder.DISCREDITED
                && role != (isSuffix ? Placement.SUFFIX : Placement.PREFIX);
    }

    private int low(int k) {
        return isSuffix ? placement.suffixLow[k] : placement.prefixLow[k];
    }

    private int high(int k) {
        return isSuffix ? placement.suffixHigh[k] : placement.prefixHigh[k];
    }

    /** Puts parts of any role anywhere; some positions of the chain have an owner and some do not. */
    private void place(Random random, int parts) {
        List<Integer> moments =
                new ArrayList<>(IntStream.range(0, 2 * parts).boxed().toList());
        Collections.shuffle(moments, random);
        scope.n = parts;
        placement.reset(parts);
        int others = 1 + random.nextInt(100);
        placement.suffixPositions(isSuffix ? count : others);
        placement.prefixPositions(isSuffix ? others : count);
        for (int k = 0; k < parts; k++) {
            int one = 2 * moments.get(2 * k);
            int other = 2 * moments.get(2 * k + 1);
            scope.invoked[k] = Math.min(one, other);
            scope.completed[k] = random.nextInt(8) == 0 ? NEVER : Math.max(one, other);
            int position = random.nextInt(count);
            int[] owner = isSuffix ? placement.suffixOwner : placement.prefixOwner;
            switch (random.nextInt(4)) {
                case 0 -> {
                    if (position > 0 && owner[position] == NONE) {
                        if (isSuffix) {
                            placement.own(k, position);
                        } else {
                            placement.ownPrefix(k, position, 0, others - 1);
                        }
                    }
                }
                case 1 -> placement.role[k] = VersionOrder.DISCREDITED;
                default -> {
                    int to = position + random.nextInt(count - position);
                    int from = random.nextInt(others);
                    if (isSuffix) {
                        placement.observe(k, position, to, from, from);
                    } else {
                        placement.observe(k, from, from, position, to);
                    }
                }
            }
        }
    }
}
