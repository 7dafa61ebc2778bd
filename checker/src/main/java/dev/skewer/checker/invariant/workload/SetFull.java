package dev.skewer.checker.invariant.workload;

import dev.skewer.checker.Budget;
import dev.skewer.checker.CheckOption;
import dev.skewer.checker.CheckOptions;
import dev.skewer.checker.CheckerInfo;
import dev.skewer.checker.Example;
import dev.skewer.checker.invariant.history.RecordedOperations;
import dev.skewer.checker.invariant.story.Findings;
import dev.skewer.checker.invariant.story.StoryBuilder;
import java.util.Arrays;
import java.util.List;

/**
 * A set to which elements are added while it is read, as {@code jepsen.checker/set-full} has it. An element is <em>known</em>
 * once its add has returned or a read that shows it has, whichever is first. It is <em>lost</em> if from some time on reads no
 * longer show it: some read was called after it was known and after the last read that shows it was called, and does not show
 * it. It is <em>stable</em> if from some time on all reads show it. It is <em>stale</em> if a read that was called after it was
 * known does not show it though later ones do; that is allowed unless the set is to be linearizable.
 *
 * <p><b>How.</b> Jepsen updates each element at each read. Here only the reads that do show an element are gone through: of the
 * others it is enough to know which was called last, and how many were called after a moment. {@code O(n log n)} for n elements
 * shown, all reads together.
 *
 * <p><b>Where it differs.</b> What is stale is told by the order of events and not by their times in milliseconds. An element
 * that one read shows twice is reported; Jepsen counts those but looks for multiplicities below one.
 */
public final class SetFull implements Invariant {
    private static final String NAME = "set-full";
    static final String LOST = "lost-element";
    static final String DUPLICATE = "duplicate-element";
    private static final String STALE = "stale-read";

    private static final CheckerInfo INFO = new CheckerInfo(
            NAME,
            "A set to which elements are added while it is read.",
            "a set that loses nothing",
            "add adds an element, and read answers all of them. From some time on, each element that is known to be there must"
                    + " be in all reads. With --linearizable yes that time is as soon as its add has returned or a read has shown"
                    + " it. This is Jepsen's check jepsen.checker/set-full; set-final looks at the last read only, and the"
                    + " model set asks whether all operations are linearizable.",
            """
            {:process 0 :type :invoke :f :add :value 1}
            {:process 0 :type :ok :f :add :value 1}
            {:process 1 :type :invoke :f :read}
            {:process 1 :type :ok :f :read :value [1]}""",
            List.of(WorkloadOptions.LINEARIZABLE, CheckOption.KEYED),
            List.of(LOST, STALE, DUPLICATE),
            "elements that were known when a read was called",
            List.of(
                    "True: each element that was known to be there is in the last read that was called after that, some element"
                            + " was, and no read shows one twice. False: an element was known and is missing in all reads from"
                            + " some time on; with --linearizable yes, in any read called after it was known.",
                    "It assumes that elements are never removed. An add that failed or whose outcome is unknown makes nothing"
                            + " known; a read that shows the element does.",
                    "It cannot see elements that nothing added, which it only counts in a note, nor, without --linearizable yes,"
                            + " elements that were missing for a while. The verdict is of the history as it ends: further reads"
                            + " may show what seemed lost. If no element was seen to stay it is unknown."));

    @Override
    public CheckerInfo info() {
        return INFO;
    }

    @Override
    public String unjudged() {
        return "no element was in a read to the end, so nothing was checked";
    }

    @Override
    public Check open(CheckOptions options) {
        boolean linearizable = options.choice(WorkloadOptions.LINEARIZABLE)
                .map(chosen -> chosen.equals("yes"))
                .orElse(false);
        return (partition, findings, budget) ->
                new Judgement(Elements.of(partition, "add", "read", budget), findings, linearizable).examine(budget);
    }

    private static final class Judgement {
        private static final int LOOKS = (1 << 12) - 1;

