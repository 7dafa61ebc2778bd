package dev.skewer.harness.run;

import dev.skewer.checker.Checkers;
import dev.skewer.checker.Validity;
import dev.skewer.checker.Verdict;
import dev.skewer.results.Figures;
import dev.skewer.workloads.RunOutcome;
import dev.skewer.workloads.RunOutcome.Ending;
import dev.skewer.workloads.Stall;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;

/**
 * The checker's verdict on a history, made the verdict on the run that left it: a contradiction stands whatever else happened, and
 * a run that has seen too little proves nothing.
 */
final class RunVerdict {
    private RunVerdict() {}

    static Verdict of(Verdict verdict, RunOutcome outcome) {
        Verdict judged = outcome.stalls().isEmpty() ? verdict : verdict.with(verdict.valid(), told(outcome.stalls()));
        if (judged.valid() != Validity.TRUE) {
            return judged;
        }
        if (outcome.ending() == Ending.UNAVAILABLE) {
            return judged.with(Validity.UNKNOWN, "the target was not available to the end, or not to all processes");
        }
        if (outcome.ending() == Ending.PROBLEM || !outcome.problems().isEmpty()) {
            return judged.with(Validity.UNKNOWN, "the run broke down before its end");
        }
        if (outcome.ok() == 0) {
            return judged.with(Validity.UNKNOWN, "vacuous: no operation ended ok");
        }
        if (judged.opportunities() == 0) {
            return judged.with(
                    Validity.UNKNOWN,
                    "vacuous: there were no " + Checkers.opportunity(judged.model())
                            + "; run longer, with more processes, or with fewer keys");
        }
        Duration still = sum(outcome.stalls());
        // The last stall may outlast the last operation, where the elapsed time ends.
        if (still.compareTo(outcome.elapsed().minus(still)) > 0) {
            return judged.with(Validity.UNKNOWN, "the run stood still for longer than it went on");
        }
        return judged;
    }

    private static Duration sum(List<Stall> stalls) {
        return stalls.stream().map(Stall::length).reduce(Duration.ZERO, Duration::plus);
    }

    private static String told(List<Stall> stalls) {
        Stall longest = stalls.stream().max(Comparator.comparing(Stall::length)).orElseThrow();
        String stretch = "from " + seconds(longest.from()) + " to " + seconds(longest.to());
        String when = stalls.size() == 1
                ? seconds(longest.length()) + ", " + stretch
                : seconds(sum(stalls)) + ", in " + stalls.size() + " stretches, the longest " + stretch;
        return "the run stood still for " + when + ": no operation ended ok, and no fault was to last so long";
    }

    private static String seconds(Duration duration) {
        return Figures.time(duration.toNanos());
    }
}
