package dev.skewer.checker.journal.explain;

import static dev.skewer.checker.journal.history.JournalHistory.NONE;

import dev.skewer.checker.EdgeType;
import dev.skewer.checker.journal.graph.DependencyGraph;
import dev.skewer.checker.journal.history.JournalHistory;
import dev.skewer.checker.journal.history.JournalHistory.Kind;
import dev.skewer.checker.journal.invocation.InvocationCheck;
import dev.skewer.checker.journal.invocation.TimeConflict;
import dev.skewer.checker.journal.versions.Finding;
import dev.skewer.checker.journal.versions.Placement;
import dev.skewer.checker.journal.versions.Scope;
import dev.skewer.checker.journal.versions.VersionOrder;
import dev.skewer.history.Event;
import java.util.stream.IntStream;

/** Tells what was found: picks the few operations that prove it and says in a sentence why they cannot all be true. */
public final class Stories {
    private final JournalHistory h;

    public Stories(JournalHistory history) {
        h = history;
    }

    private static Story story(Cast cast, String title, String contradiction) {
        return new Story(title, cast, contradiction, Story.Basis.SHOWN);
    }

    /**
     * Tells a finding of one invocation.
     *
     * @param k the local part that shows it
     * @param witness the local part that it contradicts, or NONE
     * @param in the invocation's check, still at this invocation
     */
    public Story tell(Finding finding, int k, int witness, InvocationCheck in) {
        return switch (finding) {
            case SKEW_METADATA_BEFORE_TRIM,
                    SKEW_METADATA_AFTER_TRIM,
                    SKEW_METADATA_BEFORE_APPEND,
                    SKEW_METADATA_AFTER_APPEND,
                    SKEW_METADATA_BEFORE_COMPACT,
                    SKEW_METADATA_AFTER_COMPACT,
                    SKEW_METADATA_BEFORE_PURGE,
                    SKEW_METADATA_AFTER_PURGE,
                    SKEW_SAME_LENGTH -> skew(finding, k, in);
            case STALE_READ, STALE_ANSWER, NON_MONOTONIC, REORDERED_WRITES, PHANTOM_EARLY -> realTime(finding, k, in);
            case LOST_APPEND ->
                in.placement.role[k] == VersionOrder.DISCREDITED ? realTime(finding, k, in) : rows(finding, k, in);
            case POSITION_REUSE -> reuse(k, witness, in);
            case INTERMEDIATE_READ -> intermediate(k, in);
            default -> rows(finding, k, in);
        };
    }

