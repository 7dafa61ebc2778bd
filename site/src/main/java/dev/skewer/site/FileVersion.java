package dev.skewer.site;

import dev.skewer.site.files.OpenFile;
import java.time.Instant;

/** Tells versions of a file apart, by when it was last written and by its length. */
final class FileVersion {
    private FileVersion() {}

    static String of(OpenFile file) {
        Instant modified = file.modified();
        return Long.toHexString(modified.getEpochSecond()) + "." + Integer.toHexString(modified.getNano()) + "."
                + Long.toHexString(file.size());
    }
}
