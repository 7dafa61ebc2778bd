package dev.skewer.checker.journal.oracle;

import dev.skewer.checker.journal.history.JournalHistory;
import dev.skewer.checker.journal.history.JournalHistoryBuilder;
import dev.skewer.checker.journal.oracle.DefectiveStore.Defect;
import dev.skewer.checker.journal.oracle.RandomCalls.Kind;
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
import java.util.SplittableRandom;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;

/** The source of random small histories: the same seed gives the same history. */
public final class RandomHistories {
    private static final List<Damage> DAMAGES = List.of(Damage.values());
    private static final List<Defect> DEFECTS = List.of(Defect.values());

    private static final List<Set<Kind>> SPANNING = List.of(
            Set.of(Kind.SCAN),
            Set.of(Kind.SCAN, Kind.APPEND_ALL),
            Set.of(Kind.APPEND_ALL, Kind.READ),
            Set.of(Kind.SCAN, Kind.APPEND_ALL, Kind.TRIM),
            Set.of(Kind.SCAN, Kind.READ, Kind.COMPACT, Kind.PURGE));

    private RandomHistories() {}

    /** Where a history comes from. */
    enum Sort {
        /** A correct store. */
        VALID,
        /** A correct store, and then a {@link Damage} or two. */
        DAMAGED,
        /** A {@link DefectiveStore}. */
        DEFECTIVE,
        /** A store that does every call in {@link Parts}. */
        TORN,
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
        int dice = new SplittableRandom(~seed).nextInt(20);
        Sort sort = dice < 4
                ? Sort.VALID
                : dice < 8 ? Sort.DAMAGED : dice < 11 ? Sort.DEFECTIVE : dice < 16 ? Sort.TORN : Sort.UNSTRUCTURED;
        return of(sort, seed);
    }

    /** A history of 15 to 45 operations, or of 300 to 1,500 of a correct store, as the checker takes it. */
    public static JournalHistory history(long seed) {
        JournalHistoryBuilder builder = new JournalHistoryBuilder();
        SmallHistory.feed(seed % 10 == 0 ? ofACorrectStore(seed) : longer(seed).ops(), builder);
        return builder.build();
    }

    /** A history of any sort, as the checker takes it. */
    public static JournalHistory small(long seed) {
        JournalHistoryBuilder builder = new JournalHistoryBuilder();
        SmallHistory.feed(any(seed).ops(), builder);
        return builder.build();
    }

    /** A history of one sort, short enough for any amount of overlap and doubt. */
    static Sample of(Sort sort, long seed) {
        return of(sort, seed, false);
    }

    /** A history of 15 to 45 operations, few of them of unknown outcome. */
    static Sample longer(long seed) {
        int dice = new SplittableRandom(~seed).nextInt(8);
        return of(dice < 2 ? Sort.VALID : dice < 4 ? Sort.DAMAGED : dice < 6 ? Sort.DEFECTIVE : Sort.TORN, seed, true);
    }

    /** A history of a correct store, too long for the oracle: 300 to 1500 operations on a dozen invocations. */
    static List<SmallOp> ofACorrectStore(long seed) {
        Random random = new Random(new SplittableRandom(seed).nextLong());
        RandomCalls calls = new RandomCalls(random, 12, true, Set.of(), true);
        return toldBy(
                seed,
                Simulation.run(
                                random,
                                new SimulatedStore(),
                                true,
                                calls,
                                300 + random.nextInt(1201),
                                2 + random.nextInt(7),
                                random.nextInt(4))
                        .ops());
    }

    /**
     * A history of a correct store on few invocations at a time, each used by many processes; a purged one makes room for a
     * new one.
     *
     * @param ops how many operations
     * @param percentInfo percent of operations of unknown outcome: none, so many or twice as many
     */
    static List<SmallOp> ofABusyStore(long seed, int invocations, int processes, int ops, int percentInfo) {
        Random random = new Random(new SplittableRandom(seed).nextLong());
        RandomCalls calls = new RandomCalls(random, invocations, true, true, Set.of(), true);
        return toldBy(
                seed,
                Simulation.run(random, new SimulatedStore(), true, calls, ops, processes, percentInfo)
                        .ops());
    }

    /**
     * A history of a correct store of which a search has to guess most: up to 24 operations, many of them on several
     * invocations, every other write of unknown outcome, and little reported.
     */
    static List<SmallOp> tangled(long seed) {
        Random random = new Random(new SplittableRandom(seed).nextLong());
        Set<Kind> favoured = SPANNING.get(random.nextInt(SPANNING.size()));
        RandomCalls calls = new RandomCalls(random, 2 + random.nextInt(3), true, favoured, random.nextBoolean());
        int ops = 8 + random.nextInt(17);
        List<SmallOp> told = forgetting(
                random,
                Simulation.run(random, new SimulatedStore(), true, calls, ops, 3 + random.nextInt(3), 10)
                        .ops(),
                1 + random.nextInt(2));
        return withholding(told, random.nextInt(3) > 0, random.nextInt(3) > 0, random.nextBoolean());
    }