    /** A read whose journal is another version than its metadata. */
    private Story skew(Finding finding, int k, InvocationCheck in) {
        Scope s = in.scope;
        Placement at = in.placement;
        int p = s.part[k];
        int read = s.op[k];
        int content = h.content[p];
        Cast cast = new Cast(h).with(read, "the read").about(s.invocation);
        // A read of absent metadata that shows rows has no place: it is from before everything or from after the purge.
        int absent = finding == Finding.SKEW_METADATA_AFTER_PURGE ? in.order.purged : 0;
        int position = h.epoch[p] < 0 ? absent : at.suffixLow[k];
        int made = at.suffixOwner[position];
        if (made != NONE) {
            cast.with(s.op[made], "made the version that the metadata describes");
        }
        int rows = h.contentCount(content);
        int between = between(finding, k, in);
        if (made != NONE && made != between) {
            cast.edge(
                    s.op[made],
                    read,
                    EdgeType.WR,
                    "The metadata that " + cast.name(read) + " read is the version that " + cast.name(s.op[made])
                            + " made.");
        }
        if (between != NONE) {
            cast.with(s.op[between], "came between the two reads");
        }
        int newest = NONE;
        if (rows > 0) {
            int entry = h.contentEntry(content, rows - 1);
            newest = h.writer[entry] == NONE ? NONE : h.partOp[h.writer[entry]];
            cast.with(newest, "appended the newest row that was read");
        }
        int row = firstDifference(position, p, in);
        if (row != NONE) {
            cast.aboutRow(content, row);
        }
        StringBuilder why = new StringBuilder();
        why.append("The metadata (").append(cast.metadata(p)).append(") is ");
        why.append(made == NONE ? "the beginning" : "the version that " + cast.name(s.op[made]) + " made");
        why.append(". The journal is not: ");
        if (row == NONE) {
            why.append(rows == 0 ? "it is empty" : "it has " + rows + (rows == 1 ? " row" : " rows"));
            why.append(", where that version has ")
                    .append(h.length[p] - h.first[p])
                    .append('.');
        } else {
            int index = h.contentIndex(content, row);
            int seen = h.contentEntry(content, row);
            int expected = expectedAt(position, index, in);
            why.append("at index ")
                    .append(cast.index(p, index))
                    .append(" it holds ")
                    .append(cast.entry(seen));
            why.append(
                    expected < 0
                            ? ", where that version has nothing"
                            : ", where that version has " + cast.entry(expected));
            why.append('.');
        }
        if (finding == Finding.SKEW_SAME_LENGTH) {
            why.append(
                    " Length and indexes agree, so counting rows notices nothing: other entries took the place of those"
                            + " that the metadata counted.");
        }
        if (between != NONE) {
            String write = cast.name(s.op[between]);
            why.append(' ').append(write).append(" took effect between the two halves of ");
            why.append(cast.name(read)).append("; no single moment shows both.");
            String older = isMetadataOlder(finding, k, in) ? "metadata" : "journal";
            String newer = isMetadataOlder(finding, k, in) ? "journal" : "metadata";
            cast.edge(read, s.op[between], EdgeType.RW, "The " + older + " is from before " + write + ".");
            cast.edge(s.op[between], read, EdgeType.WR, "The " + newer + " is from after " + write + ".");
        } else {
            why.append(" No single moment shows both halves of ")
                    .append(cast.name(read))
                    .append('.');
        }
        return story(cast, "One read of " + cast.id(p) + " shows two versions: " + phrase(finding), why.toString());
    }

    private static String phrase(Finding finding) {
        return finding == Finding.SKEW_SAME_LENGTH
                ? "the same number of entries, but not the same entries"
                : finding.kind().replace('-', ' ').replace("metadata", "its metadata is from");
    }

    /** The local write that separates the version of the metadata from that of the journal. */
    private int between(Finding finding, int k, InvocationCheck in) {
        Scope s = in.scope;
        VersionOrder order = in.order;
        Placement at = in.placement;
        int p = s.part[k];
        int e = h.epoch[p];
        return switch (finding) {
            case SKEW_METADATA_BEFORE_TRIM ->
                e >= 0 && e + 1 < order.epochs && at.suffixOwner[order.base[e + 1]] != NONE
                        ? at.suffixOwner[order.base[e + 1]]
                        : e > 0 ? at.suffixOwner[order.base[e]] : NONE;
            case SKEW_METADATA_AFTER_TRIM -> e > 0 ? at.suffixOwner[order.base[e]] : NONE;
            case SKEW_SAME_LENGTH -> {
                // Without a trim no other entries can have come: that to the next epoch, or that to this one.
                int epoch = isMetadataOlder(finding, k, in) ? e + 1 : e;
                yield epoch > 0 && epoch < order.epochs ? at.suffixOwner[order.base[epoch]] : NONE;
            }
            case SKEW_METADATA_AFTER_APPEND -> at.suffixOwner[at.suffixLow[k]];
            case SKEW_METADATA_BEFORE_APPEND ->
                e >= 0 && at.suffixLow[k] + 1 < at.suffixCount ? at.suffixOwner[at.suffixLow[k] + 1] : NONE;
            case SKEW_METADATA_BEFORE_PURGE, SKEW_METADATA_AFTER_PURGE -> order.purge;
            case SKEW_METADATA_BEFORE_COMPACT ->
                at.prefixLow[k] + 1 < at.prefixCount ? at.prefixOwner[at.prefixLow[k] + 1] : NONE;
            case SKEW_METADATA_AFTER_COMPACT -> at.prefixOwner[at.prefixLow[k]];
            default -> NONE;
        };
    }

