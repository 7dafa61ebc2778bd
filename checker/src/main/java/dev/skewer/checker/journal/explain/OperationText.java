package dev.skewer.checker.journal.explain;

import dev.skewer.checker.Example;
import dev.skewer.checker.journal.history.Crash;
import dev.skewer.checker.journal.history.JournalHistory;

/** Operations as a story shows them, for stories that are about more than operations. */
public final class OperationText {
    private final JournalHistory h;

    public OperationText(JournalHistory history) {
        h = history;
    }

    /**
     * One operation.
     *
     * @param name what the story calls it
     * @param role why it is in the story
     */
    public Example.Step step(int op, String name, String role) {
        return new Cast(h).with(op, role).step(op, name);
    }

    /**
     * A crash, which stories call C1.
     *
     * @param role why it is in the story
     */
    public static Example.Step step(Crash crash, String role) {
        return new Example.Step(
                "C1",
                crash.index(),
                "nemesis",
                crash.time(),
                crash.healTime(),
                crash.fault(),
                Example.Kind.OTHER,
                crash.fault(),
                role);
    }
}
