package dev.skewer.checker.linear;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skewer.checker.Budget;
import dev.skewer.checker.Validity;
import dev.skewer.checker.linear.models.Held;
import dev.skewer.checker.linear.models.KeyValueStore;
import dev.skewer.checker.linear.parts.Allowance;
import dev.skewer.checker.linear.parts.StateMachine;
import dev.skewer.checker.linear.search.OrderSearch;
import dev.skewer.checker.linear.search.Search;
import dev.skewer.checker.linear.search.SpecializedSearch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Strings that grow: what is decided without a search, and what is shown of a contradiction. */
class KeyValueStoreTest {
    private static final KeyValueStore STORE = new KeyValueStore(null);

    @Test
    void appendsOfUniqueValuesAreDecidedWithoutASearch() {
        compare(0, 10_000, random -> new Guest<>(Menu.KV_UNIQUE, STORE, random));
    }

    @Test
    void whatIsDecidedOfAppendsOfFewValuesIsRight() {
        compare(0, 10_000, random -> new GrowingKeyClient(random.nextLong()));
    }

    @Test
    @Tag("slow")
    void appendsOfUniqueValuesAreDecidedAMillionTimes() {
        compare(1_000_000, 1_000_000, random -> new Guest<>(Menu.KV_UNIQUE, STORE, random));
        compare(1_000_000, 1_000_000, random -> new GrowingKeyClient(random.nextLong()));
    }

    private static void compare(long from, int count, Function<Random, RandomCalls.Client<Held>> client) {
        Map<Validity, Integer> outcomes = new EnumMap<>(Validity.class);
        for (long seed = from; seed < from + count; seed++) {
            Random random = new Random(seed * 0x9E3779B97F4A7C15L);
            RandomCalls history = RandomCalls.of(STORE, client.apply(random), random, 8);
            Decision decision = STORE.decide(history.calls, history.operations);
            outcomes.merge(decision.outcome(), 1, Integer::sum);
            String what = "seed " + seed + ", " + decision + ":\n" + history;
            if (decision.outcome() != Validity.UNKNOWN) {
                assertThat(decision.outcome() == Validity.TRUE)
                        .as(what)
                        .isEqualTo(BruteForce.isLinearizable(STORE, history.calls, history.operations));
            }
            if (decision.outcome() == Validity.FALSE) {
                assertThat(isLinearizable(history, decision.calls()))
                        .as("core of " + what)
                        .isFalse();
            }
        }
        System.out.printf("keys with appends, %d histories from seed %d: %s%n", count, from, outcomes);
        assertThat(outcomes.getOrDefault(Validity.FALSE, 0)).isGreaterThan(count / 20);
        assertThat(outcomes.getOrDefault(Validity.UNKNOWN, 0)).isLessThan(count / 2);
    }

    /** Longer histories than brute force can decide. */
    @Test
    void whatTheSearchKnowsOfLaterAnswersDoesNotChangeWhatItSays() {
        compareSearches(0, 3_000);
    }

    @Test
    @Tag("slow")
    void whatTheSearchKnowsOfLaterAnswersDoesNotChangeWhatItSaysMoreOften() {
        compareSearches(1_000_000, 300_000);
    }

    private static void compareSearches(long from, int count) {
        int linearizable = 0;
        int undecided = 0;
        for (long seed = from; seed < from + count; seed++) {
            RandomCalls history = RandomCalls.of(STORE, new GrowingKeyClient(seed), new Random(seed), 24);
            OrderSearch knowing =
                    OrderSearch.of(STORE, history.calls, history.operations, Budget.unlimited(), 64 << 20);
            OrderSearch.Result result = knowing.run();
            Search plain = plain(history, new Allowance(64 << 20));
            OrderSearch.Result expected = plain.run();
            if (expected == OrderSearch.Result.EXHAUSTED) {
                // Many appends of unknown outcome lead to more strings than there is memory for.
                undecided++;
                continue;
            }
            assertThat(result).as("seed %d:%n%s", seed, history).isEqualTo(expected);
            linearizable += result == OrderSearch.Result.LINEARIZABLE ? 1 : 0;
            if (result == OrderSearch.Result.NOT_LINEARIZABLE) {
                int stuck = plain.impasse().call();
                assertThat(knowing.impasse().call())
                        .as("seed %d:%n%s", seed, history)
                        .isEqualTo(stuck);
                assertThat(((SpecializedSearch) knowing).bisected().call())
                        .as("bisected, seed %d:%n%s", seed, history)
                        .isEqualTo(stuck);
            }
        }
        assertThat(undecided).isLessThan(count / 1_000 + 1);
        System.out.printf("growing keys: %d of %d histories linearizable, from seed %d%n", linearizable, count, from);
        assertThat(linearizable).isBetween(count / 3, count - count / 20);
    }

    private static Search plain(RandomCalls history, Allowance allowance) {
        return new Search(history.calls, StateMachine.of(STORE, history.operations, allowance), Budget.unlimited());
    }

    @Test
    void aValueAppendedTwiceIsNotSeenBehindThreeStrings() {
        assertThat(decide("append a", "append a", "append b", "get → abaa").because())
                .isEqualTo("a value was seen behind more strings than it was appended times");
        assertThat(decide("append a", "append a", "append b", "get → aba").outcome())
                .isEqualTo(Validity.UNKNOWN);
    }

    @Test
    void aStringThatNothingCanHaveMadeIsAContradictionWhateverElseIsInDoubt() {
        assertThat(decide("append a", "append a", "get → aa", "get → ax").because())
                .isEqualTo("a value was seen that nobody wrote");
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
                .isEqualTo(Validity.UNKNOWN);
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
