package dev.skewer.checker.linear.models;

import dev.skewer.checker.linear.Calls;
import dev.skewer.checker.linear.Coding;
import dev.skewer.checker.linear.Operation;
import dev.skewer.checker.linear.poly.Decision;
import dev.skewer.checker.linear.poly.UniqueRegister;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Decides histories of one key of a store to which strings are appended, where nobody can be in doubt which calls made a
 * string that was seen: it is what {@code put} or {@code cas} wrote, or the initial value, and then one appended value after
 * the other, and at each step there is only one candidate for the last of them.
 *
 * <p>Then a string that was seen says which write followed which, with nothing between: an append of which the value was seen is
 * a compare-and-set from the string before it to the string after it, and the history is one of a register with
 * {@linkplain UniqueRegister unique values}, of which each string is a value. An append of which nobody saw the value is
 * a write of a value that nobody saw: in both cases what takes effect next is another such write or a put, if anything. An
 * append whose value was seen behind two different strings would have taken effect twice: a contradiction.
 *
 * <p><b>Not decided:</b> a string that was seen and can have come about in several ways (values that are written twice, or are
 * suffixes of each other); values other than strings in a history with appends; the empty string appended.
 *
 * <p>Linear in the characters of the strings that were seen, times the number of distinct lengths of appended values; then as
 * {@link UniqueRegister}. About 100 bytes a string that was seen and an append that made it.
 */
final class StringStates {
    private static final int SEVERAL = -2;

    private final List<Operation> operations;
    private final Coding coding;
    private final Object initial;

    /** The call that wrote a whole value, or SEVERAL; and how long such values are. */
    private final Map<Object, Integer> writerOf = new HashMap<>();

    private final Set<Integer> lengths = new HashSet<>();
    /** The call that appended a value, or SEVERAL; and how long such values are. */
    private final Map<String, Integer> appendOf = new HashMap<>();

    private final NavigableSet<Integer> appendedLengths = new TreeSet<>();
    private boolean onlyStrings = true;

    /** Strings that were there for certain and are still to be looked at, and by whom it is known. */
    private final Deque<Sight> sights = new ArrayDeque<>();

    private record Sight(Object value, int by) {}

    /** The state that each string that was seen is. */
    private final Map<Object, Integer> stateOf = new HashMap<>();
    /** By append: the states before and after it, and who saw most of what came after it; NONE where nobody saw it. */
    private final int[] before;

    private final int[] after;
    private final int[] seenBy;
    private final int[] depthSeen;

    private @Nullable Decision early;

    private StringStates(Calls times, List<Operation> operations, @Nullable Object initial) {
        this.operations = operations;
        this.initial = string(initial);
        coding = new Coding(times);
        before = filled(times.size);
        after = filled(times.size);
        seenBy = filled(times.size);
        depthSeen = filled(times.size);
    }

    private static int[] filled(int size) {
        int[] array = new int[size];
        Arrays.fill(array, Calls.NONE);
        return array;
    }

    /** An unset key reads as the empty string. */
    private static Object string(@Nullable Object value) {
        return value == null ? "" : value;
    }

    /** Decides the calls on one key of a {@link KeyValueStore}. */
    static Decision decide(Calls times, List<Operation> operations, @Nullable Object initial) {
        return new StringStates(times, operations, initial).decide();
    }

    private Decision decide() {
        lengths.add(initial instanceof String string ? string.length() : 0);
        for (int call = 0; call < before.length; call++) {
            collect(call, operations.get(call));
        }
        if (!appendOf.isEmpty()) {
            if (!onlyStrings) {
                return Decision.notApplicable("a value is no string, or the empty string was appended");
            }
            while (!sights.isEmpty() && early == null) {
                resolve(sights.remove());
            }
            if (early != null) {
                return early;
            }
        }
        for (int call = 0; call < before.length; call++) {
            add(call, operations.get(call));
        }
        int first = coding.id(initial);
        Decision decision = coding.decide(calls -> UniqueRegister.decide(calls, first));
        return decision.with(witnesses(decision.calls()));
    }

    private void collect(int call, Operation op) {
        switch (op.f()) {
            case "get" -> {
                if (op.known()) {
                    see(op.output(), call);
                }
            }
            case "put" -> write(op.input(), call);
            case "delete" -> write(null, call);
            case "cas" -> {
                List<?> pair = Held.pair(op);
                if (op.known()) {
                    see(pair.get(0), call);
                }
                if (!leavesValue(pair)) {
                    write(pair.get(1), call);
                }
            }
            case "append" -> {
                if (op.argument() instanceof String value && !value.isEmpty()) {
                    appendOf.merge(value, call, (a, b) -> SEVERAL);
                    appendedLengths.add(value.length());
                } else {
                    appendOf.put("", call);
                    onlyStrings = false;
                }
            }
            default -> {}
        }
    }

    /** Whether a compare-and-set only looks. */
    private static boolean leavesValue(List<?> pair) {
        return string(pair.get(0)).equals(string(pair.get(1)));
    }

