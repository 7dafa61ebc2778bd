package dev.skewer.targets.node.disk;

import dev.skewer.workloads.generator.Dice;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Turns a folder into what a loss of power could leave of it. The changes of names that are not durable are undone from the newest back to one
 * that is drawn; then the contents of each file become what {@link FileSurvival} draws.
 */
final class Survival {
    private final Path folder;
    private final DiskRecord record;
    private final Dice dice;

    Survival(Path folder, DiskRecord record, Dice dice) {
        this.folder = folder;
        this.record = record;
        this.dice = dice;
    }

    /** Does it; the record is of no use afterwards. */
    PowerLoss apply() throws IOException {
        List<ChangedEntry> entries = record.entries();
        List<ChangedEntry> undone = undoSome(entries);
        var counts = new FileSurvival.Counts();
        Map<Long, ChangedFile> changed =
                record.files().stream().collect(Collectors.toMap(ChangedFile::inode, Function.identity()));
        for (Path path : files()) {
            // Of a file with several names the first counts.
            ChangedFile file = changed.remove(inode(path));
            if (file != null) {
                new FileSurvival(file, path, folder.relativize(path).toString(), record, dice, counts).apply();
            }
        }
        return new PowerLoss(
                entries.size(),
                undone.stream().map(ChangedEntry::toString).toList(),
                counts.unsyncedFiles,
                counts.bytesLost,
                counts.pagesLost,
                counts.pagesTorn,
                counts.changed,
                record.limits());
    }

    // ── names ───────────────────────────────────────────────────────────────────────────────────────────────────

    /** None, all, or any number of them are undone, the newest first. */
    private List<ChangedEntry> undoSome(List<ChangedEntry> entries) throws IOException {
        int kept = switch (dice.below(3)) {
            case 0 -> 0;
            case 1 -> entries.size();
            default -> dice.between(0, entries.size());
        };
        var undone = new ArrayList<ChangedEntry>();
        for (int i = entries.size() - 1; i >= kept; i--) {
            undo(entries.get(i));
            undone.add(entries.get(i));
        }
        return undone;
    }

    /** A change that was recorded but not made, as its process died in between, is none that can be undone. */
    private void undo(ChangedEntry entry) throws IOException {
        Path path = folder.resolve(entry.path());
        Path newPath = folder.resolve(entry.newPath());
        Path held = record.held(entry.number());
        switch (entry.kind()) {
            case CREATE, LINK, MKDIR -> {
                if (exists(path) && (entry.inode() == 0 || inode(path) == entry.inode())) {
                    delete(path);
                }
            }
            case UNLINK -> giveBack(held, path);
            case RENAME -> {
                if (exists(newPath) && inode(newPath) == entry.inode() && !exists(path)) {
                    Files.move(newPath, path);
                    giveBack(held, newPath);
                }
            }
            case RMDIR -> {
                if (!exists(path)) {
                    makeDirectory(path, entry.mode());
                }
            }
            case EXCHANGE -> {
                if (exists(path) && exists(newPath) && inode(newPath) == entry.inode()) {
                    Path between = record.place().resolve("exchanged");
                    Files.move(path, between);
                    Files.move(newPath, path);
                    Files.move(between, newPath);
                }
            }
        }
    }

    private static void giveBack(Path held, Path path) throws IOException {
        if (exists(held) && !exists(path)) {
            Files.move(held, path);
        }
    }

    private static void makeDirectory(Path path, int mode) throws IOException {
        Files.createDirectory(path);
        Files.setAttribute(path, "unix:mode", mode);
        Path parent = path.getParent();
        if (parent != null) {
            Files.setOwner(path, Files.getOwner(parent));
        }
    }

    private static void delete(Path path) throws IOException {
        if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
            try (var children = Files.newDirectoryStream(path)) {
                for (Path child : children) {
                    delete(child);
                }
            }
        }
        Files.delete(path);
    }

    private static boolean exists(Path path) {
        return Files.exists(path, LinkOption.NOFOLLOW_LINKS);
    }

    private static long inode(Path path) throws IOException {
        return (long) Files.getAttribute(path, "unix:ino", LinkOption.NOFOLLOW_LINKS);
    }

    private List<Path> files() throws IOException {
        try (var files = Files.walk(folder)) {
            return files.filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
                    .sorted()
                    .toList();
        }
    }
}
