package dev.skewer.knossos;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The class path of a library that the build does not depend on, found when the tests run. A dependency that cannot be
 * resolved ends a build before its tests begin; so the tests start a Maven of their own, with {@code peer/pom.xml}, whose
 * failure is only an answer.
 *
 * @param entries jars and folders; empty if the library is not to be had
 * @param reason why it is not, in one line; empty if it is
 */
record PeerClasspath(List<Path> entries, String reason) {
    private static final long PATIENCE_SECONDS = 300;
    private static final int ENOUGH = 300;

    /**
     * Finds a library and what it needs, downloading it if need be.
     *
     * @param coordinates group:artifact:version
     */
    static PeerClasspath of(String coordinates) throws IOException, InterruptedException {
        String[] part = coordinates.split(":");
        if (part.length != 3) {
            throw new IllegalArgumentException(coordinates + " is not group:artifact:version");
        }
        Path target = Files.createDirectories(Path.of("target")).toAbsolutePath();
        Path output = Files.createTempFile(target, "classpath-", ".txt");
        Path log = Files.createTempFile(target, "maven-", ".log");
        String program = File.separatorChar == '\\' ? "mvn.cmd" : "mvn";
        Process maven = new ProcessBuilder(
                        Path.of(System.getProperty("skewer.maven"), "bin", program)
                                .toString(),
                        "-B",
                        "-f",
                        Path.of("peer", "pom.xml").toString(),
                        "dependency:build-classpath",
                        "-Dmdep.outputFile=" + output,
                        "-Dpeer.groupId=" + part[0],
                        "-Dpeer.artifactId=" + part[1],
                        "-Dpeer.version=" + part[2])
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        if (!maven.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            maven.destroy();
            return new PeerClasspath(List.of(), coordinates + ": no answer within " + PATIENCE_SECONDS + " seconds");
        }
        if (maven.exitValue() != 0) {
            return new PeerClasspath(List.of(), coordinates + ": " + complaint(Files.readAllLines(log)));
        }
        return new PeerClasspath(
                Arrays.stream(Files.readString(output).strip().split(File.pathSeparator))
                        .map(Path::of)
                        .toList(),
                "");
    }

    /** Maven's first complaint, or the last link of it, which says what could not be done where. */
    private static String complaint(List<String> log) {
        String line = log.stream()
                .filter(each -> each.startsWith("[ERROR]"))
                .findFirst()
                .orElse("Maven failed and said nothing")
                .replaceFirst("^\\[ERROR] *", "")
                .replaceFirst(" -> \\[Help 1]$", "");
        String cause = line.substring(Math.max(0, line.lastIndexOf("Could not")));
        return cause.length() <= ENOUGH ? cause : cause.substring(0, ENOUGH) + "…";
    }

    boolean isThere() {
        return reason.isEmpty();
    }
}
