package dev.skewer.checker.journal.history;

import static dev.skewer.checker.journal.history.JournalHistory.ABSENT;
import static dev.skewer.checker.journal.history.JournalHistory.NEVER;
import static dev.skewer.checker.journal.history.JournalHistory.NONE;
import static dev.skewer.checker.journal.history.JournalHistory.UNREPORTED;

import dev.skewer.checker.CrashKind;
import dev.skewer.checker.column.LongIntMap;
import dev.skewer.checker.journal.history.JournalHistory.Kind;
import dev.skewer.checker.journal.history.JournalHistory.Status;
import dev.skewer.history.Event;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;

/**
 * Writes a history anew, event by event: operations that it has, at other moments, on other invocations, counted from other epochs and
 * indexes; and operations that it has not, which stand for what a crash left.
 *
 * <p>First it is said what changes ({@link #addInvocation}, {@link #shift}, {@link #move}), then the events are written in their
 * order. Entries of the original that an invocation begins with are other entries there, of the same name.
 */
public final class JournalRewriter {
    private final JournalHistory from;
    private final JournalHistory to;
    /** By part of the original: the invocation that it goes to. */
    private final int[] invocationOf;
    /** By operation of the original: its number in the result. */
    private final int[] rewritten;
    /** Entries that an invocation begins with, by invocation and their number in the original. */
    private final LongIntMap aliases = new LongIntMap();

    private final BitSet dropped = new BitSet();
    private final BitSet settled = new BitSet();
    /** By part of an operation that is settled: what it reports; nothing if that is not known. */
    private final Map<Integer, int[]> reports = new HashMap<>();

    private int rank;
    private Crash crash = new Crash("", CrashKind.KILL, 0, 0, null, 0, 0, -1);
    private int crashNumber = NONE;

    public JournalRewriter(JournalHistory history) {
        from = history;
        to = new JournalHistory(
                history, history.arena.fork(), history.invocations.forAliases(), history.entries.forAliases());
        invocationOf = Arrays.copyOf(history.partInvocation, history.parts);
        rewritten = new int[history.ops];
        int count = history.invocationCount();
        to.source = new int[count];
        Arrays.setAll(to.source, i -> i);
        to.epochShift = new int[count];
        to.indexShift = new int[count];
        to.writer = new int[Math.max(1, history.entries.size())];
        Arrays.fill(to.writer, NONE);
        to.index = new long[64];
        to.crashOf = new int[64];
    }

    /** The history as it has been written so far. */
    public JournalHistory result() {
        return to;
    }

    /** Another invocation of the name of one that is there; the result is its number. */
    public int addInvocation(int like) {
        int added = to.invocations.alias(like);
        to.source = Arrays.copyOf(to.source, added + 1);
        to.source[added] = like;
        to.epochShift = Arrays.copyOf(to.epochShift, added + 1);
        to.indexShift = Arrays.copyOf(to.indexShift, added + 1);
        return added;
    }

    /** Says what the epochs and indexes of an invocation are counted from. */
    public void shift(int invocation, int epochs, int indexes) {
        to.epochShift[invocation] = epochs;
        to.indexShift[invocation] = indexes;
    }

    /** Moves a part of the original to an invocation. */
    public void move(int part, int invocation) {
        invocationOf[part] = invocation;
    }

    /** Says that an operation did not take effect. */
    public void drop(int op) {
        dropped.set(op);
    }

    /** Says that an operation of unknown outcome took effect. */
    public void settle(int op) {
        settled.set(op);
    }

    /** Whether it was said that an operation of unknown outcome took effect. */
    public boolean isSettled(int op) {
        return settled.get(op) && !dropped.get(op);
    }

    /** Says what a part of an operation that is settled reports, as the original counts. */
    public void report(int part, int epoch, int first, int length) {
        reports.put(part, new int[] {epoch, first, length});
    }

    /** Writes that an operation of the original begins. */
    public void invoke(int op) {
        int o = begin(
                from.process[op],
                from.function[op],
                dropped.get(op) ? Status.FAIL : isSettled(op) ? Status.OK : from.status[op],
                from.invokeTime[op],
                from.historyIndex(op));
        rewritten[op] = o;
        to.completeTime[o] = from.completeTime[op];
        for (int p = from.firstPart[op]; p < from.firstPart[op + 1]; p++) {
            copy(o, p);
        }
        to.firstPart[o + 1] = to.parts;
    }

