package dev.skewer.workloads;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skewer.workloads.schedule.FaultSchedule;
import dev.skewer.workloads.schedule.NodeChoice;
import dev.skewer.workloads.schedule.Step;
import dev.skewer.workloads.schedule.Step.Member;
import dev.skewer.workloads.schedule.When;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScheduleTextTest {
    @Test
    void aNameAloneLeavesAllToTheFault() {
        assertThat(ScheduleText.parse("kill"))
                .isEqualTo(new FaultSchedule(
                        new When.Own(),
                        List.of(new Step(
                                Optional.empty(), List.of(new Member("kill", Optional.empty(), Optional.empty())))),
                        0));
    }

    @Test
    void optionsSayWhenForHowLongHowOftenAndWhere() {
        FaultSchedule schedule = ScheduleText.parse("kill(every=2s,times=3,for=500ms,nodes=minority)");
        assertThat(schedule.when()).isEqualTo(new When.Every(Duration.ofSeconds(2)));
        assertThat(schedule.times()).isEqualTo(3);
        assertThat(schedule.steps().get(0).members())
                .containsExactly(new Member(
                        "kill", Optional.of(Duration.ofMillis(500)), Optional.of(NodeChoice.Share.MINORITY)));
        assertThat(ScheduleText.parse("kill(mean=1s)").when()).isEqualTo(new When.Mean(Duration.ofSeconds(1)));
        assertThat(ScheduleText.parse("kill(at=3s,at=1s)").when())
                .isEqualTo(new When.At(List.of(Duration.ofSeconds(1), Duration.ofSeconds(3))));
        assertThat(ScheduleText.parse("kill(at-op=5000)").when()).isEqualTo(new When.AtOperations(List.of(5_000L)));
        assertThat(ScheduleText.parse("kill(every-ops=10)").when()).isEqualTo(new When.EveryOperations(10));
        assertThat(ScheduleText.parse("kill(nodes=2+0)")
                        .steps()
                        .get(0)
                        .members()
                        .get(0)
                        .nodes())
                .contains(new NodeChoice.Exactly(List.of(0, 2)));
    }

    @Test
    void aListIsOfSchedulesAndItsCommasAreThoseOutsideOfBrackets() {
        assertThat(ScheduleText.parseList("kill(at=3s,for=1s), pause,sequence(flush, compact)"))
                .extracting(ScheduleText::of)
                .containsExactly("kill(at=3s,for=1s)", "pause", "sequence(flush,compact)");
    }

    @Test
    void severalFaultsAreInSequenceOrTogether() {
        FaultSchedule sequence = ScheduleText.parse("sequence(kill,together(pause,flush,after=1s),kill,every=9s)");
        assertThat(sequence.faults()).containsExactly("kill", "pause", "flush");
        assertThat(sequence.steps()).hasSize(3);
        assertThat(sequence.steps().get(1).after()).contains(Duration.ofSeconds(1));
        assertThat(sequence.steps().get(1).members()).extracting(Member::fault).containsExactly("pause", "flush");
        assertThat(ScheduleText.parse("together(kill(for=1s),pause,at-op=7)").steps())
                .singleElement()
                .satisfies(step -> assertThat(step.members()).hasSize(2));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "kill",
                "kill(every=2s)",
                "kill(mean=1500ms,for=500ms)",
                "kill(at=1s,at=1m,times=1,nodes=0+2)",
                "kill(at-op=1,at-op=5000)",
                "kill(every-ops=100,nodes=all)",
                "flush(at-point=before-commit,times=2)",
                "sequence(kill,pause(after=500ms,for=2s,nodes=one),kill(for=1s),every=5s,times=2)",
                "sequence(together(kill,pause),together(flush,compact,after=2s),mean=3s)",
                "together(kill(nodes=majority),pause(for=0.5ms),at=1h)"
            })
    void whatIsWrittenIsReadAgain(String text) {
        assertThat(ScheduleText.of(ScheduleText.parse(text))).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "kill(evry=2s)| 'kill(evry=2s)': there is no option 'evry' here; did you mean 'every'?",
                "kill(power=2)| there is no option 'power' here; there are every, mean, at, every-ops, at-op, at-point, times, for, nodes",
                "kill(every=2)| 'every' is a duration, and not '2'; write a duration such as 500ms, 10s",
                "kill(every=2s,every=3s)| 'every' is given twice",
                "kill(every=2s,mean=3s)| 'every' and 'mean' cannot be together; when it happens is one of every, mean, at, every-ops, at-op, at-point",
                "kill(at-op=0)| 'at-op' is a number of at least 1, and not '0'",
                "kill(times=x)| 'times' is a number of at least 1, and not 'x'",
                "kill(nodes=some)| 'nodes' is one of one, minority, majority, all, or numbers such as 0 or 0+2, and not 'some'",
                "kill(at=3s| 'kill(at=3s': its ')' is missing; in a list in brackets of YAML it needs quotes",
                "for=1s)| a ')' without its '('",
                "for=1s| 'for=1s' is an option without its fault; right would be a fault, such as kill(for=1s)",
                "kill()| 'kill()': a fault is missing before ')'",
                "kill,| 'kill,': a fault is missing at the end",
                ",kill| ',kill': a fault is missing before ',kill'",
                "kill(at=1s)x| after ')' comes ',' or the end, not 'x'",
                "kill(pause)| 'kill(pause)': 'pause' is no option of the form NAME=VALUE; several faults are sequence(…) or together(…)",
                "sequence(kill)| 'sequence' needs at least two faults in its brackets, such as sequence(kill,pause)",
                "together| 'together' needs at least two faults in its brackets, such as together(kill,pause)",
                "sequence(kill,sequence(a,b))| a sequence in a sequence; write its faults out",
                "together(kill,sequence(a,b))| what begins together are faults, not a 'sequence'",
                "together(kill,kill)| fault 'kill' is given twice",
                "sequence(kill(after=1s),pause)| there is no option 'after' here",
                "sequence(kill(every=1s),pause)| there is no option 'every' here; there are for, nodes",
                "a(a(a(a(a))))| brackets are nested too deeply"
            })
    void whatIsWrongIsSaidWithWhereAndWhatWouldBeRight(String text, String message) {
        assertThatThrownBy(() -> ScheduleText.parseList(text))
                .isInstanceOf(SpecException.class)
                .hasMessageContaining(message)
                .message()
                .doesNotContain("\n");
    }
}
