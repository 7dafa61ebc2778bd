package dev.skewer.checker.transaction.explain;

import dev.skewer.checker.EdgeType;
import dev.skewer.checker.Example;
import dev.skewer.checker.transaction.history.DataType;
import dev.skewer.checker.transaction.history.Timestamps;
import dev.skewer.checker.transaction.history.TransactionHistory;
import dev.skewer.checker.transaction.timestamp.TimestampFindings.Finding;

/** Tells what contradicts the timestamps of transactions. */
public final class TimestampStories {
    private final TransactionHistory h;
    private final boolean isSerializable;
    private final TransactionText text;

    /**
     * For a history.
     *
     * @param isSerializable whether transactions happen at their commits; otherwise they read at their starts
     */
    public TimestampStories(TransactionHistory history, boolean isSerializable) {
        h = history;
        this.isSerializable = isSerializable;
        text = new TransactionText(history);
    }

    /** The story of a finding. */
    public Example tell(Finding finding) {
        return switch (finding.kind()) {
            case READ -> read(finding);
            case NO_MOMENT -> noMoment(finding);
            case CONFLICT -> conflict(finding);
            case BACKWARDS -> {
                int t = finding.transaction();
                Story story = new Story(h).with(t, stamps(t));
                yield story.tell(
                        "A transaction that committed before it started",
                        story.name(t) + " committed at timestamp " + h.timestamps.commit(t)
                                + ", which is before its start at " + h.timestamps.start(t) + ".");
            }
            case PROCESS -> order(finding, EdgeType.PROCESS, "in one process, ");
            case REALTIME -> order(finding, EdgeType.REALTIME, "");
        };
    }

    private Example read(Finding finding) {
        int m = finding.microOp();
        int t = finding.transaction();
        int stood = finding.other();
        Story story = new Story(h).about(h.key(m)).with(t, stamps(t));
        if (stood >= 0) {
            story.with(h.transaction[stood], stamps(h.transaction[stood]));
        }
        String key = text.key(h.key(m));
        String standing = stood < 0
                ? "nothing had been written there by then"
                : "the latest write there was the " + text.token(h.value[stood]) + " of "
                        + story.name(h.transaction[stood]) + ", committed at "
                        + h.timestamps.commit(h.transaction[stood]);
        String what = h.type == DataType.LIST ? ", and a list shows all that was appended until then" : "";
        return story.tell(
                "A read that is not of its timestamp",
                story.name(t) + " read " + text.read(m) + " from " + key + " at " + moment(t)
                        + ", and by the timestamps " + standing + what + ".");
    }

    private Example noMoment(Finding finding) {
        int t = finding.transaction();
        Story story = new Story(h).with(t, stamps(t));
        for (int m : new int[] {finding.microOp(), finding.other()}) {
            if (m >= 0) {
                story.about(h.key(m)).with(h.transaction[m], stamps(h.transaction[m]));
            }
        }
        String late = finding.other() < 0 ? "" : bound(story, finding.other(), "not before ");
        String early = finding.microOp() < 0 ? "" : bound(story, finding.microOp(), "not after ");
        return story.tell(
                "A transaction that committed at no moment",
                story.name(t) + " has no timestamps, and what others did leaves no moment for its commit: it was "
                        + late + " and " + early + ".");
    }

    private String bound(Story story, int m, String side) {
        int t = h.transaction[m];
        long moment = h.reads(m) && !isSerializable ? h.timestamps.start(t) : h.timestamps.commit(t);
        return side + (moment == Timestamps.NONE ? h.timestamps.start(t) : moment) + ", as " + text.microOp(m) + " of "
                + story.name(t) + " says";
    }

    private Example conflict(Finding finding) {
        int t = finding.transaction();
        int earlier = finding.other();
        Story story =
                new Story(h).about(h.key(finding.microOp())).with(t, stamps(t)).with(earlier, stamps(earlier));
        String both =
                story.name(earlier) + " and " + story.name(t) + " both wrote " + text.key(h.key(finding.microOp()));
        boolean isTie = h.timestamps.commit(t) == h.timestamps.commit(earlier);
        return story.tell(
                "Two writers of one " + h.type.noun() + " that overlap by their timestamps",
                both
                        + (isTie
                                ? " and committed at one timestamp, " + h.timestamps.commit(t)
                                        + ", so neither comes after the other."
                                : ": " + story.name(earlier) + " committed at " + h.timestamps.commit(earlier)
                                        + ", between the start of " + story.name(t) + " at " + h.timestamps.start(t)
                                        + " and its commit at " + h.timestamps.commit(t) + "."));
    }

    private Example order(Finding finding, EdgeType type, String where) {
        int t = finding.transaction();
        int earlier = finding.other();
        Story story = new Story(h)
                .with(t, stamps(t))
                .with(earlier, stamps(earlier))
                .edge(
                        earlier,
                        t,
                        type,
                        new Reason(-1, Reason.FROM + " had returned before " + Reason.TO + " was called"));
        return story.tell(
                "Timestamps in another order than clients saw",
                where + story.name(earlier) + " had returned before " + story.name(t) + " was called, and has "
                        + latest(earlier) + ", which is not before " + moment(t) + " of " + story.name(t) + ".");
    }

    private String latest(int t) {
        return h.timestamps.commit(t) == Timestamps.NONE
                ? "the start timestamp " + h.timestamps.start(t)
                : "the commit timestamp " + h.timestamps.commit(t);
    }

    /** The timestamp whose state the reads of a transaction show. */
    private String moment(int t) {
        return isSerializable && h.timestamps.commit(t) != Timestamps.NONE
                ? "its commit timestamp " + h.timestamps.commit(t)
                : "its start timestamp " + h.timestamps.start(t);
    }

    private String stamps(int t) {
        if (h.timestamps.start(t) == Timestamps.NONE) {
            return "no timestamps";
        }
        return h.timestamps.commit(t) == Timestamps.NONE
                ? "start " + h.timestamps.start(t)
                : "start " + h.timestamps.start(t) + ", commit " + h.timestamps.commit(t);
    }
}
