package dev.skewer.checker;

import java.util.Locale;

/**
 * Why one operation comes before another: Adya's dependencies and the two orders that clients can see (Adya, Liskov and O'Neil,
 * <em>Generalized Isolation Level Definitions</em>, ICDE 2000, §4.4; Kingsbury and Alvaro, <em>Elle</em>, VLDB 2020, §5.1).
 */
public enum EdgeType {
    /** Write dependency: both wrote, the second on top of the first. */
    WW,
    /** Read dependency: the second saw what the first wrote. */
    WR,
    /** Anti-dependency: the first saw what was there before the second wrote. */
    RW,
    /** One process called the first and then the second. */
    PROCESS,
    /** The first had returned before the second was called. */
    REALTIME;

    /** As reports write it: {@code ww}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
