package dev.skewer.harness;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The shell script that builds and runs, with a build and a JVM that only say what was asked of them. */
@EnabledOnOs(OS.LINUX)
class LauncherTest {
    private static final Path LAUNCHER = Path.of("..", "skewer");

    /** What a Maven says of a module, as far as the launcher reads it. */
    private static final String MODULE = """
            echo '[INFO] Downloaded from central: https://example.org/a.jar (1 kB at 1 kB/s)'
            echo '[INFO] Building Skewer checker 0.1.0-SNAPSHOT                    [2/9]'
            echo '[INFO] Building jar: checker/target/checker.jar'
            """;

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it before each test
    Path folder;

    private record Done(int code, String out, String err) {}

    @BeforeEach
    void aJvmThatShowsItsArguments() throws IOException {
        script("bin/java", "for argument; do echo \"$argument\"; done");
    }

    private void script(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, "#!/bin/sh\n" + text + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private Path installed(String place) throws IOException {
        Path launcher = folder.resolve(place).resolve("skewer");
        Files.createDirectories(launcher.getParent());
        Files.copy(LAUNCHER, launcher);
        return launcher;
    }

    private Path checkout() throws IOException {
        Files.createDirectories(folder.resolve("project/checker/src/main"));
        Files.writeString(folder.resolve("project/pom.xml"), "<project/>");
        return installed("project");
    }

    private Done run(Path launcher, String... arguments) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of(launcher.toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectOutput(folder.resolve("out").toFile())
                .redirectError(folder.resolve("err").toFile());
        builder.environment().remove("JAVA_HOME");
        builder.environment().remove("SKEWER_JAVA_OPTS");
        builder.environment().merge("PATH", folder.resolve("bin") + ":", (path, first) -> first + path);
        Process process = builder.start();
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        return new Done(
                process.exitValue(),
                Files.readString(folder.resolve("out"), StandardCharsets.UTF_8),
                Files.readString(folder.resolve("err"), StandardCharsets.UTF_8));
    }

    @Test
    void aLongBuildSaysHowFarItIsWhereNoTerminalIsAndAQuietOneSaysNothing() throws Exception {
        Path launcher = checkout();
        script("bin/mvn", MODULE + "sleep 3\nmkdir -p harness/target/lib\n: >harness/target/skewer.jar");
        Done first = run(launcher, "list", "a b");
        assertThat(first.code()).isZero();
        assertThat(first.err()).isEqualTo("skewer: building, once: module 2 of 9, Skewer checker; 1 file downloaded\n");
        assertThat(first.out()).endsWith("-jar\n" + launcher.getParent() + "/harness/target/skewer.jar\nlist\na b\n");

        script("bin/mvn", "exit 1");
        assertThat(run(launcher, "list"))
                .as("nothing is newer")
                .matches(done -> done.code() == 0)
                .matches(done -> done.err().isEmpty());
    }

    @Test
    void aBuildThatFailsShowsItsErrorsAndNothingElseOfItsLog() throws Exception {
        Path launcher = checkout();
        script("bin/mvn", MODULE + "echo '[ERROR] Main.java:[3,1] not a statement'\nexit 1");
        Done done = run(launcher, "list");
        assertThat(done)
                .isEqualTo(new Done(
                        255,
                        "",
                        "[ERROR] Main.java:[3,1] not a statement\nskewer: the build failed; its messages are above\n"));
        assertThat(launcher.resolveSibling(".skewer-lock")).doesNotExist();
    }

    @Test
    void aBuildThatFailsWithoutASingleErrorShowsAllThatItSaid() throws Exception {
        Path launcher = checkout();
        script("bin/mvn", "echo '[INFO] killed'\nexit 137");
        assertThat(run(launcher, "list").err())
                .isEqualTo("[INFO] killed\nskewer: the build failed; its messages are above\n");
    }

    @Test
    void anUnpackedArchiveRunsWithoutABuild() throws Exception {
        Path launcher = installed("un packed");
        Path jar = Files.createFile(launcher.resolveSibling("skewer.jar"));
        Files.createDirectory(launcher.resolveSibling("lib"));
        script("bin/mvn", "echo built >&2; exit 1");
        Done done = run(launcher, "doctor");
        assertThat(done.code()).isZero();
        assertThat(done.err()).isEmpty();
        assertThat(done.out()).endsWith("-jar\n" + jar + "\ndoctor\n");
    }
}
