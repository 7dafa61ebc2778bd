package dev.skewer.checker.transaction.explain;

import static dev.skewer.checker.transaction.explain.Reason.FROM;
import static dev.skewer.checker.transaction.explain.Reason.TO;

import dev.skewer.checker.EdgeType;
import dev.skewer.checker.Example;
import dev.skewer.checker.transaction.history.DataType;
import dev.skewer.checker.transaction.history.TransactionHistory;
import dev.skewer.checker.transaction.weak.Contradiction;
import dev.skewer.checker.transaction.weak.Contradiction.AnySource;
import dev.skewer.checker.transaction.weak.Contradiction.Link;
import dev.skewer.checker.transaction.weak.Contradiction.MissedWrite;
import dev.skewer.checker.transaction.weak.Contradiction.OrderCycle;
import dev.skewer.checker.transaction.weak.Contradiction.UnexplainedRead;
import java.util.ArrayList;
import java.util.List;

/** Tells why a history has no execution of a weak level. */
public final class WeakStories {
    /** So many of the reads are shown that several transactions may explain. */
    private static final int MOST_READS = 8;

    private final TransactionHistory h;
    private final TransactionText text;

    /** For a history. */
    public WeakStories(TransactionHistory history) {
        h = history;
        text = new TransactionText(history);
    }

    /** The story of a contradiction. */
    public Example tell(Contradiction why) {
        Story story = new Story(h);
        addAll(story, why);
        if (why instanceof OrderCycle) {
            return story.tell("Transactions that would have to commit before themselves", sentence(story, why));
        }
        if (why instanceof MissedWrite) {
            return story.tell("A read that misses a write that its transaction has seen", sentence(story, why));
        }
        if (why instanceof AnySource any) {
            return tellAny(any);
        }
        UnexplainedRead read = (UnexplainedRead) why;
        int reader = h.transaction[read.read()];
        story.about(h.key(read.read())).with(reader, "");
        return story.tell(
                "A read that nothing explains",
                story.name(reader) + " read " + text.read(read.read()) + " from " + text.key(h.key(read.read()))
                        + ", which no order of what was committed gives.");
    }

    /** Adds the transactions of a contradiction and what puts them in order. */
    private void addAll(Story story, Contradiction why) {
        if (why instanceof OrderCycle cycle) {
            cycle.links().forEach(link -> add(story, link));
        } else if (why instanceof MissedWrite missed) {
            story.about(h.key(missed.read()))
                    .with(h.transaction[missed.read()], "")
                    .with(missed.writer(), "");
            missed.seen().forEach(link -> add(story, link));
        }
    }

    /** What a cycle or a missed write says. */
    private String sentence(Story story, Contradiction why) {
        if (why instanceof OrderCycle cycle) {
            List<String> sentences = new ArrayList<>();
            cycle.links().forEach(link -> sentences.add(sentence(story, link)));
            return String.join("; ", sentences) + ". No order of commits has all of that.";
        }
        MissedWrite missed = (MissedWrite) why;
        return story.name(h.transaction[missed.read()]) + " read " + text.read(missed.read()) + " from "
                + text.key(h.key(missed.read())) + ", as nobody had written it, but " + seen(story, missed.seen())
                + story.name(missed.writer()) + " wrote it.";
    }

    private Example tellAny(AnySource any) {
        Story story = new Story(h);
        any.reads().stream()
                .limit(MOST_READS)
                .forEach(read -> story.about(h.key(read)).with(h.transaction[read], ""));
        Contradiction first = any.cases().get(0);
        addAll(story, first);
        List<String> sentences = new ArrayList<>();
        any.reads().stream()
                .limit(MOST_READS)
                .forEach(read -> sentences.add("Several transactions wrote what " + story.name(h.transaction[read])
                        + " read from " + text.key(h.key(read)) + "."));
        sentences.add("With one explanation of such reads: " + sentence(story, first));
        sentences.add("Every other explanation ends like this, too.");
        return story.tell(
                any.reads().size() + " reads that no choice among those who wrote what they saw explains",
                String.join(" ", sentences));
    }

    private void add(Story story, Link link) {
        story.edge(link.from(), link.to(), link.type(), reason(link));
        link.seen().forEach(each -> add(story, each));
        if (link.read() >= 0) {
            story.with(h.transaction[link.read()], "");
        }
    }

    private Reason reason(Link link) {
        if (link.type() == EdgeType.PROCESS) {
            return new Reason(-1, "process " + h.processName(link.from()) + " called " + FROM + " before " + TO);
        }
        if (link.read() < 0) {
            return new Reason(-1, "what was read shows the write of " + TO + " on top of that of " + FROM);
        }
        if (h.type == DataType.SET) {
            return new SetReasons(h).of(link.from(), link.to(), link.type());
        }
        String key = text.key(h.key(link.read()));
        return link.type() == EdgeType.WR
                ? new Reason(
                        h.key(link.read()),
                        TO + " read " + text.read(link.read()) + " from " + key + ", which " + FROM + " wrote")
                : new Reason(h.key(link.read()), FROM + " wrote " + key + " before " + TO + " did");
    }

    private String sentence(Story story, Link link) {
        String from = story.name(link.from());
        String to = story.name(link.to());
        if (link.type() != EdgeType.WW || link.read() < 0) {
            return reason(link).text(from, to) + ", so " + from + " commits before " + to;
        }
        String reader = story.name(h.transaction[link.read()]);
        String key = text.key(h.key(link.read()));
        return reader + " read from " + key + " what " + to + " wrote, although " + seen(story, link.seen()) + from
                + " wrote it, too, so " + from + " commits before " + to;
    }

    /** How the reader comes to see a writer. */
    private String seen(Story story, List<Link> links) {
        StringBuilder seen = new StringBuilder();
        links.forEach(link -> seen.append(reason(link).text(story.name(link.from()), story.name(link.to())))
                .append(", and "));
        return seen.toString();
    }
}
