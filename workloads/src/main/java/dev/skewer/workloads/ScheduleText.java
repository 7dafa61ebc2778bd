package dev.skewer.workloads;

import dev.skewer.workloads.schedule.FaultSchedule;
import dev.skewer.workloads.schedule.NodeChoice;
import dev.skewer.workloads.schedule.Step;
import dev.skewer.workloads.schedule.Step.Member;
import dev.skewer.workloads.schedule.When;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Schedules of faults as users write them, and back.
 *
 * <pre>
 * kill                                    when and for how long the fault draws for itself
 * kill(every=2s,for=500ms,nodes=one)      with options
 * sequence(kill,pause(after=1s),every=5s) one after the other
 * together(kill(for=1s),pause,at-op=5000) at the same moment
 * </pre>
 */
public final class ScheduleText {
    /** What begins a schedule of several faults, one after the other. */
    static final String SEQUENCE = "sequence";
    /** What begins a schedule of several faults at the same moment. */
    static final String TOGETHER = "together";

    private ScheduleText() {}

    /**
     * Schedules, comma-separated.
     *
     * @throws SpecException if they are not written so, in one line
     */
    public static List<FaultSchedule> parseList(String text) {
        return new ScheduleParser(text).list();
    }

    /**
     * One schedule.
     *
     * @throws SpecException if it is not written so, in one line
     */
    public static FaultSchedule parse(String text) {
        List<FaultSchedule> all = parseList(text);
        if (all.size() != 1) {
            throw new SpecException("'" + text + "' is more than one fault; write each as one of its own");
        }
        return all.get(0);
    }

    /** A schedule in the form that {@link #parse} reads. */
    public static String of(FaultSchedule schedule) {
        List<String> when = when(schedule);
        if (schedule.steps().size() > 1) {
            return SEQUENCE
                    + inBrackets(
                            schedule.steps().stream().map(ScheduleText::text).toList(), when);
        }
        List<Member> members = schedule.steps().get(0).members();
        return members.size() > 1
                ? TOGETHER
                        + inBrackets(
                                members.stream().map(m -> text(m, List.of())).toList(), when)
                : text(members.get(0), when);
    }

    private static String text(Step step) {
        List<String> after = step.after().map(DurationText::of).map(time -> "after=" + time).stream()
                .toList();
        return step.members().size() > 1
                ? TOGETHER
                        + inBrackets(
                                step.members().stream()
                                        .map(m -> text(m, List.of()))
                                        .toList(),
                                after)
                : text(step.members().get(0), after);
    }

    private static String text(Member member, List<String> when) {
        var options = new ArrayList<>(when);
        member.active().ifPresent(time -> options.add("for=" + DurationText.of(time)));
        member.nodes().ifPresent(choice -> options.add("nodes=" + text(choice)));
        return member.fault() + (options.isEmpty() ? "" : inBrackets(options, List.of()));
    }

    private static String inBrackets(List<String> parts, List<String> more) {
        var all = new ArrayList<>(parts);
        all.addAll(more);
        return "(" + String.join(",", all) + ")";
    }

    private static List<String> when(FaultSchedule schedule) {
        var options = new ArrayList<String>();
        When when = schedule.when();
        if (when instanceof When.Every every) {
            options.add("every=" + DurationText.of(every.period()));
        } else if (when instanceof When.Mean mean) {
            options.add("mean=" + DurationText.of(mean.interval()));
        } else if (when instanceof When.At at) {
            at.times().stream().map(DurationText::of).forEach(time -> options.add("at=" + time));
        } else if (when instanceof When.EveryOperations every) {
            options.add("every-ops=" + every.count());
        } else if (when instanceof When.AtOperations at) {
            at.counts().forEach(count -> options.add("at-op=" + count));
        } else if (when instanceof When.AtPoint at) {
            options.add("at-point=" + at.point());
        }
        if (schedule.times() > 0) {
            options.add("times=" + schedule.times());
        }
        return options;
    }

    /** Nodes as {@code nodes=} has them. */
    private static String text(NodeChoice choice) {
        return choice instanceof NodeChoice.Exactly exactly
                ? exactly.numbers().stream().map(String::valueOf).collect(Collectors.joining("+"))
                : ((NodeChoice.Share) choice).name().toLowerCase(Locale.ROOT);
    }
}
