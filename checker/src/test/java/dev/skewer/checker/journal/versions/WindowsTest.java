package dev.skewer.checker.journal.versions;

import static dev.skewer.checker.journal.history.JournalHistory.NEVER;
import static dev.skewer.checker.journal.history.JournalHistory.NONE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.skewer.checker.journal.history.InvocationParts;
import dev.skewer.checker.journal.history.JournalHistory;
import dev.skewer.history.Symbols;
import java.util.ArrayList;
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
            for (int query = 0; query < 30; query++) {
                // Parts begin and end at even moments.
                compare(random.nextInt(count), 2 * random.nextInt(2 * scope.n + 1) - 1, "seed " + seed);
            }
        }
    }

    private void compare(int p, int moment, String seed) {
        assertThat(windows.latest(p)).as(seed).isEqualTo(latest(p));
        assertThat(windows.latestMoveAbove(p)).as(seed).isEqualTo(latest(p + 1));
        assertThat(windows.isCurrentAt(p, moment)).as(seed).isEqualTo(latest(p + 1) > moment);
        assertThat(windows.isReachedBy(p, moment)).as(seed).isEqualTo(earliest(p) < moment);
        assertThat(windows.fits(p, moment, moment + 2))
                .as(seed)
                .isEqualTo(latest(p + 1) > moment && earliest(p) < moment + 2);
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
                        .filter(q -> latest(q + 1) > moment)
                        .findFirst()
                        .orElse(count - 1));
        assertThat(windows.lastFitting(moment))
                .as(seed)
                .isEqualTo(IntStream.range(0, count)
                        .filter(q -> earliest(q) < moment)
                        .max()
                        .orElse(0));
    }

    /** After this rank the move to a position came, by definition. */
    private int earliest(int p) {
        return p == 0
                ? -1
                : IntStream.range(0, scope.n)
                        .filter(k -> owns(k, q -> q <= p) || (observes(k) && high(k) < p))
                        .map(k -> scope.invoked[k])
                        .max()
                        .orElse(-1);
    }

    /** Before this rank it came. */
    private int latest(int p) {
        return IntStream.range(0, scope.n)
                .filter(k -> owns(k, q -> q >= p) || (observes(k) && low(k) >= p))
                .map(k -> scope.completed[k])
                .min()
                .orElse(NEVER);
    }

    private boolean owns(int k, IntPredicate where) {
        int[] owner = isSuffix ? placement.suffixOwner : placement.prefixOwner;
        return IntStream.range(1, count).anyMatch(q -> owner[q] == k && where.test(q));
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
