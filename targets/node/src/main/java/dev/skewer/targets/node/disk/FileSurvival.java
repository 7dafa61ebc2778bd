package dev.skewer.targets.node.disk;

import dev.skewer.workloads.generator.Dice;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * What a loss of power leaves of one file's contents.
 *
 * <ul>
 *   <li>What was appended since the last sync is there up to a point: the end of a page or of a write, as a file's size moves so. Of its
 *       last page only the first sectors may have been written; zeros stand for the rest.
 *   <li>A page that was written over since the last sync has its older contents, its newer ones, or some sectors of both.
 *   <li>A truncation since the last sync has happened, or it has not; then what was cut off is back, and what was written there since is not.
 * </ul>
 *
 * <p>A file keeps nothing of what was not synced, or all, or something in between; each of the three is drawn often.
 */
final class FileSurvival {
    /** What became of all files. */
    static final class Counts {
        int unsyncedFiles;
        long bytesLost;
        int pagesLost;
        int pagesTorn;
        final List<String> changed = new ArrayList<>();
    }

    /** How much of what was not synced is left. */
    private enum Fate {
        NOTHING,
        ALL,
        SOME
    }

    private final ChangedFile file;
    private final Path path;
    private final String name;
    private final DiskRecord record;
    private final Dice dice;
    private final Counts counts;

    private int pagesLost;
    private int pagesTorn;

    FileSurvival(ChangedFile file, Path path, String name, DiskRecord record, Dice dice, Counts counts) {
        this.file = file;
        this.path = path;
        this.name = name;
        this.record = record;
        this.dice = dice;
        this.counts = counts;
    }

    /** Does it. */
    void apply() throws IOException {
        long size = Files.size(path);
        BitSet older = olderPages();
        long cut = file.cut() == ChangedFile.NEVER_CUT && size < file.durableSize() ? size : file.cut();
        if (size == file.durableSize() && older.isEmpty() && cut == ChangedFile.NEVER_CUT) {
            return;
        }
        counts.unsyncedFiles++;
        Fate fate = switch (dice.below(4)) {
            case 0 -> Fate.NOTHING;
            case 1 -> Fate.ALL;
            default -> Fate.SOME;
        };
        try (RandomAccessFile contents = new RandomAccessFile(path.toFile(), "rw")) {
            if (cut == ChangedFile.NEVER_CUT) {
                turnBack(contents, older, fate);
                shorten(contents, file.durableSize(), size, fate);
            } else if (fate == Fate.ALL || (fate == Fate.SOME && dice.chance(0.5))) {
                older.clear((int) (cut / RecordLayout.PAGE), older.length() + 1 + (int) (cut / RecordLayout.PAGE));
                turnBack(contents, older, fate);
                shorten(contents, cut, size, fate);
            } else {
                undoCut(contents, older, cut, fate);
            }
            tell(size, contents.length());
        }
    }

    private void tell(long before, long after) {
        counts.pagesLost += pagesLost;
        counts.pagesTorn += pagesTorn;
        counts.bytesLost += Math.max(0, before - after);
        if (before != after || pagesLost + pagesTorn > 0) {
            counts.changed.add(name
                    + (before == after ? "" : " from " + before + " to " + after + " bytes")
                    + (pagesLost == 0 ? "" : " with " + pagesLost + " older pages")
                    + (pagesTorn == 0 ? "" : " with " + pagesTorn + " torn pages"));
        }
    }

    // ── what was appended ───────────────────────────────────────────────────────────────────────────────────────

    private void shorten(RandomAccessFile contents, long low, long high, Fate fate) throws IOException {
        long size = switch (fate) {
            case NOTHING -> low;
            case ALL -> high;
            case SOME -> between(low, high);
        };
        contents.setLength(size);
        if (fate == Fate.SOME && size > low && dice.below(3) == 0) {
            tearEnd(contents, low, size);
        }
    }

