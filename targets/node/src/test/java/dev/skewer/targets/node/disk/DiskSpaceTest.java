package dev.skewer.targets.node.disk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skewer.workloads.generator.Dice;
import dev.skewer.workloads.generator.Seed;
import dev.skewer.workloads.target.Controls;
import dev.skewer.workloads.target.DiskCondition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a program meets on a disk that others have filled but for so many bytes. */
class DiskSpaceTest extends ProgramOnDisk {
    private static final int PAGE = 4096;

    private Controls.Imposed full(int pages) {
        return disk.impose(new DiskCondition.Full((long) pages * PAGE, false));
    }

    private int pagesLeft() throws IOException {
        long left = Long.parseLong(program.tell("space 0 ."));
        assertThat(left % PAGE).isZero();
        return Math.toIntExact(left / PAGE);
    }

    @Test
    void aWriteForWhichThereIsNoSpaceFailsAndDoesNothing() throws IOException {
        program.all("create 1 a", "append 1 x - 0 5000");
        Controls.Imposed full = full(0);
        assertThat(program.tell("some 1 y - 8192 10")).isEqualTo("ENOSPC");
        assertThat(folder.resolve("a")).hasContent("x".repeat(5000));
        assertThat(disk.counts().refusals()).isEqualTo(1);
        full.close();
        assertThat(program.tell("some 1 y - 8192 10")).isEqualTo("10");
    }

    @Test
    void whatIsAllocatedCanBeWritten() throws IOException {
        program.all("create 1 a", "append 1 x - 0 5000");
        full(0);
        program.all("write 1 y - 0 5000", "append 1 y - 0 3000", "create 2 b");
        assertThat(program.tell("append 1 y - 0 192")).isEqualTo("ok");
        assertThat(program.tell("append 1 y - 0 1")).isEqualTo("ENOSPC");
        assertThat(program.tell("append 2 y - 0 1")).isEqualTo("ENOSPC");
    }

    @Test
    void aWriteIsDoneAsFarAsThereIsSpace() throws IOException {
        program.all("create 1 a", "append 1 x - 0 1000");
        full(2);
        assertThat(program.tell("some 1 y - 1000 20000")).isEqualTo("" + (3 * PAGE - 1000));
        assertThat(folder.resolve("a")).hasContent("x".repeat(1000) + "y".repeat(3 * PAGE - 1000));
        assertThat(program.tell("some 1 y - 12288 1")).isEqualTo("ENOSPC");
        assertThat(pagesLeft()).isZero();
    }

    @Test
    void whatIsLeftIsToldAndTakenPageByPage() throws IOException {
        program.all("create 1 a", "mkdir 0 d");
        Controls.Imposed full = full(10);
        assertThat(pagesLeft()).isEqualTo(10);
        program.all("append 1 x - 0 1");
        assertThat(pagesLeft()).isEqualTo(9);
        program.all("append 1 x - 0 4096");
        assertThat(pagesLeft()).isEqualTo(8);
        program.all("write 1 x - 40960 1");
        assertThat(pagesLeft()).isEqualTo(7);
        program.all("mkdir 0 d/e");
        assertThat(pagesLeft()).isEqualTo(6);
        assertThat(program.tell("space 0 d/e")).isEqualTo("" + 6 * PAGE);
        assertThat(Long.parseLong(program.tell("space 0 /"))).isNotEqualTo(6 * PAGE);
        full.close();
        assertThat(Long.parseLong(program.tell("space 0 ."))).isGreaterThan(6 * PAGE);
    }

    @Test
    void whatGoesGivesItsSpaceBack() throws IOException {
        program.all(
                "create 1 a", "append 1 x - 0 40960", "create 2 b", "append 2 x - 0 8192", "link 0 b c", "mkdir 0 d");
        full(0);
        program.all("cut 1 - - 20480");
        assertThat(pagesLeft()).isEqualTo(5);
        program.all("punch 1 - - 4096 8192");
        assertThat(pagesLeft()).isEqualTo(7);
        program.all("unlink 0 c");
        assertThat(pagesLeft()).isEqualTo(7);
        program.all("rmdir 0 d");
        assertThat(pagesLeft()).isEqualTo(8);
        program.all("unlink 0 a");
        assertThat(pagesLeft()).isEqualTo(11);
        program.all("create 3 e", "append 3 x - 0 8192");
        assertThat(pagesLeft()).isEqualTo(9);
        program.all("create 4 f", "rename 0 f e");
        assertThat(pagesLeft()).isEqualTo(11);
    }

    @Test
    void holesThatAreFilledTakeSpace() throws IOException {
        program.all("create 1 a", "cut 1 - - 40960", "write 1 x - 8192 4096");
        full(3);
        assertThat(program.tell("some 1 y - 0 40960")).isEqualTo("" + 4 * PAGE);
        assertThat(program.tell("some 1 y - 16384 1")).isEqualTo("ENOSPC");
        assertThat(program.tell("some 1 y - 0 16384")).isEqualTo("16384");
    }

