package dev.skewer.harness;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A folder in which commands are run as where Skewer is checked out and built, or installed: with a {@code skewer} that is this build's. */
final class Checkout {
    private final Path directory;

    /**
     * A folder.
     *
     * @param directory where commands are run; made if it is not there
     * @param launchers where in it {@code skewer} is
     */
    Checkout(Path directory, String... launchers) throws IOException {
        this.directory = directory;
        for (String launcher : launchers) {
            Path file = directory.resolve(launcher);
            Files.createDirectories(directory);
            Files.createDirectories(file.resolveSibling(""));
            Files.writeString(file, SkewerJvm.script());
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
    }

    /**
     * What a command left.
     *
     * @param code its exit code
     * @param out all that it wrote
     */
    record Done(int code, String out) {}

    /** Runs a command to its end; one that is not over after three minutes is a failure, and ended. */
    Done run(List<String> command, Map<String, String> environment) throws IOException, InterruptedException {
        Path out = Files.createTempFile("skewer-checkout", ".out");
        try {
            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(directory.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(out.toFile());
            builder.environment().putAll(environment);
            Process process = builder.start();
            try {
                assertThat(process.waitFor(3, TimeUnit.MINUTES))
                        .as(() -> command + " goes on")
                        .isTrue();
            } finally {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
            }
            return new Done(process.exitValue(), Files.readString(out, StandardCharsets.UTF_8));
        } finally {
            Files.delete(out);
        }
    }
}