    /** Writes that an operation of the original completes. */
    public void complete(int op) {
        to.completeRank[rewritten[op]] = rank++;
    }

    private int begin(int process, byte function, byte status, long time, long index) {
        int o = to.ops++;
        JournalHistoryBuilder.roomForOp(to, o);
        if (to.index.length < to.invokeRank.length) {
            to.index = Arrays.copyOf(to.index, to.invokeRank.length);
            to.crashOf = Arrays.copyOf(to.crashOf, to.invokeRank.length);
        }
        to.invokeRank[o] = rank++;
        to.completeRank[o] = NEVER;
        to.invokeTime[o] = time;
        to.completeTime[o] = -1;
        to.process[o] = process;
        to.function[o] = function;
        to.status[o] = status;
        to.firstPart[o] = to.parts;
        to.index[o] = index;
        to.crashOf[o] = NONE;
        return o;
    }

    private int newPart(int op, int invocation, byte kind) {
        int p = to.parts++;
        if (p == to.partOp.length) {
            JournalValueDecoder.roomForPart(to);
        }
        to.partOp[p] = op;
        to.partInvocation[p] = invocation;
        to.kind[p] = kind;
        to.epoch[p] = UNREPORTED;
        to.first[p] = UNREPORTED;
        to.length[p] = UNREPORTED;
        to.value[p] = NONE;
        to.content[p] = NONE;
        return p;
    }

    private void copy(int op, int p) {
        int i = invocationOf[p];
        byte kind = from.kind[p];
        int q = newPart(op, i, kind);
        int indexes = to.indexShift[i];
        int[] report = reports.get(p);
        int epoch = report == null ? from.epoch[p] : report[0];
        int first = report == null ? from.first[p] : report[1];
        int length = report == null ? from.length[p] : report[2];
        to.epoch[q] = epoch >= 0 ? epoch - to.epochShift[i] : epoch;
        to.first[q] = first >= 0 ? first - indexes : first;
        to.length[q] = length >= 0 ? length - indexes : length;
        boolean isWhole = indexes == 0 && i == from.partInvocation[p];
        if (Kind.isAppend(kind)) {
            to.value[q] = from.value[p];
            to.content[q] = from.content[p];
            to.writer[from.value[p]] = q;
        } else if (kind == Kind.TRIM || kind == Kind.COMPACT) {
            to.value[q] = Math.max(0, from.value[p] - indexes);
        } else if (Kind.isRead(kind)) {
            to.content[q] = isWhole || from.content[p] == NONE ? from.content[p] : journal(from.content[p], i);
            to.value[q] = isWhole || from.value[p] == NONE ? from.value[p] : state(from.value[p], i);
        }
    }

    private int journal(int content, int invocation) {
        int rows = from.contentCount(content);
        int[] entries = new int[rows];
        boolean isConsecutive = from.isConsecutive(content);
        for (int row = 0; row < rows; row++) {
            entries[row] = from.contentEntry(content, row);
        }
        if (isConsecutive) {
            int first = rows == 0 ? 0 : from.contentIndex(content, 0) - to.indexShift[invocation];
            return consecutive(first, entries, invocation);
        }
        int at = to.arena.size();
        to.arena.add(rows << 1);
        for (int row = 0; row < rows; row++) {
            to.arena.add(from.contentIndex(content, row) - to.indexShift[invocation]);
            to.arena.add(alias(invocation, entries[row]));
        }
        return at;
    }

    private int consecutive(int first, int[] entries, int invocation) {
        int at = to.arena.size();
        to.arena.add(entries.length << 1 | 1);
        to.arena.add(first);
        for (int entry : entries) {
            to.arena.add(alias(invocation, entry));
        }
        return at;
    }

    private int state(int state, int invocation) {
        int[] pairs = new int[2 * from.stateCount(state)];
        for (int i = 0; i < from.stateCount(state); i++) {
            pairs[2 * i] = from.stateKey(state, i);
            pairs[2 * i + 1] = from.stateValue(state, i);
        }
        return state(pairs, invocation);
    }

