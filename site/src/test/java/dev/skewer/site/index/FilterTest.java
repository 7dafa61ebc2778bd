package dev.skewer.site.index;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skewer.checker.Validity;
import dev.skewer.results.RunName;
import dev.skewer.results.summary.SummaryHead;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Which runs a filter lets through. */
class FilterTest {
    private static Cell cell(String name, String target, List<String> faults, Map<String, Long> anomalies) {
        return new Cell(
                "id",
                name,
                "journal",
                target,
                faults,
                "valid",
                SummaryHead.Outcome.AS_EXPECTED,
                anomalies.isEmpty() ? Validity.TRUE : Validity.FALSE,
                anomalies,
                1,
                1,
                1);
    }

    private static Entry entry(Entry.Kind kind, Entry.Status status, Cell... cells) {
        return new Entry(
                "nightly",
                "20261123T094501Z",
                RunName.parse("20261123T094501Z").orElseThrow(),
                kind,
                status,
                "Journal on H2",
                Validity.FALSE,
                List.of(cells),
                Duration.ZERO,
                "");
    }

    private static final Entry CAMPAIGN = entry(
            Entry.Kind.CAMPAIGN,
            Entry.Status.OVER,
            cell("journal h2 kill", "h2", List.of("kill"), Map.of()),
            cell("journal sqlite", "sqlite", List.of(), Map.of("read-skew", 2L)));

    private static boolean accepts(String name, String value) {
        return Filter.ALL.with(name, value).accepts(CAMPAIGN);
    }

    @Test
    void anEmptyOneLetsAllThrough() {
        assertThat(Filter.ALL.accepts(CAMPAIGN)).isTrue();
        assertThat(Filter.ALL.isEmpty()).isTrue();
        assertThat(Filter.ALL.with("target", "h2").isEmpty()).isFalse();
        assertThat(Filter.ALL.with("target", "h2").with("target", "").isEmpty()).isTrue();
    }

    @Test
    void asksForOneThing() {
        assertThat(accepts("verdict", "false")).isTrue();
        assertThat(accepts("verdict", "true")).isFalse();
        assertThat(accepts("kind", "campaign")).isTrue();
        assertThat(accepts("kind", "run")).isFalse();
        assertThat(accepts("test", "nightly")).isTrue();
        assertThat(accepts("test", "night")).isFalse();
        assertThat(accepts("workload", "journal")).isTrue();
        assertThat(accepts("workload", "bank")).isFalse();
        assertThat(accepts("target", "sqlite")).isTrue();
        assertThat(accepts("fault", "kill")).isTrue();
        assertThat(accepts("fault", "pause")).isFalse();
        assertThat(accepts("fault", Filter.NO_FAULT)).isTrue();
        assertThat(accepts("anomaly", "read-skew")).isTrue();
        assertThat(accepts("anomaly", "stale-read")).isFalse();
    }

    @Test
    void asksSeveralThingsOfOneCell() {
        Filter h2 = Filter.ALL.with("target", "h2");
        assertThat(h2.with("fault", "kill").accepts(CAMPAIGN)).isTrue();
        assertThat(h2.with("anomaly", "read-skew").accepts(CAMPAIGN))
                .as("that was another cell")
                .isFalse();
        assertThat(h2.with("fault", Filter.NO_FAULT).accepts(CAMPAIGN)).isFalse();
    }

    @Test
    void looksForTextInAnyCase() {
        assertThat(accepts("text", "ON h2")).isTrue();
        assertThat(accepts("text", "20261123")).isTrue();
        assertThat(accepts("text", "journal sqlite")).isTrue();
        assertThat(accepts("text", "postgres")).isFalse();
        assertThat(accepts("text", "  H2 ")).isTrue();
    }

    @Test
    void aVerdictOfARunThatHasNoneIsItsStatus() {
        Entry running = entry(Entry.Kind.RUN, Entry.Status.RUNNING);
        assertThat(Filter.ALL.with("verdict", "running").accepts(running)).isTrue();
        assertThat(Filter.ALL.with("verdict", "false").accepts(running)).isFalse();
        assertThat(Filter.ALL.with("target", "h2").accepts(running)).isFalse();
    }
}
