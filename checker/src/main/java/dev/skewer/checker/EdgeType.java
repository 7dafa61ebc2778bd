package dev.skewer.checker;

import java.util.Locale;

/**
 * Why one operation comes before another: Adya's dependencies and the two orders that clients can see (Adya, Liskov and O'Neil,
 * <em>Generalized Isolation Level Definitions</em>, ICDE 2000, §4.4; Kingsbury and Alvaro, <em>Elle</em>, VLDB 2020, §5.1).
 */
public enum EdgeType {
    /** Write dependency: both wrote, the second on top of the first. */
    WW(0),
    /** Read dependency: the second saw what the first wrote. */
    WR(1),
    /** Anti-dependency: the first saw what was there before the second wrote. */
    RW(2),
    /** One process called the first and then the second. */
    PROCESS(3),
    /** The first had returned before the second was called. */
    REALTIME(4),
    /**
     * Predicate anti-dependency: the first looked for objects and did not find one that the second then wrote (Adya, <em>Weak
     * Consistency</em>, 1999). Elle's name for it.
     */
    RWP(5);

    private static final EdgeType[] BY_CODE = {WW, WR, RW, PROCESS, REALTIME, RWP};

    private final int code;

    EdgeType(int code) {
        this.code = code;
    }

    /** A number for columns: from 0 up, and below that how many types there are. */
    public int code() {
        return code;
    }

    /** The type of a number. */
    public static EdgeType of(int code) {
        return BY_CODE[code];
    }

    /** Whether it is an anti-dependency, of an object or of a predicate. */
    public boolean isAntidependency() {
        return this == RW || this == RWP;
    }

    /** The same of a number, which may be that of no type. */
    public static boolean isAntidependency(int code) {
        return code == RW.code || code == RWP.code;
    }

    /** As reports write it: {@code ww}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
