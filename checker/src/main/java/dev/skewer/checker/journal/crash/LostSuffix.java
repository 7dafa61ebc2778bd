package dev.skewer.checker.journal.crash;

import static dev.skewer.checker.journal.history.JournalHistory.NEVER;
import static dev.skewer.checker.journal.history.JournalHistory.NONE;

import dev.skewer.checker.Anomaly;
import dev.skewer.checker.EdgeType;
import dev.skewer.checker.Example;
import dev.skewer.checker.journal.crash.Eras.Era;
import dev.skewer.checker.journal.explain.OperationText;
import dev.skewer.checker.journal.history.Crash;
import dev.skewer.checker.journal.history.JournalHistory;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Counts and tells what crashes undid of what had been acknowledged, where that was allowed. */
final class LostSuffix {
    /** What it is called. */
    static final String NAME = "lost-suffix";

    private final JournalHistory h;
    private final List<Crash> crashes;
    private final BitSet operations = new BitSet();
    private final BitSet harmful = new BitSet();
    /** By the name of the fault: the operations. */
    private final SortedMap<String, BitSet> byFault = new TreeMap<>();
    /** What is told: the crash that undid the operation acknowledged first, and the one that undid the fewest of an invocation. */
    private @Nullable Loss first;

    private @Nullable Loss smallest;

    /** What one crash undid of one invocation. */
    private record Loss(Eras eras, int era) {
        Era begun() {
            return eras.eras().get(era);
        }
    }

    private LostSuffix(JournalHistory history, List<Crash> crashes) {
        h = history;
        this.crashes = crashes;
    }

    /**
     * What was lost.
     *
     * @param crashes those that the eras speak of
     * @param all the eras of the invocations that were cut
     * @return nothing if nothing was
     */
    static Optional<Anomaly> of(JournalHistory history, List<Crash> crashes, Iterable<Eras> all) {
        var lost = new LostSuffix(history, crashes);
        all.forEach(lost::add);
        return lost.operations.isEmpty() ? Optional.empty() : Optional.of(lost.told());
    }

    private void add(Eras eras) {
        for (int e = 1; e < eras.eras().size(); e++) {
            Loss loss = new Loss(eras, e);
            BitSet lost = loss.begun().lost();
            if (lost.isEmpty()) {
                continue;
            }
            harmful.set(loss.begun().crash());
            BitSet ofFault =
                    byFault.computeIfAbsent(crashes.get(loss.begun().crash()).fault(), f -> new BitSet());
            operations.or(lost);
            ofFault.or(lost);
            if (first == null || lost.nextSetBit(0) < first.begun().lost().nextSetBit(0)) {
                first = loss;
            }
            if (smallest == null || lost.cardinality() < smallest.begun().lost().cardinality()) {
                smallest = loss;
            }
        }
    }

    /** How many crashes undid something. */
    private Anomaly told() {
        SortedMap<String, Long> kinds = new TreeMap<>();
        byFault.forEach((fault, ops) -> kinds.put("by-" + fault, (long) ops.cardinality()));
        List<Example> examples = new ArrayList<>();
        if (first != null && smallest != null) {
            examples.add(tell(first));
            if (!smallest.equals(first)) {
                examples.add(tell(smallest));
            }
        }
        return new Anomaly(NAME, operations.cardinality(), kinds, examples);
    }

    private Example tell(Loss loss) {
        Crash crash = crashes.get(loss.begun().crash());
        OperationText text = new OperationText(h);
        int lost = loss.begun().lost().nextSetBit(0);
        int shows = shows(loss);
        List<Example.Step> steps = new ArrayList<>();
        steps.add(text.step(lost, "T1", "was acknowledged"));
        steps.add(OperationText.step(crash, "undid it"));
        if (shows != NONE) {
            steps.add(text.step(shows, "T2", "shows a version without it"));
        }
        steps.sort(Comparator.comparingLong(Example.Step::index));
        List<Example.Edge> edges = shows == NONE
                ? List.of()
                : List.of(new Example.Edge("T2", "T1", EdgeType.RW, "T2 shows the invocation without T1."));
        String id = h.text(h.invocations.token(loss.eras().invocation()));
        int more = loss.begun().lost().cardinality() - 1;
        String others =
                more == 0 ? "" : more == 1 ? ", and with it another operation" : ", and with it " + more + " others";
        String shown = shows == NONE ? "." : "; T2 shows " + id + " as it was before.";
        return new Example(
                "A " + crash.fault() + " undid the latest of what had been acknowledged to " + id,
                steps,
                edges,
                "T1 was acknowledged before the " + crash.fault() + ", which undid it" + others + shown
                        + " What is left is a version that " + id + " had. The promise allows that.");
    }

    /** The first operation on the invocation, of those that returned, that the era has. */
    private int shows(Loss loss) {
        Eras eras = loss.eras();
        for (int i = 0; i < eras.count(); i++) {
            if (eras.eraOf(i) == loss.era() && h.isOk(eras.part(i))) {
                return h.partOp[eras.part(i)];
            }
        }
        return NONE;
    }

    /** A sentence about how much was lost, and by how many crashes. */
    static String sentence(JournalHistory history, List<Crash> crashes, Iterable<Eras> all) {
        var lost = new LostSuffix(history, crashes);
        all.forEach(lost::add);
        int operations = lost.operations.cardinality();
        int harmful = lost.harmful.cardinality();
        boolean isOpen =
                lost.harmful.stream().anyMatch(crash -> crashes.get(crash).healed() == NEVER);
        return operations + (operations == 1 ? " acknowledged operation was" : " acknowledged operations were")
                + " undone by " + harmful + (harmful == 1 ? " crash" : " crashes")
                + ", as a suffix each time, which the promise allows"
                + (isOpen
                        ? "; the history does not say when each was over, so later losses are put down to it too"
                        : "");
    }
}
