package dev.skewer.harness.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Targets that are not there, and targets that go away. */
class AvailabilityTest {
    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it before each test
    Path directory;

    @AfterAll
    static void letGo() {
        PluggedInTargets.RELEASED.countDown();
    }

    private Shell.Done run(String... args) throws Exception {
        return PluggedInTargets.in(directory, () -> new Shell(directory).run(args));
    }

    private Shell.Done campaign(String yaml, String... more) throws Exception {
        Files.writeString(directory.resolve("c.yaml"), yaml);
        String[] args = new String[more.length + 2];
        args[0] = "campaign";
        args[1] = "c.yaml";
        System.arraycopy(more, 0, args, 2, more.length);
        return run(args);
    }

    @Test
    void aTestIsRefusedWithTheReason() throws Exception {
        Shell.Done done = run("test", "--target", "absent", "--target-option", "url=db:5432");
        assertThat(done.code()).isEqualTo(254);
        assertThat(done.out()).isEmpty();
        assertThat(done.err())
                .isEqualTo("skewer: test: target 'absent' is not available here: nothing answers at db:5432\n");
        assertThat(directory.resolve("results")).doesNotExist();
    }

    @Test
    void aTestWhoseTargetCannotBeOpenedLeavesNothingOnStandardOutput() throws Exception {
        Shell.Done done = run("test", "--target", "jdbc", "--target-option", "url=jdbc:h2:file:./none;IFEXISTS=TRUE");
        assertThat(done.code()).as(done.toString()).isNotZero();
        assertThat(done.out()).isEmpty();
        assertThat(done.err().lines()).last().asString().contains("target jdbc cannot be opened: ");
        assertThat(run("test", "--ops", "500", "--seed", "3").out()).startsWith("test      journal on embedded");
    }

    @Test
    void aCrashAfterWhichNothingIsPromisedIsRefused() throws Exception {
        Shell.Done done = run(
                "test",
                "--target",
                "sqlite",
                "--target-option",
                "process=true",
                "--durability",
                "off",
                "--fault",
                "kill,power-loss");
        assertThat(done.code()).isEqualTo(254);
        assertThat(done.out()).isEmpty();
        assertThat(done.err())
                .isEqualTo(
                        "skewer: target 'sqlite' promises nothing of what is there after fault 'power-loss' at durability"
                                + " off and process=true, where its files may be damaged; give another durability or another"
                                + " fault\n");
        assertThat(campaign(
                                "tests: [{target: sqlite, target-option: {process: true}, durability: [sync, 'off'], fault:"
                                        + " power-loss, ops: 50}]",
                                "--dry-run")
                        .out())
                .contains("1 of 1 to run", "promises nothing");
    }

    @Test
    void optionsOfATargetAreItsOwn() throws Exception {
        assertThat(run("test", "--target-option", "url=x").err())
                .isEqualTo("skewer: target 'embedded' has no option 'url': it has none\n");
        assertThat(run("test", "--target-option", "url").err()).contains("'url' is not of the form NAME=VALUE");
        assertThat(run("test", "--target-option", "=1").err()).contains("'=1' is not of the form NAME=VALUE");
        assertThat(run("test", "--target-option", "a=1", "--target-option", "a=2")
                        .err())
                .contains("--target-option a is given twice");
        assertThat(run("explain", "absent").out())
                .contains(
                        "--isolation weak|strong (default: strong)",
                        "--target-option url=…: Where it is.",
                        "Workloads: journal. Faults: none.",
                        "Not available here: give --target-option url=…");
    }

    @Test
    void aCampaignSkipsWhatIsNotThereAndCountsItApart() throws Exception {
        String yaml = """
                tests:
                  - target: [embedded, absent]
                    ops: 5000
                    expect: valid
                """;
        Shell.Done done = campaign(yaml);
        assertThat(done.code()).as(done.out() + done.err()).isZero();
        assertThat(done.out())
                .containsPattern("journal absent strong +– +– +skipped")
                .contains(
                        "journal absent strong: skipped: give --target-option url=…",
                        "cells     1 of 2 as expected, 1 skipped",
                        "campaign  pass");
        JsonNode json = new JsonMapper().readTree(campaign(yaml, "--json").out());
        assertThat(json.get("pass").asBoolean()).isTrue();
        assertThat(json.get("complete").asBoolean()).isTrue();
        assertThat(json.get("skipped").asInt()).isEqualTo(1);
        assertThat(json.at("/tests/0/outcome").asString()).isEqualTo("as-expected");
        assertThat(json.at("/tests/1/outcome").asString()).isEqualTo("skipped");
        assertThat(json.at("/tests/1/skipped").asString()).isEqualTo("give --target-option url=…");
        assertThat(json.at("/tests/1/pass").isNull()).isTrue();
        assertThat(json.at("/tests/1/runs").isEmpty()).isTrue();
    }

