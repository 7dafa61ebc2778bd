package dev.skewer.checker.transaction.explain;

import static dev.skewer.checker.transaction.explain.Reason.FROM;
import static dev.skewer.checker.transaction.explain.Reason.TO;

import dev.skewer.checker.EdgeType;
import dev.skewer.checker.Example;
import dev.skewer.checker.transaction.history.TransactionHistory;
import dev.skewer.checker.transaction.weak.SessionGuarantee;
import dev.skewer.checker.transaction.weak.SessionViolation;
import dev.skewer.checker.transaction.weak.SessionViolation.Step;
import java.util.ArrayList;
import java.util.List;

/** Tells why a history does not keep a guarantee of sessions. */
public final class SessionStories {
    private final TransactionHistory h;
    private final TransactionText text;

    /** For a history. */
    public SessionStories(TransactionHistory history) {
        h = history;
        text = new TransactionText(history);
    }

    /** The story of a violation. */
    public Example tell(SessionViolation violation) {
        Story story = new Story(h);
        violation.steps().forEach(step -> add(story, step));
        List<String> sentences = new ArrayList<>();
        violation.steps().forEach(step -> sentences.add(sentence(story, step)));
        boolean isMissed = violation.steps().get(0).second() < 0;
        return story.tell(
                title(violation.guarantee()),
                String.join("; ", sentences) + (isMissed ? "." : ". No order of these writes has all of that."));
    }

    private static String title(SessionGuarantee guarantee) {
        return switch (guarantee) {
            case MONOTONIC_READS -> "Reads of a process that go back in time";
            case MONOTONIC_WRITES -> "Writes of a process that are seen in another order than it did them in";
            case READ_YOUR_WRITES -> "A process that does not see what it wrote itself";
            case WRITES_FOLLOW_READS -> "A process that sees a write, and not what its writer had read before";
            case PRAM -> "Reads that no order of the writes of each process explains";
        };
    }

    private void add(Story story, Step step) {
        if (step.read() >= 0) {
            story.with(h.transaction[step.read()], "");
        }
        if (step.earlier() >= 0) {
            story.about(h.key(step.earlier())).with(h.transaction[step.earlier()], "");
        }
        int from = h.transaction[step.first()];
        int key = h.key(step.first());
        story.about(key).with(from, "");
        int to = step.second() < 0 ? h.transaction[step.read()] : h.transaction[step.second()];
        if (from == to) {
            return;
        }
        if (step.second() < 0) {
            story.edge(
                    to,
                    from,
                    EdgeType.RW,
                    new Reason(key, FROM + " read " + text.key(key) + " without the write of " + TO));
            return;
        }
        boolean isProcess = step.why() == SessionViolation.Why.SAME_PROCESS;
        story.edge(
                from,
                to,
                isProcess ? EdgeType.PROCESS : EdgeType.WW,
                new Reason(isProcess ? -1 : key, FROM + "'s write has to be before that of " + TO));
    }

    private String sentence(Story story, Step step) {
        String first = microOp(story, step.first());
        String second = step.second() < 0 ? "" : microOp(story, step.second());
        String process = "process " + h.processName(h.transaction[step.read() < 0 ? step.first() : step.read()]);
        String earlier = step.earlier() < 0 ? "" : microOp(story, step.earlier());
        String because = switch (step.why()) {
            case SAME_PROCESS -> process + " did " + first + " before " + second;
            case READ_FIRST -> microOp(story, step.read()) + " saw " + first + " before its process did " + second;
            case LIST -> "in the list the element of " + first + " stands before that of " + second;
            case OWN_WRITE -> process + " did " + first + " itself, and later " + ended(story, step);
            case EARLIER_READ -> earlier + " saw " + first + ", and later " + ended(story, step);
            case EARLIER_WRITE ->
                earlier + " saw a write that came after " + first + " in the order of its process, and later "
                        + ended(story, step);
            case READ_BEFORE_WRITE ->
                earlier + " saw a write of a process that had come to know of " + first + " by reading, and later "
                        + ended(story, step);
        };
        return step.second() < 0 ? because : because + ", so " + first + " is before " + second;
    }

    private String ended(Story story, Step step) {
        return step.second() < 0
                ? microOp(story, step.read()) + " saw none at all"
                : microOp(story, step.read()) + " returned " + microOp(story, step.second());
    }

    private String microOp(Story story, int microOp) {
        return text.microOp(microOp) + " of " + story.name(h.transaction[microOp]);
    }
}
