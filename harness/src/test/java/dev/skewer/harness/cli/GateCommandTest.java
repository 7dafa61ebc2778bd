package dev.skewer.harness.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skewer.workloads.target.TargetProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A gate in front of a store of somebody's own, which comes as a plugin: a good version, one with a regression, a slower one. */
class GateCommandTest {
    static final String STORE = """
            package own;
            import dev.skewer.workloads.register.RegisterConnection;
            import dev.skewer.workloads.target.*;
            import java.time.Duration;
            import java.util.*;
            import java.util.concurrent.ConcurrentHashMap;
            import java.util.concurrent.locks.LockSupport;
            public final class Shelf implements Target, TargetProvider {
                private final Map<Long, Long> values = new ConcurrentHashMap<>();
                private final Map<Long, Long> old = new ConcurrentHashMap<>();
                public List<TargetType> targets() {
                    return List.of(TargetType.named("shelf", settings -> new Shelf())
                            .described("A shelf.", "Values on a shelf.")
                            .isolations(List.of("cool", "cold"), "cold")
                            .protocols(Set.of(RegisterConnection.class))
                            .build());
                }
                public <C extends Connection> C connect(Class<C> protocol) {
                    return protocol.cast(new RegisterConnection() {
                        private int reads;
                        public Long read(long key) {
                            Thread.yield();
                            BODY
                        }
                        public void write(long key, long value) {
                            Long before = values.put(key, value);
                            if (before != null) { old.put(key, before); }
                        }
                        public boolean compareAndSet(long key, long from, long to) {
                            return values.replace(key, from, to);
                        }
                        public void close() {}
                    });
                }
                public boolean awaitReady(Duration limit) { return true; }
                public boolean quiesce(Duration limit) { return true; }
                public void close() {}
            }
            """;

    static final String GOOD = "return values.get(key);";
    /** Now and then a value that was overwritten. */
    static final String STALE =
            "return ++reads % 5 == 0 && old.containsKey(key) ? old.get(key) : values.get(key);";

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

    private void version(String body) throws IOException {
        new PluginJar(directory)
                .service(TargetProvider.class.getName(), "own.Shelf")
                .source("own.Shelf", STORE.replace("BODY", body))
                .write("plugins/shelf.jar");
    }

    private Shell.Done run(String... args) {
        return new Shell(directory).run(args);
    }

    private void makesABaseline() {
        Shell.Done done = run("campaign", "c.yaml", "--calibrate");
        assertThat(done.code()).as(done.out() + done.err()).isZero();
        assertThat(run("baseline", "update", "results/runs/latest").out())
                .contains("added     register shelf cool keys=2, register shelf cool keys=5, register shelf cold")
                .contains("baseline  baseline.yaml");
    }

    private String markdown() throws IOException {
        return Files.readString(directory.resolve("results/runs/latest/report.md"));
    }

    @Test
    void aRegressionIsCaughtAndNamedInTheFirstTwoLines() throws Exception {
        version(GOOD);
        makesABaseline();
        Shell.Done clean = run("campaign", "c.yaml", "--baseline", "baseline.yaml");
        assertThat(clean.code()).as(clean.out()).isZero();
        assertThat(clean.out()).contains("pass: nothing got worse");

        version(STALE);
        Shell.Done done = run("campaign", "c.yaml", "--baseline", "baseline.yaml", "--rerun", "1");
        assertThat(done.code()).isEqualTo(1);
        List<String> first = markdown().lines().limit(2).toList();
        assertThat(first.get(0))
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

        Shell.Done compared =
                run("compare", "baseline.yaml", "results/runs/latest", "--markdown", "c.md", "--output", "c.html");
        assertThat(compared.code()).isEqualTo(1);
        assertThat(compared.out()).startsWith("worse: register shelf cool keys=2: nonlinearizable is new: ");
        assertThat(Files.readString(directory.resolve("c.md"))).startsWith("**worse**: register shelf cool");
        assertThat(Files.readString(directory.resolve("c.html"))).contains("nonlinearizable is new: ");
    }

    @Test
    void whatIsKnownIsAcceptedUntilItsDay() throws Exception {
        version(STALE);
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

    @Test
    void aMistakeThatIsNotFoundClosesTheGate() throws Exception {
        new PluginJar(directory)
                .service(TargetProvider.class.getName(), "own.Shelf")
                .source("own.Shelf", STORE.replace("BODY", GOOD).replace(".isolations(", """
                                        .defects(List.of(new TargetDefect("harmless", "It does nothing.", "nonlinearizable", "Nothing.", null)), ids -> {})
                                        .isolations("""))
                .write("plugins/shelf.jar");
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
        assertThat(run("compare", "b.yaml", "b.yaml", "--minimal-effect", "much")
                        .complaint())
                .contains("'much' is no percentage; write one such as 20%");
    }
}
