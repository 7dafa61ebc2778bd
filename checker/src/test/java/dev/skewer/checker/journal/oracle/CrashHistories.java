package dev.skewer.checker.journal.oracle;

import dev.skewer.checker.DurabilityPromise;
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

    private static final List<DurabilityPromise> PROMISED = List.of(
            DurabilityPromise.BUFFERED,
            DurabilityPromise.BUFFERED,
            DurabilityPromise.BUFFERED_BY_SYSTEM,
            DurabilityPromise.DURABLE_WHEN_ACKNOWLEDGED,
            new DurabilityPromise(DurabilityPromise.Loss.UNACKNOWLEDGED, DurabilityPromise.Loss.SUFFIX));

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
        int nodes = ids == 1 ? 1 : 1 + random.nextInt(2);
        int ops = 4 + random.nextInt(random.nextInt(3) == 0 ? 11 : 7);
        int processes = 1 + random.nextInt(3);
        Simulation.Run run = Simulation.run(
                random,
                new CrashingStore(
                        loss, LOSSES.get(random.nextInt(LOSSES.size())), random, nodes, 1 + random.nextInt(2)),
                true,
                calls,
                ops,
                processes,
                random.nextInt(8));
        // The history need not say where invocations lie.
        List<SmallOp> history = random.nextInt(3) == 0 ? withoutPlacement(run.ops()) : run.ops();
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

    private static List<SmallOp> withoutPlacement(List<SmallOp> ops) {
        return ops.stream()
                .map(op -> op.call() instanceof Call.Crash crash
                        ? op.with(new Call.Crash(crash.powerLoss(), crash.node(), 0), null)
                        : op)
                .toList();
    }

    /** A history of 4,000 operations on two dozen invocations, with three crashes of which each takes all of them back to one moment. */
    static List<SmallOp> large(long seed) {
        Random random = new Random(new SplittableRandom(seed).nextLong());
        RandomCalls calls = new RandomCalls(random, 24, true, true, Set.of(), true);
        CrashingStore store = new CrashingStore(Loss.ONE_MOMENT, Loss.ONE_MOMENT, random, 1, 3);
        return Simulation.run(random, store, true, calls, 4000, 8, 1).ops();
    }

    /**
     * A history of a correct store.
     *
     * @param promise what the store keeps
     */
    record Promised(DurabilityPromise promise, List<SmallOp> ops) {}

    /**
     * A history of a store that keeps a promise, which is drawn as well: up to 3,000 operations of up to 16 processes on up to 32 invocations
     * on up to three nodes, of which kills and power losses hit one or all, up to 40 times. Each crash leaves half of the operations of
     * unknown outcome that were under way.
     *
     * @param opsPerCrash how many there are at least for each crash
     */
    static Promised promised(long seed, int opsPerCrash) {
        Random random = new Random(new SplittableRandom(seed).nextLong());
        DurabilityPromise promise = PROMISED.get(random.nextInt(PROMISED.size()));
        int nodes = 1 + random.nextInt(3);
        int ids = 2 + random.nextInt(random.nextBoolean() ? 6 : 31);
        RandomCalls calls = new RandomCalls(random, ids, true, true, Set.of(), true).onNodes(nodes);
        int ops = 300 + random.nextInt(random.nextBoolean() ? 500 : 2701);
        int crashes = Math.min(1 + random.nextInt(random.nextBoolean() ? 6 : 40), Math.max(1, ops / opsPerCrash));
        CrashingStore store =
                new CrashingStore(loss(promise.kill()), loss(promise.powerLoss()), random, nodes, crashes);
        List<SmallOp> history = Simulation.run(
                        random, store, true, calls, ops, 2 + random.nextInt(15), random.nextInt(3))
                .ops();
        return new Promised(promise, random.nextInt(4) == 0 ? withoutPlacement(history) : history);
    }

    private static Loss loss(DurabilityPromise.Loss promised) {
        return switch (promised) {
            case NOTHING -> Loss.NOTHING;
            case UNACKNOWLEDGED -> Loss.UNTOLD;
            case SUFFIX -> Loss.ONE_MOMENT;
            case ANYTHING -> throw new IllegalArgumentException("there is nothing to check");
        };
    }
}