    /** An end that the file had on its way from one size to another, as far as is known. */
    private long between(long low, long high) {
        List<Long> ends = file.writeEnds().stream()
                .filter(end -> low < end && end < high)
                .sorted()
                .distinct()
                .toList();
        long firstPage = low / RecordLayout.PAGE + 1;
        long lastPage = (high - 1) / RecordLayout.PAGE;
        int pages = (int) Math.max(0, lastPage - firstPage + 1);
        return switch (dice.below(4)) {
            case 0 -> low;
            case 1 -> high;
            case 2 -> ends.isEmpty() ? high : ends.get(dice.below(ends.size()));
            default -> pages == 0 ? low : (firstPage + dice.below(pages)) * RecordLayout.PAGE;
        };
    }

    /** Zeros from a sector of the last page on, but never below {@code low}. */
    private void tearEnd(RandomAccessFile contents, long low, long size) throws IOException {
        long page = (size - 1) / RecordLayout.PAGE * RecordLayout.PAGE;
        long firstSector = Math.max(page, low) / RecordLayout.SECTOR + 1;
        long lastSector = (size - 1) / RecordLayout.SECTOR;
        if (firstSector > lastSector) {
            return;
        }
        long from = (firstSector + dice.below((int) (lastSector - firstSector + 1))) * RecordLayout.SECTOR;
        contents.seek(from);
        contents.write(new byte[(int) (size - from)]);
        pagesTorn++;
    }

    // ── what was written over ───────────────────────────────────────────────────────────────────────────────────

    /** The pages of which older contents were kept. */
    private BitSet olderPages() throws IOException {
        var pages = new BitSet();
        Path numbers = record.pages(file, ".epochs");
        if (file.pastPage() == 0 || !Files.exists(numbers)) {
            return pages;
        }
        ByteBuffer epochs = ByteBuffer.allocate((int) (file.pastPage() - file.firstPage()) * Integer.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN);
        try (FileChannel channel = FileChannel.open(numbers, StandardOpenOption.READ)) {
            long at = file.firstPage() * Integer.BYTES;
            while (epochs.hasRemaining() && channel.read(epochs, at + epochs.position()) > 0) {}
        }
        for (int i = 0; i < epochs.position() / Integer.BYTES; i++) {
            if (epochs.getInt(i * Integer.BYTES) != 0) {
                pages.set((int) file.firstPage() + i);
            }
        }
        return pages;
    }

    private void turnBack(RandomAccessFile contents, BitSet pages, Fate fate) throws IOException {
        if (fate == Fate.ALL || pages.isEmpty()) {
            return;
        }
        try (RandomAccessFile older =
                new RandomAccessFile(record.pages(file, "").toFile(), "r")) {
            for (int page = pages.nextSetBit(0); page >= 0; page = pages.nextSetBit(page + 1)) {
                int draw = fate == Fate.NOTHING ? 0 : dice.below(8);
                if (draw < 3) {
                    copy(older, contents, page, -1);
                    pagesLost++;
                } else if (draw < 5) {
                    copy(older, contents, page, (int) dice.nextLong());
                    pagesTorn++;
                }
            }
        }
    }

    /** Copies those sectors of a page whose bits are set, up to the size that was durable. */
    private void copy(RandomAccessFile older, RandomAccessFile contents, long page, int sectors) throws IOException {
        byte[] bytes = new byte[RecordLayout.SECTOR];
        for (int sector = 0; sector < RecordLayout.PAGE / RecordLayout.SECTOR; sector++) {
            long at = page * RecordLayout.PAGE + (long) sector * RecordLayout.SECTOR;
            int length = (int) Math.min(bytes.length, file.durableSize() - at);
            if ((sectors >>> sector & 1) != 0 && length > 0) {
                older.seek(at);
                older.readFully(bytes, 0, length);
                contents.seek(at);
                contents.write(bytes, 0, length);
            }
        }
    }

    /** What was cut off is back, and what was written there since is gone. */
    private void undoCut(RandomAccessFile contents, BitSet older, long cut, Fate fate) throws IOException {
        var back = (BitSet) older.clone();
        back.clear(0, (int) (cut / RecordLayout.PAGE));
        older.andNot(back);
        turnBack(contents, older, fate);
        contents.setLength(file.durableSize());
        turnBack(contents, back, Fate.NOTHING);
    }
}
