package dev.skewer.checker.linear.models;

import dev.skewer.checker.linear.Calls;
import dev.skewer.checker.linear.Decision;
import dev.skewer.checker.linear.Operation;
import dev.skewer.checker.linear.history.Coding;
import dev.skewer.checker.linear.poly.UniqueRegister;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Decides histories of one key of a store to which strings are appended, where nobody can be in doubt which calls made a
 * string that was seen: it is what {@code put} or {@code cas} wrote, or the initial value, and then one appended value after
 * the other, and at each step there is only one candidate for the last of them ({@link StringTree}).
 *
 * <p>Then a string that was seen says which write followed which, with nothing between: an append of which the value was seen is
 * a compare-and-set from the string before it to the string after it, and the history is one of a register with
 * {@linkplain UniqueRegister unique values}, of which each string is a value. An append of which nobody saw the value is
 * a write of a value that no call saw: in both cases what takes effect next is another such write or a put, if anything.
 *
 * <p>Also found, whatever else is in doubt: a string that was seen and that nothing can have made, and a value that was seen
 * behind more strings than it was appended times, for different strings need different appends.
 *
 * <p><b>Not decided:</b> a string that was seen and can have come about in several ways (values that are written twice, or are
 * suffixes of each other); values other than strings in a history with appends; the empty string appended. These are searched,
 * with the knowledge of {@link SeenStrings}.
 *
 * <p>As {@link StringTree}, and then as {@link UniqueRegister}. About 100 bytes a call and a string that was seen.
 */
final class StringStates {
    private final Calls times;
    private final List<Operation> operations;
    private final StringCalls calls;
    private final StringTree tree;

    /** By node: who saw it, or the longest string that goes on from it; NONE where none did. And how long that is. */
    private final int[] seenBy;

    private final int[] lengthSeen;
    /** By call: the node that its append made; NONE where no call saw it. */
    private final int[] made;

    /** How many values the register has: nodes, and then those that no call saw. */
    private int values;

    private StringStates(Calls times, List<Operation> operations, StringCalls calls, StringTree tree) {
        this.times = times;
        this.operations = operations;
        this.calls = calls;
        this.tree = tree;
        values = tree.size();
        seenBy = filled(tree.size());
        lengthSeen = filled(tree.size());
        made = filled(times.size);
    }

    private static int[] filled(int size) {
        int[] array = new int[size];
        Arrays.fill(array, Calls.NONE);
        return array;
    }

    /** Decides the calls on one key of a {@link KeyValueStore}. */
    static Decision decide(Calls times, List<Operation> operations, @Nullable Object initial) {
        var calls = new StringCalls(operations, initial);
        if (calls.appended.isEmpty()) {
            return decideWholeValues(times, operations, calls.initial);
        }
        StringTree tree = calls.tree();
        return tree == null
                ? Decision.notApplicable("a value is no string, or the empty string was appended")
                : new StringStates(times, operations, calls, tree).decide();
    }

    /** Decides calls of which none appends, so that values can be anything. */
    private static Decision decideWholeValues(Calls times, List<Operation> operations, Object initial) {
        Map<Object, Integer> ids = new HashMap<>();
        int first = id(ids, initial);
        Coding coding = new Coding(times, operations);
        for (int call = 0; call < times.size; call++) {
            Operation op = operations.get(call);
            switch (op.f()) {
                case "get" -> {
                    if (op.known()) {
                        coding.add(call, UniqueRegister.READ, id(ids, op.output()), Calls.NONE);
                    }
                }
                case "cas" -> {
                    List<?> pair = Held.pair(op);
                    addCas(coding, call, op, id(ids, pair.get(0)), id(ids, pair.get(1)));
                }
                default -> coding.add(call, UniqueRegister.WRITE, id(ids, written(op)), Calls.NONE);
            }
        }
        return coding.decide(coded -> UniqueRegister.decide(coded, first));
    }

    private static int id(Map<Object, Integer> ids, @Nullable Object value) {
        Integer known = ids.putIfAbsent(StringCalls.held(value), ids.size());
        return known == null ? ids.size() - 1 : known;
    }

    private static void addCas(Coding coding, int call, Operation op, int from, int to) {
        if (!StringCalls.leavesValue(Held.pair(op))) {
            coding.add(call, UniqueRegister.CAS, from, to);
        } else if (op.known()) {
            coding.add(call, UniqueRegister.READ, from, Calls.NONE);
        }
    }

    /** What a put or delete writes. */
    private static @Nullable Object written(Operation op) {
        return op.f().equals("put") ? op.input() : null;
    }

