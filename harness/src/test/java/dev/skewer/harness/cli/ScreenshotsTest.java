package dev.skewer.harness.cli;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.skewer.results.browser.Browser;
import dev.skewer.results.browser.BrowserExtension;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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

    /** A matrix with all that a field can be: as expected, found, not as expected, not there. */
    private static final String CAMPAIGN = """
            name: nightly
            seeds: 2
            time-limit: 1s
            tests:
              - workload: journal
                isolation: [snapshot, locked]
                fault: [none, flush, restart]
                expect: valid
              - workload: journal
                isolation: committed
                fault: [none, flush]
                time-limit: 2s
                expect: valid
              - workload: register
                isolation: snapshot
                expect: valid
              - workload: journal
                defect: [half-snapshot, lagging-reader]
                time-limit: 8s
                expect: detected
            """;

    private static final String SHELVES = """
            name: own
            seeds: 3
            ops: 1500
            tests:
              - workload: register
                target: shelf
                isolation: [cool, cold]
                keys: [2, 5]
                expect: valid
            """;
    /** A regression, and slower. */
    private static final Shelf WORSE = Shelf.STALE.taking(Duration.ofNanos(1_500_000));

    private static final Pattern ADDRESS = Pattern.compile("http://127\\.0\\.0\\.1:\\d+/");

    /** More of a page than that is more of the same. */
    private static final int MAX_HEIGHT = 6_000;

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
    void ofACampaignAndOfTheSite(Browser browser) throws Exception {
        Files.writeString(folder.resolve("nightly.yaml"), CAMPAIGN);
        for (int i = 0; i < 2; i++) {
            Shell.Done done = new Shell(folder).run("campaign", "nightly.yaml");
            assertThat(done.code()).as(done.out() + done.err()).isEqualTo(1);
        }
        Path campaign = only("results/runs", "campaign.json");
        look(browser, campaign.resolveSibling("report.html"), "campaign");
        String begun = String.valueOf(requireNonNull(campaign.getParent()).getFileName());
        var server = new Shell(folder);
        var thread = Executors.newSingleThreadExecutor();
        try {
            Future<Shell.Done> serving = thread.submit(() -> server.run("serve", "--port", "0"));
            URI site = address(server);
            look(browser, site, "site-list");
            look(browser, site.resolve("runs/nightly/" + begun + "/"), "site-campaign");
            look(browser, site.resolve("runs/nightly/" + begun + "/report.html"), "site-report");
            look(browser, site.resolve("trend/nightly/"), "site-trend");
            server.interruption().wish();
            assertThat(serving.get(1, TimeUnit.MINUTES).code()).isZero();
        } finally {
            server.interruption().wish();
            thread.shutdownNow();
        }
    }

    @Test
    void ofAGateAndOfAComparison(Browser browser) throws Exception {
        Files.writeString(folder.resolve("own.yaml"), SHELVES);
        Shelf.GOOD.install(folder);
        assertThat(new Shell(folder).run("campaign", "own.yaml", "--calibrate").code())
                .isZero();
        assertThat(new Shell(folder)
                        .run("baseline", "update", "results/runs/latest")
                        .code())
                .isZero();
        WORSE.install(folder);
        Shell.Done gate = new Shell(folder)
                .run("campaign", "own.yaml", "--baseline", "baseline.yaml", "--rerun", "0", "--results", "gated");
        assertThat(gate.code()).as(gate.out() + gate.err()).isEqualTo(1);
        look(browser, only("gated", "campaign.json").resolveSibling("report.html"), "gate");
        Shell.Done compared =
                new Shell(folder).run("compare", "results/runs/latest", "gated/latest", "--output", "comparison.html");
        assertThat(compared.code()).as(compared.out() + compared.err()).isEqualTo(1);
        look(browser, folder.resolve("comparison.html"), "comparison");
    }

    private static URI address(Shell server) {
        for (int i = 0; i < 600; i++) {
            Matcher at = ADDRESS.matcher(server.outSoFar());
            if (at.find()) {
                return URI.create(at.group());
            }
            LockSupport.parkNanos(100_000_000);
        }
        throw new AssertionError(server.outSoFar());
    }

    @Test
    void ofALinearizabilityCheck(Browser browser) throws Exception {
        Files.writeString(folder.resolve("register.edn"), REGISTER);
        Shell.Done done = new Shell(folder).run("check", "--model", "register", "--view", "view.html", "register.edn");
        assertThat(done.code()).isEqualTo(1);
        look(browser, folder.resolve("view.html"), "linearizability");
    }

    private Path report() throws IOException {
        return only("runs", "report.html");
    }

    /** The first file of a name below a folder, by its path. */
    private Path only(String below, String name) throws IOException {
        try (Stream<Path> files = Files.walk(folder.resolve(below))) {
            return files.filter(file -> file.endsWith(name))
                    .sorted()
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static void look(Browser browser, Path page, String name) throws IOException {
        assertThat(Files.size(page)).isLessThan(3_000_000);
        look(browser, page.toUri(), name);
    }

    private static void look(Browser browser, URI page, String name) throws IOException {
        Files.createDirectories(PICTURES);
        for (int width : WIDTHS) {
            browser.open(page, width);
            for (boolean isDark : new boolean[] {false, true}) {
                browser.dark(isDark);
                assertThat(browser.overflow()).as("%s at %s", name, width).isZero();
                String file = name + "-" + width + (isDark ? "-dark" : "-light") + ".png";
                Files.write(PICTURES.resolve(file), browser.wholeShot(MAX_HEIGHT));
                assertThat(browser.barriers()).as(file).isEmpty();
            }
            assertThat(browser.complaints()).as(name).isEmpty();
            assertThat(browser.requests()).as(name).isEmpty();
        }
    }
}
