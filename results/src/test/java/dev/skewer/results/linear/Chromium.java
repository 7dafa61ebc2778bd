package dev.skewer.results.linear;

import static org.junit.jupiter.api.Assumptions.abort;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** A browser without a window, where there is one. */
final class Chromium {
    private static final List<String> NAMES = List.of("chromium", "chromium-browser", "google-chrome");
    private static final int MAX_SECONDS = 60;

    private final Path executable;
    private final Path folder;

    private Chromium(Path executable, Path folder) {
        this.executable = executable;
        this.folder = folder;
    }

    /**
     * The first that is found on the path; the test is skipped where there is none.
     *
     * @param folder an empty one for what a browser leaves behind
     */
    static Chromium find(Path folder) {
        for (String place : System.getenv().getOrDefault("PATH", "").split(Pattern.quote(File.pathSeparator))) {
            for (String name : NAMES) {
                Path file = Path.of(place, name);
                if (Files.isExecutable(file)) {
                    return new Chromium(file, folder);
                }
            }
        }
        return abort("none of " + NAMES + " is on the path");
    }

    /** The document after its scripts ran, as text. */
    String domOf(Path page) throws IOException, InterruptedException {
        Path dom = folder.resolve("dom.html");
        var command = new ArrayList<>(List.of(executable.toString(), "--headless", "--no-sandbox", "--disable-gpu"));
        command.addAll(List.of("--disable-quic", "--no-first-run", "--disable-background-networking"));
        command.addAll(List.of("--disable-component-update", "--disable-sync", "--window-size=1280,800"));
        command.addAll(List.of("--user-data-dir=" + folder.resolve("profile"), "--dump-dom"));
        command.add(page.toUri().toString());
        var builder = new ProcessBuilder(command);
        builder.environment().put("TMPDIR", folder.toString());
        builder.redirectOutput(dom.toFile()).redirectError(ProcessBuilder.Redirect.DISCARD);
        Process browser = builder.start();
        if (!browser.waitFor(MAX_SECONDS, TimeUnit.SECONDS)) {
            browser.destroyForcibly().waitFor();
            return abort(executable + " did not answer within " + MAX_SECONDS + " s");
        }
        return Files.readString(dom);
    }
}
