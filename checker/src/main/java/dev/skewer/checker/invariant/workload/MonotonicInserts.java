package dev.skewer.checker.invariant.workload;

import dev.skewer.checker.Budget;
import dev.skewer.checker.CheckOption;
import dev.skewer.checker.CheckOptions;
import dev.skewer.checker.CheckerInfo;
import dev.skewer.checker.Example;
import dev.skewer.checker.invariant.history.Partition;
import dev.skewer.checker.invariant.history.RecordedOperations;
import dev.skewer.checker.invariant.story.Findings;
import dev.skewer.checker.invariant.story.StoryBuilder;
import dev.skewer.history.Symbols;
import dev.skewer.history.Tape;
import dev.skewer.history.Token;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Rows that count up, as CockroachDB's {@code monotonic} test has them: each add reads the largest value, and inserts one more
 * with the database's timestamp; in the end all rows are read in the order of their timestamps. The last read that returned must
 * be in that order, the values must rise with the timestamps, no value may be there twice, none that was added for certain
 * before that read was called may be missing, and none may be there whose add failed. {@code O(n log n)}.
 *
 * <p><b>Where it differs.</b> Rows with one timestamp may be in any order; Jepsen takes the order in which they were read.
 */
public final class MonotonicInserts implements Invariant {
    private static final String NAME = "monotonic";
    private static final String NON_MONOTONIC = "non-monotonic-rows";
    private static final String ABORTED = "aborted-read";

    private static final CheckerInfo INFO = new CheckerInfo(
            NAME,
            "Rows whose values rise with their timestamps.",
            "rows that rise with their timestamps, and none lost",
            "add answers the row that it inserted, {:val v :sts t}, whose value is one more than the largest was, and read answers"
                    + " all rows by timestamp; only the last read that returned counts. Timestamps are numbers, or texts of"
                    + " such, of any size. This is CockroachDB's check jepsen.cockroach.monotonic.",
            """
            {:process 0 :type :invoke :f :add}
            {:process 0 :type :ok :f :add :value {:val 1 :sts 100}}
            {:process 1 :type :invoke :f :add}
            {:process 1 :type :ok :f :add :value {:val 2 :sts 107}}
            {:process 0 :type :invoke :f :read}
            {:process 0 :type :ok :f :read :value [{:val 1 :sts 100} {:val 2 :sts 107}]}""",
            List.of(CheckOption.KEYED),
            List.of(NON_MONOTONIC, SetFull.LOST, SetFull.DUPLICATE, ABORTED),
            "rows of the last read that come after another",
            List.of(
                    "True: the last read is in the order of timestamps, values rise with them, none is there twice, none of a"
                            + " failed add is there, and none is missing that was added before that read was called."
                            + " False: one of these is not so.",
                    "It assumes that each add inserts a value above all that there are, and that the database's timestamps are"
                            + " the order in which its transactions took place, which not every database promises.",
                    "It cannot see anything in earlier reads, nor which add of unknown outcome took effect."));

    @Override
    public CheckerInfo info() {
        return INFO;
    }

    @Override
    public String unjudged() {
        return "no read returned rows, so nothing was checked";
    }

    @Override
    public Check open(CheckOptions options) {
        return (partition, findings, budget) -> new Judgement(partition, findings).examine(budget);
    }

    private record Row(long value, BigDecimal timestamp) {}

    private static final class Judgement {
        private static final int LOOKS = (1 << 12) - 1;
        /** Timestamps of more digits are none. */
        private static final int MOST_DIGITS = 200;

        private final Partition partition;
        private final RecordedOperations operations;
        private final Tape tape;
        private final Findings findings;
        private final int add;
        private final int val;
        private final int sts;

        Judgement(Partition partition, Findings findings) {
            this.partition = partition;
            this.findings = findings;
            operations = partition.operations();
            tape = operations.tape;
            add = operations.symbol("add");
            val = operations.symbol("val");
            sts = operations.symbol("sts");
        }

        void examine(Budget budget) {
            int read = operations.symbol("read");
            int last = -1;
            for (int op : partition.byCompletion()) {
                boolean isRead = operations.function[op] == read
                        && partition.isOk(op)
                        && !operations.isNil(partition.output()[op]);
                last = isRead ? op : last;
            }
            if (last < 0) {
                return;
            }
            findings.judged();
            List<Row> rows = rows(last, budget);
            findings.addOpportunities(Math.max(0, rows.size() - 1));
            judgeOrder(last, rows);
            Map<Long, Integer> counts = new TreeMap<>();
            rows.forEach(row -> counts.merge(row.value(), 1, Integer::sum));
            for (Map.Entry<Long, Integer> each : counts.entrySet()) {
                if (each.getValue() > 1) {
                    addDuplicate(last, each.getKey(), each.getValue());
                }
            }
            judgeAdds(last, counts, budget);
        }

        private List<Row> rows(int op, Budget budget) {
            int all = partition.output()[op];
            if (!operations.isSequence(all)) {
                throw wrong(op);
            }
            List<Row> rows = new ArrayList<>();
            int end = tape.skip(all);
            for (int at = all + 1; at < end; at = tape.skip(at)) {
                if ((rows.size() & LOOKS) == LOOKS) {
                    budget.require();
                }
                int value = field(at, val);
                int timestamp = field(at, sts);
                if (value < 0 || timestamp < 0 || !tape.isInteger(value)) {
                    throw wrong(op);
                }
                BigDecimal time = number(timestamp);
                if (time == null) {
                    throw wrong(op);
                }
                rows.add(new Row(tape.integer(value), time));
            }
            return rows;
        }

