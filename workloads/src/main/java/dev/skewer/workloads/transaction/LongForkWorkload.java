package dev.skewer.workloads.transaction;

import static dev.skewer.workloads.generator.Generators.burst;
import static dev.skewer.workloads.generator.Generators.choose;
import static dev.skewer.workloads.generator.Generators.once;
import static dev.skewer.workloads.generator.Generators.weighted;

import dev.skewer.workloads.Names;
import dev.skewer.workloads.TestSpec;
import dev.skewer.workloads.Workload;
import dev.skewer.workloads.generator.Dice;
import dev.skewer.workloads.generator.Generator;
import dev.skewer.workloads.target.Target;
import dev.skewer.workloads.transaction.LongForkWorkload.Plan;
import java.util.List;
import java.util.stream.LongStream;

/**
 * Registers that are written once, and reads of two of them: whether there are readers that disagree about which came first. As Jepsen's
 * {@code jepsen.tests.long-fork}: a process writes a fresh register and then reads its group, and processes read the groups of others
 * in between. Keys go to the processes one after the other, so the registers of a group are written by two of them at about the same time.
 */
final class LongForkWorkload implements Workload<Plan> {
    /** How many groups are read at the end. */
    private static final int FINAL_READS = 32;

    /** What a process does next. */
    sealed interface Plan {
        /** Writes a register that was never written. */
        record WriteFresh() implements Plan {}

        /**
         * Reads the group of the register that a process wrote last.
         *
         * @param slot whose
         * @param isReversed in which order
         */
        record ReadGroup(int slot, boolean isReversed) implements Plan {}

        /** Reads one of the groups that were written last. */
        record ReadBack(int pairs) implements Plan {}
    }

    @Override
    public String name() {
        return "long-fork";
    }

    @Override
    public String sentence() {
        return "Registers that are written once, and reads of two of them that may disagree about the order.";
    }

    @Override
    public String explanation() {
        return """
                Every process writes registers that were never written, one a transaction, each time followed by a transaction that reads this \
                register and its neighbour, which another process writes at about the same time; between these it reads the pairs of \
                others. Two readers of which one sees the first register written and the second not, and the other the \
                opposite, disagree about the order of two writes: a long fork, which parallel snapshot isolation allows and snapshot \
                isolation does not. As Jepsen's long-fork, with groups of two.""";
    }

    @Override
    public String model() {
        return "long-fork";
    }

    @Override
    public Class<TransactionConnection> protocol() {
        return TransactionConnection.class;
    }

    @Override
    public Generator<Plan> generator(TestSpec spec) {
        return choose(List.of(
                weighted(
                        1,
                        burst(context -> List.of(
                                new Plan.WriteFresh(),
                                new Plan.ReadGroup(
                                        context.slot(), context.dice().chance(0.5))))),
                weighted(1, once(context -> {
                    Dice dice = context.dice();
                    return new Plan.ReadGroup(dice.below(context.slots()), dice.chance(0.5));
                }))));
    }

    @Override
    public long finalOperationsAtMost(TestSpec spec) {
        return FINAL_READS;
    }

    @Override
    public Session<Plan> start(TestSpec spec, Target target, Names names) {
        FreshPairs pairs = new FreshPairs(spec.concurrency());
        return new TransactionSession<>(
                target,
                names,
                slot -> plan -> bound(plan, pairs, slot),
                () -> LongStream.range(0, Math.min(FINAL_READS, Math.max(1, pairs.pairs())))
                        .<Plan>mapToObj(back -> new Plan.ReadBack((int) back))
                        .toList());
    }

    private static List<MicroOperation> bound(Plan plan, FreshPairs pairs, int slot) {
        if (plan instanceof Plan.ReadGroup read) {
            return FreshPairs.reads(pairs.lastOf(read.slot()), read.isReversed());
        }
        if (plan instanceof Plan.ReadBack read) {
            return FreshPairs.reads(pairs.newest(read.pairs()), false);
        }
        return List.of(new MicroOperation.Write(pairs.take(slot), 1));
    }
}
