package dev.skewer.results;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skewer.history.Event;
import dev.skewer.history.EventType;
import dev.skewer.history.Symbols;
import dev.skewer.history.Token;
import dev.skewer.results.summary.FaultSpan;
import dev.skewer.results.summary.Throughput;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class ThroughputTest {
    private static final long SECOND = 1_000_000_000;
    private final Symbols symbols = new Symbols();

    private Event event(int process, EventType type, String f, long time) {
        var event = new Event(symbols);
        event.process = process;
        event.type = type;
        event.f = symbols.intern(f);
        event.time = time;
        return event;
    }

    @Property(tries = 200)
    void noCompletionIsLostHoweverLongTheRun(
            @ForAll @Size(max = 50) java.util.List<@LongRange(min = 0, max = 100_000 * SECOND) Long> times) {
        var throughput = new Throughput();
        times.stream().sorted().forEach(t -> {
            throughput.accept(event(0, EventType.INVOKE, "read", t));
            throughput.accept(event(0, EventType.OK, "read", t));
        });
        var series = throughput.series();
        assertThat(series.completions().stream().mapToLong(Long::longValue).sum())
                .isEqualTo(times.size());
        assertThat(series.completions()).hasSizeLessThanOrEqualTo(400);
        assertThat(series.completions().size() * series.bucketNanos()).isGreaterThan(series.lastNanos());
    }

    @Test
    void knowsWhenAFaultWasUnderWay() {
        var throughput = new Throughput();
        throughput.accept(event(Event.NEMESIS, EventType.INFO, "compact", SECOND));
        throughput.accept(event(Event.NEMESIS, EventType.INFO, "flush", 2 * SECOND));
        throughput.accept(event(Event.NEMESIS, EventType.INFO, "flush", 3 * SECOND));
        throughput.accept(event(Event.NEMESIS, EventType.INFO, "compact", 4 * SECOND));
        throughput.accept(event(Event.NEMESIS, EventType.INFO, "gc", 5 * SECOND));
        throughput.accept(event(0, EventType.OK, "read", 6 * SECOND));
        assertThat(throughput.series().faults())
                .containsExactly(
                        span("compact", SECOND, 4 * SECOND),
                        span("flush", 2 * SECOND, 3 * SECOND),
                        span("gc", 5 * SECOND, 6 * SECOND));
        assertThat(throughput.series().completions().stream()
                        .mapToLong(Long::longValue)
                        .sum())
                .isEqualTo(1);
    }

    private static FaultSpan span(String fault, long from, long to) {
        return new FaultSpan(fault, from, to, List.of(), new TreeMap<>());
    }

    @Test
    void knowsWhereAndHowAFaultWas() {
        var throughput = new Throughput();
        Event start = event(Event.NEMESIS, EventType.INFO, "kill", SECOND);
        int map = start.value.begin(Token.MAP);
        start.value.addKeyword(start.symbols.intern("phase"));
        start.value.addKeyword(start.symbols.intern("start"));
        start.value.addKeyword(start.symbols.intern("percent"));
        start.value.addInt(40);
        start.value.addKeyword(start.symbols.intern("nodes"));
        int nodes = start.value.begin(Token.VECTOR);
        start.value.addInt(0);
        start.value.addInt(2);
        start.value.end(nodes);
        start.value.end(map);
        throughput.accept(start);
        throughput.accept(event(Event.NEMESIS, EventType.INFO, "kill", 2 * SECOND));
        assertThat(throughput.series().faults())
                .containsExactly(new FaultSpan(
                        "kill", SECOND, 2 * SECOND, List.of(0, 2), new TreeMap<>(Map.of("percent", 40L))));
    }
}
