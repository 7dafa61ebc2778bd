package dev.skewer.results.outcome;

import dev.skewer.checker.StoryLayout;
import dev.skewer.results.outcome.TestOutcome.Status;
import dev.skewer.results.summary.Change;
import dev.skewer.results.summary.GateSummary;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a gate makes of the tests of a campaign. Beside a baseline its judgement takes the place of what is expected: what is not as expected, and not worse than
 * there, is known, and so counts as skipped; what got worse fails, also where all is as expected.
 */
final class GateOutcomes {
    private GateOutcomes() {}

    /**
     * Judges the tests of a campaign, and adds what the gate says besides.
     *
     * @param cells how many of the outcomes, the first, are of cells
     */
    static void judge(List<TestOutcome> outcomes, int cells, GateSummary gate) {
        boolean isJudged = !gate.baseline().isEmpty();
        for (int i = 0; i < outcomes.size(); i++) {
            TestOutcome outcome = outcomes.get(i);
            Optional<Change> change = gate.changes().stream()
                    .filter(each -> isAgainst(each) && isAbout(each, outcome))
                    .findFirst();
            if (change.isPresent()) {
                outcomes.set(i, judged(outcome, change.get()));
            } else if (isJudged && outcome.isAgainst() && i < cells) {
                outcomes.set(
                        i,
                        outcome.with(
                                Status.SKIPPED,
                                "known, and not worse than in " + gate.baseline() + ": " + outcome.reason()));
            }
        }
        for (Change change : gate.changes()) {
            if (isAgainst(change) && outcomes.stream().noneMatch(outcome -> isAbout(change, outcome))) {
                outcomes.add(new TestOutcome(
                        change.kind().label() + " " + change.cell(),
                        change.test().isEmpty() ? "the gate" : change.test(),
                        status(change),
                        change.sentence(),
                        List.of(),
                        List.of(),
                        List.of(),
                        Duration.ZERO,
                        StoryLayout.Clock.ELAPSED,
                        Map.of()));
            }
        }
    }

    private static TestOutcome judged(TestOutcome outcome, Change change) {
        String reason = outcome.isAgainst() ? change.sentence() + "; " + outcome.reason() : change.sentence();
        return outcome.with(status(change), reason);
    }

    private static Status status(Change change) {
        return change.effect() == Change.Effect.WORSE ? Status.FAILED : Status.UNDECIDED;
    }

    private static boolean isAgainst(Change change) {
        return change.effect() == Change.Effect.WORSE || change.effect() == Change.Effect.UNDECIDED;
    }

    /** Whether a change is about a test: its key is the test's id, and where there are several of one id, a number behind that. */
    private static boolean isAbout(Change change, TestOutcome outcome) {
        return !change.cell().isEmpty()
                && change.test().equals(outcome.name())
                && (change.cell().equals(outcome.id()) || change.cell().startsWith(outcome.id() + "-"));
    }
}
