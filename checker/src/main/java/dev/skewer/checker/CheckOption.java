package dev.skewer.checker;

import java.util.List;
import java.util.stream.Stream;

/**
 * Something that can be chosen for a check.
 *
 * @param name as the command line has it, without the dashes
 * @param values what can be chosen; empty if that is any value
 * @param sentence what it decides, and what holds if nothing is chosen
 */
public record CheckOption(String name, List<String> values, String sentence) {
    /** The initial state of the object. */
    public static final CheckOption INITIAL =
            new CheckOption("initial", List.of(), "The initial state; nil, 0 or empty if it is not given.");

    /** What an ok read of nil says. */
    public static final CheckOption NIL_READ = new CheckOption(
            "nil-read",
            List.of("any", "exact"),
            "What an ok read of nil says: nothing (any), or that the object was unset (exact)."
                    + " Any if it is not given, but exact for Porcupine's formats.");

    /** Whether values are tuples. */
    public static final CheckOption KEYED = new CheckOption(
            "keyed",
            List.of("auto", "yes", "no"),
            "Whether values are [key value] tuples; if it is not given, they are if every value of an ok operation is one.");

    /** What transactions are promised. */
    public static final CheckOption CONSISTENCY_MODEL = new CheckOption(
            "consistency-model",
            Stream.concat(ConsistencyModels.names().stream(), ConsistencyModels.aliases().stream())
                    .toList(),
            "The consistency model that is promised; strict-serializable if it is not given.");

    /** Whether the timestamps of transactions are looked at. */
    public static final CheckOption TIMESTAMPS = new CheckOption(
            "timestamps",
            List.of("no", "yes"),
            "Whether reads are held against the timestamps that the database gave its transactions, :ts [start commit];"
                    + " no if it is not given.");

    /** Whether each register by itself is assumed to follow the order of each process. */
    public static final CheckOption SEQUENTIAL_KEYS = new CheckOption(
            "sequential-keys",
            List.of("no", "yes"),
            "Whether each register by itself is assumed to be sequential: its versions follow the order of each process;"
                    + " no if it is not given.");

    /** Whether each register by itself is assumed to follow real time. */
    public static final CheckOption LINEARIZABLE_KEYS = new CheckOption(
            "linearizable-keys",
            List.of("no", "yes"),
            "Whether each register by itself is assumed to be linearizable: its versions follow the real time of"
                    + " transactions; no if it is not given.");

    /** Copies the list. */
    public CheckOption {
        values = List.copyOf(values);
    }
}
