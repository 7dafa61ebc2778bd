package dev.skewer.checker.journal.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skewer.checker.Budget;
import dev.skewer.checker.journal.history.InvocationParts;
import dev.skewer.checker.journal.history.JournalHistory;
import dev.skewer.checker.journal.oracle.RandomHistories;
import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.time.Duration;
import java.util.IdentityHashMap;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What histories and searches say that they hold is what their arrays take, whatever these are called. */
class MemoryTest {
    /** The bytes of all arrays of primitives that are reachable through objects of Skewer's own. */
    private static long bytesOfArrays(Object object, IdentityHashMap<Object, Object> seen)
            throws IllegalAccessException {
        if (seen.put(object, object) != null) {
            return 0;
        }
        long bytes = 0;
        Class<?> type = object.getClass();
        if (type.isArray()) {
            int length = Array.getLength(object);
            Class<?> element = type.getComponentType();
            if (element.isPrimitive()) {
                int each = element == long.class ? 8 : element == int.class ? 4 : 1;
                return (long) each * length;
            }
            for (Object next : (Object[]) object) {
                bytes += next == null ? 0 : bytesOfArrays(next, seen);
            }
            return bytes;
        }
        if (!type.getName().startsWith("dev.skewer.checker.journal")
                && !type.getName().startsWith("dev.skewer.checker.column")) {
            return 0;
        }
        for (Field field : type.getDeclaredFields()) {
            if (!Modifier.isStatic(field.getModifiers()) && !field.getType().isPrimitive()) {
                field.setAccessible(true);
                Object next = field.get(object);
                bytes += next == null ? 0 : bytesOfArrays(next, seen);
            }
        }
        return bytes;
    }

    private static long bytesOfArrays(Object object, Object... others) throws IllegalAccessException {
        IdentityHashMap<Object, Object> seen = new IdentityHashMap<>();
        for (Object other : others) {
            bytesOfArrays(other, seen);
        }
        return bytesOfArrays(object, seen);
    }

    @ParameterizedTest
    @ValueSource(longs = {10, 20, 31})
    void aHistoryHoldsItsColumns(long seed) throws IllegalAccessException {
        JournalHistory history = RandomHistories.history(seed);
        long bytes = bytesOfArrays(history);
        assertThat(history.bytes()).isBetween(bytes * 4 / 5, bytes * 5 / 4);
    }

    /** What it says of the space is an estimate from above, as tables are of different sizes. */
    @ParameterizedTest
    @ValueSource(longs = {10, 20, 30})
    void aSearchIsFullWhereItsSpaceAndItsStateTakeMoreThanTheBudget(long seed) throws IllegalAccessException {
        JournalHistory history = RandomHistories.history(seed);
        InvocationParts groups = new InvocationParts(history);
        int[] all = IntStream.range(0, history.invocationCount()).toArray();
        SearchSpace space = new SearchSpace(history, groups, all);
        long ofSpace = bytesOfArrays(space, history, groups);
        assertThat(space.bytes()).isBetween(ofSpace, ofSpace * 3 / 2);
        for (long steps : new long[] {0, 100_000}) {
            JournalSearch search = search(space, Long.MAX_VALUE, steps);
            long bytes = bytesOfArrays(search, history, groups) + space.bytes() - ofSpace;
            assertThat(search(space, bytes * 4 / 5, steps).isFull()).isTrue();
            assertThat(search(space, bytes * 5 / 4, steps).isFull()).isFalse();
        }
    }

    /** A search that has taken so many steps, if there are as many. */
    private static JournalSearch search(SearchSpace space, long memory, long steps) {
        Budget budget = Budget.of(Duration.ofDays(1), memory);
        JournalSearch search = new JournalSearch(space, SearchStrategy.EXHAUSTIVE, budget, steps);
        if (steps > 0) {
            search.run();
        }
        return search;
    }
}
