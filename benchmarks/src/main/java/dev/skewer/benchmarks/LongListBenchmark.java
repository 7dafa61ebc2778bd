package dev.skewer.benchmarks;

import dev.skewer.checker.Budget;
import dev.skewer.checker.CheckOptions;
import dev.skewer.checker.CheckSession;
import dev.skewer.checker.Checkers;
import dev.skewer.checker.Validity;
import dev.skewer.checker.Verdict;
import dev.skewer.history.Event;
import dev.skewer.history.EventType;
import dev.skewer.history.Symbols;
import dev.skewer.history.Tape;
import dev.skewer.history.Token;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * One list that all transactions read whole: as many elements as were ever compared, in memory that follows the number of transactions. A history of the
 * standard size has 10^11 elements in its reads, which no file could hold, so the events are made as they are needed. {@code benchmarks/run
 * LongListBenchmark}; {@link #compare} compares as many longs and does nothing else, and is the baseline.
 */
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(value = 1, jvmArgsAppend = "-Xmx1g")
@State(Scope.Benchmark)
public class LongListBenchmark {
    private static final Duration TIME = Duration.ofMinutes(10);

    /** Elements of the list. */
    @Param("100000")
    public int elements = 100_000;

    /** How many transactions read it once it has all of them. */
    @Param("1000000")
    public int reads = 1_000_000;

    private final Symbols symbols = new Symbols();
    private final int txn = symbols.intern("txn");
    private final int append = symbols.intern("append");
    private final int read = symbols.intern("r");
    private long rank;

    /** From the first event to the verdict. */
    @Benchmark
    public Verdict check() {
        CheckSession session = Checkers.named("list-append").orElseThrow().open(CheckOptions.none());
        rank = 0;
        Event begun = event(EventType.INVOKE);
        Event ended = event(EventType.OK);
        for (int element = 0; element < elements; element++) {
            put(begun, append, element, 1);
            put(ended, append, element, 1);
            pass(session, begun, ended);
        }
        put(begun, read, 0, 0);
        put(ended, read, 0, elements);
        for (int i = 0; i < reads; i++) {
            pass(session, begun, ended);
        }
        Verdict verdict = session.verdict(Budget.of(TIME, 1L << 29));
        if (verdict.valid() != Validity.TRUE) {
            throw new IllegalStateException("a valid history was found " + verdict.valid());
        }
        return verdict;
    }

    /** As many longs as the reads have, compared. */
    @Benchmark
    public long compare() {
        var list = new long[elements];
        var same = new long[elements];
        long differing = 0;
        for (int i = 0; i < reads; i++) {
            differing += Arrays.mismatch(list, 0, elements, same, 0, elements) >= 0 ? 1 : 0;
            list[i % elements] = i;
            same[i % elements] = i;
        }
        return differing;
    }

    private Event event(EventType type) {
        var event = new Event(symbols);
        event.type = type;
        event.f = txn;
        return event;
    }

    /** One micro-operation on the list: with an element if it appends, with the first so many if it reads; nil if these are none. */
    private void put(Event event, int function, int first, int count) {
        Tape value = event.value;
        value.clear();
        int transaction = value.begin(Token.VECTOR);
        int operation = value.begin(Token.VECTOR);
        value.addKeyword(function);
        value.addInt(0);
        if (function == append) {
            value.addInt(first);
        } else if (count == 0) {
            value.addNil();
        } else {
            int list = value.begin(Token.VECTOR);
            for (int element = first; element < first + count; element++) {
                value.addInt(element);
            }
            value.end(list);
        }
        value.end(operation);
        value.end(transaction);
    }

    private void pass(CheckSession session, Event begun, Event ended) {
        begun.index = rank++;
        session.accept(begun);
        ended.index = rank++;
        session.accept(ended);
    }
}
