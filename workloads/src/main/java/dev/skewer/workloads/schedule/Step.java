package dev.skewer.workloads.schedule;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Faults that begin together; the step is over when each of them is healed.
 *
 * @param after how long all is well between the step before and this one; empty for what the schedule or the fault says
 * @param members at least one, of different faults
 */
public record Step(Optional<Duration> after, List<Member> members) {
    /** Copies the list. */
    public Step {
        members = List.copyOf(members);
        if (members.isEmpty()) {
            throw new IllegalArgumentException("a step without a fault");
        }
        long different = members.stream().map(Member::fault).distinct().count();
        if (different < members.size()) {
            throw new IllegalArgumentException("a fault begins twice in one step");
        }
    }

    /**
     * One fault in a step.
     *
     * @param fault its name
     * @param active how long it lasts; empty for what the fault draws
     * @param nodes which nodes it hits; empty for what the fault draws
     */
    public record Member(String fault, Optional<Duration> active, Optional<NodeChoice> nodes) {}
}
