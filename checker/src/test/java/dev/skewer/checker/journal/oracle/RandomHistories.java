package dev.skewer.checker.journal.oracle;

import dev.skewer.checker.journal.oracle.DefectiveStore.Defect;
import dev.skewer.checker.journal.oracle.Result.Compacted;
import dev.skewer.checker.journal.oracle.Result.Metadata;
import dev.skewer.checker.journal.oracle.Result.Position;
import dev.skewer.checker.journal.oracle.Result.Positions;
import dev.skewer.checker.journal.oracle.Result.Trimmed;
import dev.skewer.checker.journal.oracle.Result.Views;
import dev.skewer.checker.journal.oracle.SmallOp.End;
import java.util.List;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;

/** The source of random small histories: the same seed gives the same history. */
final class RandomHistories {
    private static final List<Damage> DAMAGES = List.of(Damage.values());
    private static final List<Defect> DEFECTS = List.of(Defect.values());

    private RandomHistories() {}

    /** Where a history comes from. */
    enum Sort {
        /** A correct store. */
        VALID,
        /** A correct store, and then a {@link Damage} or two. */
        DAMAGED,
        /** A {@link DefectiveStore}. */
        DEFECTIVE,
        /** {@link Unstructured}. */
        UNSTRUCTURED
    }

    /**
     * One history.
     *
     * @param origin the damages or the defect, for people
     * @param complete whether its store reports epochs, indexes and firsts
     * @param ops tidy
     */
    record Sample(Sort sort, String origin, boolean complete, List<SmallOp> ops) {}

    /** A history of any sort. */
    static Sample any(long seed) {
        int dice = new Random(seed).nextInt(20);
        return of(
                dice < 5 ? Sort.VALID : dice < 11 ? Sort.DAMAGED : dice < 15 ? Sort.DEFECTIVE : Sort.UNSTRUCTURED,
                seed);
    }

    /** A history of one sort. */
    static Sample of(Sort sort, long seed) {
        Random random = new Random(seed ^ 0x9e3779b97f4a7c15L);
        int ids = 1 + Math.max(0, random.nextInt(6) - 2) / 2 + random.nextInt(2);
        boolean complete = random.nextInt(12) > 0;
        Defect defect = DEFECTS.get(random.nextInt(DEFECTS.size()));
        RandomCalls calls = new RandomCalls(
                random, ids, complete || random.nextBoolean(), sort == Sort.DEFECTIVE ? defect.shownBy() : Set.of());
        int processes = 2 + random.nextInt(3);
        int ops = 4 + random.nextInt(random.nextInt(4) == 0 ? 14 : 9);
        String origin = "";
        List<SmallOp> history;
        switch (sort) {
            case VALID ->
                history = Simulation.run(random, new SimulatedStore(), calls, ops, processes)
                        .ops();
            case DAMAGED -> {
                Simulation.Run run = Simulation.run(random, new SimulatedStore(), calls, ops, processes);
                history = run.ops();
                int wanted = random.nextInt(4) == 0 ? 2 : 1;
                Damage damage = DAMAGES.get(0);
                for (int tries = 0; wanted > 0 && tries < 60; tries++) {
                    if (tries % 6 == 0) {
                        damage = DAMAGES.get(random.nextInt(DAMAGES.size()));
                    }
                    List<SmallOp> damaged = damage.apply(random, new Simulation.Run(history, run.versions()));
                    if (damaged != null && !damaged.equals(history)) {
                        history = damaged;
                        origin += damage + " ";
                        wanted--;
                    }
                }
            }
            case DEFECTIVE -> {
                origin = defect.toString();
                history = Simulation.run(random, new DefectiveStore(defect, random), calls, ops, processes)
                        .ops();
            }
            default -> history = Unstructured.history(random, calls, ops);
        }
        if (random.nextInt(4) == 0) {
            history = forgetting(random, history);
        }
        if (!complete) {
            history = withholding(history, random.nextBoolean(), random.nextBoolean(), random.nextBoolean());
        }
        return new Sample(sort, origin.strip(), complete, history);
    }

    /** Histories of any sort, which jqwik can shrink; each with what the store reports complete. */
    static Arbitrary<Sample> arbitrary() {
        return Arbitraries.fromGenerator(random -> new ShrinkableSample(any(random.nextLong())));
    }

    /** The same history recorded by clients that often timed out. */
    private static List<SmallOp> forgetting(Random random, List<SmallOp> ops) {
        return SmallHistory.tidy(ops.stream()
                .map(op ->
                        op.end() == End.OK && !op.call().isRead() && random.nextInt(3) == 0 ? op.ended(End.INFO) : op)
                .toList());
    }

    /** The same history from a store that reports less. */
    private static List<SmallOp> withholding(List<SmallOp> ops, boolean epochs, boolean indexes, boolean firsts) {
        return ops.stream()
                .map(op -> op.result() == null ? op : op.withResult(withholding(op.result(), epochs, indexes, firsts)))
                .toList();
    }

    private static Result withholding(Result result, boolean epochs, boolean indexes, boolean firsts) {
        if (result instanceof Positions positions) {
            return new Positions(positions.positions().stream()
                    .map(at -> new Position(epochs ? null : at.epoch(), indexes ? null : at.index()))
                    .toList());
        } else if (result instanceof Trimmed trimmed) {
            return new Trimmed(epochs ? null : trimmed.epoch(), trimmed.length());
        } else if (result instanceof Compacted compacted) {
            return new Compacted(firsts ? null : compacted.first());
        } else if (result instanceof Views views) {
            return new Views(views.views().stream()
                    .map(view -> {
                        Metadata all = view.metadata();
                        return all == null
                                ? view
                                : view.withMetadata(new Metadata(
                                        epochs ? null : all.epoch(), firsts ? null : all.first(), all.length()));
                    })
                    .toList());
        }
        return result;
    }
}
