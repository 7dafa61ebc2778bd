package dev.skewer.database;

import dev.skewer.workloads.generator.Dice;
import dev.skewer.workloads.generator.Seed;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Set;

/**
 * The reference database: transactions of items in memory, at one isolation level, with the mistakes that were planted in it.
 *
 * <p>Whoever drives it says what happens when: each call is one step, and steps of different transactions come in any order, but one
 * at a time. What it leaves to chance (how old a snapshot is) follows from a seed, so the same steps give the same answers. A step
 * costs a few nanoseconds and what it reads; the database keeps nothing of items, which belong to whoever uses them, and of the
 * past only as many commits as a snapshot may lag behind.
 *
 * <p>Commits are numbered in one stream, or in {@value #STREAMS} where transactions may see them in different orders; the stream is
 * that of the session. A snapshot says for each stream how many of its commits it shows.
 */
public final class Database {
    /** The streams of a level that has several. */
    static final int STREAMS = 4;

    /** Bits that hold the number of a stream. */
    static final int STREAM_BITS = 2;

    /** How many commits of a stream a snapshot may lack. */
    static final int MAX_LAG = 16;

    /** For so many commits of each stream it is remembered what they need; more than a snapshot may lack. */
    private static final int REMEMBERED = 2 * MAX_LAG;

    final Isolation isolation;
    private final Set<Defect> defects;
    private final long defectsFrom;
    final int streams;
    final Dice dice;

    /** By stream, its commits. */
    final long[] commits;

    /** The commits of all streams, of which each has its number as its timestamp. */
    long clock;

    /** For each remembered commit, by stream, how many commits a snapshot needs that has it. */
    private final long[] needs;

    private int sessions;

    /**
     * An empty database.
     *
     * @param defects the mistakes planted in it
     * @param seed for what is left to chance
     */
    public Database(Isolation isolation, Collection<Defect> defects, Seed seed) {
        this(isolation, defects, 0, seed);
    }

    /**
     * An empty database that makes no mistake at first.
     *
     * @param defects the mistakes planted in it
     * @param defectsFrom how many commits there are before they show
     * @param seed for what is left to chance
     */
    public Database(Isolation isolation, Collection<Defect> defects, long defectsFrom, Seed seed) {
        this.isolation = isolation;
        this.defects = EnumSet.noneOf(Defect.class);
        this.defects.addAll(defects);
        this.defectsFrom = defectsFrom;
        streams = this.defects.contains(Defect.FORKED_SNAPSHOT) ? STREAMS : isolation.streams;
        dice = seed.split("database").dice();
        commits = new long[streams];
        needs = new long[streams * REMEMBERED * streams];
    }

    /** A session for one process. */
    public Session session() {
        return new Session(this, sessions++ % streams);
    }

    boolean has(Defect defect) {
        return defects.contains(defect) && clock >= defectsFrom;
    }

    /**
     * Chooses a snapshot: for each stream all commits, or all but the latest few, then as many more as the session and what is in the
     * snapshot need.
     *
     * @param isNewest whether it has to be the newest
     */
    void choose(long[] snapshot, Session session, boolean isNewest) {
        boolean isForgetful = has(Defect.STALE_SNAPSHOT);
        boolean mayLag = (!isNewest && isolation.isStale) || isForgetful;
        for (int stream = 0; stream < streams; stream++) {
            long lag = mayLag && dice.chance(0.5) ? dice.below(MAX_LAG + 1) : 0;
            long floor = isForgetful ? 0 : session.floor[stream];
            snapshot[stream] = Math.max(commits[stream] - lag, floor);
        }
        if (streams > 1) {
            close(snapshot);
        }
    }

    /** Adds to a snapshot what the commits in it need, until nothing is missing. */
    private void close(long[] snapshot) {
        boolean isClosed;
        do {
            isClosed = true;
            for (int stream = 0; stream < streams; stream++) {
                int at = remembered(stream, snapshot[stream]);
                for (int each = 0; each < streams; each++) {
                    if (snapshot[each] < needs[at + each]) {
                        snapshot[each] = needs[at + each];
                        isClosed = false;
                    }
                }
            }
        } while (!isClosed);
    }

    /** Where it is remembered what a commit needs. What is needed by none, the commit 0, is nothing. */
    private int remembered(int stream, long number) {
        return (stream * REMEMBERED + (int) (number % REMEMBERED)) * streams;
    }

    /** Numbers a commit, which needs what the one before it in its stream does. */
    long next(int stream) {
        long number = ++commits[stream];
        clock++;
        if (streams > 1) {
            System.arraycopy(needs, remembered(stream, number - 1), needs, remembered(stream, number), streams);
            need(stream, number, stream, number);
        }
        return number;
    }

    /** Notes that a snapshot that has one commit needs another. */
    void need(int stream, long number, int needed, long neededNumber) {
        if (streams > 1) {
            int at = remembered(stream, number) + needed;
            needs[at] = Math.max(needs[at], neededNumber);
        }
    }
}
