package dev.skewer.checker.linear.poly;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skewer.checker.Validity;
import dev.skewer.checker.linear.Calls;
import dev.skewer.checker.linear.Decision;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Holds an algorithm against brute force on many random histories, in both directions. */
final class Comparison {
    private Comparison() {}

    /**
     * Compares the outcomes, and looks whether what is shown of each contradiction is one by itself.
     *
     * @param decided the share of histories, in percent, that the algorithm must decide of those in which no value that
     *     matters comes from several calls
     * @param terse the share of contradictions, in percent, of which nothing that is named can be forgotten
     */
    static void compare(ObjectType type, long firstSeed, int histories, double decided, double terse) {
        int wordy = 0;
        Map<Validity, Integer> count = new EnumMap<>(Validity.class);
        Map<String, Integer> reasons = new TreeMap<>();
        for (long seed = firstSeed; seed < firstSeed + histories; seed++) {
            Calls calls = RandomHistories.of(type, seed);
            String complaint = complaint(type, calls);
            if (complaint != null) {
                Calls small = smaller(type, calls);
                throw new AssertionError("seed " + seed + ": " + complaint + "\n" + table(calls) + "reduced: "
                        + complaint(type, small) + "\n" + table(small));
            }
            Decision decision = type.decide(calls);
            wordy += decision.outcome() == Validity.FALSE && isWordy(type, calls, decision) ? 1 : 0;
            count.merge(decision.outcome(), 1, Integer::sum);
            reasons.merge(decision.because(), 1, Integer::sum);
        }
        System.out.printf(
                "%s, %d histories from seed %d: %s, %d wordy, %s%n", type, histories, firstSeed, count, wordy, reasons);
        for (Validity outcome : new Validity[] {Validity.TRUE, Validity.FALSE}) {
            assertThat(count.getOrDefault(outcome, 0)).as("%s", outcome).isGreaterThan(histories / 20);
        }
        int ambiguous = reasons.entrySet().stream()
                .filter(reason -> reason.getKey().endsWith("more than once"))
                .mapToInt(Map.Entry::getValue)
                .sum();
        assertThat(ambiguous).as("ambiguous").isLessThan(histories / 5);
        int open = count.getOrDefault(Validity.UNKNOWN, 0) - ambiguous;
        assertThat((histories - open) * 100.0 / histories).as("percent decided").isGreaterThanOrEqualTo(decided);
        int wrong = count.getOrDefault(Validity.FALSE, 0);
        assertThat((wrong - wordy) * 100.0 / wrong).as("percent terse").isGreaterThanOrEqualTo(terse);
    }

    /** Whether a contradiction also names something without which it would be one. */
    private static boolean isWordy(ObjectType type, Calls calls, Decision decision) {
        int[] named = decision.calls();
        return Arrays.stream(named)
                .anyMatch(call -> !BruteForce.linearizable(type.core(calls, type.without(calls, named, call)), type));
    }

    private static @Nullable String complaint(ObjectType type, Calls calls) {
        Decision decision = type.decide(calls);
        if (decision.outcome() == Validity.UNKNOWN) {
            return null;
        }
        boolean expected = BruteForce.linearizable(calls, type);
        if ((decision.outcome() == Validity.TRUE) != expected) {
            return "brute force says " + expected + ", the algorithm " + decision;
        }
        if (expected) {
            return complaintAboutOrder(type, calls, decision.order());
        }
        if (BruteForce.linearizable(type.core(calls, decision.calls()), type)) {
            return "no contradiction in what is left of " + decision;
        }
        return null;
    }

    /** An order has all known calls and none twice, agrees with real time, and the object can answer so. */
    private static @Nullable String complaintAboutOrder(ObjectType type, Calls calls, int[] order) {
        Set<Object> states = Set.of(type.initial());
        boolean[] placed = new boolean[calls.size];
        int latest = -1;
        for (int call : order) {
            if (placed[call] || calls.completed[call] < latest) {
                return "real time does not allow " + call + " in " + Arrays.toString(order);
            }
            placed[call] = true;
            latest = Math.max(latest, calls.invoked[call]);
            Set<Object> after = new HashSet<>();
            for (Object state : states) {
                after.addAll(type.after(state, calls.code[call], calls.a[call], calls.b[call], !calls.isUnknown(call)));
            }
            if (after.isEmpty()) {
                return "the object does not allow " + call + " in " + Arrays.toString(order);
            }
            states = after;
        }
        for (int call = 0; call < calls.size; call++) {
            if (!placed[call] && !calls.isUnknown(call)) {
                return call + " is left out of " + Arrays.toString(order);
            }
        }
        return null;
    }

    /** Leaves out calls as long as there is something to complain of. */
    private static Calls smaller(ObjectType type, Calls calls) {
        for (int i = 0; i < calls.size; i++) {
            int left = i;
            Calls fewer = calls.only(
                    IntStream.range(0, calls.size).filter(call -> call != left).toArray());
            if (complaint(type, fewer) != null) {
                return smaller(type, fewer);
            }
        }
        return calls;
    }

    private static String table(Calls calls) {
        StringBuilder table = new StringBuilder();
        for (int i = 0; i < calls.size; i++) {
            table.append(String.format(
                    "%d: [%d, %s] code %d a %d b %d%n",
                    i,
                    calls.invoked[i],
                    calls.isUnknown(i) ? "never" : calls.completed[i],
                    calls.code[i],
                    calls.a[i],
                    calls.b[i]));
        }
        return table.toString();
    }

    /** The same calls, all but some of unknown outcome. */
    static Calls relaxed(Calls calls, int[] kept) {
        int[] completed = new int[calls.size];
        Arrays.fill(completed, Calls.NEVER);
        for (int call : kept) {
            completed[call] = calls.completed[call];
        }
        return calls.withCompleted(completed);
    }
}