    private static List<SmallOp> toldBy(long seed, List<SmallOp> ops) {
        return isReticent(seed) ? undetermined(ops) : ops;
    }

    /** Whether the store of a seed says as little as it may: every other one. */
    private static boolean isReticent(long seed) {
        return new SplittableRandom(seed + 1).nextBoolean();
    }

    /** The same history from a store that does not say which version a compact or a journal read alone found. */
    private static List<SmallOp> undetermined(List<SmallOp> ops) {
        return ops.stream()
                .map(op -> op.result() == null ? op : op.withResult(undetermined(op.result())))
                .toList();
    }

    private static Result undetermined(Result result) {
        if (result instanceof Compacted compacted) {
            return new Compacted(compacted.first());
        } else if (result instanceof Views views) {
            return new Views(
                    views.views().stream().map(view -> view.withEpoch(null)).toList());
        }
        return result;
    }

    private static Sample of(Sort sort, long seed, boolean longer) {
        Random random = new Random(new SplittableRandom(seed).nextLong());
        boolean spanning = random.nextInt(4) == 0;
        int ids = spanning
                ? 2 + random.nextInt(2)
                : 1 + Math.max(0, random.nextInt(6) - 2) / 2 + random.nextInt(longer ? 4 : 2);
        boolean complete = longer || random.nextInt(12) > 0;
        Defect defect = DEFECTS.get(random.nextInt(DEFECTS.size()));
        // A quarter of the histories is about what several invocations have to do with each other.
        Set<Kind> favoured = spanning ? SPANNING.get(random.nextInt(SPANNING.size())) : Set.of();
        RandomCalls calls = new RandomCalls(
                random,
                ids,
                complete || random.nextBoolean(),
                sort == Sort.DEFECTIVE ? defect.shownBy() : favoured,
                !spanning || random.nextInt(3) == 0);
        int processes = 2 + random.nextInt(3);
        int most = !complete ? 7 : random.nextInt(4) == 0 ? 14 : 9;
        int ops = longer ? 15 + random.nextInt(31) : 4 + random.nextInt(most);
        int doubt = ops > 12 ? 5 : 15;
        String origin = "";
        List<SmallOp> history;
        switch (sort) {
            case VALID ->
                history = Simulation.run(random, new SimulatedStore(), true, calls, ops, processes, doubt)
                        .ops();
            case DAMAGED -> {
                Simulation.Run run = Simulation.run(random, new SimulatedStore(), true, calls, ops, processes, doubt);
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
                history = Simulation.run(random, new DefectiveStore(defect, random), true, calls, ops, processes, doubt)
                        .ops();
            }
            case TORN ->
                history = Simulation.run(random, new SimulatedStore(), false, calls, ops, processes, doubt)
                        .ops();
            default -> history = Unstructured.history(random, calls, ops);
        }
        if (ops <= 12 && random.nextInt(spanning ? 2 : 4) == 0) {
            history = forgetting(random, history, ops <= 10 ? 1 + random.nextInt(2) : 1);
        }
        if (isReticent(seed)) {
            history = undetermined(history);
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

    /** The same of {@link #longer} ones. */
    static Arbitrary<Sample> arbitraryLonger() {
        return Arbitraries.fromGenerator(random -> new ShrinkableSample(longer(random.nextLong())));
    }

    /** The same history recorded by clients that often timed out, of three writes about so many times. */
    private static List<SmallOp> forgetting(Random random, List<SmallOp> ops, int ofThree) {
        return SmallHistory.tidy(ops.stream()
                .map(op -> op.end() == End.OK && !op.call().isRead() && random.nextInt(3) < ofThree
                        ? op.ended(End.INFO)
                        : op)
                .toList());
    }

    /** The same history from a store that does not report epochs, and perhaps more. */
    static List<SmallOp> withoutEpochs(List<SmallOp> ops, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        return withholding(ops, true, random.nextBoolean(), random.nextBoolean());
    }

    /** The same history from a store that reports less. */
    static List<SmallOp> withholding(List<SmallOp> ops, boolean epochs, boolean indexes, boolean firsts) {
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
            return new Compacted(
                    firsts ? null : compacted.first(), epochs ? null : compacted.epoch(), compacted.length());
        } else if (result instanceof Views views) {
            return new Views(views.views().stream()
                    .map(view -> {
                        Metadata all = view.metadata();
                        return all == null
                                ? epochs ? view.withEpoch(null) : view
                                : view.withMetadata(new Metadata(
                                        epochs ? null : all.epoch(), firsts ? null : all.first(), all.length()));
                    })
                    .toList());
        }
        return result;
    }
}
