package dev.skewer.checker.transaction.explain;

import dev.skewer.checker.EdgeType;
import dev.skewer.checker.Example;
import dev.skewer.checker.transaction.history.DataType;
import dev.skewer.checker.transaction.history.TransactionHistory;
import dev.skewer.checker.transaction.infer.Findings.Finding;

/** Tells what is wrong with single reads and writes. */
public final class FindingStories {
    private final TransactionHistory h;
    private final TransactionText text;

    /** For a history. */
    public FindingStories(TransactionHistory history) {
        h = history;
        text = new TransactionText(history);
    }

    /** The story of a finding. */
    public Example tell(Finding finding) {
        int m = finding.microOp();
        int other = finding.other();
        String key = text.key(h.key(m));
        Story story = new Story(h).about(h.key(m)).with(h.transaction[m], "");
        if (other >= 0) {
            story.with(h.transaction[other], "");
        }
        String one = story.name(h.transaction[m]);
        String two = other < 0 ? "" : story.name(h.transaction[other]);
        String written = other < 0 || h.reads(other) ? "" : text.token(h.value[other]);
        String element = element(finding);
        String reads = h.isRefused(m)
                ? one + " found that " + key + " was not " + text.token(h.conditional.expected(m))
                : one + " read " + (h.reads(m) ? text.read(m) : "") + " from " + key;
        return switch (finding.kind()) {
            case ABORTED_READ ->
                story.tell(
                        "A read of what a failed transaction wrote",
                        reads + ", with the " + written + " of " + two + ", which failed and so never took effect.");
            case INTERMEDIATE_READ ->
                story.edge(
                                h.transaction[other],
                                h.transaction[m],
                                EdgeType.WR,
                                new Reason(
                                        h.key(m),
                                        Reason.TO + " read the " + written + " that " + Reason.FROM + " wrote"))
                        .tell(
                                "A read in the middle of a transaction",
                                reads + ", which " + two + " had only on the way: it wrote " + key + " once more.");
            case DIRTY_UPDATE ->
                story.tell(
                        "A write on top of one that failed",
                        one + " wrote " + text.token(h.value[m]) + " to " + key + " on top of the " + written + " of "
                                + two + ", which failed: what never took effect became part of what did.");
            case INTERNAL ->
                story.tell(
                        "A transaction that contradicts itself",
                        reads
                                + (h.isRefused(m)
                                        ? ", which is what it had read or written there before."
                                        : ", which is not what it had read and written there before."));
            case FUTURE_READ ->
                story.tell(
                        "A read of what is still to be written", reads + ", which " + one + " wrote only after that.");
            case GARBAGE_READ ->
                story.tell("A read of what nothing wrote", reads + ", and no transaction wrote the " + element + ".");
            case DUPLICATE_ELEMENTS ->
                story.tell(
                        "An element that is there twice",
                        reads + ", with the " + element + " more often than it was written.");
            case INCOMPATIBLE_ORDER ->
                story.tell(
                        "Two reads of one " + h.type.noun() + " that cannot both be",
                        reads + ", and " + two + " " + (other < 0 ? "" : text.read(other))
                                + ": neither is the beginning of the other.");
            case FORKED_READS ->
                story.tell(
                        "Two reads of one set of which each has what the other lacks",
                        reads + ", without the " + element + " of the " + (other < 0 ? "" : text.read(other)) + " that "
                                + two + " read, which has not all of the other: no order of adds has both.");
            case TORN_TRANSACTION ->
                story.tell(
                        "A transaction whose writes are out of order",
                        one + " wrote " + written + " to " + key + " and then " + text.token(h.value[m])
                                + ", and what was read has the second without the first before it.");
            case CYCLIC_VERSIONS ->
                story.tell(
                        "Versions that come before each other",
                        "The values of " + key + " have no order: what " + one
                                + " read and wrote says one, and what others did" + " another.");
            case LOST_UPDATE ->
                story.tell(
                        "An update that was lost",
                        one + " and " + two + " read the same version of " + key
                                + ", and each wrote its own successor: one of"
                                + " the writes did not take the other into account.");
            case LOST_INSERT ->
                story.tell(
                        "Two that wrote what was not there",
                        one + " and " + two + " both saw " + key
                                + " as it was before the other wrote it, one of them by a"
                                + " predicate that did not find it, and both wrote it: whichever was first, the other should"
                                + " have found that.");
        };
    }

    /** The value that a finding is about. */
    private String element(Finding finding) {
        int m = finding.microOp();
        if (finding.position() >= 0) {
            return text.token(
                    h.type == DataType.SET
                            ? h.sets.of(h.key(m)).token(finding.position())
                            : h.lists.version(h.key(m))[finding.position()]);
        }
        return h.reads(m) ? text.read(m) : text.token(h.value[m]);
    }
}
