package dev.skewer.workloads;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class TestSpecTest {
    @Test
    void theDefaultsAreTheCommandLines() {
        TestSpec spec = TestSpec.builder().seed(7).build();
        assertThat(String.join(" ", spec.toArguments()))
                .isEqualTo("--workload journal --target embedded --isolation snapshot --durability async --fault none"
                        + " --concurrency 8 --keys 32 --time-limit 10s --seed 7");
    }

    @Test
    void argumentsRepeatEverythingThatWasAsked() {
        TestSpec spec = TestSpec.builder()
                .isolation("committed")
                .defects(List.of("early-ack"))
                .faults(List.of("flush", "restart"))
                .ops(500)
                .timeLimit(Duration.ofMillis(1_500))
                .rate(2_000)
                .failFast(true)
                .seed(-1)
                .build();
        assertThat(String.join(" ", spec.toArguments()))
                .contains("--isolation committed")
                .contains("--defect early-ack --fault flush,restart")
                .contains("--ops 500 --time-limit 1500ms --rate 2000 --seed -1 --fail-fast");
        assertThat(spec.toBuilder().build()).isEqualTo(spec);
    }

    @Test
    void aTimeLimitOfLessThanAMillisecondIsKept() {
        TestSpec spec =
                TestSpec.builder().timeLimit(Duration.ofNanos(1_250_000)).build();
        assertThat(String.join(" ", spec.toArguments())).contains("--time-limit 1.25ms");
    }

    @Test
    void noneMeansNoFault() {
        assertThat(TestSpec.builder().faults(List.of("none")).build().faults()).isEmpty();
    }

    @Test
    void whatIsWrongIsSaidInOneLineThatNamesWhatWouldBeRight() {
        refuses(TestSpec.builder().workload("bank"), "unknown workload 'bank': expected one of journal");
        refuses(TestSpec.builder().target("etcd"), "unknown target 'etcd': expected one of embedded");
        refuses(
                TestSpec.builder().isolation("serializable"),
                "target 'embedded' has no isolation 'serializable': expected one of committed, snapshot, locked");
        refuses(
                TestSpec.builder().durability("paper"),
                "target 'embedded' has no durability 'paper': expected one of none, async, sync");
        refuses(TestSpec.builder().faults(List.of("flood")), "unknown fault 'flood': expected one of flush, compact, ");
        refuses(TestSpec.builder().faults(List.of("flush", "none")), "unknown fault 'none'");
        refuses(TestSpec.builder().faults(List.of("gc", "gc")), "fault 'gc' is given twice");
        refuses(
                TestSpec.builder().defects(List.of("gremlins")),
                "has no defect 'gremlins': expected one of half-snapshot, ");
        refuses(
                TestSpec.builder().defects(List.of("half-snapshot", "reused-snapshot")),
                "defects half-snapshot and reused-snapshot cannot be on together");
        refuses(TestSpec.builder().concurrency(0), "--concurrency must be 1 … 1,024, and is 0");
        refuses(TestSpec.builder().keys(1_000_001), "--keys must be 1 … 1,000,000, and is 1000001");
        refuses(TestSpec.builder().ops(-1), "--ops must not be negative");
        refuses(TestSpec.builder().timeLimit(Duration.ZERO), "--time-limit must be more than nothing");
        refuses(TestSpec.builder().rate(Double.NaN), "--rate must be operations per second");
    }

    private static void refuses(TestSpec.Builder builder, String message) {
        assertThatThrownBy(builder::build)
                .isInstanceOf(SpecException.class)
                .hasMessageContaining(message)
                .message()
                .doesNotContain("\n");
    }
}
