package dev.skewer.site.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The faults of a spec, whatever their schedules. */
class FaultNamesTest {
    private static List<String> of(Object... schedules) {
        return FaultNames.of(Map.of("fault", List.of(schedules)));
    }

    @Test
    void areNamedOnceEach() {
        assertThat(of("kill", "pause", "kill(every=2s,for=500ms,nodes=one)")).containsExactly("kill", "pause");
        assertThat(of("sequence(kill,pause(after=1s),every=5s)")).containsExactly("kill", "pause");
        assertThat(of("together(kill(for=1s),pause,at-op=5000)")).containsExactly("kill", "pause");
        assertThat(of("power-loss(every=500ms,for=50ms)", "snapshot-hold"))
                .containsExactly("power-loss", "snapshot-hold");
        assertThat(of()).isEmpty();
        assertThat(FaultNames.of(Map.of("fault", "none"))).isEmpty();
        assertThat(FaultNames.of(Map.of())).isEmpty();
    }

    @Test
    void areNotMadeOfWhatIsNoSchedule() {
        assertThat(of("", "(((", "a=b", 7)).isEmpty();
        assertThat(of("(".repeat(100_000) + ",".repeat(100_000))).isEmpty();
    }
}
