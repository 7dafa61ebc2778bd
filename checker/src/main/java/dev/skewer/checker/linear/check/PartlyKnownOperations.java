package dev.skewer.checker.linear.check;

import dev.skewer.checker.Budget;
import dev.skewer.checker.Validity;
import dev.skewer.checker.linear.Calls;
import dev.skewer.checker.linear.Model;
import dev.skewer.checker.linear.explain.Analysis;
import dev.skewer.checker.linear.history.KeysAndArguments;
import dev.skewer.checker.linear.history.OperationHistory;
import dev.skewer.checker.linear.history.OperationHistory.Status;
import dev.skewer.checker.linear.search.PartResult;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Judges a history with operations of unknown outcome of which it does not say the key, or the argument: a client that timed
 * out may not have recorded it. Such an operation took effect at one moment after its invocation, on one key, whichever that
 * was, or never.
 *
 * <p>So a history that is linearizable without them is; they never took effect. Where one is not, a key that is not
 * linearizable though all those operations may have taken effect on it is certain. Operations without a known argument could have
 * written anything, so there only what came before the first of them is certain. If only the operations without a key stand in
 * the way, they are tried on the keys in all ways, if these are few: an operation explains one key, not two. Else the verdict is
 * unknown.
 */
public final class PartlyKnownOperations {
    /** So many keys that are not linearizable are looked at for one that is certain. */
    private static final int MAX_KEYS = 64;

    /** So many ways to give operations to keys are tried. */
    private static final int MAX_WAYS = 1_024;

    private final OperationHistory h;
    private final Model<?> model;
    private final Budget budget;
    /** Operations whose argument is known, and only the key not. */
    private final int[] keyless;
    /** Operations whose argument is not known, and perhaps the key neither. */
    private final int[] withoutArgument;

    private PartlyKnownOperations(OperationHistory history, List<Integer> partlyKnown, Model<?> model, Budget budget) {
        h = history;
        this.model = model;
        this.budget = budget;
        keyless = partlyKnown.stream()
                .mapToInt(op -> op)
                .filter(op -> !lacksArgument(op))
                .toArray();
        withoutArgument = partlyKnown.stream()
                .mapToInt(op -> op)
                .filter(this::lacksArgument)
                .toArray();
    }

    private boolean lacksArgument(int op) {
        return h.input[op] == Calls.NONE && model.repeatsArgument(h.symbols.name(h.f[op]));
    }

    /**
     * Judges a history.
     *
     * @param found its operations, and which of them are only partly known
     */
    static Analysis check(KeysAndArguments.Found found, Model<?> model, Budget budget) {
        Analysis without = LinearizabilityChecker.decide(
                found.history(), model, budget, !found.partlyKnown().isEmpty());
        return found.partlyKnown().isEmpty() || without.valid() != Validity.FALSE
                ? without
                : new PartlyKnownOperations(found.history(), found.partlyKnown(), model, budget).explain(without);
    }

    private Analysis explain(Analysis without) {
        List<Integer> keys = new ArrayList<>(falseKeys(without));
        // Keys that are not decided may need some of the operations too.
        boolean isOpen =
                keys.size() > MAX_KEYS || without.parts().stream().anyMatch(each -> each.valid() == Validity.UNKNOWN);
        for (int key : keys.subList(0, Math.min(keys.size(), MAX_KEYS))) {
            int end = firstWithoutArgument(key);
            Analysis alone = decide(only(key, end));
            if (alone.valid() == Validity.FALSE) {
                return alone.withNote(certain(keys.size(), end));
            }
            isOpen |= end != Calls.NEVER || alone.valid() == Validity.UNKNOWN;
        }
        return isOpen || keyless.length == 0 ? without.withDoubt(doubt()) : tried(without, keys);
    }

