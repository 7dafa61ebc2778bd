package dev.skewer.targets.node.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is left of files by a loss of power: what must be, what may be, and nothing else. */
class PowerLossTest {
    private static final int SEEDS = 40;

    @TempDir(factory = InMemory.class)
    Path temporary;

    private Path folder = Path.of("");
    private int folders;

    @BeforeAll
    static void needsTheShim() {
        assumeTrue(
                DiskShim.availability().isAvailable(),
                () -> "" + DiskShim.availability().obstacle());
    }

    @BeforeEach
    void makeFolder() throws IOException {
        folder = Files.createDirectory(temporary.resolve("files"));
    }

    /** What a folder looks like: names with the lengths of runs of equal letters. */
    private static String look(Path folder) throws IOException {
        var text = new StringBuilder();
        try (var files = Files.walk(folder)) {
            for (Path file : files.filter(path -> !path.equals(folder)).sorted().toList()) {
                text.append(text.isEmpty() ? "" : " ").append(folder.relativize(file));
                if (Files.isRegularFile(file)) {
                    text.append('=').append(runs(Files.readString(file, StandardCharsets.ISO_8859_1)));
                }
            }
        }
        return text.toString();
    }

    private static String runs(String contents) {
        var text = new StringBuilder();
        for (int i = 0; i < contents.length(); ) {
            int end = i;
            while (end < contents.length() && contents.charAt(end) == contents.charAt(i)) {
                end++;
            }
            char letter = contents.charAt(i);
            text.append(letter == 0 ? '0' : letter).append(end - i);
            i = end;
        }
        return text.toString();
    }

    /** What is left, over many seeds, after steps in an empty folder. */
    private Set<String> left(String... steps) throws IOException {
        return leftOf(new String[0], steps);
    }

    /** The same, after steps of which all is durable. */
    private Set<String> leftOf(String[] before, String... steps) throws IOException {
        var left = new TreeSet<String>();
        for (long seed = 0; seed < SEEDS; seed++) {
            Path place = Files.createDirectory(folder.resolve("f" + folders++));
            Disk disk = Disk.of(place);
            try (Steps program = Steps.in(place, disk.environment())) {
                program.all(before);
                for (String step : before) {
                    if (step.startsWith("create")) {
                        program.all("sync " + step.split(" ")[1]);
                    }
                }
                program.all("syncdir 0 .");
                program.all(steps);
                disk.losePower(seed);
            }
            left.add(look(place));
        }
        return left;
    }

    @Test
    void keepsWhatWasSynced() throws IOException {
        assertThat(left("create 1 a", "append 1 x - 0 100", "sync 1")).containsExactly("a=x100");
        assertThat(left("create 1 a", "append 1 x - 0 100", "datasync 1")).containsExactly("a=x100");
    }

    @Test
    void aSyncOfTheWholeMachineIsOneOfEachFile() throws IOException {
        Disk disk = Disk.of(folder);
        try (Steps program = Steps.in(folder, disk.environment())) {
            program.all("mkdir 0 d", "create 1 d/a", "append 1 x - 0 100", "write 1 y - 0 10", "syncall");
            assertThat(disk.losePower(1).isLossy()).isFalse();
        }
        assertThat(look(folder)).isEqualTo("d d/a=y10x90");
    }

    @Test
    void losesAFileThatWasNotSyncedOrAnyEndOfIt() throws IOException {
        assertThat(left("create 1 a", "append 1 x - 0 100", "append 1 y - 0 100"))
                .containsExactly("", "a=", "a=x100", "a=x100y100");
    }

    @Test
    void cutsAtPagesAndTearsAtSectors() throws IOException {
        Set<String> left = left("create 1 a", "sync 1", "append 1 x - 0 10000");
        assertThat(left).contains("a=", "a=x4096", "a=x10000").anyMatch(look -> look.matches("a=x\\d+0\\d+"));
        assertThat(left)
                .allMatch(look ->
                        look.matches("a=|a=x(512|1024|1536|2048|2560|3072|3584|4096|4608|5120|5632|6144|6656|7168"
                                + "|7680|8192|8704|9216|9728|10000)(0\\d+)?"));
    }

    @Test
    void hasOldNewOrTornPagesWhereOneWasWrittenOver() throws IOException {
        Set<String> left =
                leftOf(new String[] {"create 1 a", "append 1 x - 0 8192"}, "write 1 y - 0 4096", "write 1 z - 0 4096");
        assertThat(left)
                .contains("a=x8192", "a=z4096x4096")
                .anyMatch(look -> look.contains("z512x") || look.contains("x512z"));
        assertThat(left).noneMatch(look -> look.contains("y"));
    }

    @Test
    void writesOverThroughADescriptorThatCannotReadOrInParts() throws IOException {
        String[] before = {"create 1 a", "append 1 x - 0 4096", "openw 2 a"};
        assertThat(leftOf(before, "write 2 y - 0 4096", "sync 2")).containsExactly("a=y4096");
        assertThat(leftOf(before, "writev 2 y - 0 4096")).contains("a=x4096", "a=y4096");
    }

    @Test
    void aSyncMakesThePagesDurableThatWereWrittenBefore() throws IOException {
        String[] before = {"create 1 a", "append 1 x - 0 4096"};
        Set<String> left = leftOf(before, "write 1 y - 0 4096", "sync 1", "write 1 z - 0 4096");
        assertThat(left).contains("a=y4096", "a=z4096").noneMatch(look -> look.contains("x"));
    }

