package dev.skewer.database.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.skewer.database.DataType;
import dev.skewer.database.Defect;
import dev.skewer.database.Isolation;
import dev.skewer.history.Event;
import dev.skewer.history.EventReader;
import dev.skewer.history.Format;
import dev.skewer.history.file.EdnWriter;
import dev.skewer.history.file.Histories;
import dev.skewer.workloads.generator.Seed;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Histories are what their spec says, and the same each time. */
class HistoryGeneratorTest {
    private static HistorySpec spec(
            DataType type,
            Isolation level,
            long transactions,
            Map<String, Double> injections,
            Set<Defect> defects,
            long seed) {
        return new HistorySpec(
                type,
                level,
                transactions,
                10,
                HistorySpec.Keys.STANDARD,
                HistorySpec.Shape.STANDARD,
                0.1,
                0.05,
                new TreeMap<>(injections),
                defects,
                new Seed(seed));
    }

    private static byte[] bytes(HistorySpec spec) {
        var bytes = new ByteArrayOutputStream();
        try (var writer = new EdnWriter(bytes)) {
            HistoryGenerator.generate(spec, writer);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    @ParameterizedTest
    @EnumSource
    void theSameSeedGivesTheSameBytesAndAnotherOneOthers(Isolation level) {
        Map<String, Double> injections = Map.of("G1c", 0.05, "long-fork", 0.01);
        byte[] first = bytes(spec(DataType.LIST_APPEND, level, 300, injections, Set.of(), 7));
        assertThat(bytes(spec(DataType.LIST_APPEND, level, 300, injections, Set.of(), 7)))
                .isEqualTo(first);
        assertThat(bytes(spec(DataType.LIST_APPEND, level, 300, injections, Set.of(), 8)))
                .isNotEqualTo(first);
    }

    /** The deviations allowed are five times the standard deviation and more. */
    @ParameterizedTest
    @EnumSource
    void ratesAreHonoured(DataType type) throws IOException {
        var spec = spec(type, Isolation.SERIALIZABLE, 20_000, Map.of("G1c", 0.02), Set.of(), 3);
        GenerationSummary summary = HistoryGenerator.generate(spec, event -> {});
        assertThat(summary.transactions()).isEqualTo(20_000);
        assertThat(summary.ok() + summary.fail() + summary.info()).isEqualTo(20_000);
        long injected = summary.injected().getOrDefault("G1c", 0L);
        double own = 20_000 - 2.0 * injected;
        assertThat(injected / own).isCloseTo(0.02, within(0.006));
        assertThat(summary.fail() / own).isCloseTo(0.1, within(0.012));
        assertThat(summary.info() / own).isCloseTo(0.05, within(0.009));
    }

    @Test
    void whatIsWrittenReadsBack() throws IOException {
        for (DataType type : DataType.values()) {
            byte[] bytes = bytes(spec(type, Isolation.READ_COMMITTED, 500, Map.of(), Set.of(), 5));
            try (EventReader reader = Histories.read(new ByteArrayInputStream(bytes), "history", Format.AUTO)) {
                var event = new Event(reader.symbols());
                long events = 0;
                long time = -1;
                while (reader.next(event)) {
                    assertThat(event.index).isEqualTo(events++);
                    assertThat(event.time).isGreaterThanOrEqualTo(time);
                    time = event.time;
                }
                assertThat(events).isEqualTo(1_000);
            }
        }
    }

    @Test
    void keysMakePlaceForFreshOnes() {
        SmallHistory history =
                SmallHistory.of(spec(DataType.LIST_APPEND, Isolation.PREFIX, 2_000, Map.of(), Set.of(), 1));
        assertThat(history.transactions().stream()
                        .flatMap(txn -> txn.ops().stream())
                        .filter(SmallHistory.Op::isRead)
                        .mapToInt(op -> op.values().size())
                        .max()
                        .orElse(0))
                .isBetween(16, 32);
    }

    /**
     * A mistake shows by definition in some history of few transactions, at the weakest level that it breaks. What depends on what needs
     * more of them: {@code DatabaseTest} has it. What only timestamps show {@code TimestampedHistoriesTest} has.
     */
    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {"LOST_DEPENDENCIES", "TIMESTAMP_AHEAD"})
    void everyDefectBreaksItsLevel(Defect defect) {
        Isolation level = defect.levels().stream().min(Enum::compareTo).orElseThrow();
        DataType type = defect.types().stream().min(Enum::compareTo).orElseThrow();
        long seed = 0;
        while (Oracle.explains(level, small(type, level, defect, seed))) {
            seed++;
            assertThat(seed).as("%s shows at %s", defect, level).isLessThan(3_000);
        }
    }

    private static SmallHistory small(DataType type, Isolation level, Defect defect, long seed) {
        return SmallHistory.of(new HistorySpec(
                type,
                level,
                6,
                3,
                new HistorySpec.Keys(2, 32, KeyDistribution.UNIFORM),
                new HistorySpec.Shape(1, 3, 0.2, defect == Defect.UNCHECKED_PREDICATES ? 0.5 : 0),
                0.15,
                0,
                new TreeMap<>(),
                Set.of(defect),
                new Seed(seed)));
    }

    @Test
    void whatMakesNoSenseIsRefusedInOneLine() {
        assertThatThrownBy(() -> spec(DataType.SET_ADD, Isolation.PREFIX, 10, Map.of("G0", 0.1), Set.of(), 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("inject: a history of set-add cannot show G0; it can show G1a, ");
        assertThatThrownBy(() ->
                        spec(DataType.LIST_APPEND, Isolation.PREFIX, 10, Map.of(), Set.of(Defect.UNCHECKED_READS), 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("defect: unchecked-reads breaks nothing of list-append at prefix; it is for ");
        assertThatThrownBy(() -> spec(DataType.LIST_APPEND, Isolation.PREFIX, 3, Map.of("long-fork", 0.1), Set.of(), 1))
                .hasMessage("inject: long-fork needs at least 5 transactions, and there are 3");
        assertThatThrownBy(() -> spec(
                        DataType.LIST_APPEND,
                        Isolation.SERIALIZABLE,
                        10,
                        Map.of(),
                        Set.of(Defect.UNCHECKED_PREDICATES),
                        1))
                .hasMessage(
                        "defect: unchecked-predicates shows in predicate reads, and there are none; give them a share");
        assertThatThrownBy(() -> new HistorySpec.Keys(0, 1, KeyDistribution.ZIPF))
                .hasMessage("keys: from 1 to 1000000 are possible, not 0");
        assertThatThrownBy(() -> new HistorySpec.Shape(3, 2, 0, 0))
                .hasMessage("min-length: from 1 to max-length, which is 2, not 3");
    }
}