    private int state(int[] pairs, int invocation) {
        int at = to.arena.size();
        to.arena.add(pairs.length / 2);
        for (int i = 0; i < pairs.length; i += 2) {
            to.arena.add(pairs[i]);
            to.arena.add(alias(invocation, pairs[i + 1]));
        }
        return at;
    }

    /** What an entry of the original is in an invocation. */
    private int alias(int invocation, int entry) {
        int known = aliases.get((long) invocation << 32 | entry);
        return known == LongIntMap.MISSING ? entry : known;
    }

    /** Says which crash the operations stand for that are made from now on. */
    public void making(Crash by, int number) {
        crash = by;
        crashNumber = number;
    }

    private int make(Function function) {
        int o = begin(Event.NEMESIS, function.code(), Status.OK, crash.time(), crash.index());
        to.completeTime[o] = crash.time();
        to.crashOf[o] = crashNumber;
        return o;
    }

    private void end(int o) {
        to.firstPart[o + 1] = to.parts;
        to.completeRank[o] = rank++;
    }

    /**
     * Makes an append to an invocation that begins with it.
     *
     * @param entry as the original numbers it; NONE for one that does not matter
     * @param key of the state that it sets; or NONE
     */
    public void makeAppend(int invocation, int entry, int key, int epoch, int index) {
        int o = make(key == NONE ? Function.APPEND : Function.SET_STATE);
        int p = newPart(o, invocation, key == NONE ? Kind.APPEND : Kind.SET_STATE);
        int alias = to.entries.alias(Math.max(entry, 0));
        if (entry != NONE) {
            aliases.put((long) invocation << 32 | entry, alias);
        }
        if (alias >= to.writer.length) {
            int known = to.writer.length;
            to.writer = Arrays.copyOf(to.writer, 2 * alias + 16);
            Arrays.fill(to.writer, known, to.writer.length, NONE);
        }
        to.writer[alias] = p;
        to.value[p] = alias;
        to.content[p] = key;
        to.epoch[p] = epoch;
        to.length[p] = index;
        end(o);
    }

    /** Makes a trim of all entries, to an epoch. */
    public void makeTrim(int invocation, int epoch) {
        int o = make(Function.TRIM);
        int p = newPart(o, invocation, Kind.TRIM);
        to.value[p] = 0;
        to.epoch[p] = epoch;
        to.length[p] = 0;
        end(o);
    }

    /** Makes a compact of all entries to a first index. */
    public void makeCompact(int invocation, int first, int epoch) {
        int o = make(Function.COMPACT);
        int p = newPart(o, invocation, Kind.COMPACT);
        to.value[p] = first;
        to.first[p] = first;
        to.epoch[p] = epoch;
        to.length[p] = first;
        end(o);
    }

    /** Makes a purge. */
    public void makePurge(int invocation) {
        int o = make(Function.PURGE);
        newPart(o, invocation, Kind.PURGE);
        end(o);
    }

    /**
     * Begins a read that returns a version, which is given as the original counts it.
     *
     * @param state keys and values in turn
     * @return its number, for {@link #completeMade}
     */
    public int beginRead(int invocation, int epoch, int first, int[] entries, int[] state) {
        int o = make(Function.READ);
        int p = newPart(o, invocation, Kind.READ);
        int indexes = to.indexShift[invocation];
        to.epoch[p] = epoch - to.epochShift[invocation];
        to.first[p] = first - indexes;
        to.length[p] = first + entries.length - indexes;
        to.content[p] = consecutive(entries.length == 0 ? 0 : first - indexes, entries, invocation);
        to.value[p] = state(state, invocation);
        to.firstPart[o + 1] = to.parts;
        return o;
    }

    /** Begins a read that finds nothing; the result is its number. */
    public int beginAbsentRead(int invocation) {
        int o = make(Function.READ);
        int p = newPart(o, invocation, Kind.READ);
        to.epoch[p] = ABSENT;
        to.content[p] = consecutive(0, new int[0], invocation);
        to.firstPart[o + 1] = to.parts;
        return o;
    }

    /** Completes an operation that was made. */
    public void completeMade(int o) {
        to.completeRank[o] = rank++;
    }
}
