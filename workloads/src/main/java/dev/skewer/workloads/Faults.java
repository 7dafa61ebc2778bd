package dev.skewer.workloads;

import dev.skewer.registry.Registry;
import dev.skewer.workloads.fault.FaultProvider;
import dev.skewer.workloads.fault.FaultType;
import dev.skewer.workloads.schedule.FaultSchedule;
import dev.skewer.workloads.schedule.Step;
import dev.skewer.workloads.schedule.Step.Member;
import dev.skewer.workloads.schedule.When;
import dev.skewer.workloads.target.Controls;
import dev.skewer.workloads.target.TargetType;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;

/** All faults, by name: those of each {@link FaultProvider}. */
public final class Faults {
    private static final Registry<FaultProvider, FaultType<?>> ALL = new Registry<>(
            "fault",
            FaultProvider.class,
            loader -> ServiceLoader.load(FaultProvider.class, loader),
            FaultProvider::faults,
            fault -> Arrays.asList(fault.name(), fault.sentence(), fault.explanation()));

    private Faults() {}

    /** All of them, in the order in which they are listed. */
    public static List<FaultType<?>> all() {
        return ALL.all();
    }

    /** Their names. */
    public static List<String> names() {
        return ALL.names();
    }

    /** Those that suit a target. */
    public static List<FaultType<?>> suiting(TargetType target) {
        return all().stream().filter(fault -> fault.suits(target)).toList();
    }

    /**
     * The one with this name.
     *
     * @throws SpecException if there is none
     */
    public static FaultType<?> of(String name) {
        return ALL.named(name).orElseThrow(() -> new SpecException(ALL.unknown(name)));
    }

    /**
     * The one with this name, if it suits the target.
     *
     * @throws SpecException if there is none, or it does not; names those that do
     */
    public static FaultType<?> suiting(String name, TargetType target) {
        FaultType<?> fault = of(name);
        if (!fault.suits(target)) {
            List<String> has = suiting(target).stream().map(FaultType::name).toList();
            throw SpecException.ofTarget("fault '" + name + "' does not suit target '" + target.name()
                    + "', which has: " + (has.isEmpty() ? "none" : String.join(", ", has)));
        }
        return fault;
    }

    /**
     * Whether a target has what a schedule asks of it.
     *
     * @throws SpecException if there is no such fault, it does not suit the target, or there are no nodes or yield points to choose from
     */
    static void check(FaultSchedule schedule, TargetType target) {
        if (schedule.when() instanceof When.AtPoint && !target.controls().contains(Controls.Breakpoints.class)) {
            throw SpecException.ofTarget("target '" + target.name() + "' has no yield points; leave 'at-point' out");
        }
        for (Step step : schedule.steps()) {
            for (Member member : step.members()) {
                FaultType<?> fault = suiting(member.fault(), target);
                if (member.nodes().isPresent() && !fault.choosesNodes()) {
                    throw new SpecException(
                            "fault '" + fault.name() + "' does not choose among nodes; leave 'nodes' out");
                }
            }
        }
    }

    /**
     * Why one of several faults does not work here, with its name; empty if all do.
     *
     * @param names of faults that suit the target
     * @param options of a test, for the target; the others have their standard value
     */
    public static Optional<String> obstacle(List<String> names, TargetType target, Map<String, String> options) {
        for (String name : names) {
            String obstacle = of(name).availability(target, options).obstacle();
            if (obstacle != null) {
                return Optional.of(
                        "fault '" + name + "' on target '" + target.name() + "' is not available here: " + obstacle);
            }
        }
        return Optional.empty();
    }

    /** The jar that brought the one with this name, if that is a plugin's. */
    public static Optional<String> plugin(String name) {
        return ALL.plugin(name);
    }
}
