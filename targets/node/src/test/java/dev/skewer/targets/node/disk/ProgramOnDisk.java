package dev.skewer.targets.node.disk;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A program that writes to a folder through the shim, for tests of what happens to it there. */
abstract class ProgramOnDisk {
    /** In memory each page is allocated when it is written, and counted so. */
    @TempDir(factory = InMemory.class)
    Path temporary;

    Path folder = Path.of("");
    Disk disk;
    Steps program;

    @BeforeAll
    static void needsTheShim() {
        assumeTrue(
                DiskShim.availability().isAvailable(),
                () -> "" + DiskShim.availability().obstacle());
    }

    @BeforeEach
    void startProgram() throws IOException {
        folder = Files.createDirectory(temporary.resolve("files"));
        disk = Disk.of(folder);
        program = Steps.in(folder, disk.environment());
    }

    @AfterEach
    void endProgram() {
        program.close();
    }
}