    @Test
    void spaceIsAllocatedWholeOrNotAtAll() throws IOException {
        program.all("create 1 a", "create 2 b");
        full(8);
        assertThat(program.tell("allocate 1 k - 0 40960")).isEqualTo("ENOSPC");
        assertThat(pagesLeft()).isEqualTo(8);
        program.all("allocate 1 k - 0 20480");
        assertThat(pagesLeft()).isEqualTo(3);
        program.all("allocate 2 - - 0 12288");
        assertThat(pagesLeft()).isZero();
        // What is allocated is there to be written.
        program.all("append 1 x - 0 20480", "write 2 x - 0 12288");
        assertThat(program.tell("append 1 x - 0 1")).isEqualTo("ENOSPC");
    }

    @Test
    void whatIsAllocatedAheadIsNotThereWhereSpaceIsThin() throws IOException {
        program.all("create 1 a", "append 1 x - 0 4096", "allocate 1 k - 0 40960");
        disk.impose(new DiskCondition.Full(2 * PAGE, true));
        program.all("write 1 x - 0 4096", "append 1 x - 0 4096");
        assertThat(pagesLeft()).isEqualTo(1);
        program.all("append 1 x - 0 4096");
        assertThat(program.tell("append 1 x - 0 1")).isEqualTo("ENOSPC");
        program.all("cut 1 - - 4096");
        assertThat(pagesLeft()).isEqualTo(2);
    }

    @Test
    void whatTheKernelCopiesTakesSpaceToo() throws IOException {
        program.all("create 1 a", "append 1 x - 0 20480", "create 2 b");
        full(2);
        assertThat(program.tell("send 2 1 - 0 65536")).isEqualTo("8192");
        assertThat(program.tell("send 2 1 - 0 65536")).isEqualTo("ENOSPC");
        assertThat(pagesLeft()).isZero();
    }

    @Test
    void allProcessesShareIt() throws IOException {
        full(4);
        try (Steps other = Steps.in(folder, disk.environment())) {
            program.all("create 1 a", "append 1 x - 0 4096");
            other.all("create 1 b", "append 1 x - 0 8192");
            assertThat(program.tell("append 1 x - 0 8192")).isNotEqualTo("ok");
            assertThat(other.tell("append 1 x - 0 1")).isEqualTo("ENOSPC");
        }
        program.close();
        program = Steps.in(folder, disk.environment());
        program.all("create 1 c");
        assertThat(program.tell("append 1 x - 0 1")).isEqualTo("ENOSPC");
    }

    @Test
    void whatIsElsewhereHasAllTheSpaceThereIs() throws IOException {
        full(0);
        program.all("create 1 " + temporary.resolve("elsewhere"), "append 1 x - 0 5000");
    }

    /** Whatever a program does, what is left and what the files have is what there was. */
    @Test
    void nothingGetsLostOnTheWay() throws IOException {
        for (long seed = 0; seed < 20; seed++) {
            Dice dice = new Seed(seed).dice();
            Path here = Files.createDirectory(folder.resolve("s" + seed));
            Controls.Imposed full = full(40);
            var steps = new ArrayList<String>();
            for (int file = 1; file < 4; file++) {
                steps.add("create " + file + " s" + seed + "/" + file);
            }
            for (int i = 0; i < 60; i++) {
                int file = dice.between(1, 3);
                int offset = dice.below(100_000);
                int length = dice.between(1, 30_000);
                steps.add(
                        switch (dice.below(6)) {
                            case 0 -> "append " + file + " y - 0 " + length;
                            case 1 -> "cut " + file + " - - " + offset;
                            case 2 -> "allocate " + file + " - - " + offset + " " + length;
                            case 3 -> "punch " + file + " - - " + offset + " " + length;
                            case 4 -> "writev " + file + " z - " + offset + " " + length;
                            default -> "some " + file + " x - " + offset + " " + length;
                        });
            }
            List<String> done = new ArrayList<>();
            for (String step : steps) {
                done.add(step + ": " + program.tell(step));
                assertThat(pagesLeft() + pagesOf(here))
                        .as("seed %d: %s", seed, done)
                        .isEqualTo(40);
            }
            assertThat(done).as("seed %d", seed).anyMatch(each -> each.endsWith("ENOSPC"));
            full.close();
        }
    }

    /** As the kernel counts. */
    private static int pagesOf(Path folder) throws IOException {
        Process process = new ProcessBuilder("sh", "-c", "stat -c %b -- *")
                .directory(folder.toFile())
                .start();
        String blocks = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.US_ASCII);
        return blocks.lines().mapToInt(Integer::parseInt).sum() / 8;
    }
}
