package dev.skewer.checker.invariant.workload;

import dev.skewer.checker.CheckOption;
import dev.skewer.checker.CheckOptions;
import dev.skewer.checker.CheckerInfo;
import dev.skewer.checker.Example;
import dev.skewer.checker.invariant.history.RecordedOperations;
import dev.skewer.checker.invariant.story.Findings;
import dev.skewer.checker.invariant.story.StoryBuilder;
import java.util.List;

/**
 * A set that is read in the end, as {@code jepsen.checker/set} has it: the last read that returned must show each element whose
 * add had returned before that read was called, and none that no add was called with. Linear.
 *
 * <p><b>Where it differs.</b> Jepsen takes for granted that all adds are over when the last read is called, and so calls an
 * element lost that was added later.
 */
public final class SetFinal implements Invariant {
    private static final String NAME = "set-final";
    static final String UNEXPECTED = "unexpected-element";

    private static final CheckerInfo INFO = new CheckerInfo(
            NAME,
            "A set to which elements are added, and that is read in the end.",
            "a set whose last read shows all that was added, and nothing else",
            "add adds an element, and read answers all of them; only the last read that returned counts. An add of unknown"
                    + " outcome may show or not. This is Jepsen's check jepsen.checker/set; set-full looks at all reads, and the"
                    + " model set asks whether all operations are linearizable.",
            """
            {:process 0 :type :invoke :f :add :value 1}
            {:process 0 :type :ok :f :add :value 1}
            {:process 1 :type :invoke :f :read}
            {:process 1 :type :ok :f :read :value [1]}""",
            List.of(CheckOption.KEYED),
            List.of(SetFull.LOST, UNEXPECTED),
            "elements that had been added when the last read was called",
            List.of(
                    "True: the last read shows each element whose add had returned before it was called, and only such that"
                            + " some add was called with. False: it lacks one, or shows another.",
                    "It assumes that the set is empty at first, and that elements are never removed. As Jepsen does, it lets an"
                            + " element show whose add failed, and says so in a note.",
                    "It cannot see anything in earlier reads. The verdict is of the last read as the history ends: a further"
                            + " read may show what seemed lost."));

    @Override
    public CheckerInfo info() {
        return INFO;
    }

    @Override
    public String unjudged() {
        return "no read returned a set, so nothing was checked";
    }

    @Override
    public Check open(CheckOptions options) {
        return (partition, findings, budget) ->
                new Judgement(Elements.of(partition, "add", "read", budget), findings).examine();
    }

    private static final class Judgement {
        private final Elements elements;
        private final RecordedOperations operations;
        private final Findings findings;

        Judgement(Elements elements, Findings findings) {
            this.elements = elements;
            this.findings = findings;
            operations = elements.partition.operations();
        }

        void examine() {
            if (elements.readCount == 0) {
                return;
            }
            findings.judged();
            int last = 0;
            for (int read = 1; read < elements.readCount; read++) {
                boolean isLater =
                        operations.completed[elements.reads[read]] > operations.completed[elements.reads[last]];
                last = isLater ? read : last;
            }
            boolean[] isShown = new boolean[elements.size()];
            for (int i = elements.begin[last]; i < elements.begin[last + 1]; i++) {
                isShown[elements.shown[i]] = true;
            }
            int failed = 0;
            for (int element = 0; element < elements.size(); element++) {
                boolean isTried = elements.tried[element] != Elements.NONE;
                if (isShown[element] && !isTried) {
                    if (elements.failed[element] != Elements.NONE) {
                        failed++;
                    } else {
                        addUnexpected(element, elements.reads[last]);
                    }
                }
                judgeAdded(element, elements.reads[last], isShown[element]);
            }
            if (failed > 0) {
                findings.note(failed + (failed == 1 ? " element is" : " elements are")
                        + " in the last read though the add had failed; Jepsen's check allows that");
            }
        }

        private void judgeAdded(int element, int last, boolean isShown) {
            int added = elements.added[element];
            if (added == Elements.NONE || operations.completed[added] > operations.invoked[last]) {
                return;
            }
            findings.addOpportunities(1);
            if (isShown) {
                return;
            }
            findings.exclude("linearizable");
            findings.add(SetFull.LOST, "", operations.completed[added], element, () -> {
                StoryBuilder story = new StoryBuilder(operations)
                        .show(added, Example.Kind.ADD, "adds " + elements.text(element))
                        .show(last, Example.Kind.READ, "lacks it");
                return story.build(
                        "element " + elements.text(element) + " is lost",
                        story.name(added) + " had returned when " + story.name(last)
                                + " was called, the last read that returned, and it does not show the element.");
            });
        }

        private void addUnexpected(int element, int last) {
            if (elements.isElementUnknown) {
                findings.undecided(
                        "an add of unknown outcome does not say what it adds, so that any element in the last read"
                                + " may be its");
                return;
            }
            findings.add(UNEXPECTED, "", operations.completed[last], element, () -> {
                StoryBuilder story =
                        new StoryBuilder(operations).show(last, Example.Kind.READ, "shows " + elements.text(element));
                return story.build(
                        "element " + elements.text(element) + " comes from nowhere",
                        story.name(last) + " shows " + elements.text(element) + ", but no add was called with it.");
            });
        }
    }
}