        private RuntimeException wrong(int op) {
            return operations.complaint(
                    op, "a read answers rows with :val and :sts; right would be [{:val 1 :sts 100}]");
        }

        /** Where the value of a field begins in the map at a position; -1 if there is no such map, or field. */
        private int field(int map, int name) {
            if (!operations.isMap(map)) {
                return -1;
            }
            int end = tape.skip(map);
            for (int at = map + 1; at < end; at = tape.skip(tape.skip(at))) {
                if (name >= 0 && operations.nameAt(at) == name) {
                    return tape.skip(at);
                }
            }
            return -1;
        }

        private @Nullable BigDecimal number(int at) {
            if (tape.isInteger(at)) {
                return BigDecimal.valueOf(tape.integer(at));
            }
            if (Token.kind(tape.token(at)) == Token.DOUBLE) {
                double value = tape.decimal(at);
                return Double.isFinite(value) ? BigDecimal.valueOf(value) : null;
            }
            int name = operations.nameAt(at);
            Symbols symbols = operations.symbols();
            if (name < 0 || symbols.length(name) > MOST_DIGITS) {
                return null;
            }
            try {
                return new BigDecimal(symbols.name(name).replaceAll("[NM]$", ""));
            } catch (NumberFormatException e) {
                return null;
            }
        }

        private void judgeOrder(int read, List<Row> rows) {
            for (int i = 1; i < rows.size(); i++) {
                Row one = rows.get(i - 1);
                Row other = rows.get(i);
                if (one.timestamp().compareTo(other.timestamp()) > 0) {
                    add(read, "timestamps", one, other, "stands before");
                }
            }
            List<Row> ordered = new ArrayList<>(rows);
            ordered.sort(Comparator.comparing(Row::timestamp));
            Row highest = null;
            Row highestBefore = null;
            for (int i = 0; i < ordered.size(); i++) {
                Row row = ordered.get(i);
                boolean isNewTime = i > 0 && ordered.get(i - 1).timestamp().compareTo(row.timestamp()) != 0;
                highestBefore = isNewTime ? highest : highestBefore;
                if (highestBefore != null && row.value() < highestBefore.value()) {
                    add(read, "values", highestBefore, row, "is older than");
                }
                highest = highest == null || row.value() > highest.value() ? row : highest;
            }
        }

        private void add(int read, String kind, Row one, Row other, String relation) {
            findings.add(NON_MONOTONIC, kind, operations.completed[read], 0, () -> {
                StoryBuilder story = new StoryBuilder(operations).show(read, Example.Kind.READ, "the last read");
                String earlier = one.value() + " (at " + one.timestamp().toPlainString() + ")";
                String later = other.value() + " (at " + other.timestamp().toPlainString() + ")";
                return story.build(
                        "row " + earlier + " " + relation + " row " + later,
                        "In " + story.name(read) + " row " + earlier + " " + relation + " row " + later
                                + ", but values rise with timestamps, and rows are read in their order.");
            });
        }

        private void addDuplicate(int read, long value, int count) {
            findings.add(SetFull.DUPLICATE, "", operations.completed[read], count, () -> {
                StoryBuilder story = new StoryBuilder(operations).show(read, Example.Kind.READ, "the last read");
                return story.build(
                        "value " + value + " is there " + count + " times",
                        story.name(read) + " shows value " + value + " in " + count
                                + " rows, but each add inserts a value that was not there before.");
            });
        }

        private void judgeAdds(int read, Map<Long, Integer> shown, Budget budget) {
            int looked = 0;
            for (int op : partition.ops()) {
                if ((looked++ & LOOKS) == LOOKS) {
                    budget.require();
                }
                int row = operations.function[op] == add ? partition.output()[op] : RecordedOperations.NONE;
                int value = row == RecordedOperations.NONE ? -1 : field(row, val);
                if (value < 0 || !tape.isInteger(value)) {
                    continue;
                }
                long added = tape.integer(value);
                boolean isThere = shown.containsKey(added);
                if (partition.isOk(op) && !isThere && operations.completed[op] < operations.invoked[read]) {
                    findings.exclude("linearizable");
                    add(SetFull.LOST, op, read, "row " + added + " is lost", " had added row " + added, " lacks it");
                } else if (partition.isFailed(op) && isThere) {
                    findings.exclude("read-committed");
                    add(ABORTED, op, read, "row " + added + " is there", " failed to add row " + added, " shows it");
                }
            }
        }

        private void add(String anomaly, int op, int read, String title, String what, String shows) {
            findings.add(anomaly, "", operations.completed[op], op, () -> {
                StoryBuilder story = new StoryBuilder(operations)
                        .show(op, Example.Kind.ADD, "")
                        .show(read, Example.Kind.READ, "the last read");
                return story.build(
                        title, story.name(op) + what + ", but " + story.name(read) + ", the last read," + shows + ".");
            });
        }
    }
}