    /** Whether a skewed read has its metadata from before its journal, and not after it. */
    private boolean isMetadataOlder(Finding finding, int k, InvocationCheck in) {
        return switch (finding) {
            case SKEW_METADATA_AFTER_TRIM,
                    SKEW_METADATA_AFTER_APPEND,
                    SKEW_METADATA_AFTER_COMPACT,
                    SKEW_METADATA_AFTER_PURGE -> false;
            case SKEW_SAME_LENGTH -> {
                int content = h.content[in.scope.part[k]];
                yield IntStream.range(0, h.contentCount(content))
                        .anyMatch(row -> in.contents.birth[h.contentEntry(content, row)] > in.placement.suffixLow[k]);
            }
            default -> true;
        };
    }

    /** The first row of a read that the version of its metadata does not have; NONE if rows are only missing. */
    private int firstDifference(int position, int p, InvocationCheck in) {
        int content = h.content[p];
        for (int row = 0; row < h.contentCount(content); row++) {
            int index = h.contentIndex(content, row);
            if (expectedAt(position, index, in) != h.contentEntry(content, row)) {
                return row;
            }
        }
        return NONE;
    }

    /** The entry at an index in a version; negative if none or not known. */
    private int expectedAt(int position, int index, InvocationCheck in) {
        VersionOrder order = in.order;
        int e = order.epochAt(position);
        if (position == 0 || position == order.purged || index >= order.lengthAt(position)) {
            return NONE;
        }
        while (e > 0 && order.start[e] > index) {
            e--;
        }
        int owner = in.placement.suffixOwner[order.position(e, index + 1)];
        return owner == NONE ? NONE : h.value[in.scope.part[owner]];
    }

    /** An operation that stands below something that had completed before it began. */
    private Story realTime(Finding finding, int k, InvocationCheck in) {
        Scope s = in.scope;
        int op = s.op[k];
        Cast cast = new Cast(h).about(s.invocation);
        boolean early = TimeConflict.isEarly(finding);
        int other = TimeConflict.other(finding, k, in);
        cast.with(op, early ? "shows what had not begun" : "shows an older version");
        if (other == NONE) {
            return story(
                    cast,
                    "An answer about " + cast.id(s.part[k]) + " that real time forbids",
                    "No moment between its invocation and its completion shows what " + cast.name(op) + " saw.");
        }
        int o = s.op[other];
        cast.with(o, early ? "began only later" : "was over before the other began");
        String a = cast.name(o);
        String b = cast.name(op);
        boolean shown = finding == Finding.PHANTOM_EARLY && TimeConflict.lateAppend(s, k) == other;
        String why = early
                ? a + " began after " + b + " had completed, yet " + b
                        + (shown ? " shows what it appended." : " stands above it in the order of versions.")
                : finding == Finding.NON_MONOTONIC
                        ? "Process " + Event.processName(h.process[op], h.symbols) + " saw a later version in " + a
                                + " and then, in " + b + ", an earlier one: it went back in time."
                        : a + " had completed before " + b + " began, yet " + b + " shows a version from before " + a
                                + "." + (finding == Finding.LOST_APPEND ? " Nobody who came later saw it either." : "");
        String first = early ? b : a;
        String second = early ? a : b;
        cast.edge(
                early ? op : o,
                early ? o : op,
                finding == Finding.NON_MONOTONIC ? EdgeType.PROCESS : EdgeType.REALTIME,
                first + " had completed before " + second + " began.");
        return story(cast, titleOf(finding) + " of " + cast.id(s.part[k]), why);
    }

    /**
     * An acknowledged append that is gone after a crash.
     *
     * @param append the part
     * @param read the read that shows its invocation without it
     * @param fault what the crash is called
     */
    public Story undone(int append, int read, String fault) {
        int op = h.partOp[append];
        Cast cast = new Cast(h)
                .with(op, "was acknowledged before the " + fault)
                .with(read, "shows a version without it")
                .about(h.partInvocation[append]);
        String lost = cast.name(op);
        String id = cast.id(append);
        cast.edge(read, op, EdgeType.RW, cast.name(read) + " shows " + id + " without what " + lost + " appended.");
        cast.edge(op, read, EdgeType.REALTIME, lost + " had completed before " + cast.name(read) + " began.");
        return story(
                cast,
                "An acknowledged append to " + id + " that is gone after a " + fault,
                lost + " was acknowledged, then came the " + fault + ", and " + cast.name(read)
                        + ", which began later, shows " + id
                        + " without the entry, although nothing that was acknowledged may be lost so.");
    }

