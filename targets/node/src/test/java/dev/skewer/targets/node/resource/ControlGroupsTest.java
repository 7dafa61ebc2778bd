package dev.skewer.targets.node.resource;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skewer.targets.node.resource.ControlGroups.Controller;
import dev.skewer.targets.node.resource.ControlGroups.Place;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Of version 2 only what is written can be tested where the kernel has version 1. */
class ControlGroupsTest {
    @TempDir
    Path folder;

    @Test
    void ofVersion2LimitsAreWrittenToItsFiles() throws IOException {
        ControlGroup group = ControlGroup.in(new Place(folder, true));
        Files.writeString(group.folder().resolve("memory.stat"), "anon 1000\nfile 77\n");
        group.limitProcessor(10);
        assertThat(group.folder().resolve("cpu.max")).hasContent("5000 50000");
        group.limitProcessor(100);
        assertThat(group.folder().resolve("cpu.max")).hasContent("max 50000");
        group.limitMemory(24);
        assertThat(group.folder().resolve("memory.max")).hasContent("1024");
        group.unlimitMemory();
        assertThat(group.folder().resolve("memory.max")).hasContent("max");
    }

    @Test
    void whereTheKernelTellsOfNoneThereIsNone() throws IOException {
        assertThat(ControlGroups.of(folder).place(Controller.CPU)).isEmpty();
        Files.writeString(
                folder.resolve("mountinfo"), "35 31 0:32 / /nowhere rw - cgroup cgroup rw,memory\nnonsense\n - x\n");
        Files.writeString(folder.resolve("cgroup"), "4:memory:/a\n:\n1\n0::\n");
        assertThat(ControlGroups.of(folder).place(Controller.MEMORY)).isEmpty();
        assertThat(ControlGroups.of(folder).place(Controller.CPU)).isEmpty();
    }

    @Test
    void aFolderOfAnotherFileSystemIsNoPlace() throws IOException {
        Files.writeString(folder.resolve("mountinfo"), "35 31 0:32 / " + folder + " rw - cgroup2 cgroup2 rw\n");
        Files.writeString(folder.resolve("cgroup"), "0::/\n");
        assertThat(ControlGroups.of(folder).place(Controller.CPU)).isEmpty();
        assertThat(folder).isDirectoryNotContaining("glob:**skewer-*");
    }
}
