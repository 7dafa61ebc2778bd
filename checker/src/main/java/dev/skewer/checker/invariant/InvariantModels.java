package dev.skewer.checker.invariant;

import dev.skewer.checker.Checker;
import dev.skewer.checker.CheckerProvider;
import dev.skewer.checker.invariant.kafka.Kafka;
import dev.skewer.checker.invariant.workload.BankTotals;
import dev.skewer.checker.invariant.workload.CounterBounds;
import dev.skewer.checker.invariant.workload.Invariant;
import dev.skewer.checker.invariant.workload.LongFork;
import dev.skewer.checker.invariant.workload.MonotonicInserts;
import dev.skewer.checker.invariant.workload.Precedence;
import dev.skewer.checker.invariant.workload.SequentialInserts;
import dev.skewer.checker.invariant.workload.SetFinal;
import dev.skewer.checker.invariant.workload.SetFull;
import dev.skewer.checker.invariant.workload.TotalQueue;
import dev.skewer.checker.invariant.workload.UniqueIds;
import java.util.List;
import java.util.stream.Stream;

/** The checks of Jepsen's workloads. */
public final class InvariantModels implements CheckerProvider {
    private static final List<Checker> ALL = Stream.<Invariant>of(
                    new BankTotals(),
                    new LongFork(),
                    new SetFinal(),
                    new SetFull(),
                    new CounterBounds(),
                    new TotalQueue(),
                    new UniqueIds(),
                    new MonotonicInserts(),
                    new SequentialInserts(),
                    Precedence.comments(),
                    Precedence.causalReverse(),
                    new Kafka())
            .map(invariant -> (Checker) new InvariantChecker(invariant))
            .toList();

    @Override
    public List<Checker> checkers() {
        return ALL;
    }
}