    private static String titleOf(Finding finding) {
        return switch (finding) {
            case STALE_READ -> "A stale read";
            case STALE_ANSWER -> "A write that answered with an old state";
            case NON_MONOTONIC -> "A process that went back in time, reading";
            case LOST_APPEND -> "An acknowledged write that is gone, in a read";
            case PHANTOM_EARLY -> "A read of what had not been written yet,";
            default -> "Writes in an order that real time forbids, in the journal";
        };
    }

    /** Two writes that cannot both have made a version. */
    private Story reuse(int k, int witness, InvocationCheck in) {
        Scope s = in.scope;
        Cast cast = new Cast(h).with(s.op[k], "got the position").about(s.invocation);
        if (witness == NONE) {
            return story(
                    cast,
                    "A write at a position that cannot have been free",
                    "The epoch had already passed the position that " + cast.name(s.op[k]) + " was given.");
        }
        cast.with(s.op[witness], "got the same position");
        String both = cast.name(s.op[witness]) + " and " + cast.name(s.op[k]);
        String what = Kind.isAppend(s.kind[k])
                ? both + " were both acknowledged at epoch " + cast.epoch(s.part[k]) + ", index "
                        + cast.index(s.part[k], h.length[s.part[k]])
                        + ". A position is given once; to give it again a trim must have opened another epoch."
                : both + " were both acknowledged as the one that made the same version.";
        return story(cast, "Two acknowledged writes to " + cast.id(s.part[k]) + " took one position", what);
    }

    /** A part that stands between two entries that were appended at once. */
    private Story intermediate(int k, InvocationCheck in) {
        Scope s = in.scope;
        int append = s.op[in.placement.suffixOwner[in.placement.suffixLow[k]]];
        Cast cast = new Cast(h)
                .with(s.op[k], "came between")
                .with(append, "appended several entries at once")
                .about(s.invocation);
        return story(
                cast,
                "Part of an append-all to " + cast.id(s.part[k]) + " was visible without the rest",
                cast.name(s.op[k]) + " stands between two entries that " + cast.name(append) + " appended at once.");
    }

