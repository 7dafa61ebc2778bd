package dev.skewer.targets.node.disk;

import java.util.List;

/**
 * A change of a directory entry that is not durable.
 *
 * @param number changes have consecutive ones, in the order in which they were made
 * @param mode permissions of a directory that was removed
 * @param inode of the file or directory; 0 if it was not known
 * @param held inode of a file that lost its name and is kept under the number; 0 if none
 * @param path below the folder, as it was when the change was made
 * @param newPath of what was renamed
 */
record ChangedEntry(long number, Kind kind, int mode, long inode, long held, String path, String newPath) {
    /** What was done. */
    enum Kind {
        CREATE("created"),
        UNLINK("removed"),
        RENAME("renamed"),
        LINK("linked"),
        MKDIR("made"),
        RMDIR("removed"),
        EXCHANGE("exchanged");

        /** In the order of {@code record.h}. */
        static final List<Kind> KINDS = List.of(CREATE, UNLINK, RENAME, LINK, MKDIR, RMDIR, EXCHANGE);

        private final String word;

        Kind(String word) {
            this.word = word;
        }

        String word() {
            return word;
        }
    }

    @Override
    public String toString() {
        return kind.word() + " " + path + (newPath.isEmpty() ? "" : " to " + newPath);
    }
}
