package dev.skewer.workloads.schedule;

import dev.skewer.workloads.fault.Fault;
import dev.skewer.workloads.generator.Dice;
import dev.skewer.workloads.generator.Seed;
import dev.skewer.workloads.schedule.Step.Member;
import dev.skewer.workloads.schedule.When.Moment;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;

/**
 * When one or more faults happen: again and again its steps, one after the other. What it plans is a function of the seed, and of how
 * long each round takes in fact.
 *
 * @param when the rounds begin
 * @param steps of one round, in order; at least one
 * @param times how many rounds there are at most; 0 is no limit
 */
public record FaultSchedule(When when, List<Step> steps, long times) {
    /** Copies the list. */
    public FaultSchedule {
        steps = List.copyOf(steps);
        if (steps.isEmpty() || times < 0) {
            throw new IllegalArgumentException("a schedule has at least one step, and no negative number of rounds");
        }
        if (steps.get(0).after().isPresent()) {
            throw new IllegalArgumentException("the first step begins when its round does");
        }
    }

    /** The names of its faults, each once, in order. */
    public List<String> faults() {
        return steps.stream()
                .flatMap(step -> step.members().stream())
                .map(Member::fault)
                .distinct()
                .toList();
    }

    /**
     * When a round begins, asked when the one before has ended.
     *
     * @param round from 0
     * @param chances of all faults of the run
     * @param now the time since the run began
     * @param operations how many client operations have begun
     */
    public Moment moment(long round, Seed chances, Duration now, long operations) {
        if (times > 0 && round >= times) {
            return new When.Never();
        }
        Dice dice = chances.split("when").split(faults().get(0)).split(round).dice();
        return when.moment(round, now, operations, dice);
    }

    /**
     * What one round does: a function of its number, the seed and the faults.
     *
     * @param round from 0
     * @param chances of all faults of the run
     * @param target the faults on the target, and how many nodes that has
     * @throws IllegalArgumentException if there is no such node, or a fault that is over at once is to last; in one line
     */
    public List<PlannedStep> round(long round, Seed chances, FaultsOnTarget target) {
        var before = new HashMap<String, Integer>();
        var planned = new ArrayList<PlannedStep>();
        for (Step step : steps) {
            var cycles = new ArrayList<PlannedCycle>();
            for (Member member : step.members()) {
                int earlier = before.merge(member.fault(), 1, Integer::sum) - 1;
                long number = round * occurrences(member.fault()) + earlier;
                Fault.Cycle cycle = cycle(member, chances.split(member.fault()).split(number), target);
                cycles.add(new PlannedCycle(member.fault(), cycle));
            }
            boolean isFirst = planned.isEmpty();
            planned.add(new PlannedStep(step.after().orElseGet(() -> idle(cycles.get(0), isFirst)), cycles));
        }
        return planned;
    }

    /** What a step waits for where it does not say: what its first fault draws, unless the schedule says when rounds begin. */
    private Duration idle(PlannedCycle first, boolean isFirstStep) {
        boolean isOwn = when instanceof When.Own || (when instanceof When.AtPoint && isFirstStep);
        return isOwn ? first.cycle().idle() : Duration.ZERO;
    }

    private long occurrences(String fault) {
        return steps.stream()
                .flatMap(step -> step.members().stream())
                .filter(member -> member.fault().equals(fault))
                .count();
    }

    private static Fault.Cycle cycle(Member member, Seed chance, FaultsOnTarget target) {
        Fault.Cycle own = target.fault(member.fault()).plan(chance.dice());
        if (own.active().isZero() && member.active().isPresent()) {
            throw new IllegalArgumentException("fault '" + member.fault() + "' is over at once; leave 'for' out");
        }
        List<Integer> nodes = member.nodes()
                .map(choice ->
                        choice.among(target.nodes(), chance.split("nodes").dice()))
                .orElse(own.nodes());
        return new Fault.Cycle(own.idle(), member.active().orElse(own.active()), own.details(), nodes);
    }

    /**
     * One step of a round.
     *
     * @param idle how long all is well before
     * @param cycles of different faults; they begin together
     */
    public record PlannedStep(Duration idle, List<PlannedCycle> cycles) {
        /** Copies the list. */
        public PlannedStep {
            cycles = List.copyOf(cycles);
        }
    }

    /**
     * One time that a fault happens.
     *
     * @param fault its name
     * @param cycle how long it lasts, and where; its own idle time does not count
     */
    public record PlannedCycle(String fault, Fault.Cycle cycle) {}
}