        private final Elements elements;
        private final RecordedOperations operations;
        private final Findings findings;
        private final boolean linearizable;
        /** By number of a read, the latest completion of it and of all that were called after it; -1 behind the last. */
        private final int[] latestCompletion;
        /** By element, where the reads that show it begin in {@link #showing}. */
        private final int[] begin;
        /** The numbers of reads, ascending, and each once for an element. */
        private final int[] showing;

        Judgement(Elements elements, Findings findings, boolean linearizable) {
            this.elements = elements;
            this.findings = findings;
            this.linearizable = linearizable;
            operations = elements.partition.operations();
            latestCompletion = new int[elements.readCount + 1];
            latestCompletion[elements.readCount] = -1;
            for (int read = elements.readCount - 1; read >= 0; read--) {
                latestCompletion[read] =
                        Math.max(latestCompletion[read + 1], operations.completed[elements.reads[read]]);
            }
            begin = new int[elements.size() + 1];
            showing = byElement();
        }

        /** Turns elements by read into reads by element, and reports elements that are in a read twice. */
        private int[] byElement() {
            int[] latest = new int[elements.size()];
            Arrays.fill(latest, -1);
            boolean[] reported = new boolean[elements.size()];
            for (int read = 0; read < elements.readCount; read++) {
                for (int i = elements.begin[read]; i < elements.begin[read + 1]; i++) {
                    int element = elements.shown[i];
                    if (latest[element] != read) {
                        latest[element] = read;
                        begin[element + 1]++;
                    } else if (!reported[element]) {
                        reported[element] = true;
                        addDuplicate(element, elements.reads[read]);
                    }
                }
            }
            for (int element = 0; element < elements.size(); element++) {
                begin[element + 1] += begin[element];
            }
            int[] used = Arrays.copyOf(begin, elements.size());
            int[] all = new int[begin[elements.size()]];
            Arrays.fill(latest, -1);
            for (int read = 0; read < elements.readCount; read++) {
                for (int i = elements.begin[read]; i < elements.begin[read + 1]; i++) {
                    int element = elements.shown[i];
                    if (latest[element] != read) {
                        latest[element] = read;
                        all[used[element]++] = read;
                    }
                }
            }
            return all;
        }

        void examine(Budget budget) {
            int unexpected = 0;
            for (int element = 0; element < elements.size(); element++) {
                if ((element & LOOKS) == LOOKS) {
                    budget.require();
                }
                if (add(element) == Elements.NONE) {
                    unexpected += begin[element + 1] > begin[element] ? 1 : 0;
                } else {
                    judge(element);
                }
            }
            if (unexpected > 0) {
                findings.note(unexpected + (unexpected == 1 ? " element was" : " elements were")
                        + " read that no add had added; this check does not judge them, set-final does");
            }
            if (elements.nilReads > 0) {
                findings.note(elements.nilReads + " reads answered nil, which says nothing of the set");
            }
        }

        /** The first add of an element, whatever became of it: that reads show it says that it is there. */
        private int add(int element) {
            int tried = elements.tried[element];
            int failed = elements.failed[element];
            return tried == Elements.NONE || (failed != Elements.NONE && failed < tried) ? failed : tried;
        }

        private void judge(int element) {
            int tried = operations.invoked[add(element)];
            int known = elements.added[element] == Elements.NONE
                    ? RecordedOperations.NEVER
                    : operations.completed[elements.added[element]];
            int last = -1;
            for (int i = begin[element]; i < begin[element + 1]; i++) {
                int completed = operations.completed[elements.reads[showing[i]]];
                // What was read before its add was called was something else.
                if (completed > tried) {
                    known = Math.min(known, completed);
                    last = showing[i];
                }
            }
            int lastAbsent = elements.readCount - 1;
            boolean isKnown = known != RecordedOperations.NEVER;
            boolean mustShow = isKnown && lastAbsent >= 0 && operations.invoked[elements.reads[lastAbsent]] > known;
            findings.addOpportunities(mustShow ? 1 : 0);
            if (mustShow && lastAbsent > last) {
                addLost(element, known, last, lastAbsent);
                return;
            }
            if (last >= 0 && latestCompletion[last + 1] < tried) {
                findings.judged();
            }
            if (linearizable && isKnown && last >= 0) {
                judgeStale(element, known, last);
            }
        }

