package dev.skewer.targets.node.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.skewer.workloads.generator.Dice;
import dev.skewer.workloads.generator.Seed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Programs of random steps, and what is left of their files, held against the definition: each file holds what it may ({@link ExpectedFile}),
 * and names are those of one moment, not before the last that a sync made durable.
 */
class RandomLossTest {
    private static final int PROGRAMS = 150;
    private static final List<String> NAMES = List.of("a", "b", "d/a", "d/b");

    @TempDir(factory = InMemory.class)
    Path inMemory;

    /** Where numbers of files are given anew. */
    @TempDir
    Path onDisk;

    @BeforeAll
    static void needsTheShim() {
        assumeTrue(
                DiskShim.availability().isAvailable(),
                () -> "" + DiskShim.availability().obstacle());
    }

    /** A program with what is known of its files. */
    private static final class Run {
        final Path folder;
        final Dice dice;
        Steps steps;
        final List<String> told = new ArrayList<>();
        /** Names to inodes, after each change. */
        final List<NavigableMap<String, Long>> moments = new ArrayList<>();
        /** For each inode, of directories too, the newest moment that touched it. */
        final Map<Long, Integer> touched = new HashMap<>();

        final Map<Long, ExpectedFile> files = new HashMap<>();
        final Map<Integer, Long> descriptors = new HashMap<>();
        int durableMoment;

        Run(Path folder, Dice dice, Steps steps) {
            this.folder = folder;
            this.dice = dice;
            this.steps = steps;
            moments.add(new TreeMap<>());
        }

        NavigableMap<String, Long> names() {
            return moments.get(moments.size() - 1);
        }

        void tell(String step) throws IOException {
            told.add(step);
            steps.all(step);
        }

        long inode(String name) throws IOException {
            return (long) Files.getAttribute(folder.resolve(name), "unix:ino", LinkOption.NOFOLLOW_LINKS);
        }

        long parent(String name) throws IOException {
            return inode(name.contains("/") ? "d" : "");
        }

        void changed(NavigableMap<String, Long> names, long... inodes) {
            moments.add(names);
            for (long inode : inodes) {
                touched.put(inode, moments.size() - 1);
            }
        }

        void synced(long inode) {
            durableMoment = Math.max(durableMoment, touched.getOrDefault(inode, 0));
        }

        // ── steps ───────────────────────────────────────────────────────────────────────────────────────────────

        void open(int descriptor, String name) throws IOException {
            var names = new TreeMap<>(names());
            if (names.containsKey(name)) {
                boolean truncates = dice.chance(0.3);
                tell((truncates ? "opentrunc " : "open ") + descriptor + " " + name);
                if (truncates) {
                    file(names.get(name)).truncate(0);
                }
            } else {
                tell("create " + descriptor + " " + name);
                names.put(name, inode(name));
                files.put(inode(name), new ExpectedFile());
                changed(names, inode(name), parent(name));
            }
            descriptors.put(descriptor, names.get(name));
        }

        ExpectedFile file(Long inode) {
            return java.util.Objects.requireNonNull(files.get(inode));
        }

        void rename(String from, String to) throws IOException {
            var names = new TreeMap<>(names());
            if (names.containsKey(from) && !from.equals(to)) {
                Long victim = names.get(to);
                tell("rename 0 " + from + " " + to);
                long inode = java.util.Objects.requireNonNull(names.remove(from));
                names.put(to, inode);
                changed(names, inode, parent(from), parent(to), victim == null ? inode : victim);
            }
        }

        void unlink(String name) throws IOException {
            var names = new TreeMap<>(names());
            if (names.containsKey(name)) {
                tell("unlink 0 " + name);
                long inode = java.util.Objects.requireNonNull(names.remove(name));
                changed(names, inode, parent(name));
            }
        }

        void contents(int descriptor) throws IOException {
            Long inode = descriptors.get(descriptor);
            if (inode == null) {
                return;
            }
            ExpectedFile file = file(inode);
            char letter = (char) ('A' + dice.below(26));
            int length = dice.between(1, 9000);
            int offset = dice.below(file.size() + 1);
            switch (dice.below(6)) {
                case 0, 1 -> {
                    tell("append " + descriptor + " " + letter + " - 0 " + length);
                    file.write(file.size(), length, letter);
                }
                case 2, 3 -> {
                    tell((dice.chance(0.5) ? "write " : "writev ") + descriptor + " " + letter + " - " + offset + " "
                            + length);
                    file.write(offset, length, letter);
                }
                case 4 -> {
                    tell("cut " + descriptor + " - - " + offset);
                    file.truncate(offset);
                }
                default -> {
                    boolean isDataOnly = dice.chance(0.5);
                    tell((isDataOnly ? "datasync " : "sync ") + descriptor);
                    // The journal has the file's size and time behind all changes of names before.
                    boolean isInJournal = file.isResized() || (!isDataOnly && file.isRewritten());
                    durableMoment = isInJournal ? moments.size() - 1 : durableMoment;
                    file.sync();
                    synced(inode);
                }
            }
        }

        void step() throws IOException {
            int descriptor = dice.between(1, 3);
            String name = NAMES.get(dice.below(NAMES.size()));
            switch (dice.below(14)) {
                case 0, 1 -> open(descriptor, name);
                case 2 -> rename(name, NAMES.get(dice.below(NAMES.size())));
                case 3 -> unlink(name);
                case 4 -> {
                    String directory = dice.chance(0.5) ? "d" : ".";
                    tell("syncdir 0 " + directory);
                    synced(inode(directory.equals(".") ? "" : directory));
                }
                default -> contents(descriptor);
            }
        }

        /** Ends the program, but not the machine. */
        void crash(Disk disk) throws IOException {
            told.add("crash");
            steps.close();
            descriptors.clear();
            steps = Steps.in(folder, disk.environment());
        }

        void check() throws IOException {
            var left = new TreeMap<String, Long>();
            for (String name : NAMES) {
                if (Files.exists(folder.resolve(name))) {
                    left.put(name, inode(name));
                }
            }
            assertThat(moments.subList(durableMoment, moments.size())).contains(left);
            for (Map.Entry<String, Long> entry : left.entrySet()) {
                byte[] contents = Files.readAllBytes(folder.resolve(entry.getKey()));
                assertThat(file(entry.getValue()).allows(contents))
                        .as("%s with %d bytes", entry.getKey(), contents.length)
                        .isTrue();
            }
        }
    }

    @Test
    void whatIsLeftIsWhatMayBe() throws IOException {
        int lossy = 0;
        for (long seed = 0; seed < PROGRAMS; seed++) {
            Dice dice = new Seed(seed).dice();
            Path folder = Files.createDirectories((seed % 5 == 0 ? onDisk : inMemory).resolve("p" + seed));
            Files.createDirectory(folder.resolve("d"));
            Disk disk = Disk.of(folder);
            Run run = new Run(folder, dice, Steps.in(folder, disk.environment()));
            try {
                for (int i = dice.between(1, 120); i > 0; i--) {
                    if (dice.chance(0.02)) {
                        run.crash(disk);
                    }
                    run.step();
                }
                PowerLoss loss = disk.losePower(seed);
                lossy += loss.isLossy() ? 1 : 0;
                run.told.add(loss.toString());
                run.check();
            } catch (AssertionError e) {
                throw new AssertionError("seed " + seed + ": " + run.told + "\n" + e.getMessage(), e);
            } finally {
                run.steps.close();
            }
        }
        assertThat(lossy).isGreaterThan(PROGRAMS / 2);
    }
}
