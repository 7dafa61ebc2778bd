package dev.skewer.checker.linear.parts;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How many bytes one search may hold, and how many it does hold: its tables, the states of the object, its way there. What
 * else is in the heap, such as the garbage of an earlier check, does not count. The only place where the search's tables are
 * allocated, so that a heap that cannot give what the limit allows is a refusal too, and no {@link OutOfMemoryError}. One
 * thread at a time.
 */
public final class Allowance {
    /** One in so many bytes is kept from tables, for without room for new states a search cannot go on at all. */
    private static final int SHARE_OF_STATES = 8;

    /** How much of the room for long-lived objects may be asked for: the collector needs some to work in. */
    private static final double USABLE = 0.85;

    private long limit;
    private long tableLimit;
    private long held;

    /** An allowance of some bytes. */
    public Allowance(long limit) {
        this(limit, limit - limit / SHARE_OF_STATES);
    }

    /**
     * An allowance of some bytes.
     *
     * @param tableLimit up to how many tables may grow
     */
    public Allowance(long limit, long tableLimit) {
        this.limit = limit;
        this.tableLimit = tableLimit;
    }

    /** Allows another number of bytes from now on; what is held already stays. */
    public void limitTo(long bytes) {
        limit = bytes;
        tableLimit = bytes - bytes / SHARE_OF_STATES;
    }

    /** How many bytes are held. */
    public long held() {
        return held;
    }

    /** Whether more is held than is allowed. */
    public boolean isExceeded() {
        return held > limit;
    }

    /** Counts bytes that something takes that is needed whatever it costs, or if negative that it takes no longer. */
    public void count(long bytes) {
        held += bytes;
    }

    /** Longs for a table, all zero; null if they are not to be had. */
    public long @Nullable [] longs(int length) {
        return isGranted(8L * length) ? allocateLongs(length) : null;
    }

    /** Ints for a table, all zero; null if they are not to be had. */
    public int @Nullable [] ints(int length) {
        return isGranted(4L * length) ? allocateInts(length) : null;
    }

    private boolean isGranted(long bytes) {
        return held + bytes <= tableLimit;
    }

    private long @Nullable [] allocateLongs(int length) {
        try {
            long[] array = new long[length];
            held += 8L * length;
            return array;
        } catch (OutOfMemoryError e) {
            return null;
        }
    }

    private int @Nullable [] allocateInts(int length) {
        try {
            int[] array = new int[length];
            held += 4L * length;
            return array;
        } catch (OutOfMemoryError e) {
            return null;
        }
    }

    /** How many bytes of long-lived objects the heap has room for, whatever is in it now. */
    public static long room() {
        long most = 0;
        for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
            String name = pool.getName().toLowerCase(Locale.ROOT);
            boolean isYoung = name.contains("eden") || name.contains("survivor");
            if (pool.getType() == MemoryType.HEAP && !isYoung) {
                most = Math.max(most, pool.getUsage().getMax());
            }
        }
        return (long) (USABLE * (most > 0 ? most : Runtime.getRuntime().maxMemory()));
    }
}
