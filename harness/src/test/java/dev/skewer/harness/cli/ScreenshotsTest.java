package dev.skewer.harness.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skewer.results.browser.Browser;
import dev.skewer.results.browser.BrowserExtension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Pictures of pages of real runs, at every width, in light and dark, in {@code target/screenshots}; those of the documentation are among them. */
@Tag("slow")
@ExtendWith(BrowserExtension.class)
class ScreenshotsTest {
    private static final int[] WIDTHS = {390, 800, 1200, 1600};
    private static final Path PICTURES = Path.of("target", "screenshots");
    /** Of a register that forgets a write: no order of its operations explains the last read. */
    private static final String REGISTER = """
            {:process 0 :type :invoke :f :write :value 1 :time 1000}
            {:process 1 :type :invoke :f :write :value 2 :time 2000}
            {:process 0 :type :ok :f :write :value 1 :time 4000}
            {:process 2 :type :invoke :f :read :value nil :time 5000}
            {:process 1 :type :ok :f :write :value 2 :time 9000}
            {:process 2 :type :ok :f :read :value 1 :time 9500}
            {:process 0 :type :invoke :f :read :value nil :time 11000}
            {:process 0 :type :ok :f :read :value 2 :time 14000}
            {:process 1 :type :invoke :f :read :value nil :time 15000}
            {:process 1 :type :ok :f :read :value 1 :time 17000}
            """;

    @TempDir
    private Path folder;

    @Test
    void ofARunWithAnomalies(Browser browser) throws Exception {
        Shell.Done done = new Shell(folder)
                .run("test", "--isolation", "committed", "--ops", "60000", "--seed", "4711", "--results", "runs");
        assertThat(done.code()).isEqualTo(1);
        look(browser, report(), "run");
    }

    @Test
    void ofARunWithFaults(Browser browser) throws Exception {
        String faults = "kill,pause";
        new Shell(folder)
                .run(
                        "test",
                        "--target",
                        "process",
                        "--fault",
                        faults,
                        "--time-limit",
                        "6s",
                        "--seed",
                        "3",
                        "--results",
                        "runs");
        look(browser, report(), "faults");
    }

    @Test
    void ofALinearizabilityCheck(Browser browser) throws Exception {
        Files.writeString(folder.resolve("register.edn"), REGISTER);
        Shell.Done done = new Shell(folder).run("check", "--model", "register", "--view", "view.html", "register.edn");
        assertThat(done.code()).isEqualTo(1);
        look(browser, folder.resolve("view.html"), "linearizability");
    }

    private Path report() throws IOException {
        try (Stream<Path> files = Files.walk(folder.resolve("runs"))) {
            return files.filter(file -> file.endsWith("report.html"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static void look(Browser browser, Path page, String name) throws IOException {
        Files.createDirectories(PICTURES);
        assertThat(Files.size(page)).isLessThan(3_000_000);
        browser.open(page, 1200);
        for (int width : WIDTHS) {
            for (boolean isDark : new boolean[] {false, true}) {
                browser.dark(isDark);
                browser.resize(width, 1100);
                assertThat(browser.overflow()).as("%s at %s", name, width).isZero();
                String file = name + "-" + width + (isDark ? "-dark" : "-light") + ".png";
                Files.write(PICTURES.resolve(file), browser.shot());
            }
        }
        assertThat(browser.barriers()).isEmpty();
        assertThat(browser.complaints()).isEmpty();
        assertThat(browser.requests()).isEmpty();
    }
}
