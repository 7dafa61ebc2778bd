package dev.skewer.workloads;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skewer.workloads.fault.Fault;
import dev.skewer.workloads.fault.FaultType;
import dev.skewer.workloads.generator.Seed;
import dev.skewer.workloads.target.Controls;
import dev.skewer.workloads.target.Controls.CrashPoint.Point;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class FaultsTest {
    @Test
    void aTargetThatLetsThemSuitsAll() {
        assertThat(Faults.suiting(Targets.of("fake")))
                .extracting(FaultType::name)
                .containsExactly("flush", "compact", "slow-reader", "snapshot-hold", "restart", "gc");
        assertThat(Faults.suiting(Targets.of("mute"))).isEmpty();
    }

    /** A new fault belongs to a package, unless it is maintenance that the store would do by itself, or holds what readers do. */
    @Test
    void allButTheStoresOwnMaintenanceAreInAPackage() {
        assertThat(Faults.all().stream().filter(fault -> fault.group() == null))
                .extracting(FaultType::name)
                .containsExactly("flush", "compact", "slow-reader", "snapshot-hold");
    }

    @Test
    void aFaultThatDoesNotSuitIsRefusedWithThoseThatDo() {
        var type = new FakeTarget().type(Set.of(Controls.Maintenance.class));
        assertThatThrownBy(() -> Faults.suiting("restart", type))
                .isInstanceOf(SpecException.class)
                .hasMessage("fault 'restart' does not suit target 'fake', which has: flush, compact");
    }

    @Test
    void plansDependOnTheSeedAloneAndGoOn() {
        FakeTarget target = new FakeTarget();
        for (FaultType<?> type : Faults.all()) {
            Fault one = type.on(target);
            Fault other = type.on(target);
            for (long i = 0; i < 200; i++) {
                Fault.Cycle cycle = one.plan(new Seed(i).dice());
                assertThat(cycle).isEqualTo(other.plan(new Seed(i).dice()));
                assertThat(cycle.idle().plus(cycle.active())).isBetween(Duration.ofMillis(1), Duration.ofMillis(3_500));
                assertThat(cycle.nodes()).isSubsetOf(0, 1, 2).isSorted().doesNotHaveDuplicates();
            }
        }
    }

    @Test
    void healingUndoesStartingAndIsHarmlessTwice() {
        FakeTarget target = new FakeTarget();
        for (FaultType<?> type : Faults.all()) {
            Fault fault = type.on(target);
            fault.heal();
            fault.start(fault.plan(new Seed(1).dice()));
            fault.heal();
            fault.heal();
            assertThat(target.held).as(type.name()).hasValue(0);
            assertThat(target.widened).as(type.name()).isFalse();
            assertThat(target.down).as(type.name()).isEmpty();
            assertThat(target.paused).as(type.name()).isEmpty();
            assertThat(target.links).as(type.name()).allMatch(List::isEmpty);
            assertThat(target.disks).as(type.name()).allMatch(List::isEmpty);
        }
        assertThat(target.flushes).hasValue(1);
        assertThat(target.restarts).hasValue(1);
    }

    /** Over many cycles each number of nodes is hit, and each node. */
    @Test
    void whoeverHitsNodesHitsAnyOfThem() {
        FakeTarget target = new FakeTarget();
        for (String name : List.of(
                "kill",
                "crash-loop",
                "pause",
                "power-loss",
                "torn-write",
                "io-error",
                "disk-full",
                "write-limit",
                "reset",
                "partition",
                "delay",
                "duplicate-request")) {
            Fault fault = Faults.of(name).on(target);
            var hit = new TreeSet<String>();
            for (long i = 0; i < 200; i++) {
                hit.add(fault.plan(new Seed(i).dice()).nodes().toString());
            }
            assertThat(hit)
                    .as(name)
                    .containsExactlyInAnyOrder("[0]", "[1]", "[2]", "[0, 1]", "[0, 2]", "[1, 2]", "[0, 1, 2]");
        }
    }

    /** Over many cycles the target crashes at each point, with its memory in files and without. */
    @Test
    void aCrashComesAtEachPoint() {
        FakeTarget target = new FakeTarget();
        Fault fault = Faults.of("crash-point").on(target);
        for (long i = 0; i < 300; i++) {
            Fault.Cycle cycle = fault.plan(new Seed(i).dice());
            assertThat(cycle.details()).hasSize(2);
            fault.start(cycle);
        }
        assertThat(target.crashes).hasSize(300);
        for (Point point : Point.values()) {
            assertThat(target.crashes)
                    .anyMatch(crash -> crash.startsWith(point + " ") && crash.endsWith("true"))
                    .anyMatch(crash -> crash.startsWith(point + " ") && crash.endsWith("false"));
        }
    }

    @Test
    void aCrashLoopKillsAsOftenAsItSays() {
        FakeTarget target = new FakeTarget();
        Fault fault = Faults.of("crash-loop").on(target);
        Fault.Cycle cycle = fault.plan(new Seed(7).dice());
        fault.start(cycle);
        assertThat(target.down).containsExactlyElementsOf(cycle.nodes());
        assertThat(target.kills).hasValue((int)
                (cycle.details().getOrDefault("crashes", 0L) * cycle.nodes().size()));
        fault.heal();
        assertThat(target.down).isEmpty();
    }

    @Test
    void whatIsImposedHitsTheNodesThatItSaysAndNoOthers() {
        FakeTarget target = new FakeTarget();
        for (String name : List.of(
                "delay",
                "slow-link",
                "hold",
                "partition",
                "refuse",
                "cut-reply",
                "duplicate-request",
                "clock",
                "cpu-squeeze",
                "memory-pressure")) {
            Fault fault = Faults.of(name).on(target);
            for (long i = 0; i < 20; i++) {
                Fault.Cycle cycle = fault.plan(new Seed(i).dice());
                fault.start(cycle);
                for (int node = 0; node < target.nodes(); node++) {
                    assertThat(target.links.get(node))
                            .as(name)
                            .hasSize(cycle.nodes().contains(node) ? 1 : 0);
                }
                fault.heal();
            }
        }
    }

    @Test
    void whatBreaksConnectionsBreaksThoseOfItsNodes() {
        FakeTarget target = new FakeTarget();
        for (String name : List.of("reset", "refuse")) {
            Fault fault = Faults.of(name).on(target);
            Fault.Cycle cycle = fault.plan(new Seed(7).dice());
            target.resets.set(0);
            fault.start(cycle);
            fault.heal();
            assertThat(target.resets).hasValue(cycle.nodes().size());
        }
    }

    @Test
    void aDiskFaultHitsTheNodesThatItSaysUntilItHeals() {
        FakeTarget target = new FakeTarget();
        for (String name : List.of(
                "lying-fsync", "slow-fsync", "io-error", "bit-flip", "torn-write", "disk-full", "write-limit")) {
            Fault fault = Faults.of(name).on(target);
            for (long i = 0; i < 20; i++) {
                Fault.Cycle cycle = fault.plan(new Seed(i).dice());
                fault.start(cycle);
                for (int node = 0; node < target.nodes(); node++) {
                    assertThat(target.disks.get(node))
                            .as(name)
                            .hasSize(cycle.nodes().contains(node) ? 1 : 0);
                }
                fault.heal();
                assertThat(target.disks).as(name).allMatch(List::isEmpty);
                assertThat(target.down).as(name).isEmpty();
            }
        }
    }
}
