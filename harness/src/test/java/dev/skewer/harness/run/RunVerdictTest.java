package dev.skewer.harness.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skewer.checker.Validity;
import dev.skewer.checker.Verdict;
import dev.skewer.workloads.RunOutcome;
import dev.skewer.workloads.RunOutcome.Ending;
import dev.skewer.workloads.Stall;
import java.time.Duration;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class RunVerdictTest {
    private static Verdict verdict(Validity valid, long opportunities) {
        return new Verdict(valid, "journal", new TreeMap<>(), List.of(), List.of(), 1_000, opportunities, List.of());
    }

    private static RunOutcome outcome(long ok, Ending ending, Stall... stalls) {
        return new RunOutcome(
                1_000,
                ok,
                0,
                1_000 - ok,
                Duration.ofSeconds(10),
                new TreeMap<>(),
                new TreeMap<>(),
                0,
                2_000,
                Duration.ZERO,
                List.of(stalls),
                ending,
                List.of());
    }

    private static Stall stall(int from, int to) {
        return new Stall(Duration.ofSeconds(from), Duration.ofSeconds(to));
    }

    @Test
    void aRunThatCouldHaveFailedAndDidNotIsValid() {
        Verdict valid = verdict(Validity.TRUE, 1);
        assertThat(RunVerdict.of(valid, outcome(1_000, Ending.COMPLETE))).isEqualTo(valid);
        assertThat(RunVerdict.of(valid, outcome(1_000, Ending.INTERRUPTED))).isEqualTo(valid);
    }

    @Test
    void aRunThatSawTooLittleIsUnknown() {
        Verdict nothing = RunVerdict.of(verdict(Validity.TRUE, 0), outcome(0, Ending.COMPLETE));
        assertThat(nothing.valid()).isEqualTo(Validity.UNKNOWN);
        assertThat(nothing.notes()).containsExactly("vacuous: no operation ended ok");
        Verdict noChance = RunVerdict.of(verdict(Validity.TRUE, 0), outcome(1_000, Ending.COMPLETE));
        assertThat(noChance.valid()).isEqualTo(Validity.UNKNOWN);
        assertThat(noChance.notes()).singleElement().asString().startsWith("vacuous: there were no paired reads");
        assertThat(RunVerdict.of(verdict(Validity.TRUE, 9), outcome(1_000, Ending.PROBLEM))
                        .valid())
                .isEqualTo(Validity.UNKNOWN);
    }

    @Test
    void aRunWhoseTargetDidNotAnswerAnyMoreIsUnknownUnlessItIsWrong() {
        Verdict judged = RunVerdict.of(verdict(Validity.TRUE, 9), outcome(900, Ending.UNAVAILABLE));
        assertThat(judged.valid()).isEqualTo(Validity.UNKNOWN);
        assertThat(judged.notes()).containsExactly("the target was not available to the end, or not to all processes");
        assertThat(RunVerdict.of(verdict(Validity.FALSE, 9), outcome(900, Ending.UNAVAILABLE))
                        .valid())
                .isEqualTo(Validity.FALSE);
    }

    /** On a machine that is busy any store may stand still for a while: that is said, and no reason to doubt what was seen. */
    @Test
    void aStallIsNamedAndChangesNoVerdict() {
        Verdict judged = RunVerdict.of(verdict(Validity.TRUE, 9), outcome(1_000, Ending.COMPLETE, stall(2, 6)));
        assertThat(judged.valid()).isEqualTo(Validity.TRUE);
        assertThat(judged.notes())
                .containsExactly(
                        "the run stood still for 4.00 s, from 2.00 s to 6.00 s: no operation ended ok, and no fault"
                                + " was to last so long");
        Verdict wrong = RunVerdict.of(verdict(Validity.FALSE, 9), outcome(1_000, Ending.COMPLETE, stall(1, 10)));
        assertThat(wrong.valid()).isEqualTo(Validity.FALSE);
        assertThat(wrong.notes()).hasSize(1);
    }

    @Test
    void aRunThatStoodStillForMostOfItsTimeIsUnknown() {
        RunOutcome outcome = outcome(1_000, Ending.COMPLETE, stall(1, 4), stall(5, 9));
        Verdict judged = RunVerdict.of(verdict(Validity.TRUE, 9), outcome);
        assertThat(judged.valid()).isEqualTo(Validity.UNKNOWN);
        assertThat(judged.notes())
                .containsExactly(
                        "the run stood still for 7.00 s, in 2 stretches, the longest from 5.00 s to 9.00 s: no operation ended"
                                + " ok, and no fault was to last so long",
                        "the run stood still for longer than it went on");
    }
}
