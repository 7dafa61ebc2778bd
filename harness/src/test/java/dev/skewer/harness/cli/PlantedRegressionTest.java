package dev.skewer.harness.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A change of a store that makes it worse is caught by the gate that its clean version passes, and by a comparison, and each says so in its first two lines. */
class PlantedRegressionTest {
    /** Sleeping takes no processor, so that what takes ten times as long does so on a busy machine too. */
    private static final Shelf QUICK = Shelf.GOOD.taking(Duration.ofMillis(2));

    private static final Shelf SLOW = Shelf.GOOD.taking(Duration.ofMillis(20));

    private static final String SLOWER_IN_MARKDOWN = "(throughput is lower|median latency is longer)&#58; .*";

    /** What a gate says where the machine was too unlike or too unsteady. */
    private static final String NOT_KNOWN = "noted     throughput and latency are ";

    /** How often that may be before the test says that it shows nothing here. */
    private static final int TRIES = 5;

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it before each test
    Path directory;

    private void campaign(int seeds, int ops) throws IOException {
        Files.writeString(directory.resolve("c.yaml"), """
                name: own
                seeds: %d
                ops: %d
                tests:
                  - workload: register
                    target: shelf
                    isolation: [cool, cold]
                    keys: [2, 5]
                    expect: valid
                """.formatted(seeds, ops));
    }

    private Shell.Done run(String... args) {
        return new Shell(directory).run(args);
    }

    /** Leaves the results of the clean version in a folder of that name. */
    private void makesABaseline() {
        Shell.Done done = run("campaign", "c.yaml", "--calibrate", "--results", "clean");
        assertThat(done.code()).as(done.out() + done.err()).isZero();
        assertThat(run("baseline", "update", "clean/latest", "--fresh").out()).contains("baseline  baseline.yaml");
    }

    private List<String> firstTwoLines(String markdown) throws IOException {
        return Files.readString(directory.resolve(markdown)).lines().limit(2).toList();
    }

    @Test
    void aDefectIsCaughtAndNamedInTheFirstTwoLines() throws Exception {
        campaign(2, 1500);
        Shelf.GOOD.install(directory);
        makesABaseline();
        Shell.Done clean = run("campaign", "c.yaml", "--baseline", "baseline.yaml");
        assertThat(clean.code()).as(clean.out()).isZero();
        assertThat(clean.out()).contains("pass: nothing got worse");

        Shelf.STALE.install(directory);
        Shell.Done done = run("campaign", "c.yaml", "--baseline", "baseline.yaml", "--rerun", "1");
        assertThat(done.code()).isEqualTo(1);
        assertThat(firstTwoLines("results/runs/latest/report.md").get(0))
                .startsWith("**fail**: register shelf cool keys=2&#58; nonlinearizable is new&#58; ")
                .contains("and 2 more");
        assertThat(done.out()).contains("worse     register shelf cold keys=5: nonlinearizable is new: ");
        JsonNode json =
                new JsonMapper().readTree(Files.readString(directory.resolve("results/runs/latest/campaign.json")));
        assertThat(json.at("/gate/verdict").asBoolean()).isFalse();
        assertThat(json.at("/gate/changes/0/kind").asString()).isEqualTo("new-anomaly");
        // Run again once, and kept and counted.
        assertThat(json.at("/tests/0/runs").size()).isEqualTo(3);
        assertThat(json.at("/tests/0/runs/2/rerun").asBoolean()).isTrue();
        assertThat(directory.resolve("results/runs/latest/001-register-shelf-cool-keys-2-again-1/verdict.json"))
                .exists();

        for (String base : List.of("baseline.yaml", "clean/latest")) {
            Shell.Done compared =
                    run("compare", base, "results/runs/latest", "--markdown", "c.md", "--output", "c.html");
            assertThat(compared.code()).as(base).isEqualTo(1);
            assertThat(compared.out()).startsWith("worse: register shelf cool keys=2: nonlinearizable is new: ");
            assertThat(firstTwoLines("c.md").get(0))
                    .startsWith("**worse**: register shelf cool keys=2&#58; nonlinearizable is new&#58; ");
            assertThat(Files.readString(directory.resolve("c.html"))).contains("nonlinearizable is new: ");
        }
    }

    @Test
    void aSlowerStoreIsCaughtAndNamedInTheFirstTwoLines() throws Exception {
        campaign(1, 240);
        QUICK.install(directory);
        makesABaseline();
        SLOW.install(directory);
        Shell.Done done = run("campaign", "c.yaml", "--baseline", "baseline.yaml", "--same-machine");
        assertSlower(done);

        for (String base : List.of("baseline.yaml", "clean/latest")) {
            Shell.Done compared = run("compare", base, "results/runs/latest", "--same-machine", "--markdown", "c.md");
            assertThat(compared.code()).as(compared.out()).isEqualTo(1);
            assertThat(compared.out()).contains("worse     shelf register, 4 cells: median latency is longer: ");
            assertThat(firstTwoLines("c.md").get(0))
                    .matches("\\*\\*worse\\*\\*: shelf register, 4 cells&#58; " + SLOWER_IN_MARKDOWN);
        }
    }

    /** Where the machine was too unlike or too unsteady, the gate says so, and both campaigns are made again. */
    @Test
    @Tag("slow")
    void aSlowerStoreIsCaughtBesideTheReferenceThatBothMeasured() throws Exception {
        campaign(3, 600);
        Shell.Done done;
        int tries = 0;
        do {
            QUICK.install(directory);
            makesABaseline();
            SLOW.install(directory);
            done = run("campaign", "c.yaml", "--baseline", "baseline.yaml");
        } while (done.code() == 0 && done.out().contains(NOT_KNOWN) && ++tries < TRIES);
        assumeThat(done.out())
                .as("how fast the machine was is known too roughly, %d times in a row", TRIES)
                .satisfiesAnyOf(
                        out -> assertThat(out).doesNotContain(NOT_KNOWN),
                        out -> assertThat(out).contains("worse "));
        assertSlower(done);
        assertThat(done.out()).contains(", beside the reference");
    }

    /** Whatever is named first: that of the median is the steadiest where runs are short. */
    private void assertSlower(Shell.Done done) throws IOException {
        assertThat(done.code()).as(done.out()).isEqualTo(1);
        assertThat(done.out()).contains("worse     shelf register, 4 cells: median latency is longer: ");
        assertThat(firstTwoLines("results/runs/latest/report.md").get(0))
                .matches("\\*\\*fail\\*\\*: shelf register, 4 cells&#58; " + SLOWER_IN_MARKDOWN);
    }
}