    /** A part that is wrong by what it shows. */
    private Story rows(Finding finding, int k, InvocationCheck in) {
        Scope s = in.scope;
        int p = s.part[k];
        int op = s.op[k];
        Cast cast = new Cast(h).with(op, "shows it").about(s.invocation);
        int content = Kind.isRead(h.kind[p]) ? h.content[p] : NONE;
        int rows = content == NONE ? 0 : h.contentCount(content);
        int culprit = NONE;
        for (int row = 0; row < rows && culprit == NONE; row++) {
            culprit = isCulprit(finding, k, content, row, in) ? row : NONE;
        }
        if (culprit != NONE) {
            cast.aboutRow(content, culprit);
        }
        int entry = culprit == NONE ? NONE : h.contentEntry(content, culprit);
        int writer = entry == NONE ? NONE : h.writer[entry];
        cast.with(writer == NONE ? NONE : h.partOp[writer], "the append of that entry");
        String row = culprit == NONE
                ? " rows"
                : " at index " + cast.index(p, h.contentIndex(content, culprit)) + " entry " + cast.entry(entry);
        if (finding == Finding.RESURRECTED_TRIMMED || finding == Finding.RESURRECTED_PURGED) {
            int death = entry == NONE ? Integer.MAX_VALUE : in.contents.death[entry];
            int killer = death < in.placement.suffixCount ? in.placement.suffixOwner[death] : NONE;
            if (killer != NONE) {
                cast.with(s.op[killer], "dropped that entry");
            }
        }
        int setter = finding == Finding.SKEW_STATE ? newestSetter(h.value[p]) : NONE;
        cast.with(setter, "set the newest value that the read shows");
        String me = cast.name(op);
        String why = switch (finding) {
            case PHANTOM_NEVER -> me + " shows" + row + ", which no operation ever appended.";
            case SKEW_CRASH ->
                me + " shows" + row
                        + ", which the crash had undone: metadata and journal came back from different moments.";
            case PHANTOM_ELSEWHERE -> me + " shows" + row + ", which was appended to another invocation.";
            case ABORTED_READ -> me + " shows" + row + ", whose append failed: it must not have had any effect.";
            case RESURRECTED_TRIMMED, RESURRECTED_PURGED, RESURRECTED_COMPACTED ->
                me + " shows" + row + ", which had been dropped for good before.";
            case DUPLICATE_ENTRY -> me + " shows" + row + ", and the same entry once more. It was appended once.";
            case GAP ->
                me + " shows rows whose indexes leave a gap: a journal has every index from first to length - 1.";
            case REORDERED_ROWS -> me + " shows rows whose indexes do not ascend.";
            case MISPLACED -> me + " shows" + row + ", but its append was acknowledged at another index.";
            case TORN_LENGTH -> me + " reports a length that no order of the writes to " + cast.id(p) + " produces.";
            case TORN_EPOCH -> me + " reports an epoch that no order of the trims of " + cast.id(p) + " produces.";
            case TORN_FIRST ->
                me + " reports a first index that no order of the writes to " + cast.id(p) + " produces.";
            case TORN_ORDER -> me + " stands above a version of " + cast.id(p) + " that no write can have made.";
            case SKEW_STATE ->
                me + " shows a state that is not the one of its version (" + cast.metadata(p) + ")"
                        + (setter == NONE
                                ? "."
                                : ": " + cast.name(setter) + " set the newest value in it" + beyond(setter, p));
            case SKEW_LENGTH -> me + " promises " + (h.length[p] - h.first[p]) + " rows and shows " + rows + ".";
            case LOST_APPEND ->
                me + " lacks rows that its metadata (" + cast.metadata(p)
                        + ") covers; they were acknowledged before it began, and nothing dropped them.";
            default -> "No order of the operations on " + cast.id(p) + " explains " + me + ".";
        };
        return story(cast, finding.anomaly().replace('-', ' ') + " in invocation " + cast.id(p), why);
    }

    /** What the position that a set-state reported says about a read's metadata: the end of a sentence. */
    private String beyond(int setter, int p) {
        for (int q = h.firstPart[setter]; q < h.firstPart[setter + 1]; q++) {
            boolean reported =
                    h.partInvocation[q] == h.partInvocation[p] && h.isOk(q) && h.epoch[q] >= 0 && h.length[q] >= 0;
            if (reported && (h.epoch[q] > h.epoch[p] || (h.epoch[q] == h.epoch[p] && h.length[q] >= h.length[p]))) {
                return ", and did so at epoch " + h.reportedEpoch(h.partInvocation[q], h.epoch[q]) + ", index "
                        + h.reportedIndex(h.partInvocation[q], h.length[q])
                        + ", which that version does not reach yet.";
            }
        }
        return ".";
    }

    /** The set-state, begun last, of which a state shows the value; or NONE. */
    private int newestSetter(int state) {
        int newest = NONE;
        for (int i = 0; i < h.stateCount(state); i++) {
            int writer = h.writer[h.stateValue(state, i)];
            if (writer != NONE && h.partOp[writer] > newest) {
                newest = h.partOp[writer];
            }
        }
        return newest;
    }

    private boolean isCulprit(Finding finding, int k, int content, int row, InvocationCheck in) {
        int p = in.scope.part[k];
        int entry = h.contentEntry(content, row);
        int writer = h.writer[entry];
        int index = h.contentIndex(content, row);
        return switch (finding) {
            case PHANTOM_NEVER -> writer == NONE;
            case PHANTOM_ELSEWHERE, SKEW_CRASH -> writer != NONE && h.partInvocation[writer] != h.partInvocation[p];
            case ABORTED_READ -> writer != NONE && h.status[h.partOp[writer]] == JournalHistory.Status.FAIL;
            case MISPLACED -> writer != NONE && h.isOk(writer) && h.length[writer] >= 0 && h.length[writer] != index;
            case DUPLICATE_ENTRY -> occurs(content, entry, row + 1);
            case RESURRECTED_TRIMMED, RESURRECTED_PURGED -> {
                int death = in.contents.death[entry];
                int killer = death < in.placement.suffixCount && in.contents.birth[entry] != NONE
                        ? in.placement.suffixOwner[death]
                        : NONE;
                yield killer != NONE;
            }
            case RESURRECTED_COMPACTED -> index < h.first[p];
            default -> false;
        };
    }

