package dev.skewer.checker.invariant.workload;

import dev.skewer.checker.Budget;
import dev.skewer.checker.CheckOption;
import dev.skewer.checker.CheckOptions;
import dev.skewer.checker.CheckerInfo;
import dev.skewer.checker.EdgeType;
import dev.skewer.checker.Example;
import dev.skewer.checker.invariant.history.Partition;
import dev.skewer.checker.invariant.history.RecordedOperations;
import dev.skewer.checker.invariant.story.Findings;
import dev.skewer.checker.invariant.story.StoryBuilder;
import java.util.Arrays;
import java.util.List;

/**
 * Blind inserts and reads of all of them, as {@code jepsen.tests.causal-reverse} and CockroachDB's {@code comments} have them:
 * where one write had returned before another was called, no read shows the later one without the earlier one. A store that
 * does is not strictly serializable, nor strongly snapshot isolated, although it may be serializable; Jepsen calls this a
 * causal reverse.
 *
 * <p><b>How.</b> Of the writes that a read shows, the one that was called last demands most: all that had returned by then. How
 * many those are is counted once for all, and how many of them the read shows by going through it. {@code O(n log n)} for n
 * elements shown, where Jepsen makes a set for each write.
 */
public final class Precedence implements Invariant {
    private static final String ANOMALY = "causal-reverse";

    private final CheckerInfo info;

    private Precedence(String name, String source, String other) {
        info = new CheckerInfo(
                name,
                "Inserts, and reads of all that was inserted.",
                "free of causal reverses",
                "write inserts an element, and read answers all of them at one moment. A read that shows an element must show"
                        + " each other one whose write had returned before the write of the first was called. This is Jepsen's"
                        + " check " + source + "; " + other + " is the same under its other name.",
                """
                {:process 0 :type :invoke :f :write :value 1}
                {:process 0 :type :ok :f :write :value 1}
                {:process 0 :type :invoke :f :write :value 2}
                {:process 1 :type :invoke :f :read}
                {:process 1 :type :ok :f :read :value [1 2]}
                {:process 0 :type :ok :f :write :value 2}""",
                List.of(CheckOption.KEYED),
                List.of(ANOMALY),
                "reads that show a write for which others had to be there",
                List.of(
                        "True: each read shows all writes that had returned before any that it shows was called. False: one read"
                                + " shows a write without another that was over before it began.",
                        "It assumes that elements are never removed and each is written once; of an element that is written"
                                + " again, the first call and the first return count.",
                        "It cannot see reads that are stale as a whole, nor elements that nothing wrote."));
    }

    /** The check under the name {@code causal-reverse}. */
    public static Precedence causalReverse() {
        return new Precedence("causal-reverse", "jepsen.tests.causal-reverse", "comments");
    }

    /** The check under the name {@code comments}. */
    public static Precedence comments() {
        return new Precedence("comments", "jepsen.cockroach.comments", "causal-reverse");
    }

    @Override
    public CheckerInfo info() {
        return info;
    }

    @Override
    public String unjudged() {
        return "no read showed any write, so nothing was checked";
    }

    @Override
    public Check open(CheckOptions options) {
        return (partition, findings, budget) ->
                new Judgement(Elements.of(partition, "write", "read", budget), findings).examine(budget);
    }

    private static final class Judgement {
        private static final int LOOKS = (1 << 12) - 1;

        private final Elements elements;
        private final Partition partition;
        private final RecordedOperations operations;
        private final Findings findings;
        /** When the elements that were written for certain were there, ascending. */
        private final int[] written;
        /** By element, the last read that was found to show it: a read may show one twice. */
        private final int[] counted;

        Judgement(Elements elements, Findings findings) {
            this.elements = elements;
            this.findings = findings;
            partition = elements.partition;
            operations = partition.operations();
            written = new int[elements.size()];
            counted = new int[elements.size()];
            Arrays.fill(counted, -1);
            int count = 0;
            for (int element = 0; element < elements.size(); element++) {
                if (elements.added[element] != Elements.NONE) {
                    written[count++] = operations.completed[elements.added[element]];
                }
            }
            Arrays.fill(written, count, written.length, RecordedOperations.NEVER);
            Arrays.sort(written);
        }

        void examine(Budget budget) {
            for (int read = 0; read < elements.readCount; read++) {
                if ((read & LOOKS) == LOOKS) {
                    budget.require();
                }
                examine(read);
            }
        }

        private void examine(int read) {
            int latest = -1;
            for (int i = elements.begin[read]; i < elements.begin[read + 1]; i++) {
                int element = elements.shown[i];
                boolean isLater = elements.tried[element] != Elements.NONE
                        && (latest < 0 || elements.tried[element] > elements.tried[latest]);
                latest = isLater ? element : latest;
            }
            if (latest < 0) {
                return;
            }
            findings.judged();
            int called = operations.invoked[elements.tried[latest]];
            int demanded = Arrays.binarySearch(written, called);
            demanded = demanded < 0 ? -demanded - 1 : demanded;
            findings.addOpportunities(demanded > 0 ? 1 : 0);
            int there = 0;
            for (int i = elements.begin[read]; i < elements.begin[read + 1]; i++) {
                int element = elements.shown[i];
                if (counted[element] != read && wasThere(element, called)) {
                    there++;
                }
                counted[element] = read;
            }
            if (there < demanded) {
                int op = elements.reads[read];
                int shown = latest;
                long size = (long) elements.begin[read + 1] - elements.begin[read];
                findings.exclude("strong-snapshot-isolation");
                findings.add(ANOMALY, "", operations.completed[op], size, () -> story(read, shown));
            }
        }

        private boolean wasThere(int element, int rank) {
            int added = elements.added[element];
            return added != Elements.NONE && operations.completed[added] < rank;
        }

        private Example story(int read, int shown) {
            boolean[] isShown = new boolean[elements.size()];
            for (int i = elements.begin[read]; i < elements.begin[read + 1]; i++) {
                isShown[elements.shown[i]] = true;
            }
            int later = elements.tried[shown];
            int missing = -1;
            for (int element = 0; element < elements.size(); element++) {
                boolean isMissing = !isShown[element] && wasThere(element, operations.invoked[later]);
                missing = missing < 0 && isMissing ? element : missing;
            }
            int earlier = elements.added[missing];
            int reader = elements.reads[read];
            StoryBuilder story = new StoryBuilder(operations)
                    .show(earlier, Example.Kind.ADD, "the earlier write")
                    .show(later, Example.Kind.ADD, "the later write")
                    .show(reader, Example.Kind.READ, "shows only the later one");
            String one = elements.text(missing);
            String other = elements.text(shown);
            story.edge(
                            earlier,
                            later,
                            EdgeType.REALTIME,
                            story.name(earlier) + " had returned before " + story.name(later) + " was called")
                    .edge(later, reader, EdgeType.WR, story.name(reader) + " shows " + other)
                    .edge(reader, earlier, EdgeType.RW, story.name(reader) + " does not show " + one);
            return story.build(
                    "a read shows " + other + " without " + one + ", which was written before it",
                    story.name(earlier) + " had written " + one + " before " + story.name(later) + " was called, but "
                            + story.name(reader) + " shows " + other + " and not " + one + ".");
        }
    }
}