    /** Gives the operations without a key to the keys that need some, in all ways. */
    private Analysis tried(Analysis without, List<Integer> keys) {
        int[] way = new int[keyless.length];
        for (int ways = 0; ways < MAX_WAYS && !budget.exhausted(); ways++) {
            Analysis given = decide(given(keys, way));
            if (given.valid() == Validity.UNKNOWN) {
                return without.withDoubt(doubt());
            }
            if (given.valid() == Validity.TRUE) {
                return given;
            }
            if (!advance(way, keys.size())) {
                return without.withNote("whichever keys " + operations(keyless)
                        + " took effect on, one is not linearizable; what is shown is without them");
            }
        }
        return without.withDoubt(doubt());
    }

    /** Counts on, in the base of the keys; false after the last way. */
    private static boolean advance(int[] way, int keys) {
        for (int i = 0; i < way.length; i++) {
            if (++way[i] < keys) {
                return true;
            }
            way[i] = 0;
        }
        return false;
    }

    private Set<Integer> falseKeys(Analysis analysis) {
        Set<Integer> keys = new LinkedHashSet<>();
        for (PartResult result : analysis.parts()) {
            if (result.valid() == Validity.FALSE) {
                keys.add(analysis.key(result));
            }
        }
        return keys;
    }

    /** When the first operation was invoked that may have written anything to a key; {@link Calls#NEVER} if none did. */
    private int firstWithoutArgument(int key) {
        return Arrays.stream(withoutArgument)
                .filter(op -> h.key[op] == Calls.NONE || h.key[op] == key)
                .map(op -> h.invoked[op])
                .findFirst()
                .orElse(Calls.NEVER);
    }

    private Analysis decide(OperationHistory some) {
        return LinearizabilityChecker.decide(some, model, budget, false);
    }

    /** The operations on one key up to a moment, with those that may have been on it. */
    private OperationHistory only(int key, int end) {
        OperationHistory some = h.copy();
        some.status = Arrays.copyOf(h.status, h.ops);
        some.key = Arrays.copyOf(h.key, h.ops);
        for (int op : keyless) {
            some.status[op] = Status.INFO;
            some.key[op] = key;
        }
        for (int op = 0; op < h.ops; op++) {
            if (some.key[op] != key || h.invoked[op] >= end) {
                some.status[op] = Status.FAIL;
            } else if (some.status[op] == Status.OK && h.completed[op] >= end) {
                some.status[op] = Status.INFO;
            }
        }
        return some;
    }

    private OperationHistory given(List<Integer> keys, int[] way) {
        OperationHistory all = h.copy();
        all.status = Arrays.copyOf(h.status, h.ops);
        all.key = Arrays.copyOf(h.key, h.ops);
        for (int i = 0; i < way.length; i++) {
            all.status[keyless[i]] = Status.INFO;
            all.key[keyless[i]] = keys.get(way[i]);
        }
        return all;
    }

    private String certain(int keys, int end) {
        String before = end == Calls.NEVER
                ? ""
                : " before " + operations(withoutArgument) + ", which may have written anything";
        String others = keys == 1 ? "" : "; of " + keys + " keys that look wrong one is shown that is so in any case";
        return keyless.length == 0
                ? "what is shown is certain" + before + others
                : "what is shown is so whichever keys " + operations(keyless) + " took effect on" + before + others;
    }

    private String doubt() {
        List<String> reasons = new ArrayList<>();
        if (withoutArgument.length > 0) {
            reasons.add(operations(withoutArgument) + " may have written anything");
        }
        if (keyless.length > 0) {
            reasons.add(operations(keyless) + " may have taken effect on any key");
        }
        return String.join(", and ", reasons);
    }

    /** Operations by where they stand: the first, and how many more. */
    private String operations(int[] some) {
        int first = some[0];
        String name = ":" + h.symbols.name(h.f[first]) + " of "
                + (h.line[first] > 0 ? "line " + h.line[first] : "event " + h.index[first]);
        return some.length == 1 ? name : name + " and " + (some.length - 1) + " more";
    }
}
