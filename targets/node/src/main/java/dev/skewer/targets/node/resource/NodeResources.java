package dev.skewer.targets.node.resource;

import dev.skewer.targets.node.Node;
import dev.skewer.targets.node.Nodes;
import dev.skewer.targets.node.Remains;
import dev.skewer.targets.node.resource.ControlGroups.Controller;
import dev.skewer.targets.node.resource.ControlGroups.Place;
import dev.skewer.workloads.target.Availability;
import dev.skewer.workloads.target.Controls;
import dev.skewer.workloads.target.Controls.Imposed;
import dev.skewer.workloads.target.NoEffectException;
import dev.skewer.workloads.target.TargetSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What a target's nodes get of the machine, by number: as much as there is, unless a fault that will happen needs it otherwise. */
public final class NodeResources implements AutoCloseable {
    private final List<OfNode> all;

    /**
     * Of one node.
     *
     * @param clock empty if its clock is the machine's
     * @param processor empty if its time on the processors cannot be limited by itself
     * @param memory empty if its memory is limited by its address space, if at all
     * @param groups the two, once if they are one
     */
    private record OfNode(
            Optional<FakeClock> clock,
            Optional<ControlGroup> processor,
            Optional<ControlGroup> memory,
            List<ControlGroup> groups) {}

    private NodeResources(List<OfNode> all) {
        this.all = all;
    }

    /**
     * Those of a run.
     *
     * @param folders of the nodes, which keep what this keeps of them; made where they are not there
     * @throws NoEffectException if they cannot be had
     */
    public static NodeResources of(TargetSettings settings, List<Path> folders) {
        Set<Class<? extends Controls>> needed = settings.controls();
        ControlGroups here = ControlGroups.ofThisProcess();
        Optional<Place> processors =
                needed.contains(Controls.Processors.class) ? here.place(Controller.CPU) : Optional.empty();
        Optional<Place> memory =
                needed.contains(Controls.Memory.class) ? here.place(Controller.MEMORY) : Optional.empty();
        var all = new ArrayList<OfNode>();
        try {
            for (Path folder : folders) {
                Files.createDirectories(folder);
                Optional<FakeClock> clock =
                        needed.contains(Controls.Clocks.class) ? Optional.of(new FakeClock(folder)) : Optional.empty();
                all.add(ofNode(folder, clock, processors, memory));
            }
        } catch (IOException | UncheckedIOException | IllegalStateException e) {
            new NodeResources(all).close();
            throw new NoEffectException("what a node gets of the machine cannot be limited: " + e.getMessage(), e);
        }
        return new NodeResources(all);
    }

    private static OfNode ofNode(
            Path folder, Optional<FakeClock> clock, Optional<Place> processors, Optional<Place> memory)
            throws IOException {
        // Of version 2 both are in one place, and a process is in one group only.
        var groups = new HashMap<Place, ControlGroup>();
        Optional<ControlGroup> ofProcessors = processors.map(place -> groups.computeIfAbsent(place, ControlGroup::in));
        Optional<ControlGroup> ofMemory = memory.map(place -> groups.computeIfAbsent(place, ControlGroup::in));
        Remains.registerGroups(
                folder, groups.values().stream().map(ControlGroup::folder).toList());
        return new OfNode(clock, ofProcessors, ofMemory, List.copyOf(groups.values()));
    }

    /** Whether a control works here, for a target that has these; all others do. */
    public static Availability availability(Class<? extends Controls> control) {
        if (control.equals(Controls.Clocks.class)) {
            return FakeClock.availability();
        }
        boolean isLimited = control.equals(Controls.Memory.class)
                && ControlGroups.ofThisProcess().place(Controller.MEMORY).isEmpty();
        return isLimited ? AddressSpace.availability() : Availability.AVAILABLE;
    }

    /** The command of a node's program, so that it begins where it can be limited. */
    public List<String> around(int node, List<String> command) {
        List<String> around = command;
        for (ControlGroup group : all.get(node).groups()) {
            around = group.around(around);
        }
        return around;
    }

    /** What the environment of a node's program needs. */
    public Map<String, String> environment(int node) {
        return all.get(node).clock().map(FakeClock::environment).orElse(Map.of());
    }

    /** See {@link Controls.Clocks#shiftClock}. */
    public Imposed shiftClock(int node, Duration by) {
        FakeClock clock =
                all.get(node).clock().orElseThrow(() -> new IllegalStateException("the run was opened without clocks"));
        clock.shift(by);
        return () -> clock.shift(Duration.ZERO);
    }

    /** See {@link Controls.Processors#squeezeProcessor}. */
    public Imposed squeezeProcessor(int node, int percent) {
        Optional<ControlGroup> group = all.get(node).processor();
        if (group.isEmpty()) {
            return BusyThreads.leaving(percent);
        }
        group.get().limitProcessor(percent);
        return () -> group.get().limitProcessor(100);
    }

    /** See {@link Controls.Memory#limitMemory}. */
    public Imposed limitMemory(Nodes nodes, int number, long bytes) {
        Node node = nodes.all().get(number);
        return all.get(number)
                .memory()
                .map(group -> limitGroup(group, node, bytes))
                .orElseGet(() -> limitAddressSpace(node, bytes));
    }

    private static Imposed limitGroup(ControlGroup group, Node node, long bytes) {
        group.limitMemory(bytes);
        return () -> {
            group.unlimitMemory();
            // The kernel may have ended it.
            node.recover();
        };
    }

    /** A program that was refused memory may be about to end, or go on without some of its threads, which cannot be seen: it begins anew. */
    private static Imposed limitAddressSpace(Node node, long bytes) {
        Imposed limit = AddressSpace.limit(node, bytes);
        return () -> {
            limit.close();
            if (node.isRunning()) {
                node.kill();
                node.start();
            } else {
                node.recover();
            }
        };
    }

    /** Ends it, after the nodes. */
    @Override
    public void close() {
        all.forEach(node -> node.groups().forEach(ControlGroup::close));
    }
}
