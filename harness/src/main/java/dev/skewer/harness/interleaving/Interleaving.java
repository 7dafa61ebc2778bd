package dev.skewer.harness.interleaving;

import dev.skewer.checker.Verdict;
import dev.skewer.history.file.JsonLinesWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/**
 * Operations, and the order in which their steps are taken: all that it takes to make a store do the same again.
 *
 * @param setting of the store
 * @param operations those of one process in its order
 * @param schedule which process goes on, step by step; where it ends, each goes on for as long as it can
 * @param anomaly what it shows, when it was found
 */
public record Interleaving(
        Setting setting, List<ScheduledOperation> operations, List<Integer> schedule, String anomaly) {
    /** Copies the lists. */
    public Interleaving {
        operations = List.copyOf(operations);
        schedule = List.copyOf(schedule);
    }

    /**
     * What happened when it was carried out.
     *
     * @param steps in words, one for each stretch that an operation went without another between
     * @param preemptions how often a process was taken off in the middle of an operation
     * @param history the events, as JSON lines
     * @param verdict of the checker on them
     */
    public record Replay(List<String> steps, int preemptions, String history, Verdict verdict) {
        /** Copies the list. */
        public Replay {
            steps = List.copyOf(steps);
        }
    }

    /**
     * Carries it out on a new store.
     *
     * @param directory for the store's files; must not exist yet
     * @throws InterleavingException if its schedule cannot be followed
     * @throws IOException if the directory cannot be used
     */
    public Replay replay(Path directory) throws IOException {
        var bytes = new ByteArrayOutputStream();
        Execution execution;
        try (ControlledStore store = new ControlledStore(directory, setting);
                JsonLinesWriter history = new JsonLinesWriter(bytes)) {
            execution = store.execute(operations, Chooser.following(schedule), history);
        }
        if (execution.moves().size() < schedule.size()) {
            throw new InterleavingException(
                    "the schedule has " + schedule.size() + " steps, and all operations are over after "
                            + execution.moves().size());
        }
        String text = bytes.toString(StandardCharsets.UTF_8);
        return new Replay(
                Narration.of(operations, execution.moves(), text), execution.preemptions(), text, execution.verdict());
    }
}
