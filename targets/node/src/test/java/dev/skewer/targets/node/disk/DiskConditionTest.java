package dev.skewer.targets.node.disk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skewer.workloads.target.Controls;
import dev.skewer.workloads.target.DiskCondition;
import dev.skewer.workloads.target.DiskCondition.Call;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What conditions of a disk do to a program and to its files. */
class DiskConditionTest extends ProgramOnDisk {
    private String contents(String name) throws IOException {
        return Files.readString(folder.resolve(name), StandardCharsets.ISO_8859_1);
    }

    @Test
    void aLyingDiskLosesWhatWasSynced() throws IOException {
        program.all("create 1 a", "append 1 x - 0 10", "sync 1", "syncdir 0 .");
        Controls.Imposed lies = disk.impose(new DiskCondition.LyingSyncs());
        program.all("append 1 y - 0 10", "sync 1", "create 2 b", "sync 2", "syncdir 0 .");
        lies.close();
        assertThat(disk.counts().lies()).isEqualTo(3);
        disk.losePower(0);
        assertThat(contents("a")).isIn("x".repeat(10), "x".repeat(10) + "y".repeat(10));
    }

    @Test
    void whatALieConcernedIsDurableWithTheNextHonestSync() throws IOException {
        program.all("create 1 a");
        Controls.Imposed lies = disk.impose(new DiskCondition.LyingSyncs());
        program.all("append 1 x - 0 10", "sync 1");
        lies.close();
        program.all("sync 1");
        assertThat(disk.losePower(0).isLossy()).isFalse();
    }