    private boolean occurs(int content, int entry, int from) {
        for (int row = from; row < h.contentCount(content); row++) {
            if (h.contentEntry(content, row) == entry) {
                return true;
            }
        }
        return false;
    }

    /** A cycle, or a path that real time closes, through operations on several invocations. */
    public Story across(Finding finding, int[] ops, boolean realTime, DependencyGraph graph) {
        Cast cast = new Cast(h);
        int first = ops[0];
        int last = ops[ops.length - 1];
        int reader = NONE;
        int witness = NONE;
        if (realTime) {
            if (graph.earliest[first] > h.invokeRank[first]) {
                reader = h.opInvokedAt(graph.earliest[first]);
                cast.with(reader, "saw the version before " + (ops.length == 1 ? "it" : "the first"));
            }
            if (graph.latest[last] < h.completeRank[last]) {
                witness = h.opCompletedAt(graph.latest[last]);
                cast.with(witness, "saw it done");
            }
        }
        for (int op : ops) {
            cast.with(op, "");
        }
        StringBuilder why = new StringBuilder();
        if (reader != NONE) {
            String before = cast.name(reader) + " saw a version from before " + cast.name(first) + ".";
            cast.edge(reader, first, isRead(reader) ? EdgeType.RW : EdgeType.WW, before);
            why.append(before).append(' ');
        }
        for (int i = 0; i + 1 < ops.length; i++) {
            why.append(relation(cast, ops[i], ops[i + 1], graph)).append(' ');
        }
        if (!realTime) {
            why.append(relation(cast, last, first, graph)).append(" Each would have to come before itself.");
        } else {
            int end = witness == NONE ? last : witness;
            int start = reader == NONE ? first : reader;
            if (witness != NONE) {
                String seen = cast.name(witness) + " saw the effect of " + cast.name(last) + ".";
                cast.edge(last, witness, isRead(witness) ? EdgeType.WR : EdgeType.WW, seen);
                why.append(seen).append(' ');
            }
            String over = cast.name(end) + " had completed before " + cast.name(start) + " began.";
            cast.edge(end, start, EdgeType.REALTIME, over);
            why.append("But ").append(over);
        }
        String title = switch (finding) {
            case INTERMEDIATE_READ -> "Part of an append-all was visible without the rest";
            case LONG_FORK -> "Two reads disagree about the order of writes to different invocations";
            case SKEW_ACROSS -> "One scan shows different invocations at different moments";
            case TORN_ORDER -> "Reads disagree about the order of a trim and a compact";
            default -> "Writes across invocations in an order that cannot be";
        };
        return story(cast, title, why.toString());
    }

    private boolean isRead(int op) {
        return Kind.isRead(h.kind[h.firstPart[op]]);
    }

    private String relation(Cast cast, int a, int b, DependencyGraph graph) {
        for (int p = h.firstPart[a]; p < h.firstPart[a + 1]; p++) {
            if (graph.orders(h.partInvocation[p], a, b)) {
                return cast.relation(a, b, h.partInvocation[p]);
            }
        }
        throw new AssertionError("no invocation puts operation " + a + " before " + b);
    }

    /** A history that no order explains, with the operation at which every attempt ended. */
    public Story unexplained(int op) {
        Cast cast = new Cast(h).with(op, "could not be placed");
        return story(
                cast,
                "No order of the operations explains the history",
                op == NONE
                        ? "Every order that real time allows contradicts some answer."
                        : "Every order that real time allows contradicts some answer at or before " + cast.name(op)
                                + ".");
    }
}
