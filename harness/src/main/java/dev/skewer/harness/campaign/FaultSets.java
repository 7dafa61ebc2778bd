package dev.skewer.harness.campaign;

import dev.skewer.harness.yaml.Values;
import dev.skewer.harness.yaml.Yaml;
import dev.skewer.harness.yaml.Yaml.Kind;
import dev.skewer.harness.yaml.Yaml.Scalar;
import dev.skewer.harness.yaml.Yaml.Sequence;
import dev.skewer.results.Printable;
import dev.skewer.workloads.FaultSelection;
import dev.skewer.workloads.Faults;
import dev.skewer.workloads.ScheduleText;
import dev.skewer.workloads.SpecException;
import dev.skewer.workloads.fault.FaultPackage;
import dev.skewer.workloads.schedule.FaultSchedule;
import dev.skewer.workloads.target.TargetType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** The faults of one test of a campaign file, each item of {@code fault} and {@code fault-package} a set that is on at once. */
final class FaultSets {
    private final List<List<FaultSchedule>> listed;
    private final List<FaultPackage> packages;
    private final Consumer<String> onLeftOut;

    /**
     * Reads them.
     *
     * @param faults what the file lists under its key of that name
     * @param packages likewise, of packages
     * @param onLeftOut told why a fault is not among them, in one line
     */
    FaultSets(List<Yaml> faults, List<Yaml> packages, Consumer<String> onLeftOut) {
        this.onLeftOut = onLeftOut;
        this.listed = faults.stream()
                .flatMap(item -> set(item, faults.size() > 1).stream())
                .toList();
        this.packages = packages.stream().map(FaultSets::packageNamed).toList();
    }

    /**
     * One set.
     *
     * @param faults all on at once
     * @param name what a cell with it is called; empty where the faults say it
     * @param refusal why there are none of them on the target; null if there are
     */
    record FaultSet(List<FaultSchedule> faults, Optional<String> name, Optional<SpecException> refusal) {
        /** One that is called by its faults. */
        static FaultSet of(List<FaultSchedule> faults) {
            return new FaultSet(faults, Optional.empty(), Optional.empty());
        }
    }

    /** Whether the test says nothing of faults. */
    boolean isEmpty() {
        return listed.isEmpty() && packages.isEmpty();
    }

    /** The sets on a target; packages are those of its faults that work here. */
    List<FaultSet> on(TargetType target, Map<String, String> options) {
        var sets = new ArrayList<>(listed.stream().map(FaultSet::of).toList());
        for (FaultPackage each : packages) {
            Optional<String> name = Optional.of(each.label() + " faults");
            try {
                FaultSelection selection = FaultSelection.of(List.of(each), target, options);
                selection.leftOut().forEach(reason -> onLeftOut.accept("package " + each.label() + ": " + reason));
                List<FaultSchedule> faults =
                        selection.faults().stream().map(ScheduleText::parse).toList();
                sets.add(new FaultSet(faults, name, Optional.empty()));
            } catch (SpecException e) {
                sets.add(new FaultSet(List.of(), name, Optional.of(e)));
            }
        }
        return sets;
    }

    private static FaultPackage packageNamed(Yaml node) {
        try {
            return FaultSelection.packageNamed(Values.text(node, "fault-package"));
        } catch (SpecException e) {
            throw node.place().error(Printable.line(String.valueOf(e.getMessage())));
        }
    }

    /** An item of {@code fault}: {@code none}, schedules with commas, or a list of schedules; nothing if one is not known here. */
    private Optional<List<FaultSchedule>> set(Yaml item, boolean mayBeElsewhere) {
        if (item instanceof Scalar && Values.text(item, "fault").equals("none")) {
            return Optional.of(List.of());
        }
        var set = new ArrayList<FaultSchedule>();
        boolean isHere = true;
        for (Yaml node : item instanceof Sequence several ? several.items() : List.of(item)) {
            for (FaultSchedule schedule : schedules(node)) {
                set.add(schedule);
                for (String name : schedule.faults()) {
                    isHere &= isHere(new Scalar(name, Kind.STRING, node.place()), mayBeElsewhere);
                }
            }
        }
        return isHere ? Optional.of(set) : Optional.empty();
    }

    private static List<FaultSchedule> schedules(Yaml node) {
        try {
            return ScheduleText.parseList(Values.text(node, "fault"));
        } catch (SpecException e) {
            throw node.place().error("'fault': " + Printable.line(String.valueOf(e.getMessage())));
        }
    }

    /** Whether a fault is known here; it must be, unless others can be run without it. */
    private boolean isHere(Yaml fault, boolean mayBeElsewhere) {
        Optional<String> elsewhere =
                mayBeElsewhere ? Values.elsewhere(fault, "fault", Faults.names()) : Optional.empty();
        elsewhere.ifPresent(onLeftOut);
        if (elsewhere.isEmpty()) {
            Values.known(fault, "fault", Faults.names());
        }
        return elsewhere.isEmpty();
    }
}
