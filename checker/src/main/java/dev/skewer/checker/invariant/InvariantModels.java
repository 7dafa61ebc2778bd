package dev.skewer.checker.invariant;

import dev.skewer.checker.Checker;
import dev.skewer.checker.CheckerProvider;
import dev.skewer.checker.invariant.workload.BankTotals;
import dev.skewer.checker.invariant.workload.CounterBounds;
import dev.skewer.checker.invariant.workload.LongFork;
import dev.skewer.checker.invariant.workload.SetFull;
import java.util.List;
import java.util.stream.Stream;

/** The checks of Jepsen's workloads. */
public final class InvariantModels implements CheckerProvider {
    private static final List<Checker> ALL = Stream.of(
                    new LongFork(), new SetFull(), new CounterBounds(), new BankTotals())
            .map(invariant -> (Checker) new InvariantChecker(invariant))
            .toList();

    @Override
    public List<Checker> checkers() {
        return ALL;
    }
}
