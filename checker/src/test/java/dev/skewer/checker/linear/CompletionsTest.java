package dev.skewer.checker.linear;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skewer.checker.linear.search.Completions;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CompletionsTest {
    @Test
    void callsThatAreOpenAtOneTimeHaveSlotsOfTheirOwnAndNoMoreThanThat() {
        for (long seed = 0; seed < 500; seed++) {
            Calls calls = random(new Random(seed));
            int[] sorted = Completions.sorted(calls);
            assertThat(sorted)
                    .as("seed %d", seed)
                    .containsExactly(IntStream.range(0, calls.size)
                            .filter(call -> !calls.isUnknown(call))
                            .boxed()
                            .sorted((a, b) -> Integer.compare(calls.completed[a], calls.completed[b]))
                            .mapToInt(call -> call)
                            .toArray());
            int[] slot = new int[calls.size];
            int slots = Completions.assignSlots(calls, sorted, slot);
            int mostOpen = 0;
            for (int call : sorted) {
                int open = 0;
                for (int other : sorted) {
                    // Open when the call is invoked.
                    boolean together =
                            calls.invoked[other] <= calls.invoked[call] && calls.completed[other] > calls.invoked[call];
                    open += together ? 1 : 0;
                    assertThat(together && other != call && slot[other] == slot[call])
                            .as("seed %d: %d and %d share a slot", seed, other, call)
                            .isFalse();
                }
                mostOpen = Math.max(mostOpen, open);
                assertThat(slot[call]).isBetween(0, slots - 1);
            }
            assertThat(slots).as("seed %d", seed).isEqualTo(mostOpen);
        }
    }

    private static Calls random(Random random) {
        int size = random.nextInt(12);
        int[] invoked = new int[size];
        int[] completed = new int[size];
        int[] events = random.ints(0, 1_000).distinct().limit(2L * size).toArray();
        int[] invocations = IntStream.of(events).limit(size).sorted().toArray();
        for (int call = 0; call < size; call++) {
            invoked[call] = 2 * invocations[call];
            boolean isKnown = random.nextInt(4) > 0;
            completed[call] = isKnown ? invoked[call] + 1 + 2 * random.nextInt(300) : Calls.NEVER;
            for (int other = 0; isKnown && other < call; other++) {
                if (completed[other] == completed[call]) {
                    completed[call] += 2_000 + 2 * call;
                }
            }
        }
        return new Calls(invoked, completed, new int[size], new int[size], new int[size]);
    }
}
