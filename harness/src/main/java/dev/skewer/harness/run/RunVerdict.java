package dev.skewer.harness.run;

import dev.skewer.checker.Checkers;
import dev.skewer.checker.Validity;
import dev.skewer.checker.Verdict;
import dev.skewer.results.Figures;
import dev.skewer.results.summary.RunSummary;
import dev.skewer.results.summary.RunSummary.Ending;
import dev.skewer.results.summary.Stall;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;

/**
 * The checker's verdict on a history, made the verdict on the run that left it: a contradiction stands whatever else happened, and
 * a run that has seen too little proves nothing.
 */
final class RunVerdict {
    private RunVerdict() {}

    /** A run with the checker's verdict on its history, with the verdict on the run in place of that. */
    static RunSummary judged(RunSummary run) {
        return run.with(of(run), run.cost());
    }

    private static Verdict of(RunSummary run) {
        Verdict verdict = run.verdict();
        Verdict judged = run.stalls().isEmpty() ? verdict : verdict.with(verdict.valid(), told(run.stalls()));
        if (judged.valid() != Validity.TRUE) {
            return judged;
        }
        if (run.ending() == Ending.INTERRUPTED) {
            return judged.with(
                    Validity.UNKNOWN, "the run was interrupted before its end; nothing was wrong until then");
        }
        if (run.ending() == Ending.UNAVAILABLE) {
            return judged.with(Validity.UNKNOWN, "the target was not available to the end, or not to all processes");
        }
        if (run.ending() == Ending.PROBLEM || !run.problems().isEmpty()) {
            return judged.with(Validity.UNKNOWN, "the run broke down before its end");
        }
        if (run.measured().ok() == 0) {
            return judged.with(Validity.UNKNOWN, "vacuous: no operation ended ok");
        }
        if (judged.opportunities() == 0) {
            return judged.with(
                    Validity.UNKNOWN,
                    "vacuous: there were no " + Checkers.opportunity(judged.model())
                            + "; run longer, with more processes, or with fewer keys");
        }
        Duration still = sum(run.stalls());
        // The last stall may outlast the last operation, where the elapsed time ends.
        if (still.compareTo(run.elapsed().minus(still)) > 0) {
            return judged.with(Validity.UNKNOWN, "the run stood still for longer than it went on");
        }
        return judged;
    }

    private static Duration sum(List<Stall> stalls) {
        return Duration.ofNanos(stalls.stream().mapToLong(Stall::length).sum());
    }

    private static String told(List<Stall> stalls) {
        Stall longest = stalls.stream().max(Comparator.comparing(Stall::length)).orElseThrow();
        String stretch = "from " + Figures.time(longest.from()) + " to " + Figures.time(longest.to());
        String when = stalls.size() == 1
                ? Figures.time(longest.length()) + ", " + stretch
                : Figures.time(sum(stalls).toNanos()) + ", in " + stalls.size() + " stretches, the longest " + stretch;
        return "the run stood still for " + when + ": no operation ended ok, and no fault lasted so long";
    }
}