    @Test
    void aSlowDiskTakesItsTimeOverSyncsAndNothingElse() throws IOException {
        program.all("create 1 a", "append 1 x - 0 10");
        Controls.Imposed slowness =
                disk.impose(new DiskCondition.SlowSyncs(Duration.ofMillis(150), Duration.ofMillis(160)));
        long start = System.nanoTime();
        program.all("sync 1", "datasync 1");
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(300));
        assertThat(disk.counts().delays()).isEqualTo(2);
        program.all("append 1 x - 0 10", "read 1 - - 0 10");
        slowness.close();
        program.all("sync 1");
        assertThat(disk.counts().delays()).isEqualTo(2);
    }

    @ParameterizedTest
    @EnumSource
    void failingCallsFailAndDoNothing(Call call) throws IOException {
        program.all("create 1 a", "append 1 x - 0 10");
        Controls.Imposed failures = disk.impose(new DiskCondition.FailingCalls(Set.of(call), 1, 7));
        assertThat(program.tell("append 1 y - 0 10")).isEqualTo(call == Call.WRITE ? "EIO" : "ok");
        assertThat(program.tell("writev 1 y - 0 5")).isEqualTo(call == Call.WRITE ? "EIO" : "ok");
        assertThat(program.tell("sync 1")).isEqualTo(call == Call.SYNC ? "EIO" : "ok");
        assertThat(program.tell("syncdir 0 .")).isEqualTo(call == Call.SYNC ? "EIO" : "ok");
        assertThat(program.tell("read 1 - - 0 10")).isEqualTo(call == Call.READ ? "EIO" : "ok");
        assertThat(contents("a")).isEqualTo(call == Call.WRITE ? "x".repeat(10) : "yyyyyxxxxxyyyyyyyyyy");
        failures.close();
        program.all("append 1 z - 0 1", "sync 1", "read 1 - - 0 10");
        assertThat(disk.counts().errors()).isPositive();
    }

    @Test
    void someCallsFailWhereTheShareIsLess() throws IOException {
        program.all("create 1 a");
        disk.impose(new DiskCondition.FailingCalls(Set.of(Call.WRITE), 0.5, 7));
        int failures = 0;
        for (int i = 0; i < 200; i++) {
            failures += program.tell("append 1 y - 0 1").equals("ok") ? 0 : 1;
        }
        assertThat(failures).isBetween(60, 140);
        assertThat(contents("a")).hasSize(200 - failures);
    }

    /** The kernel takes the pages for clean after the error: the next sync says that all is well, and has not written them. */
    @Test
    void whatAFailedSyncLeftBehindIsNotMadeDurableByTheNext() throws IOException {
        var left = new TreeSet<String>();
        for (long seed = 0; seed < 30; seed++) {
            String name = "a" + seed;
            program.all("create 1 " + name, "append 1 x - 0 4096", "sync 1", "syncdir 0 .", "append 1 y - 0 4096");
            Controls.Imposed failures = disk.impose(new DiskCondition.FailingCalls(Set.of(Call.SYNC), 1, 7));
            assertThat(program.tell("sync 1")).isEqualTo("EIO");
            failures.close();
            program.all("sync 1");
            disk.losePower(seed);
            left.add(contents(name).replaceAll("(.)\\1*", "$1"));
            program.close();
            program = Steps.in(folder, disk.environment());
        }
        assertThat(left).contains("xy", "x\0").allMatch(each -> each.startsWith("x"));
    }

    @Test
    void writingAgainAfterAFailedSyncMakesItDurable() throws IOException {
        program.all("create 1 a", "append 1 x - 0 4096", "sync 1");
        Controls.Imposed failures = disk.impose(new DiskCondition.FailingCalls(Set.of(Call.SYNC), 1, 7));
        program.all("write 1 y - 0 4096");
        assertThat(program.tell("sync 1")).isEqualTo("EIO");
        failures.close();
        program.all("write 1 y - 0 4096", "sync 1");
        assertThat(disk.losePower(0).isLossy()).isFalse();
    }

    @Test
    void aFlippedBitIsInTheFile() throws IOException {
        program.all("create 1 a");
        disk.impose(new DiskCondition.FlippedBits(2, 1, 7));
        program.all("append 1 x - 0 100", "writev 1 x - 100 100", "append 1 x - 0 100");
        byte[] left = Files.readAllBytes(folder.resolve("a"));
        assertThat(left).hasSize(300);
        int[] flipped = new int[3];
        for (int i = 0; i < left.length; i++) {
            flipped[i / 100] += Integer.bitCount((left[i] ^ 'x') & 0xff);
        }
        assertThat(flipped).containsExactly(1, 1, 0);
        assertThat(disk.counts().flips()).isEqualTo(2);
    }

    @Test
    void aTornWriteIsTheLastOfItsProcess() throws IOException {
        var lengths = new TreeSet<Integer>();
        for (long seed = 0; seed < 30; seed++) {
            String name = "a" + seed;
            program.all("create 1 " + name, "append 1 x - 0 700");
            disk.impose(new DiskCondition.TornWrites(1, 1, seed));
            assertThat(program.tell("append 1 y - 0 3000")).isEqualTo("dead");
            String left = contents(name);
            assertThat(left).matches("x{700}y*");
            assertThat(left.length()).isLessThan(3700);
            assertThat(left.length() % 512).isZero();
            lengths.add(left.length());
            program.close();
            program = Steps.in(folder, disk.environment());
        }
        assertThat(lengths).hasSizeGreaterThan(3);
        assertThat(disk.counts().tears()).isEqualTo(30);
    }

    @Test
    void filesOfOtherNamesAreSpared() throws IOException {
        disk.confine("*.log");
        disk.impose(new DiskCondition.FailingCalls(Set.of(Call.WRITE, Call.SYNC), 1, 7));
        program.all("create 1 a", "append 1 x - 0 10", "sync 1", "create 2 a.log");
        assertThat(program.tell("append 2 x - 0 10")).isEqualTo("EIO");
        program.all("rename 0 a b.log");
        assertThat(program.tell("append 1 x - 0 10")).isEqualTo("EIO");
    }

    @Test
    void conditionsOutliveALossOfPower() throws IOException {
        disk.impose(new DiskCondition.FailingCalls(Set.of(Call.SYNC), 1, 7));
        disk.losePower(0);
        program.close();
        program = Steps.in(folder, disk.environment());
        program.all("create 1 a");
        assertThat(program.tell("sync 1")).isEqualTo("EIO");
    }

    @Test
    void aDiskThatSettlesHasEverything() throws IOException {
        program.all("mkdir 0 d", "create 1 d/a", "append 1 x - 0 5000", "write 1 y - 0 10", "create 2 b", "unlink 0 b");
        disk.settle();
        assertThat(disk.losePower(0).isLossy()).isFalse();
    }

    @Test
    void ofTwoConditionsOfAKindTheNewerCountsAndThenTheOlder() throws IOException {
        program.all("create 1 a");
        Controls.Imposed all = disk.impose(new DiskCondition.FailingCalls(Set.of(Call.SYNC), 1, 7));
        Controls.Imposed none = disk.impose(new DiskCondition.FailingCalls(Set.of(Call.SYNC), 0, 7));
        program.all("sync 1");
        none.close();
        none.close();
        assertThat(program.tell("sync 1")).isEqualTo("EIO");
        all.close();
        program.all("sync 1");
    }

    @Test
    void whatIsElsewhereIsLeftAlone() throws IOException {
        Path elsewhere = temporary.resolve("elsewhere");
        disk.impose(new DiskCondition.FailingCalls(Set.of(Call.WRITE, Call.SYNC, Call.READ), 1, 7));
        program.all(
                "create 1 " + elsewhere,
                "append 1 x - 0 10",
                "sync 1",
                "read 1 - - 0 10",
                "rename 0 " + elsewhere + " ../e");
        assertThat(disk.losePower(0).isLossy()).isFalse();
        assertThat(temporary.resolve("e")).hasContent("x".repeat(10));
    }

    /** A server's processes may have left the group of the first, and go on writing when that is dead. */
    @Test
    void aLossOfPowerEndsEveryProcess() throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(
                        "sh", "-c", "(trap '' HUP; while :; do echo x >> beats; sleep 0.01; done) & echo $!; exit 0")
                .directory(folder.toFile());
        builder.environment().putAll(disk.environment());
        Process first = builder.start();
        long pid = Long.parseLong(first.inputReader().readLine());
        first.waitFor();
        ProcessHandle orphan = ProcessHandle.of(pid).orElseThrow();
        assertThat(orphan.isAlive()).isTrue();
        // It answers, so it has loaded the shim.
        program.all("syncdir 0 .");
        assertThat(disk.isUsedBy(program.pid())).isTrue();
        disk.losePower(0);
        assertThat(orphan.isAlive()).isFalse();
        assertThat(disk.isUsedBy(program.pid())).isFalse();
    }
}
