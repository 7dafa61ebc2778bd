package dev.skewer.checker.linear;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skewer.checker.linear.models.KeyValueStore;
import dev.skewer.checker.linear.poly.Decision;
import dev.skewer.checker.linear.poly.Outcome;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Strings that grow: what is decided without a search, and what is shown of a contradiction. */
class KeyValueStoreTest {
    private static final KeyValueStore STORE = new KeyValueStore(null);

    @Test
    void appendsOfUniqueValuesAreDecidedWithoutASearch() {
        compare(0, 10_000);
    }

    @Test
    @Tag("slow")
    void appendsOfUniqueValuesAreDecidedAMillionTimes() {
        compare(1_000_000, 1_000_000);
    }

    private static void compare(long from, int count) {
        Map<Outcome, Integer> outcomes = new EnumMap<>(Outcome.class);
        for (long seed = from; seed < from + count; seed++) {
            Random random = new Random(seed * 0x9E3779B97F4A7C15L);
            RandomCalls history = RandomCalls.of(STORE, new Guest<>(Menu.KV_UNIQUE, STORE, random), random, 8);
            Decision decision = STORE.decide(history.calls, history.operations);
            outcomes.merge(decision.outcome(), 1, Integer::sum);
            String what = "seed " + seed + ", " + decision + ":\n" + history;
            if (decision.outcome() != Outcome.NOT_APPLICABLE) {
                assertThat(decision.outcome() == Outcome.TRUE)
                        .as(what)
                        .isEqualTo(BruteForce.isLinearizable(STORE, history.calls, history.operations));
            }
            if (decision.outcome() == Outcome.FALSE) {
                assertThat(isLinearizable(history, decision.calls()))
                        .as("core of " + what)
                        .isFalse();
            }
        }
        System.out.printf("keys with appends, %d histories from seed %d: %s%n", count, from, outcomes);
        assertThat(outcomes.getOrDefault(Outcome.FALSE, 0)).isGreaterThan(count / 20);
        assertThat(outcomes.getOrDefault(Outcome.NOT_APPLICABLE, 0)).isLessThan(count / 3);
    }

    /** Whether there is an order if all but some calls are of unknown outcome. */
    private static boolean isLinearizable(RandomCalls history, int[] core) {
        int[] completed = new int[history.calls.size];
        List<Operation> operations = new ArrayList<>();
        for (int c = 0; c < completed.length; c++) {
            boolean kept = Arrays.binarySearch(core, c) >= 0;
            completed[c] = kept ? history.calls.completed[c] : Calls.NEVER;
            Operation op = history.operations.get(c);
            operations.add(kept ? op : op.relaxed());
        }
        return BruteForce.isLinearizable(STORE, history.calls.withCompleted(completed), operations);
    }

    @Test
    void whatWasAppendedOnceIsNotSeenBehindTwoStrings() {
        assertThat(decide("append a", "append b", "get → ab", "get → ba").because())
                .isEqualTo("a value that was appended once was seen behind two different strings");
    }

    @Test
    void aStringThatCanHaveComeAboutInTwoWaysIsLeftToTheSearch() {
        assertThat(decide("append a", "append ba", "put b", "get → ba").outcome())
                .isEqualTo(Outcome.NOT_APPLICABLE);
    }

    /** Calls that all overlap. */
    private static Decision decide(String... calls) {
        int n = calls.length;
        int[] invoked = new int[n];
        int[] completed = new int[n];
        List<Operation> operations = new ArrayList<>();
        for (int c = 0; c < n; c++) {
            invoked[c] = c;
            completed[c] = n + c;
            String[] word = calls[c].split(" ", -1);
            boolean reads = word[0].equals("get");
            operations.add(new Operation(word[0], null, reads ? null : word[1], reads ? word[2] : word[1], true));
        }
        return STORE.decide(new Calls(invoked, completed, new int[n], new int[n], new int[n]), operations);
    }
}
