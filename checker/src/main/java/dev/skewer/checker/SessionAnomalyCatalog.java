package dev.skewer.checker;

import dev.skewer.checker.AnomalyCatalog.Entry;
import java.util.List;

/** What is wrong with the reads and writes of processes, whatever the isolation of transactions, in words. */
final class SessionAnomalyCatalog {
    static final List<Entry> ALL = List.of(
            entry("non-monotonic-reads", "Reads of one process go back in time.", """
                    A read misses what an earlier read of its process returned. Forbidden by monotonic-reads and everything above it.
                    The name is that of Bailis et al., Highly Available Transactions (VLDB 2014).""", "list-append", """
                    0 [[:append :x 1]]
                    0
                    1 [[:r :x [1]]]
                    1
                    1 [[:r :x []]]
                    1"""),
            entry(
                    "non-monotonic-writes",
                    "Writes of one process are seen in another order than it did them in.",
                    """
                    A process sees a write, and then misses what the process of that write had written before. Forbidden by
                    monotonic-writes and everything above it (Bailis et al., 2014).""",
                    "list-append",
                    """
                    0 [[:append :x 1]]
                    0
                    0 [[:append :y 1]]
                    0
                    1 [[:r :y [1]]]
                    1
                    1 [[:r :x []]]
                    1"""),
            entry("missing-your-writes", "A process does not see what it wrote itself.", """
                    A read misses an earlier write of its own process. Forbidden by read-your-writes and everything above it (Bailis
                    et al., 2014).""", "list-append", """
                    0 [[:append :x 1]]
                    0
                    0 [[:r :x []]]
                    0"""),
            entry(
                    "missing-read-write-dependency",
                    "A write is seen without what its process had read before.",
                    """
                    A process sees a write, and then misses what the process of that write had read before it wrote. Forbidden by
                    writes-follow-reads and everything above it (Bailis et al., 2014).""",
                    "list-append",
                    """
                    0 [[:append :x 1]]
                    0
                    1 [[:r :x [1]]]
                    1
                    1 [[:append :y 1]]
                    1
                    2 [[:r :y [1]]]
                    2
                    2 [[:r :x []]]
                    2"""),
            entry(
                    "pram-violation",
                    "Reads that no order of the writes of each process explains.",
                    """
                    Each session guarantee may hold by itself, and yet no one order of writes keeps those together that pipelined memory
                    has: each process sees its own writes, those that it saw before, and those of any other in the order in which that
                    did them. Forbidden by pram and everything above it.""",
                    "rw-register",
                    """
                    0 [[:w :x 1]]
                    0
                    0 [[:w :x 2]]
                    0
                    1 [[:r :x 2]]
                    1
                    1 [[:r :x 1]]
                    1"""));

    private SessionAnomalyCatalog() {}

    private static Entry entry(String name, String sentence, String explanation, String model, String events) {
        return new Entry(
                name,
                sentence,
                explanation,
                model,
                ExampleHistory.of(events.lines().map(String::strip).toArray(String[]::new)));
    }
}