    @Test
    void aCampaignInWhichNoCellRanFails() throws Exception {
        Shell.Done done = campaign("tests: [{target: absent, target-option: {url: x}}]");
        assertThat(done.code()).isEqualTo(1);
        assertThat(done.out())
                .contains("nothing answers at x", "0 of 1 as expected, 1 skipped; nothing was run", "campaign  fail");
    }

    @Test
    void eachTargetTakesOfTheListsWhatItHas() throws Exception {
        Shell.Done done = campaign("""
                tests:
                  - target: [embedded, absent]
                    isolation: [snapshot, weak]
                    fault: [none, flush]
                    ops: 4000
                """);
        assertThat(done.code()).as(done.out() + done.err()).isZero();
        assertThat(done.out())
                .contains(
                        "left out  target 'embedded' has no isolation 'weak': expected one of committed, snapshot, locked",
                        "left out  target 'absent' has no isolation 'snapshot': expected one of weak, strong",
                        "left out  fault 'flush' does not suit target 'absent', which has: none",
                        "cells     2 of 3 as expected, 1 skipped");
        Shell.Done none = campaign("tests: [{target: absent, isolation: snapshot}]");
        assertThat(none.code()).isEqualTo(254);
        assertThat(none.err()).contains("c.yaml:1:9: target 'absent' has no isolation 'snapshot'");
    }

    @Test
    void aTargetThatCannotBeOpenedEndsItsOwnCellAlone() throws Exception {
        String yaml = """
                tests:
                  - {target: broken, isolation: [told, untold], seeds: 2, ops: 100}
                  - {target: broken, ops: 100, expect: read-skew}
                  - {target: embedded, ops: 4000}
                """;
        Shell.Done done = campaign(yaml);
        assertThat(done.code()).as(done.out() + done.err()).isEqualTo(1);
        assertThat(done.out())
                .containsPattern("journal broken told +0 +0 +unknown +– +valid +NO")
                .containsPattern("journal broken untold +0 +0 +unknown +– +valid +NO")
                .containsPattern("journal snapshot .* true +– +valid +yes")
                .contains(
                        "  failed: target broken cannot be opened: it is out of order (log: results/runs/",
                        "  failed: target broken cannot be opened: java.lang.IllegalStateException: a mistake of its own",
                        "journal broken told: expected read-skew, was unknown",
                        "cells     1 of 4 as expected\n",
                        "campaign  fail");
        JsonNode json = new JsonMapper().readTree(campaign(yaml, "--json").out());
        assertThat(json.get("pass").asBoolean()).isFalse();
        assertThat(json.get("complete").asBoolean()).isTrue();
        assertThat(json.at("/tests/0/failed").asString())
                .startsWith("target broken cannot be opened: it is out of order");
        assertThat(json.at("/tests/0/outcome").asString()).isEqualTo("not-as-expected");
        assertThat(json.at("/tests/0/verdict").asString()).isEqualTo("unknown");
        assertThat(json.at("/tests/3/failed").isNull()).isTrue();
    }

    @Test
    void aTestOfATargetThatCannotBeOpenedIsOneLine() throws Exception {
        Shell.Done done = run("test", "--target", "broken");
        assertThat(done.code()).isEqualTo(255);
        assertThat(done.err())
                .hasLineCount(1)
                .startsWith("skewer: target broken cannot be opened: it is out of order (log: ");
    }

