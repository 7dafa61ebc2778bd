package dev.skewer.workloads.runner;

import dev.skewer.history.Event;
import dev.skewer.history.EventType;
import dev.skewer.history.Tape;
import dev.skewer.workloads.Names;
import java.util.concurrent.locks.LockSupport;

/**
 * The record of one thread: events as longs in a linked list of chunks, written by that thread and read by the
 * {@link Recorder}, without a lock. Times within a lane strictly increase.
 *
 * <p><b>The watermark.</b> The recorder wants to hand on all events before some time T and must be sure that none of an
 * earlier time is still to come. A thread that is within a long operation has nothing to say until later than now, so it
 * need not be waited for; one that has taken the time but not yet published the event must be. Therefore a thread sets
 * {@link #stamping} to the least time it may take before it takes it, and clears it after it has published. The recorder
 * takes T, then looks: if it is clear, whatever comes later will be stamped after that look, hence not before T, and what
 * was stamped before is published (the field is volatile, so that setting it, taking the time, and on the other side
 * taking T and looking, fall into one order). If it stays set (the thread lost its core in that very moment), its value
 * is the bound instead.
 *
 * <p>An event is {@value #HEADER} longs (time; process and {@code :f}; type, error and size of the value; size of the timestamps), its
 * value and its timestamps.
 */
final class Lane {
    private static final int HEADER = 4;
    private static final Tape NO_TIMESTAMPS = new Tape();
    private static final int CHUNK_LONGS = 1 << 13;
    private static final int TYPE_BITS = 2;
    private static final int ERROR_BITS = 30;
    private static final int SIZE_SHIFT = TYPE_BITS + ERROR_BITS;
    private static final EventType[] TYPES = {EventType.INVOKE, EventType.OK, EventType.FAIL, EventType.INFO};
    /** What {@code error} is when there is none. */
    static final int NO_ERROR = -1;

    /** What {@link #stamping} is while no event is being stamped. */
    private static final long CLEAR = -1;

    private static final int SPINS = 200;
    private static final long SHORTEST_WAIT_NANOS = 200_000;
    private static final long LONGEST_WAIT_NANOS = 20_000_000;

    private final RunClock clock;
    private final long capacity;
    /** Whether its events are client operations of the run proper. */
    final boolean counted;

    // The writer's.
    private Chunk tail = new Chunk(CHUNK_LONGS);
    private int writeAt;
    private long lastTime = -1;
    private long written;
    private long waitedNanos;

    // Shared: see the class comment.
    private volatile long stamping = CLEAR;
    private volatile long consumed;

    // The recorder's.
    private Chunk head = tail;
    private int readAt;
    private long read;
    private long headTime;
    private boolean headInvokes;
    /** When the operation now open began. */
    long openSince;

    /**
     * An empty lane.
     *
     * @param capacity longs that may wait for the recorder before {@link #awaitRoom} waits
     * @param counted whether its events are client operations of the run proper
     */
    Lane(RunClock clock, long capacity, boolean counted) {
        this.clock = clock;
        this.capacity = capacity;
        this.counted = counted;
    }

    // ── the writer's side ───────────────────────────────────────────────────────────────────────────────────────

    /** Waits while too much is waiting for the recorder. To be called before an operation begins, never within. */
    void awaitRoom(StopSignal stop) {
        if (written - consumed <= capacity) {
            return;
        }
        long from = System.nanoTime();
        // Many lanes may wait, and the recorder that they wait for needs a processor: so the longer, the less often
        // they look.
        long wait = SHORTEST_WAIT_NANOS;
        while (written - consumed > capacity && !stop.isGiven()) {
            LockSupport.parkNanos(wait);
            wait = Math.min(wait + wait / 2, LONGEST_WAIT_NANOS);
        }
        waitedNanos += System.nanoTime() - from;
    }

    /** How long {@link #awaitRoom} waited in sum; to be asked when the writer has ended. */
    long waitedNanos() {
        return waitedNanos;
    }

    /** Records an event without timestamps that happens now, as {@link #record(int, EventType, int, Tape, Tape, int)} does. */
    long record(int process, EventType type, int f, Tape value, int error) {
        return record(process, type, f, value, NO_TIMESTAMPS, error);
    }

