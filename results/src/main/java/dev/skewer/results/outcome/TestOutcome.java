package dev.skewer.results.outcome;

import dev.skewer.checker.StoryLayout;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What came of one test.
 *
 * @param id what tells it from others, the same each time that it is run
 * @param name what tells it from others for a person
 * @param status whether it passed
 * @param reason why not, in one sentence; empty if it passed
 * @param findings what was found and should not be there, the most telling first
 * @param remarks what was noted and what went wrong besides, a sentence each
 * @param histories what it rests on, in order
 * @param time how long it took, checks included
 * @param clock says when something happened in its stories
 * @param figures what was done and seen, by name
 */
public record TestOutcome(
        String id,
        String name,
        Status status,
        String reason,
        List<Finding> findings,
        List<String> remarks,
        List<TestedHistory> histories,
        Duration time,
        StoryLayout.Clock clock,
        Map<String, String> figures) {
    /** Whether a test passed. */
    public enum Status {
        /** It did. */
        PASSED,
        /** It was run, and is not as it should be. */
        FAILED,
        /** It could not be run to its end, or decided. */
        UNDECIDED,
        /** It was not run, as it cannot be here or was not to be. */
        SKIPPED
    }

    /** Copies the collections. */
    public TestOutcome {
        findings = List.copyOf(findings);
        remarks = List.copyOf(remarks);
        histories = List.copyOf(histories);
        figures = Collections.unmodifiableMap(new LinkedHashMap<>(figures));
    }

    /** The same test, judged otherwise. */
    TestOutcome with(Status other, String why) {
        return new TestOutcome(id, name, other, why, findings, remarks, histories, time, clock, figures);
    }

    /** Whether it stands in the way of the whole: it failed, or nobody knows. */
    public boolean isAgainst() {
        return status == Status.FAILED || status == Status.UNDECIDED;
    }
}