    private Decision decide() {
        boolean isOpen = false;
        Deque<Sight> sights = new ArrayDeque<>();
        calls.seenBy.forEach((value, by) -> sights.add(new Sight((String) value, by)));
        while (!sights.isEmpty()) {
            Sight sight = sights.remove();
            int root = rootOf(sight);
            if (tree.value(root) == StringTree.UNMADE) {
                return Decision.contradiction("a value was seen that nobody wrote", sight.by);
            }
            isOpen |= tree.value(root) == StringTree.OPEN;
            Sight before = tree.value(root) == StringTree.WHOLE ? compared(root, sight.by) : null;
            if (before != null) {
                sights.add(before);
            }
        }
        passOnSights();
        Decision tooMany = assignAppends();
        if (tooMany != null) {
            return tooMany;
        }
        for (int node = 0; node < tree.size(); node++) {
            isOpen |= seenBy[node] != Calls.NONE && tree.value(node) >= 0 && calls.appends(tree.value(node)) > 1;
        }
        return isOpen
                ? Decision.notApplicable("a value that was seen can have come about in several ways")
                : decideCalls();
    }

    /** A string that was there for certain, and by whom it is known. */
    private record Sight(String value, int by) {}

    /** Notes who saw a string; returns the beginning that it came from. */
    private int rootOf(Sight sight) {
        int node = tree.nodeOf(sight.value);
        if (tree.length(node) > lengthSeen[node]) {
            seenBy[node] = sight.by;
            lengthSeen[node] = tree.length(node);
        }
        int root = node;
        while (tree.parent(root) != StringTree.NONE) {
            root = tree.parent(root);
        }
        return root;
    }

    /** What was there before a whole value that a compare-and-set wrote; null if that is not known, or was known before. */
    private @Nullable Sight compared(int whole, int by) {
        Integer writer = calls.writerOf.get(tree.text(whole));
        if (writer == null
                || writer == StringCalls.SEVERAL
                || !operations.get(writer).f().equals("cas")) {
            return null;
        }
        // It took effect, whether its client knows it or not.
        Object before = StringCalls.held(Held.pair(operations.get(writer)).get(0));
        return seenBy[tree.nodeOf((String) before)] == Calls.NONE ? new Sight((String) before, by) : null;
    }

    /** Tells beginnings who saw the most of what came from them. */
    private void passOnSights() {
        for (int node = tree.size() - 1; node >= 0; node--) {
            int parent = tree.parent(node);
            if (parent != StringTree.NONE && lengthSeen[node] > lengthSeen[parent]) {
                lengthSeen[parent] = lengthSeen[node];
                seenBy[parent] = seenBy[node];
            }
        }
    }

    /** Finds the node that each append made; a contradiction if a value was seen in more places than it was appended times. */
    private @Nullable Decision assignAppends() {
        int[] places = new int[calls.appended.size()];
        for (int node = 0; node < tree.size(); node++) {
            int value = seenBy[node] == Calls.NONE ? StringTree.NONE : tree.value(node);
            if (value < 0) {
                continue;
            }
            if (++places[value] > calls.appends(value)) {
                int[] seers = new int[places[value]];
                int count = 0;
                for (int other = 0; other <= node; other++) {
                    if (seenBy[other] != Calls.NONE && tree.value(other) == value) {
                        seers[count++] = seenBy[other];
                    }
                }
                return Decision.contradiction(
                        calls.appends(value) == 1
                                ? "a value that was appended once was seen behind two different strings"
                                : "a value was seen behind more strings than it was appended times",
                        seers);
            }
            if (calls.appends(value) == 1) {
                made[calls.appendOf(value)] = node;
            }
        }
        return null;
    }

    private Decision decideCalls() {
        int first = whole(calls.initial);
        Coding coding = new Coding(times, operations);
        for (int call = 0; call < times.size; call++) {
            Operation op = operations.get(call);
            switch (op.f()) {
                case "get" -> {
                    if (op.known()) {
                        coding.add(call, UniqueRegister.READ, seen(op.output()), Calls.NONE);
                    }
                }
                case "cas" -> {
                    List<?> pair = Held.pair(op);
                    addCas(coding, call, op, seen(pair.get(0)), whole(pair.get(1)));
                }
                case "append" -> {
                    int node = made[call];
                    if (node == Calls.NONE) {
                        coding.add(call, UniqueRegister.WRITE, values++, Calls.NONE);
                    } else {
                        coding.add(call, UniqueRegister.CAS, tree.parent(node), node);
                    }
                }
                default -> coding.add(call, UniqueRegister.WRITE, whole(written(op)), Calls.NONE);
            }
        }
        Decision decision = coding.decide(coded -> UniqueRegister.decide(coded, first));
        return decision.with(witnesses(decision.calls()));
    }

    /** The value of the register that stands for a string that some call speaks of. */
    private int seen(@Nullable Object value) {
        int node = tree.nodeOf((String) StringCalls.held(value));
        // What only a call of unknown outcome speaks of was seen by nobody.
        return seenBy[node] == Calls.NONE ? values++ : node;
    }

    /** The value of the register that stands for a whole value that is written. */
    private int whole(@Nullable Object value) {
        int node = tree.nodeOfWhole((String) StringCalls.held(value));
        return node == StringTree.NONE ? values++ : node;
    }

    /** Those who saw that some appends stand where they stand: without them it would not be known. */
    private int[] witnesses(int[] contradicting) {
        return Arrays.stream(contradicting)
                .filter(call -> made[call] != Calls.NONE)
                .map(call -> seenBy[made[call]])
                .toArray();
    }
}