    private void see(@Nullable Object value, int by) {
        onlyStrings &= string(value) instanceof String;
        sights.add(new Sight(string(value), by));
    }

    private void write(@Nullable Object value, int by) {
        writerOf.merge(string(value), by, (a, b) -> SEVERAL);
        if (string(value) instanceof String whole) {
            lengths.add(whole.length());
        } else {
            onlyStrings = false;
        }
    }

    /** Finds out how a string that was seen came about. */
    private void resolve(Sight sight) {
        if (stateOf.containsKey(sight.value)) {
            return;
        }
        String seen = (String) sight.value;
        Deque<Integer> appends = new ArrayDeque<>();
        int length = seen.length();
        while (true) {
            String whole = lengths.contains(length) ? seen.substring(0, length) : null;
            Integer writer = whole == null ? null : writerOf.get(whole);
            boolean isWhole = writer != null || (whole != null && whole.equals(initial));
            int last = lastAppend(seen, length);
            if (last == SEVERAL || (isWhole && last != Calls.NONE)) {
                early = Decision.notApplicable("a value that was seen can have come about in several ways");
                return;
            }
            if (isWhole) {
                stateOf.put(seen, follow(coding.id(whole), appends, sight.by));
                if (writer != null
                        && writer != SEVERAL
                        && operations.get(writer).f().equals("cas")) {
                    // It took effect, whether its client knows it or not.
                    sights.add(
                            new Sight(string(Held.pair(operations.get(writer)).get(0)), sight.by));
                }
                return;
            }
            if (last == Calls.NONE) {
                // Nobody can have made it: a value without a writer.
                stateOf.put(seen, coding.id(new Unmade(seen)));
                return;
            }
            appends.addFirst(last);
            length -= String.valueOf(operations.get(last).input()).length();
        }
    }

    /** A string that no calls can have made, which is not to be taken for one that they can. */
    private record Unmade(Object seen) {}

    /** The append whose value the beginning of a string ends with; NONE or SEVERAL. */
    private int lastAppend(String string, int end) {
        int found = Calls.NONE;
        for (int length : appendedLengths.headSet(end, true)) {
            Integer call = appendOf.get(string.substring(end - length, end));
            if (call != null) {
                found = found == Calls.NONE ? call : SEVERAL;
            }
        }
        return found;
    }

    /** Goes from a state by appends that were seen one after the other; returns the last state. */
    private int follow(int from, Deque<Integer> appends, int by) {
        int state = from;
        for (int append : appends) {
            if (before[append] == Calls.NONE) {
                before[append] = state;
                after[append] = coding.id(new Grown(append));
            } else if (before[append] != state) {
                early = Decision.contradiction(
                        "a value that was appended once was seen behind two different strings", by, seenBy[append]);
                return state;
            }
            if (appends.size() > depthSeen[append]) {
                depthSeen[append] = appends.size();
                seenBy[append] = by;
            }
            state = after[append];
        }
        return state;
    }

    /** The state that an append leads to. */
    private record Grown(int append) {}

    private void add(int call, Operation op) {
        switch (op.f()) {
            case "get" -> {
                if (op.known()) {
                    coding.add(call, UniqueRegister.READ, state(op.output()), Calls.NONE);
                }
            }
            case "put" -> coding.add(call, UniqueRegister.WRITE, coding.id(string(op.input())), Calls.NONE);
            case "delete" -> coding.add(call, UniqueRegister.WRITE, coding.id(""), Calls.NONE);
            case "cas" -> {
                List<?> pair = Held.pair(op);
                if (!leavesValue(pair)) {
                    coding.add(call, UniqueRegister.CAS, state(pair.get(0)), coding.id(string(pair.get(1))));
                } else if (op.known()) {
                    coding.add(call, UniqueRegister.READ, state(pair.get(0)), Calls.NONE);
                }
            }
            default -> {
                if (before[call] == Calls.NONE) {
                    coding.add(call, UniqueRegister.WRITE, coding.id(new Grown(call)), Calls.NONE);
                } else {
                    coding.add(call, UniqueRegister.CAS, before[call], after[call]);
                }
            }
        }
    }

    private int state(@Nullable Object value) {
        Object seen = string(value);
        if (appendOf.isEmpty()) {
            return coding.id(seen);
        }
        // What only a call of unknown outcome speaks of was seen by nobody.
        Integer state = stateOf.get(seen);
        return state == null ? coding.id(new Unmade(seen)) : state;
    }

    /** Those who saw that some appends stand where they stand: without them it would not be known. */
    private int[] witnesses(int[] calls) {
        List<Integer> witnesses = new ArrayList<>();
        for (int call : calls) {
            if (seenBy[call] != Calls.NONE) {
                witnesses.add(seenBy[call]);
            }
        }
        return witnesses.stream().mapToInt(Integer::intValue).toArray();
    }
}
