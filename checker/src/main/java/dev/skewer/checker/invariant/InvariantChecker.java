package dev.skewer.checker.invariant;

import dev.skewer.checker.CheckOption;
import dev.skewer.checker.CheckOptions;
import dev.skewer.checker.CheckSession;
import dev.skewer.checker.Checker;
import dev.skewer.checker.CheckerInfo;
import dev.skewer.checker.invariant.workload.Invariant;
import dev.skewer.checker.linear.Keyed;
import dev.skewer.checker.linear.check.LinearizabilityChecker;
import java.util.List;

/** The checker of one workload of Jepsen's. */
record InvariantChecker(Invariant invariant) implements Checker {
    @Override
    public CheckerInfo info() {
        return invariant.info();
    }

    @Override
    public CheckSession open(CheckOptions options) {
        List<CheckOption> own = info().options();
        options.requireOnly(
                own,
                own.isEmpty()
                        ? "it has none"
                        : "it has "
                                + String.join(
                                        ", ",
                                        own.stream().map(CheckOption::name).toList()));
        Keyed keyed = own.contains(CheckOption.KEYED) ? LinearizabilityChecker.keyed(options) : Keyed.NO;
        return new InvariantSession(options.source(), invariant, invariant.open(options), keyed);
    }
}