    @Test
    void aTruncationHasHappenedOrNot() throws IOException {
        String[] before = {"create 1 a", "append 1 x - 0 8192"};
        assertThat(leftOf(before, "cut 1 - - 4096")).containsExactly("a=x4096", "a=x8192");
        assertThat(leftOf(before, "cut 1 - - 4096", "sync 1")).containsExactly("a=x4096");
        assertThat(leftOf(before, "cut 1 - - 0", "append 1 y - 0 100")).containsExactly("a=", "a=x8192", "a=y100");
        assertThat(leftOf(before, "opentrunc 2 a", "append 2 y - 0 100")).containsExactly("a=", "a=x8192", "a=y100");
    }

    @Test
    void synchronousWritesAreDurableByThemselves() throws IOException {
        String[] before = {"create 1 a", "append 1 x - 0 8192", "opendsync 2 a"};
        assertThat(leftOf(before, "write 2 y - 0 4096")).containsExactly("a=y4096x4096");
        Set<String> behind = leftOf(before, "append 1 u - 0 4096", "write 2 y - 12288 4096");
        assertThat(behind)
                .contains("a=x8192u4096y4096", "a=x8192" + "04096y4096")
                .allMatch(look -> look.startsWith("a=x8192") && look.endsWith("y4096"));
    }

    @Test
    void aRenameIsDurableWithItsDirectory() throws IOException {
        String[] before = {"create 1 a", "append 1 x - 0 10", "create 2 b", "append 2 y - 0 10"};
        assertThat(leftOf(before, "rename 0 a b")).containsExactly("a=x10 b=y10", "b=x10");
        assertThat(leftOf(before, "rename 0 a b", "syncdir 0 .")).containsExactly("b=x10");
        assertThat(leftOf(before, "rename 0 a b", "sync 1")).containsExactly("b=x10");
    }

    @Test
    void changesOfNamesAreLostFromTheNewestOn() throws IOException {
        assertThat(left("mkdir 0 d", "create 1 d/a", "create 2 d/b", "unlink 0 d/a", "rename 0 d/b d/c"))
                .containsExactly("", "d", "d d/a=", "d d/a= d/b=", "d d/b=", "d d/c=");
        assertThat(left("create 1 a", "create 2 b", "sync 1")).containsExactly("a=", "a= b=");
        String[] before = {"create 1 a", "append 1 x - 0 9"};
        assertThat(leftOf(before, "create 2 b", "write 1 y - 0 9", "datasync 1"))
                .containsExactly("a=y9", "a=y9 b=");
        assertThat(leftOf(before, "create 2 b", "write 1 y - 0 9", "sync 1")).containsExactly("a=y9 b=");
        assertThat(left("create 1 a", "create 2 b", "append 1 x - 0 9", "sync 1"))
                .containsExactly("a=x9 b=");
        assertThat(left("mkdir 0 d", "create 1 d/a", "create 2 d/b", "sync 1", "unlink 0 d/a"))
                .containsExactly("d d/a=", "d d/a= d/b=", "d d/b=");
    }

    @Test
    void aRemovedFileIsBackWithWhatItHeld() throws IOException {
        String[] before = {"create 1 a", "append 1 x - 0 10"};
        assertThat(leftOf(before, "unlink 0 a")).containsExactly("", "a=x10");
        assertThat(leftOf(before, "unlink 0 a", "syncdir 0 .")).containsExactly("");
        assertThat(leftOf(before, "unlink 0 a", "create 1 a", "append 1 y - 0 5", "sync 1"))
                .containsExactly("a=y5");
    }

    @Test
    void streamsAndOtherDirectoriesAreSeenToo() throws IOException {
        assertThat(left("stream 0 a hello")).containsExactly("", "a=", "a=h1e1l2o1");
        assertThat(left("mkdir 0 d", "syncdir 0 .", "chdir 0 d", "create 1 a")).containsExactly("d", "d d/a=");
        assertThat(leftOf(new String[] {"mkdir 0 d"}, "rmdir 0 d")).containsExactly("", "d");
        assertThat(leftOf(new String[] {"create 1 a"}, "link 0 a b")).containsExactly("a=", "a= b=");
    }

    @Test
    void whatSurvivesAProcessIsStillNotDurable() throws IOException {
        var left = new TreeSet<String>();
        for (long seed = 0; seed < SEEDS; seed++) {
            Path place = Files.createDirectory(folder.resolve("f" + folders++));
            Disk disk = Disk.of(place);
            try (Steps program = Steps.in(place, disk.environment())) {
                program.all("create 1 a", "append 1 x - 0 10", "sync 1", "append 1 y - 0 10");
            }
            assertThat(look(place)).isEqualTo("a=x10y10");
            try (Steps program = Steps.in(place, disk.environment())) {
                program.all("create 1 b", "sync 1");
                disk.losePower(seed);
            }
            left.add(look(place));
        }
        assertThat(left).containsExactly("a=x10 b=", "a=x10y10 b=");
    }

    @Test
    void afterwardsAllIsDurable() throws IOException {
        Disk disk = Disk.of(folder);
        try (Steps program = Steps.in(folder, disk.environment())) {
            program.all("create 1 a", "append 1 x - 0 10");
            disk.losePower(1);
        }
        String left = look(folder);
        for (long seed = 0; seed < SEEDS; seed++) {
            assertThat(disk.losePower(seed).isLossy()).isFalse();
        }
        assertThat(look(folder)).isEqualTo(left);
        assertThat(disk.environment()).containsKey("LD_PRELOAD");
    }
}
