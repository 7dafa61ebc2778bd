package dev.skewer.checker.linear.models;

import dev.skewer.checker.linear.Operation;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the calls on one key of a {@link KeyValueStore} say of the strings that it held. Linear in the calls. */
final class StringCalls {
    /** In place of a call: there are several. */
    static final int SEVERAL = -2;

    /** What the key holds at first. */
    final Object initial;

    /** The whole values that some call writes: which one, or SEVERAL. */
    final Map<Object, Integer> writerOf = new HashMap<>();

    /** The values that some call appends, as text, numbered from zero. */
    final Map<String, Integer> appended = new HashMap<>();

    /** The values that calls saw that returned, and who was the first of them. */
    final Map<Object, Integer> seenBy = new HashMap<>();

    /** The values that other calls expected. */
    private final Set<Object> expected = new HashSet<>();

    /** By appended value: the call, or SEVERAL; and how many these are. */
    private int[] appendOf = new int[16];

    private int[] appends = new int[16];
    private boolean hasAppendOfNoString;

    /**
     * What calls say.
     *
     * @param initial what the key holds at first; null for nothing
     * @throws IllegalArgumentException if some call is not one of the store's
     */
    StringCalls(List<Operation> operations, @Nullable Object initial) {
        this.initial = held(initial);
        for (int call = 0; call < operations.size(); call++) {
            collect(call, operations.get(call));
        }
    }

    /** A value as a key holds it: unset, it reads as the empty string. */
    static Object held(@Nullable Object value) {
        return value == null ? "" : value;
    }

    /** Whether a compare-and-set only looks. */
    static boolean leavesValue(List<?> pair) {
        return held(pair.get(0)).equals(held(pair.get(1)));
    }

    private void collect(int call, Operation op) {
        switch (op.f()) {
            case "get" -> {
                if (op.known()) {
                    seenBy.putIfAbsent(held(op.output()), call);
                }
            }
            case "put" -> write(op.input(), call);
            case "delete" -> write(null, call);
            case "cas" -> {
                List<?> pair = Held.pair(op);
                if (op.known()) {
                    seenBy.putIfAbsent(held(pair.get(0)), call);
                } else {
                    expected.add(held(pair.get(0)));
                }
                if (!leavesValue(pair)) {
                    write(pair.get(1), call);
                }
            }
            case "append" -> append(op.argument(), call);
            default -> {}
        }
    }

    private void write(@Nullable Object value, int by) {
        writerOf.merge(held(value), by, (a, b) -> SEVERAL);
    }

    private void append(Object value, int by) {
        hasAppendOfNoString |= !(value instanceof String text) || text.isEmpty();
        int next = appended.size();
        Integer known = appended.putIfAbsent(String.valueOf(value), next);
        if (known != null) {
            appendOf[known] = SEVERAL;
            appends[known]++;
            return;
        }
        if (next == appendOf.length) {
            appendOf = Arrays.copyOf(appendOf, 2 * next);
            appends = Arrays.copyOf(appends, 2 * next);
        }
        appendOf[next] = by;
        appends[next] = 1;
    }

    /** The call that appends a value, or SEVERAL. */
    int appendOf(int value) {
        return appendOf[value];
    }

    /** How many calls append a value. */
    int appends(int value) {
        return appends[value];
    }

    /** How the strings came about of which the calls speak; null if some value is no string, or the empty one is appended. */
    @Nullable StringTree tree() {
        if (hasAppendOfNoString || !(initial instanceof String) || !areStrings(writerOf.keySet())) {
            return null;
        }
        if (!areStrings(seenBy.keySet()) || !areStrings(expected)) {
            return null;
        }
        String[] spoken = new String[seenBy.size() + expected.size()];
        int count = 0;
        for (Object value : seenBy.keySet()) {
            spoken[count++] = (String) value;
        }
        for (Object value : expected) {
            if (!seenBy.containsKey(value)) {
                spoken[count++] = (String) value;
            }
        }
        return new StringTree(Arrays.copyOf(spoken, count), appended, this::isWritten, writtenLengths());
    }

    private static boolean areStrings(Set<Object> values) {
        for (Object value : values) {
            if (!(value instanceof String)) {
                return false;
            }
        }
        return true;
    }

    private boolean isWritten(String value) {
        return writerOf.containsKey(value) || initial.equals(value);
    }

    private BitSet writtenLengths() {
        BitSet lengths = new BitSet();
        for (Object value : writerOf.keySet()) {
            lengths.set(((String) value).length());
        }
        lengths.set(((String) initial).length());
        return lengths;
    }
}
