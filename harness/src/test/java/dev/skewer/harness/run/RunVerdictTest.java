package dev.skewer.harness.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skewer.checker.Validity;
import dev.skewer.checker.Verdict;
import dev.skewer.results.summary.Activity;
import dev.skewer.results.summary.CheckCost;
import dev.skewer.results.summary.FunctionStats;
import dev.skewer.results.summary.LogExcerpt;
import dev.skewer.results.summary.OperationMetrics;
import dev.skewer.results.summary.RunSummary;
import dev.skewer.results.summary.RunSummary.Ending;
import dev.skewer.results.summary.Stall;
import dev.skewer.results.summary.Throughput;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class RunVerdictTest {
    private static Verdict verdict(Validity valid, long opportunities) {
        return new Verdict(valid, "journal", new TreeMap<>(), List.of(), List.of(), 1_000, opportunities, List.of());
    }

    private static RunSummary run(long ok, Ending ending, Stall... stalls) {
        var stats = new FunctionStats("read", ok, 0, 1_000 - ok, 1, 1, 1, 1, 1);
        return new RunSummary(
                "results/runs/journal/1",
                "history.edn",
                "journal",
                Map.of(),
                7,
                "",
                "",
                Instant.EPOCH,
                Duration.ofSeconds(10),
                ending,
                verdict(Validity.UNKNOWN, 0),
                new CheckCost(0, 1, 1),
                new OperationMetrics(
                        List.of(stats),
                        new Throughput.Series(1, List.of(), 1, List.of()),
                        List.of(),
                        Activity.NONE,
                        true),
                List.of(),
                0,
                List.of(stalls),
                List.of(),
                List.of(),
                LogExcerpt.NONE,
                Map.of(),
                "skewer");
    }

    private static Verdict judge(Verdict verdict, RunSummary run) {
        return RunVerdict.judged(run.with(verdict, run.cost())).verdict();
    }

    private static Stall stall(long from, long to) {
        return new Stall(from * 1_000_000_000, to * 1_000_000_000);
    }

    @Test
    void aRunThatCouldHaveFailedAndDidNotIsValid() {
        Verdict valid = verdict(Validity.TRUE, 1);
        assertThat(judge(valid, run(1_000, Ending.COMPLETE))).isEqualTo(valid);
    }

    @Test
    void aRunThatSawTooLittleIsUnknown() {
        Verdict nothing = judge(verdict(Validity.TRUE, 0), run(0, Ending.COMPLETE));
        assertThat(nothing.valid()).isEqualTo(Validity.UNKNOWN);
        assertThat(nothing.notes()).containsExactly("vacuous: no operation ended ok");
        Verdict noChance = judge(verdict(Validity.TRUE, 0), run(1_000, Ending.COMPLETE));
        assertThat(noChance.valid()).isEqualTo(Validity.UNKNOWN);
        assertThat(noChance.notes()).singleElement().asString().startsWith("vacuous: there were no paired reads");
        assertThat(judge(verdict(Validity.TRUE, 9), run(1_000, Ending.PROBLEM)).valid())
                .isEqualTo(Validity.UNKNOWN);
    }

    @Test
    void aRunWhoseTargetDidNotAnswerAnyMoreIsUnknownUnlessItIsWrong() {
        Verdict judged = judge(verdict(Validity.TRUE, 9), run(900, Ending.UNAVAILABLE));
        assertThat(judged.valid()).isEqualTo(Validity.UNKNOWN);
        assertThat(judged.notes()).containsExactly("the target was not available to the end, or not to all processes");
        assertThat(judge(verdict(Validity.FALSE, 9), run(900, Ending.UNAVAILABLE))
                        .valid())
                .isEqualTo(Validity.FALSE);
    }

    @Test
    void aRunThatWasInterruptedIsUnknownUnlessItIsWrong() {
        Verdict judged = judge(verdict(Validity.TRUE, 9), run(900, Ending.INTERRUPTED));
        assertThat(judged.valid()).isEqualTo(Validity.UNKNOWN);
        assertThat(judged.notes())
                .containsExactly("the run was interrupted before its end; nothing was wrong until then");
        assertThat(judge(verdict(Validity.FALSE, 9), run(900, Ending.INTERRUPTED))
                        .valid())
                .isEqualTo(Validity.FALSE);
    }

    /** On a machine that is busy any store may stand still for a while: that is said, and no reason to doubt what was seen. */
    @Test
    void aStallIsNamedAndChangesNoVerdict() {
        Verdict judged = judge(verdict(Validity.TRUE, 9), run(1_000, Ending.COMPLETE, stall(2, 6)));
        assertThat(judged.valid()).isEqualTo(Validity.TRUE);
        assertThat(judged.notes())
                .containsExactly(
                        "the run stood still for 4.00 s, from 2.00 s to 6.00 s: no operation ended ok, and no fault"
                                + " took so long");
        Verdict wrong = judge(verdict(Validity.FALSE, 9), run(1_000, Ending.COMPLETE, stall(1, 10)));
        assertThat(wrong.valid()).isEqualTo(Validity.FALSE);
        assertThat(wrong.notes()).hasSize(1);
    }

    @Test
    void aRunThatStoodStillForMostOfItsTimeIsUnknown() {
        RunSummary run = run(1_000, Ending.COMPLETE, stall(1, 4), stall(5, 9));
        Verdict judged = judge(verdict(Validity.TRUE, 9), run);
        assertThat(judged.valid()).isEqualTo(Validity.UNKNOWN);
        assertThat(judged.notes())
                .containsExactly(
                        "the run stood still for 7.00 s, in 2 stretches, the longest from 5.00 s to 9.00 s: no operation ended"
                                + " ok, and no fault took so long",
                        "the run stood still for longer than it went on");
    }
}
