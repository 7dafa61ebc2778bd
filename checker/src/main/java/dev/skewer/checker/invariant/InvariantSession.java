package dev.skewer.checker.invariant;

import dev.skewer.checker.Budget;
import dev.skewer.checker.CheckSession;
import dev.skewer.checker.Verdict;
import dev.skewer.checker.invariant.history.OperationRecorder;
import dev.skewer.checker.invariant.history.Partition;
import dev.skewer.checker.invariant.history.RecordedOperations;
import dev.skewer.checker.invariant.story.Findings;
import dev.skewer.checker.invariant.workload.Invariant;
import dev.skewer.checker.linear.Keyed;
import dev.skewer.history.Event;
import java.util.List;

/** The check of one history of a workload. */
final class InvariantSession implements CheckSession {
    private final Invariant invariant;
    private final Invariant.Check check;
    private final Keyed keyed;
    private final OperationRecorder recorder;

    InvariantSession(String source, Invariant invariant, Invariant.Check check, Keyed keyed) {
        this.invariant = invariant;
        this.check = check;
        this.keyed = keyed;
        recorder = new OperationRecorder(source);
    }

    @Override
    public void accept(Event event) {
        recorder.accept(event);
    }

    @Override
    public long bytes() {
        return recorder.operations().bytes();
    }

    @Override
    public long completed() {
        return recorder.completed();
    }

    @Override
    public Verdict verdict(Budget budget) {
        RecordedOperations operations = recorder.operations();
        String model = invariant.info().name();
        Findings findings = new Findings();
        List<Partition> partitions = Partition.byKey(operations, keyed, invariant.reads());
        int examined = 0;
        try {
            for (Partition partition : partitions) {
                budget.require();
                check.examine(partition, findings, budget);
                examined++;
            }
        } catch (Budget.Exceeded e) {
            findings.undecided("the budget was spent when " + examined + " of " + partitions.size()
                    + (partitions.size() == 1 ? " key was" : " keys were") + " checked");
        }
        return findings.verdict(model, operations.size(), invariant.unjudged());
    }
}