    /** Of some databases it is known that they stop to answer now and then. */
    @Test
    void aCampaignMayAllowThatATargetStopsToAnswer() throws Exception {
        String yaml = "tests: [{target: silent, concurrency: 2, op-timeout: 200ms, expect: %s}]";
        Shell.Done allowed = campaign(yaml.formatted("valid-or-unavailable"));
        assertThat(allowed.code()).as(allowed.out() + allowed.err()).isZero();
        assertThat(allowed.out()).containsPattern("journal silent default .* unknown +– +valid-or-unavailable +yes");
        assertThat(campaign(yaml.formatted("valid")).code()).isEqualTo(1);
        assertThat(campaign("tests: [{target: broken, expect: valid-or-unavailable}]")
                        .code())
                .isEqualTo(1);
        assertThat(campaign("tests: [{isolation: committed, time-limit: 5s, keys: 4, expect: valid-or-unavailable}]")
                        .code())
                .isEqualTo(1);
        assertThat(campaign("tests: [{expect: [read-skew, valid-or-unavailable]}]")
                        .err())
                .contains("c.yaml:1:30: 'valid-or-unavailable' stands alone, not in a list");
    }

    /** Nothing that a target does can keep a run from ending, and a target that does not answer proves nothing. */
    @Test
    void aTargetThatDoesNotAnswerEndsInUnknown() throws Exception {
        Shell.Done done = run("test", "--target", "silent", "--concurrency", "2", "--op-timeout", "200ms");
        assertThat(done.code()).as(done.out() + done.err()).isEqualTo(2);
        assertThat(done.out())
                .contains(
                        "problem   unavailable: ",
                        "of target silent did not come back; ",
                        "PluggedInTargets",
                        "verdict   unknown");
        assertThat(done.out()).contains("--op-timeout 200ms");
    }

    @Test
    void aFaultThatDoesNotWorkHereIsRefusedWithTheReason() throws Exception {
        Shell.Done done = run("test", "--target", "chained", "--fault", "gc,restart");
        assertThat(done.code()).isEqualTo(254);
        assertThat(done.out()).isEmpty();
        assertThat(done.err())
                .isEqualTo("skewer: test: fault 'restart' on target 'chained' is not available here:"
                        + " it is chained; bring a key\n");
        assertThat(run("explain", "chained").out())
                .containsPattern("Faults: restart \\(not here: it is chained; bring a\\s+key\\), gc[.]");
        assertThat(run("explain", "restart").out()).contains("chained (not here: it is chained;");
        assertThat(run("doctor").out()).containsPattern("fault restart .*; not on chained: it is chained; bring a key");
    }

    @Test
    void aCampaignSkipsFaultsThatDoNotWorkHere() throws Exception {
        Shell.Done done = campaign("tests: [{target: [embedded, chained], fault: restart, ops: 4000}]");
        assertThat(done.code()).as(done.out() + done.err()).isZero();
        assertThat(done.out())
                .contains(
                        "journal chained default restart: skipped: fault 'restart' on target 'chained' is not available"
                                + " here: it is chained; bring a key",
                        "cells     1 of 2 as expected, 1 skipped");
    }

    @Test
    void defectsAreThoseOfTheirTarget() throws Exception {
        assertThat(run("list", "defects").out())
                .contains("half-snapshot", "rusty")
                .containsPattern("loose +It is loose[.]");
        assertThat(run("explain", "rusty").out())
                .contains(
                        "It rusts.",
                        "Of target chained. Causes stale-read; needs fault restart.",
                        "  skewer test --target chained --defect rusty --fault restart");
        assertThat(run("test", "--defect", "rusty").err()).contains("unknown defect 'rusty'");
        assertThat(run("test", "--target", "chained", "--defect", "rust").err()).contains("did you mean 'rusty'?");
        // Of embedded all of its own, of chained both of its own; the fault that one of them needs does not work here.
        Shell.Done done = campaign("""
                tests:
                  - target: [chained, h2]
                    defect: all
                    op-timeout: 50ms
                    ops: 20
                    expect: detected
                """);
        assertThat(done.code()).isEqualTo(1);
        assertThat(done.out())
                .contains(
                        "left out  target 'h2' has no defect 'all': it has none",
                        "journal chained default rusty restart: skipped: ",
                        "0 of 2 as expected, 1 skipped")
                .containsPattern("journal chained default loose .*detected +NO")
                .doesNotContain("half-snapshot");
    }
}