    /**
     * Records an event that happens now.
     *
     * @param timestamps those of a transaction; empty if it has none
     * @param error a number of {@link Names}, or {@link #NO_ERROR}
     * @return its time, in nanoseconds since the run began
     */
    long record(int process, EventType type, int f, Tape value, Tape timestamps, int error) {
        int size = value.size();
        int timestampsSize = timestamps.size();
        int length = HEADER + size + timestampsSize;
        Chunk chunk = roomFor(length);
        stamping = lastTime + 1;
        long time = Math.max(clock.now(), lastTime + 1);
        long[] longs = chunk.longs;
        int at = writeAt;
        longs[at] = time;
        longs[at + 1] = (long) process << 32 | (f & 0xffff_ffffL);
        longs[at + 2] = (long) size << SIZE_SHIFT | (long) (error + 1) << TYPE_BITS | code(type);
        longs[at + 3] = timestampsSize;
        at += HEADER;
        for (int i = 0; i < size; i++) {
            longs[at + i] = value.token(i);
        }
        for (int i = 0; i < timestampsSize; i++) {
            longs[at + size + i] = timestamps.token(i);
        }
        lastTime = time;
        writeAt += length;
        written += length;
        chunk.publish(writeAt);
        stamping = CLEAR;
        return time;
    }

    private Chunk roomFor(int length) {
        if (writeAt + length > tail.longs.length) {
            Chunk fresh = new Chunk(Math.max(CHUNK_LONGS, length));
            tail.next = fresh;
            tail = fresh;
            writeAt = 0;
        }
        return tail;
    }

    // ── the recorder's side ─────────────────────────────────────────────────────────────────────────────────────

    /**
     * A time before which no event of this lane is still to come; those before it are published.
     *
     * @param now taken before this call
     */
    long safeBefore(long now) {
        long bound = stamping;
        for (int spin = 0; spin < SPINS && bound != CLEAR; spin++) {
            Thread.onSpinWait();
            bound = stamping;
        }
        return bound == CLEAR ? now : Math.min(now, bound);
    }

    /** Whether there is an event to read; then its time and kind are known. */
    boolean peek() {
        int limit = head.published();
        while (readAt == limit) {
            Chunk next = head.next;
            if (next == null) {
                return false;
            }
            limit = head.published();
            if (readAt == limit) {
                head = next;
                readAt = 0;
                limit = head.published();
            }
        }
        headTime = head.longs[readAt];
        headInvokes = type(head.longs[readAt + 2]) == EventType.INVOKE;
        return true;
    }

    /** The time of the event that {@link #peek} found. */
    long headTime() {
        return headTime;
    }

    /**
     * Whether this lane's next event goes before the other's: the earlier; of equal times the one that invokes, so that
     * operations that may have overlapped are recorded as overlapping.
     */
    boolean goesBefore(Lane other) {
        return headTime != other.headTime ? headTime < other.headTime : headInvokes && !other.headInvokes;
    }

    /** Takes the event that {@link #peek} found. */
    void take(Event event) {
        long[] longs = head.longs;
        int at = readAt;
        long who = longs[at + 1];
        long what = longs[at + 2];
        int size = (int) (what >>> SIZE_SHIFT);
        int error = (int) ((what >>> TYPE_BITS) & ((1L << ERROR_BITS) - 1)) - 1;
        event.clear();
        event.time = longs[at];
        event.process = (int) (who >> 32);
        event.f = (int) who;
        event.type = type(what);
        int timestamps = at + HEADER + size;
        int end = timestamps + (int) longs[at + 3];
        event.value.addRaw(longs, at + HEADER, timestamps);
        event.timestamps.addRaw(longs, timestamps, end);
        if (error != NO_ERROR) {
            event.error.addString(error);
        }
        readAt = end;
        read += end - at;
    }

    private static EventType type(long what) {
        return TYPES[(int) what & ((1 << TYPE_BITS) - 1)];
    }

    /** A type's place in {@link #TYPES}. */
    private static int code(EventType type) {
        return switch (type) {
            case INVOKE -> 0;
            case OK -> 1;
            case FAIL -> 2;
            case INFO -> 3;
        };
    }

    /** Tells the writer how much has been taken. */
    void acknowledge() {
        if (read != consumed) {
            consumed = read;
        }
    }
}
