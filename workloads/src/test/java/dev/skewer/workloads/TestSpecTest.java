package dev.skewer.workloads;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TestSpecTest {
    private static TestSpec.Builder fake() {
        return TestSpec.builder().target("fake");
    }

    @Test
    void whatIsNotSaidIsTheTargetsStandard() {
        assertThat(String.join(" ", fake().seed(7).build().toArguments()))
                .isEqualTo("--workload journal --target fake --isolation strong --durability stone"
                        + " --op-timeout 5s --target-option pool=8 --fault none --concurrency 8 --keys 32"
                        + " --time-limit 10s --seed 7");
    }

    @Test
    void argumentsRepeatEverythingThatWasAsked() {
        TestSpec spec = fake().isolation("weak")
                .durability("paper")
                .targetOptions(Map.of("url", "far=away", "pool", "1"))
                .defects(List.of("lazy"))
                .faults(List.of("flush", "restart"))
                .ops(500)
                .timeLimit(Duration.ofMillis(1_500))
                .opTimeout(Duration.ofMillis(250))
                .rate(2_000)
                .failFast(true)
                .seed(-1)
                .build();
        assertThat(String.join(" ", spec.toArguments()))
                .contains(
                        "--isolation weak --durability paper --op-timeout 250ms --target-option pool=1 --target-option url=far=away")
                .contains("--defect lazy --fault flush,restart")
                .contains("--ops 500 --time-limit 1500ms --rate 2000 --seed -1 --fail-fast");
        assertThat(spec.toBuilder().build()).isEqualTo(spec);
    }

    @Test
    void aTimeLimitOfLessThanAMillisecondIsKept() {
        TestSpec spec = fake().timeLimit(Duration.ofNanos(1_250_000)).build();
        assertThat(String.join(" ", spec.toArguments())).contains("--time-limit 1.25ms");
    }

    @Test
    void noneMeansNoFault() {
        assertThat(fake().faults(List.of("none")).build().faults()).isEmpty();
    }

    @Test
    void whatIsWrongIsSaidInOneLineThatNamesWhatWouldBeRight() {
        refuses(fake().workload("ledger"), "unknown workload 'ledger'; there are journal, ");
        refuses(fake().workload("bank"), "target 'fake' cannot run workload 'bank'; none can");
        refuses(fake().target("etcd"), "unknown target 'etcd'; there are fake, mute");
        refuses(fake().target("mute"), "target 'mute' cannot run workload 'journal'; these can: fake");
        refuses(
                fake().isolation("serializable"),
                "target 'fake' has no isolation 'serializable': expected one of weak, strong");
        refuses(fake().durability("clay"), "target 'fake' has no durability 'clay': expected one of paper, stone");
        refuses(
                fake().targetOptions(Map.of("uri", "x")),
                "target 'fake' has no option 'uri': expected one of url, pool");
        refuses(fake().faults(List.of("flood")), "unknown fault 'flood'; there are flush, compact, ");
        refuses(fake().faults(List.of("flush", "none")), "unknown fault 'none'");
        refuses(fake().faults(List.of("gc", "gc")), "fault 'gc' is given twice");
        refuses(fake().defects(List.of("gremlins")), "has no defect 'gremlins': expected one of loose, lazy");
        refuses(fake().defects(List.of("loose", "lazy")), "defects loose and lazy cannot be on together");
        refuses(fake().concurrency(0), "--concurrency must be 1 … 1,024, and is 0");
        refuses(fake().keys(1_000_001), "--keys must be 1 … 1,000,000, and is 1000001");
        refuses(fake().ops(-1), "--ops must not be negative");
        refuses(fake().timeLimit(Duration.ZERO), "--time-limit must be more than nothing");
        refuses(fake().opTimeout(Duration.ZERO), "--op-timeout must be more than nothing");
        refuses(fake().rate(Double.NaN), "--rate must be operations per second");
    }

    @Test
    void availabilityDependsOnTheOptionsGiven() {
        assertThat(Targets.of("fake").availability(Map.of()).isAvailable()).isTrue();
        assertThat(Targets.of("fake").availability(Map.of("url", "nowhere")).obstacle())
                .isEqualTo("nothing answers at nowhere");
    }

    private static void refuses(TestSpec.Builder builder, String message) {
        assertThatThrownBy(builder::build)
                .isInstanceOf(SpecException.class)
                .hasMessageContaining(message)
                .message()
                .doesNotContain("\n");
    }
}
