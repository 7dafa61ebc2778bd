package dev.skewer.checker.journal.crash;

import static dev.skewer.checker.journal.history.JournalHistory.NONE;

import dev.skewer.checker.journal.history.Crash;
import dev.skewer.checker.journal.history.JournalHistory;
import dev.skewer.checker.journal.history.JournalHistory.Kind;
import dev.skewer.checker.journal.history.JournalRewriter;
import java.util.Arrays;

/**
 * The version with which an era begins, and how an invocation of its own comes to it. Epochs and indexes are counted from less than
 * they are, so that few writes suffice.
 *
 * @param version what the crash left
 * @param invocation the era's own
 * @param epochShift what epochs are counted from
 * @param indexShift what indexes are counted from; below zero where what the state holds is no longer in the journal
 */
record EraStart(Version version, int invocation, int epochShift, int indexShift) {
    /**
     * How an era begins.
     *
     * @param era its number among the eras
     * @param invocation its own
     */
    static EraStart of(JournalHistory h, Eras eras, int era, int invocation) {
        Version start = eras.eras().get(era).start();
        if (era == 0 || (!start.isLive && !start.isPurged)) {
            return new EraStart(start, invocation, 0, 0);
        }
        int epoch = start.epoch;
        int index = start.first - deadValues(start);
        if (start.isLive && start.entries.length == 0 && deadValues(start) == 0) {
            // It takes a write to be there.
            index -= start.first > 0 ? 1 : 0;
            epoch -= start.first > 0 ? 0 : 1;
        }
        for (int i = 0; i < eras.count(); i++) {
            if (eras.eraOf(i) == era) {
                int p = eras.part(i);
                if (h.kind[p] == Kind.TRIM && h.value[p] < start.first) {
                    // Also of an empty journal it begins an epoch: something is below its length, and has to stay
                    // there.
                    index = Math.min(index, start.first - 1);
                }
                epoch = h.epoch[p] >= 0 ? Math.min(epoch, h.epoch[p]) : epoch;
                index = Math.min(index, leastIndex(h, p));
            }
        }
        return new EraStart(start, invocation, epoch, index);
    }

    /** The least index that a part reports. */
    private static int leastIndex(JournalHistory h, int p) {
        int least = Integer.MAX_VALUE;
        least = h.first[p] >= 0 ? Math.min(least, h.first[p]) : least;
        least = h.length[p] >= 0 ? Math.min(least, h.length[p]) : least;
        if (Kind.isRead(h.kind[p]) && h.content[p] != NONE) {
            for (int row = 0; row < h.contentCount(h.content[p]); row++) {
                least = Math.min(least, h.contentIndex(h.content[p], row));
            }
        }
        return least;
    }

    /** How many values of the state are no longer in the journal. */
    private static int deadValues(Version version) {
        int dead = 0;
        for (int i = 0; i < version.state.length; i += 2) {
            dead += holds(version, version.state[i + 1]) ? 0 : 1;
        }
        return dead;
    }

    private static boolean holds(Version version, int entry) {
        return Arrays.stream(version.entries).anyMatch(each -> each == entry);
    }

    /** Adds the writes that make the version. */
    void write(JournalRewriter out, Crash crash, int number) {
        out.making(crash, number);
        if (version.isPurged) {
            out.makeAppend(invocation, NONE, NONE, 0, 0);
            out.makePurge(invocation);
            return;
        }
        if (!version.isLive) {
            return;
        }
        int epoch = 0;
        for (; epoch < version.epoch - epochShift; epoch++) {
            out.makeAppend(invocation, NONE, NONE, epoch, 0);
            out.makeTrim(invocation, epoch + 1);
        }
        int index = 0;
        for (int i = 0; i < version.state.length; i += 2) {
            if (!holds(version, version.state[i + 1])) {
                out.makeAppend(invocation, version.state[i + 1], version.state[i], epoch, index++);
            }
        }
        int first = version.first - indexShift;
        while (index < first) {
            out.makeAppend(invocation, NONE, NONE, epoch, index++);
        }
        if (first > 0) {
            out.makeCompact(invocation, first, epoch);
        }
        for (int entry : version.entries) {
            out.makeAppend(invocation, entry, keyOf(entry), epoch, index++);
        }
    }

    /** The key of the state whose value is an entry; or NONE. */
    private int keyOf(int entry) {
        for (int i = 0; i < version.state.length; i += 2) {
            if (version.state[i + 1] == entry) {
                return version.state[i];
            }
        }
        return NONE;
    }

    /** Begins a read, of another era, that returns the version; the result is its number. */
    int beginRead(JournalRewriter out, Crash crash, int number, int of) {
        out.making(crash, number);
        return version.isLive
                ? out.beginRead(of, version.epoch, version.first, version.entries, version.state)
                : out.beginAbsentRead(of);
    }
}
