package dev.skewer.harness.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A gate in front of a store of somebody's own, which comes as a plugin: what it says, and of what. {@link PlantedRegressionTest} shows what it catches. */
class GateCommandTest {
    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it before each test
    Path directory;

    @BeforeEach
    void writesACampaign() throws IOException {
        Files.writeString(directory.resolve("c.yaml"), """
                name: own
                seeds: 2
                ops: 1500
                tests:
                  - workload: register
                    target: shelf
                    isolation: [cool, cold]
                    keys: [2, 5]
                    expect: valid
                """);
    }

    private Shell.Done run(String... args) {
        return new Shell(directory).run(args);
    }

    private String markdown() throws IOException {
        return Files.readString(directory.resolve("results/runs/latest/report.md"));
    }

    @Test
    void whatIsKnownIsAcceptedUntilItsDay() throws Exception {
        Shelf.STALE.install(directory);
        Shell.Done red = run("campaign", "c.yaml", "--only", "name=keys=2");
        assertThat(red.code()).isEqualTo(1);
        assertThat(run("baseline", "update", "results/runs/latest").code()).isZero();
        assertThat(run("campaign", "c.yaml", "--only", "name=keys=2", "--baseline", "baseline.yaml", "--rerun", "0")
                        .code())
                .isEqualTo(1);
        for (String cell : new String[] {"register shelf cool keys=2", "register shelf cold keys=2"}) {
            Shell.Done accepted = run(
                    "baseline",
                    "accept",
                    "--cell",
                    cell,
                    "--anomaly",
                    "nonlinearizable",
                    "--until",
                    "2999-12-31",
                    "--reason",
                    "known");
            assertThat(accepted.code()).as(accepted.err()).isZero();
        }
        Shell.Done green =
                run("campaign", "c.yaml", "--only", "name=keys=2", "--baseline", "baseline.yaml", "--rerun", "0");
        assertThat(green.out()).contains("nonlinearizable is accepted: ");
        assertThat(green.code()).as(green.out()).isZero();
        Path file = directory.resolve("baseline.yaml");
        Files.writeString(file, Files.readString(file).replaceFirst("2999-12-31", "2020-12-31"));
        Shell.Done expired =
                run("campaign", "c.yaml", "--only", "name=keys=2", "--baseline", "baseline.yaml", "--rerun", "0");
        assertThat(expired.code()).isEqualTo(1);
        assertThat(expired.out()).contains("nonlinearizable was accepted until 2020-12-31 (baseline.yaml:");
        assertThat(run("baseline", "show").code()).isEqualTo(1);
        // The cells that --only leaves out are no reason to fail, and are named.
        Shell.Done whole = run(
                "campaign",
                "c.yaml",
                "--only",
                "name=keys=5",
                "--baseline",
                "baseline.yaml",
                "--rerun",
                "0",
                "--dry-run");
        assertThat(whole.code()).isZero();
    }

    @Test
    void aMistakeIsPlantedForEachPromiseThatIsChecked() throws Exception {
        Files.writeString(directory.resolve("p.yaml"), """
                name: proved
                ops: 3000
                tests:
                  - isolation: [snapshot, locked]
                  - workload: register
                  - workload: bank
                    target: h2
                    isolation: serializable
                  - defect: half-snapshot
                    ops: 1000000
                    time-limit: 20s
                    expect: detected
                """);
        Shell.Done plan = run("campaign", "p.yaml", "--prove", "--dry-run");
        assertThat(plan.out())
                .contains(
                        "proof: journal on embedded at locked, lagging-reader",
                        "proof: register on embedded at snapshot, lagging-reader")
                // The campaign has that one already.
                .doesNotContain("proof: journal on embedded at snapshot");
        Shell.Done done = run("campaign", "p.yaml", "--prove");
        assertThat(done.code()).as(done.out()).isZero();
        assertThat(done.out())
                .contains(
                        "journal on embedded at snapshot: proved: journal snapshot half-snapshot was found by read-skew after ")
                .contains("journal on embedded at locked: proved: lagging-reader was found by stale-read after ")
                .contains(
                        "register on embedded at snapshot: proved: lagging-reader was found by nonlinearizable after ")
                .contains(
                        "bank on h2 at serializable: not proved: h2 has no mistakes that can be planted, and its workload does not run on embedded");
        assertThat(markdown()).contains("proved&#58; lagging-reader was found by stale-read");
    }

