package dev.skewer.workloads.transaction;

import static dev.skewer.workloads.generator.Generators.burst;
import static dev.skewer.workloads.generator.Generators.choose;
import static dev.skewer.workloads.generator.Generators.weighted;

import dev.skewer.workloads.Names;
import dev.skewer.workloads.TestSpec;
import dev.skewer.workloads.Workload;
import dev.skewer.workloads.generator.Generator;
import dev.skewer.workloads.target.Target;
import dev.skewer.workloads.transaction.WriteSkewWorkload.Plan;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;

/**
 * Pairs of registers, of which two transactions each read both and write one: at most one of the two may find both unwritten. The
 * registers of a pair are written once, so that the order of their versions is known and every write skew is found. The two transactions
 * go to the processes one after the other, so that they run at about the same time. What Jepsen's {@code jepsen.tests.adya} does with
 * predicates, done with keys.
 */
final class WriteSkewWorkload implements Workload<Plan> {
    /** How many pairs are read at the end. */
    private static final int FINAL_READS = 32;

    /** What a process does next. */
    sealed interface Plan {
        /**
         * Reads both registers of a pair and writes the one that is its own.
         *
         * @param isReversed in which order it reads
         */
        record WriteOne(boolean isReversed) implements Plan {}

        /** Reads the pair that the process wrote to last. */
        record ReadPair() implements Plan {}

        /** Reads one of the pairs that were written last. */
        record ReadBack(int pairs) implements Plan {}
    }

    @Override
    public String name() {
        return "write-skew";
    }

    @Override
    public String sentence() {
        return "Pairs of registers, of which two transactions read both and write one each.";
    }

    @Override
    public String explanation() {
        return """
                Each pair of registers is used by two transactions, of two processes as a rule, at about the same time: both read \
                the two registers, and each writes one of them. One after the other, the second sees what the first wrote. If both see \
                nothing and both commit, that is write skew (G2-item), which snapshot isolation allows, as the two write different \
                registers, and serializability does not. Every register is written once, so that nothing about the order of its versions has \
                to be guessed. A third of the operations read a pair that is written.""";
    }

    @Override
    public String model() {
        return "rw-register";
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
                        burst(context ->
                                List.of(new Plan.WriteOne(context.dice().chance(0.5))))),
                weighted(
                        1,
                        burst(context ->
                                List.of(new Plan.WriteOne(context.dice().chance(0.5)), new Plan.ReadPair())))));
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
        if (plan instanceof Plan.WriteOne write) {
            long own = pairs.take(slot);
            var operations = new ArrayList<>(FreshPairs.reads(own, write.isReversed()));
            operations.add(new MicroOperation.Write(own, 1));
            return operations;
        }
        return FreshPairs.reads(
                plan instanceof Plan.ReadBack read ? pairs.newest(read.pairs()) : pairs.lastOf(slot), false);
    }
}
