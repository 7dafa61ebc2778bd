package dev.skewer.workloads.journal;

import static dev.skewer.workloads.generator.Generators.burst;
import static dev.skewer.workloads.generator.Generators.choose;
import static dev.skewer.workloads.generator.Generators.once;
import static dev.skewer.workloads.generator.Generators.weighted;

import dev.skewer.workloads.generator.Dice;
import dev.skewer.workloads.generator.Generator;
import dev.skewer.workloads.generator.Zipf;
import dev.skewer.workloads.journal.JournalPlan.Cut;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * What the processes of the journal workload do: the mix, as data.
 *
 * <p>Keys follow Zipf's law with exponent 1, so that of 32 keys the hottest gets a quarter of the operations. Of 1,000
 * picks about 470 entries are appended and 120 cuts are made, so a journal grows by about 4 entries between cuts; cuts leave
 * 12 at most as a rule and {@link JournalBinder#LONGEST} at most by force. A purge ends an invocation after about 330
 * operations.
 */
final class JournalGenerator {
    /** Zipf's exponent. */
    private static final double SKEW = 1.0;
    /** How often an operation turns to an invocation that was purged, of those that may. */
    private static final double BACKWARD = 0.02;

    private final Zipf zipf;
    private final int keys;

    private JournalGenerator(int keys) {
        this.keys = keys;
        this.zipf = new Zipf(keys, SKEW);
    }

    /** The mix over so many keys. */
    static Generator<JournalPlan> of(int keys) {
        return new JournalGenerator(keys).mix();
    }

    private Generator<JournalPlan> mix() {
        return choose(List.of(
                weighted(250, make(this::append)),
                weighted(45, make(this::appendAll)),
                weighted(50, make(dice -> new JournalPlan.SetState(key(dice), dice.below(JournalWords.STATE_KEYS)))),
                weighted(55, make(this::trim)),
                weighted(20, burst(context -> replacement(context.dice()))),
                weighted(45, make(this::compact)),
                weighted(3, make(dice -> new JournalPlan.Purge(key(dice)))),
                weighted(230, make(dice -> read(dice, false, false))),
                weighted(110, make(dice -> read(dice, true, false))),
                weighted(50, make(dice -> read(dice, false, true))),
                weighted(15, make(dice -> read(dice, true, true))),
                weighted(30, make(dice -> new JournalPlan.ReadMetadata(key(dice)))),
                weighted(30, make(dice -> new JournalPlan.ReadJournal(key(dice)))),
                weighted(67, make(dice -> new JournalPlan.Scan(distinctKeys(dice, 2, 6))))));
    }

    private static Generator<JournalPlan> make(Function<Dice, JournalPlan> plan) {
        return once(context -> plan.apply(context.dice()));
    }

    private JournalPlan append(Dice dice) {
        int key = key(dice);
        return new JournalPlan.Append(key, dice.chance(BACKWARD / 4) ? 1 : 0);
    }

    private JournalPlan appendAll(Dice dice) {
        return new JournalPlan.AppendAll(distinctKeys(dice, 2, 4));
    }

    private JournalPlan read(Dice dice, boolean range, boolean state) {
        int key = key(dice);
        return new JournalPlan.Read(key, dice.chance(BACKWARD) ? dice.between(1, 3) : 0, range, state);
    }

    /** Mostly a few of the newest entries, as a restart from an earlier point does; sometimes all, or nothing. */
    private JournalPlan trim(Dice dice) {
        int key = key(dice);
        int kind = dice.below(100);
        if (kind < 70) {
            return new JournalPlan.Trim(key, Cut.DROP, few(dice));
        }
        if (kind < 86) {
            return new JournalPlan.Trim(key, Cut.KEEP, dice.between(1, 8));
        }
        if (kind < 93) {
            return new JournalPlan.Trim(key, Cut.KEEP, 0);
        }
        return kind < 97
                ? new JournalPlan.Trim(key, Cut.NOTHING, 0)
                : new JournalPlan.Trim(key, Cut.BEYOND, dice.between(1, 4));
    }

    private JournalPlan compact(Dice dice) {
        int key = key(dice);
        int kind = dice.below(100);
        if (kind < 60) {
            return new JournalPlan.Compact(key, Cut.KEEP, dice.between(0, 12));
        }
        if (kind < 92) {
            return new JournalPlan.Compact(key, Cut.DROP, few(dice));
        }
        return kind < 96
                ? new JournalPlan.Compact(key, Cut.NOTHING, 0)
                : new JournalPlan.Compact(key, Cut.BEYOND, dice.between(1, 4));
    }

    /**
     * The pattern that counting cannot see: k entries go and k others come, so that the length is as before. On a hot
     * key, without a pause.
     */
    private List<JournalPlan> replacement(Dice dice) {
        int key = key(dice);
        int entries = Math.min(3, few(dice));
        var plans = new ArrayList<JournalPlan>(entries + 1);
        plans.add(new JournalPlan.Trim(key, Cut.DROP, entries));
        for (int i = 0; i < entries; i++) {
            plans.add(new JournalPlan.Append(key, 0));
        }
        return plans;
    }

    /** 1 in half of the cases, 2 in a quarter, and so on up to 6. */
    private static int few(Dice dice) {
        return 1 + Math.min(5, Long.numberOfTrailingZeros(dice.nextLong()));
    }

    private int key(Dice dice) {
        return zipf.draw(dice);
    }

    /** Between {@code low} and {@code high} distinct keys, or all there are; hot ones first to be drawn. */
    private KeySet distinctKeys(Dice dice, int low, int high) {
        int[] drawn = new int[Math.min(keys, dice.between(low, high))];
        for (int i = 0; i < drawn.length; i++) {
            int key = key(dice);
            while (contains(drawn, i, key)) {
                key = (key + 1) % keys;
            }
            drawn[i] = key;
        }
        return KeySet.of(drawn);
    }

    private static boolean contains(int[] drawn, int count, int key) {
        for (int i = 0; i < count; i++) {
            if (drawn[i] == key) {
                return true;
            }
        }
        return false;
    }
}
