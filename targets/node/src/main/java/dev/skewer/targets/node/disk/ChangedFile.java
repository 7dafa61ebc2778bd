package dev.skewer.targets.node.disk;

import java.util.List;

/**
 * A file that was changed since the record began.
 *
 * @param inode which file it is
 * @param durableSize bytes; what is beyond was appended since the last sync
 * @param cut the smallest size that it was truncated to since the last sync; {@link #NEVER_CUT} if it was not
 * @param firstPage the range of pages of which older contents may have been kept
 * @param pastPage exclusive
 * @param writeEnds where the newest writes ended that made it longer
 * @param pages the name of the file that holds older contents of its pages
 */
record ChangedFile(
        long inode, long durableSize, long cut, long firstPage, long pastPage, List<Long> writeEnds, String pages) {
    static final long NEVER_CUT = -1;
}
