package dev.skewer.targets.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skewer.checker.Validity;
import dev.skewer.checker.Verdict;
import dev.skewer.workloads.TestSpec;
import dev.skewer.workloads.target.Controls;
import dev.skewer.workloads.target.Target;
import dev.skewer.workloads.target.TargetSettings;
import dev.skewer.workloads.target.TargetType;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** At a level at which a kill may lose something, a node loses it that was killed; of one that was spared it is found. */
class SparedNodeTest extends ProcessRuns {
    private static final int MOST_RUNS = 6;
    private static final long SEED = 20261127;

    private static TestSpec spec(long seed) {
        return TestSpec.builder()
                .target("process")
                .targetOptions(Map.of("nodes", "2"))
                .durability("none")
                .faults(List.of("kill(every=700ms,nodes=0)"))
                .keys(8)
                .ops(12_000)
                .timeLimit(Duration.ofSeconds(6))
                .seed(seed)
                .build();
    }

    /** Two nodes, of which the other one dies whenever one is to be killed. */
    private static TargetType theWrongOneDies() {
        return TargetType.named("process", SparedNodeTest::open)
                .isolations(ProcessTarget.TYPE.isolations().names(), "snapshot")
                .durabilities(ProcessTarget.TYPE.durabilities().names(), "async")
                .promise(ProcessTarget.TYPE.promise())
                .controls(ProcessTarget.TYPE.controls())
                .protocols(ProcessTarget.TYPE.protocols())
                .build();
    }

    private static Target open(TargetSettings settings) {
        Target target = ProcessTarget.TYPE.open(settings);
        return (Target) Proxy.newProxyInstance(
                SparedNodeTest.class.getClassLoader(),
                new Class<?>[] {Target.class, Controls.Processes.class},
                (proxy, method, arguments) -> {
                    boolean isOfNode =
                            method.getName().equals("kill") || method.getName().equals("start");
                    Object[] changed = isOfNode ? new Object[] {1 - (int) arguments[0]} : arguments;
                    try {
                        return method.invoke(target, changed);
                    } catch (InvocationTargetException e) {
                        throw e.getTargetException();
                    }
                });
    }

    @Test
    void whatIsLostOnTheNodeThatWasHitIsAllowed() {
        boolean isLost = false;
        // On a busy machine little is under way when a node is killed, so that a run may lose nothing.
        for (long seed = SEED; seed < SEED + MOST_RUNS && !isLost; seed++) {
            Verdict verdict = run(spec(seed), ProcessTarget.TYPE);
            assertThat(verdict.anomalies()).as("seed %s", seed).isEmpty();
            assertThat(verdict.valid()).as("seed %s", seed).isEqualTo(Validity.TRUE);
            isLost = verdict.allowed().containsKey("lost-suffix");
        }
        assertThat(isLost).isTrue();
    }

    @Test
    void whatIsLostOnANodeThatWasSparedIsFound() {
        boolean isFound = false;
        for (long seed = SEED; seed < SEED + MOST_RUNS && !isFound; seed++) {
            Verdict verdict = run(spec(seed), theWrongOneDies());
            isFound = verdict.valid() == Validity.FALSE && !verdict.anomalies().isEmpty();
        }
        assertThat(isFound).isTrue();
    }
}