    /** Promises that a crash, a disk or the network could break, each at the durability at which it is made. */
    private static final String UNDER_FAULTS = """
                name: faults
                time-limit: 2s
                tests:
                  - target: process
                    durability: sync
                    fault: [power-loss, cut-reply, hold, duplicate-request, io-error, partition]
                  - target: process
                    durability: none
                    fault: kill
                  - target: process
                    fault: pause
                    target-option: {standby: true}
                  - durability: none
                    fault: crash-point
                  - workload: [register, set, counter]
                    target: process
                    durability: sync
                    fault: power-loss
                """;

    private static final List<String> PLANTED_UNDER_FAULTS = List.of(
            "journal on process at sync under power-loss: fsync-never",
            "journal on process at sync under cut-reply: retry-appends-twice",
            "journal on process at sync under hold: ack-after-deadline",
            "journal on process at sync under duplicate-request: repeated-call",
            "journal on process at sync under io-error: ignore-iterator-status",
            "journal on process at none under kill: no-atomic-flush",
            "journal on process standby=true at replayed under pause: stale-after-failover",
            "journal on embedded at none under crash-point: no-atomic-flush",
            "register on process at sync under power-loss: fsync-never",
            "set on process at sync under power-loss: fsync-never",
            "counter on process at sync under power-loss: fsync-never");

    @Test
    void aMistakeIsPlantedForEachFaultThatOneNeeds() throws Exception {
        Files.writeString(directory.resolve("p.yaml"), UNDER_FAULTS);
        assertThat(run("campaign", "p.yaml", "--prove", "--dry-run").out())
                .contains(PLANTED_UNDER_FAULTS.stream()
                        .map(planted -> "proof: " + planted.replace(": ", ", "))
                        .toList())
                .doesNotContain("under partition");
    }

    @Test
    @Tag("slow")
    void eachMistakeIsFoundUnderItsFault() throws Exception {
        Files.writeString(directory.resolve("p.yaml"), UNDER_FAULTS);
        Shell.Done done = run("campaign", "p.yaml", "--prove", "--json");
        assertThat(done.code()).as(done.out()).isZero();
        for (String planted : PLANTED_UNDER_FAULTS) {
            assertThat(done.out()).contains(planted.replace(": ", "\",\"sentence\":\"proved: ") + " was found by ");
        }
    }

    @Test
    void aMistakeThatIsNotFoundClosesTheGate() throws Exception {
        Shelf.GOOD.withAHarmlessMistake().install(directory);
        Files.writeString(
                directory.resolve("p.yaml"),
                "tests: [{workload: register, target: shelf, ops: 1000, isolation: cold}]");
        Shell.Done done = run("campaign", "p.yaml", "--prove");
        assertThat(done.code()).isEqualTo(1);
        assertThat(done.out())
                .contains(
                        "worse     register on shelf at cold: the gate cannot fail here: harmless was planted and not found");
        assertThat(markdown().lines().findFirst().orElseThrow())
                .startsWith("**fail**: register on shelf at cold&#58; the gate cannot fail here");
    }

    @Test
    void whatCannotBeReadIsOneLine() throws Exception {
        Files.writeString(directory.resolve("e.yaml"), "tests: [{ops: 100}]");
        assertThat(run("campaign", "e.yaml", "--baseline", "none.yaml").complaint())
                .startsWith(
                        "skewer: none.yaml: no such file; run the campaign without --baseline first, and then: skewer baseline update");
        Files.writeString(directory.resolve("b.yaml"), "baseline: 1\ncells: [{cell: 0f1e2d3c4b5a}]\n");
        assertThat(run("compare", "b.yaml", "c.yaml").complaint())
                .startsWith("skewer: b.yaml:2:9: a cell has no 'test'");
        assertThat(run("compare", "nothing", "b.yaml").complaint())
                .isEqualTo("skewer: nothing: no such file or folder");
        assertThat(run("baseline", "show").complaint())
                .startsWith(
                        "skewer: baseline.yaml: no such file; skewer baseline update CAMPAIGN --baseline baseline.yaml makes it");
        assertThat(run("baseline").complaint()).contains("There are update, accept and show");
        assertThat(run("baseline", "update", ".").complaint()).contains(".: is no run or campaign");
        assertThat(run("campaign", "e.yaml", "--rerun", "-1").complaint())
                .contains("--rerun must be 0 … 1000, and is -1");
        assertThat(run("campaign", "e.yaml", "--calibrate", "--jobs", "2").complaint())
                .contains("--calibrate measures between the cells, and with --jobs they run at once");
        assertThat(run("compare", "b.yaml", "b.yaml", "--minimal-effect", "much")
                        .complaint())
                .contains("'much' is no percentage; write one such as 20%");
    }
}
