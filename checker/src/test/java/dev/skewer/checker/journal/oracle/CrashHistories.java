package dev.skewer.checker.journal.oracle;

import dev.skewer.checker.journal.oracle.CrashingStore.Loss;
import dev.skewer.checker.journal.oracle.RandomCalls.Kind;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;

/** The source of random small histories with crashes: the same seed gives the same history. */
final class CrashHistories {
    private static final List<Damage> DAMAGES = List.of(Damage.values());

    private static final List<Loss> LOSSES = List.of(Loss.values());

    private CrashHistories() {}

    /**
     * One history.
     *
     * @param origin what the crashes did, and what else was done to it, for people
     * @param ops tidy, the crashes among them
     */
    record Sample(String origin, List<SmallOp> ops) {}

    /** A history of up to 14 operations with one or two crashes. */
    static Sample any(long seed) {
        Random random = new Random(new SplittableRandom(seed).nextLong());
        Loss loss = LOSSES.get(random.nextInt(LOSSES.size()));
        int ids = 1 + random.nextInt(3) / 2 + random.nextInt(2) * random.nextInt(2);
        Set<Kind> favoured = random.nextBoolean() ? Set.of(Kind.READ) : Set.of();
        RandomCalls calls = new RandomCalls(random, ids, true, favoured, true);
        int ops = 4 + random.nextInt(random.nextInt(3) == 0 ? 11 : 7);
        int processes = 1 + random.nextInt(3);
        Simulation.Run run = Simulation.run(
                random,
                new CrashingStore(loss, random, 1 + random.nextInt(2)),
                true,
                calls,
                ops,
                processes,
                random.nextInt(8));
        List<SmallOp> history = run.ops();
        String origin = loss.toString();
        if (random.nextInt(4) == 0) {
            Damage damage = DAMAGES.get(random.nextInt(DAMAGES.size()));
            // Those are about calls, which a crash is none of.
            boolean suits = damage != Damage.INFO_TO_OK && damage != Damage.INFO_TO_FAIL;
            List<SmallOp> damaged = suits ? damage.apply(random, run) : null;
            if (damaged != null) {
                history = damaged;
                origin += " " + damage;
            }
        }
        return new Sample(origin, history);
    }

    /** A history of 4,000 operations on two dozen invocations, with three crashes of which each takes all of them back to one moment. */
    static List<SmallOp> large(long seed) {
        Random random = new Random(new SplittableRandom(seed).nextLong());
        RandomCalls calls = new RandomCalls(random, 24, true, true, Set.of(), true);
        CrashingStore store = new CrashingStore(Loss.ONE_MOMENT, random, 3);
        return Simulation.run(random, store, true, calls, 4000, 8, 1).ops();
    }

    /** A history of 300 to 800 operations on up to a dozen invocations, with up to six crashes of which each takes all of them back to one moment. */
    static List<SmallOp> longer(long seed) {
        Random random = new Random(new SplittableRandom(seed).nextLong());
        RandomCalls calls = new RandomCalls(random, 2 + random.nextInt(11), true, true, Set.of(), true);
        CrashingStore store = new CrashingStore(Loss.ONE_MOMENT, random, 1 + random.nextInt(6));
        int ops = 300 + random.nextInt(501);
        return Simulation.run(random, store, true, calls, ops, 2 + random.nextInt(7), random.nextInt(3))
                .ops();
    }
}