        /** Looks for a read that was called once the element was known, before the last that shows it, and does not show it. */
        private void judgeStale(int element, int known, int last) {
            int read = last;
            for (int i = begin[element + 1] - 1; i >= begin[element] && read >= 0; i--) {
                if (showing[i] > last) {
                    continue;
                }
                if (showing[i] < read) {
                    break;
                }
                read--;
            }
            if (read >= 0 && operations.invoked[elements.reads[read]] > known) {
                addStale(element, known, elements.reads[read], elements.reads[last]);
            }
        }

        private int knowing(int element, int known) {
            int add = elements.added[element];
            if (add != Elements.NONE && operations.completed[add] == known) {
                return add;
            }
            for (int i = begin[element]; i < begin[element + 1]; i++) {
                int read = elements.reads[showing[i]];
                if (operations.completed[read] == known) {
                    return read;
                }
            }
            throw new IllegalStateException("element " + elements.text(element) + " is known from nowhere");
        }

        private void addLost(int element, int known, int last, int absent) {
            findings.exclude("linearizable");
            boolean wasShown = last >= 0;
            findings.add(LOST, wasShown ? "after-it-was-read" : "never-read", known, element, () -> {
                int missing = elements.reads[absent];
                int add = add(element);
                int knowing = knowing(element, known);
                StoryBuilder story = new StoryBuilder(operations)
                        .show(add, Example.Kind.ADD, "adds " + elements.text(element))
                        .show(knowing, kind(knowing, add), "shows it")
                        .show(missing, Example.Kind.READ, "lacks it");
                if (wasShown) {
                    story.show(elements.reads[last], Example.Kind.READ, "the last to show it");
                }
                boolean isAdd = kind(knowing, add) == Example.Kind.ADD;
                String why = story.name(knowing) + (isAdd ? " had returned" : " had shown it");
                return story.build(
                        "element " + elements.text(element) + " is lost",
                        why + " when " + story.name(missing)
                                + " was called, which does not show it, and no read that was" + " called later does.");
            });
        }

        private Example.Kind kind(int op, int add) {
            return op == add || operations.function[op] == operations.function[add]
                    ? Example.Kind.ADD
                    : Example.Kind.READ;
        }

        private void addStale(int element, int known, int missing, int last) {
            findings.exclude("linearizable");
            findings.add(STALE, "", known, element, () -> {
                int add = add(element);
                int knowing = knowing(element, known);
                StoryBuilder story = new StoryBuilder(operations)
                        .show(add, Example.Kind.ADD, "adds " + elements.text(element))
                        .show(knowing, kind(knowing, add), "shows it")
                        .show(missing, Example.Kind.READ, "lacks it")
                        .show(last, Example.Kind.READ, "shows it again");
                boolean isAdd = kind(knowing, add) == Example.Kind.ADD;
                String why = story.name(knowing) + (isAdd ? " had returned" : " had shown it");
                return story.build(
                        "element " + elements.text(element) + " is missing in a read though it was there",
                        why + " when " + story.name(missing) + " was called, which does not show it.");
            });
        }

        private void addDuplicate(int element, int read) {
            findings.add(DUPLICATE, "", operations.completed[read], element, () -> {
                StoryBuilder story = new StoryBuilder(operations)
                        .show(read, Example.Kind.READ, "shows " + elements.text(element) + " twice");
                return story.build(
                        "a read shows element " + elements.text(element) + " twice",
                        story.name(read) + " shows " + elements.text(element)
                                + " more than once, but a set has an element once.");
            });
        }
    }
}
