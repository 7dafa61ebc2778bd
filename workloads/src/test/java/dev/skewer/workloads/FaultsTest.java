package dev.skewer.workloads;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skewer.workloads.fault.Fault;
import dev.skewer.workloads.fault.FaultType;
import dev.skewer.workloads.generator.Seed;
import dev.skewer.workloads.target.Controls;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FaultsTest {
    @Test
    void aTargetThatLetsThemSuitsAll() {
        assertThat(Faults.suiting(Targets.of("fake")))
                .extracting(FaultType::name)
                .containsExactly("flush", "compact", "slow-reader", "snapshot-hold", "restart", "gc");
        assertThat(Faults.suiting(Targets.of("mute"))).isEmpty();
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
                assertThat(cycle.idle().plus(cycle.active())).isBetween(Duration.ofMillis(1), Duration.ofMillis(2_500));
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
        }
        assertThat(target.flushes).hasValue(1);
        assertThat(target.restarts).hasValue(1);
    }
}
