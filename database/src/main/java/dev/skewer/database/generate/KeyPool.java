package dev.skewer.database.generate;

import dev.skewer.database.DataType;
import dev.skewer.workloads.generator.Dice;
import dev.skewer.workloads.generator.Zipf;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The keys in use: a number of them at a time. A key that has been written often enough makes place for a fresh one, as in Jepsen, so
 * that lists stay short however long the history is; what transactions in flight do not hold is forgotten.
 */
final class KeyPool {
    /** The most keys that a predicate read asks for. */
    private static final int MOST_ASKED = 8;

    private final DataType type;
    private final Key[] active;
    private final int writesPerKey;
    private final KeyDistribution distribution;
    private final @Nullable Zipf zipf;
    private long fresh;

    KeyPool(DataType type, HistorySpec.Keys keys) {
        this.type = type;
        writesPerKey = keys.writesPerKey();
        distribution = keys.distribution();
        zipf = distribution == KeyDistribution.ZIPF ? new Zipf(keys.active(), 1) : null;
        active = new Key[keys.active()];
        for (int i = 0; i < active.length; i++) {
            active[i] = fresh();
        }
    }

    /** A key that nobody has used. */
    Key fresh() {
        return new Key(fresh++, type);
    }

    /** Adds a read or a write of some key. */
    void add(Dice dice, boolean isRead, MicroOperations to) {
        int at = draw(dice);
        Key key = active[at];
        if (isRead) {
            to.addRead(key);
            return;
        }
        int value = key.nextValue();
        to.addWrite(key, value);
        if (value == writesPerKey) {
            active[at] = fresh();
        }
    }

    /** Adds a predicate read: it asks for up to {@value #MOST_ASKED} of the keys in use, and finds those that were written. */
    void addPredicateRead(Dice dice, MicroOperations to) {
        int count = dice.between(1, Math.min(MOST_ASKED, active.length));
        Set<Key> asked = new LinkedHashSet<>();
        for (int i = 0; i < count; i++) {
            asked.add(active[draw(dice)]);
        }
        to.addPredicateRead(List.copyOf(asked));
    }

    private int draw(Dice dice) {
        if (zipf != null) {
            return zipf.draw(dice);
        }
        return distribution == KeyDistribution.UNIFORM
                ? dice.below(active.length)
                // The number of zeros is n with a probability of 1 / 2^(n + 1).
                : Long.numberOfTrailingZeros(dice.nextLong()) % active.length;
    }
}
