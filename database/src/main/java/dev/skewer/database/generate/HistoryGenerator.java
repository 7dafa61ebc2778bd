package dev.skewer.database.generate;

import dev.skewer.database.Isolation;
import dev.skewer.history.EventSink;
import java.io.IOException;
import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * Writes histories of transactions from a seed: the front door.
 *
 * <p>Simulated processes use the reference database in virtual time: each step of a transaction (its begin, each micro-operation, its
 * commit, the answer) takes a random while, and steps of different processes come in between, so that the transactions of a history
 * overlap as those of a real run. The history has the level of the database by construction (see {@link dev.skewer.database.Isolation});
 * where keys are contended it usually breaks the next stronger one. A transaction that has a conflict is done again at one moment, unseen by
 * the history; those that fail do so because the spec says how many.
 *
 * <p>An anomaly that is injected is played by processes in place of transactions of their own, on keys that nothing else uses: the
 * dependencies of the rest of the history are untouched, and those within the anomaly are what its script says.
 *
 * <p>Costs about a microsecond for each transaction besides writing it, and memory for what is in flight and the keys in use,
 * not for the history.
 */
public final class HistoryGenerator {
    private HistoryGenerator() {}

    /**
     * Generates a history.
     *
     * @param sink takes the events in order; each is valid until the next
     * @return what is in it
     * @throws IOException if the sink fails
     */
    public static GenerationSummary generate(HistorySpec spec, EventSink sink) throws IOException {
        return new Simulation(spec, false, sink).run();
    }

    /**
     * Generates the same history with the timestamps that the database gave its transactions: of each that took effect that of its
     * snapshot, and that of its commit if it wrote.
     *
     * @param sink takes the events in order; each is valid until the next
     * @return what is in it
     * @throws IOException if the sink fails
     * @throws IllegalArgumentException with one line, if there are none that all of its transactions keep to
     */
    public static GenerationSummary generateWithTimestamps(HistorySpec spec, EventSink sink) throws IOException {
        requireTimestamps(spec);
        return new Simulation(spec, true, sink).run();
    }

    /**
     * Complains about a spec whose transactions have no timestamps.
     *
     * @throws IllegalArgumentException with one line
     */
    public static void requireTimestamps(HistorySpec spec) {
        if (!spec.level().hasTimestamps()) {
            throw new IllegalArgumentException(
                    "timestamps: transactions at " + spec.level().label()
                            + " have none; right would be --level "
                            + Arrays.stream(Isolation.values())
                                    .filter(Isolation::hasTimestamps)
                                    .map(Isolation::label)
                                    .collect(Collectors.joining(", ")));
        }
        if (!spec.injections().isEmpty()) {
            throw new IllegalArgumentException(
                    "timestamps: what --inject adds is not done by the database and has none; leave one of the two out");
        }
    }
}
