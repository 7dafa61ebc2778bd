package dev.skewer.checker.journal.crash;

/** A version of an invocation, as a crash left it. */
final class Version {
    /** Before the first append. */
    static final Version NOTHING = new Version(false, false, 0, 0, new int[0], new int[0]);

    /** Whether the invocation has begun and has not been purged. */
    final boolean isLive;

    final boolean isPurged;
    final int epoch;
    final int first;
    /** From the first index on. */
    final int[] entries;
    /** Keys and values in turn. */
    final int[] state;

    Version(boolean isLive, boolean isPurged, int epoch, int first, int[] entries, int[] state) {
        this.isLive = isLive;
        this.isPurged = isPurged;
        this.epoch = epoch;
        this.first = first;
        this.entries = entries;
        this.state = state;
    }
}
