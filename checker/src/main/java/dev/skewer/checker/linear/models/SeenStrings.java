package dev.skewer.checker.linear.models;

import dev.skewer.checker.linear.Operation;
import dev.skewer.checker.linear.Specializable.Specialized;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A key of a {@link KeyValueStore} that holds strings, in the light of the strings that were seen: by gets that returned, and
 * by compare-and-sets in what they compare with.
 *
 * <p><b>States.</b> A string matters only as far as it is the beginning of one that was seen. From any other one no appends lead to a
 * string that was seen, so all others are one state, {@link #UNSEEN}. A beginning is named by the first of the sorted strings that
 * begin so, and its length.
 *
 * <p><b>Places.</b> What a call of known outcome saw was there. Read from its end as {@link StringTree} does, it says that some
 * call appended a certain value behind a certain beginning. Different beginnings need different calls. So if a value was appended
 * no more often than there are beginnings behind which it must have been, no such call can take effect anywhere else, and just
 * one does behind each.
 *
 * <p><b>Once.</b> Then the string that comes of it is there just once; as is a whole value that was seen, if it is the initial one or
 * written by one call, and not both. While a string is there that comes just once, all calls must come that saw just it; and if
 * it is known what was appended behind it, nothing else can take its place.
 *
 * <p>None of this needs values that are written once; it is of use as long as most are. Which of several calls that append the same
 * value comes where is left to the search, which takes of such calls that can come now the one that completes first.
 *
 * <p>Linear in the characters of the strings that were seen, but for sorting them.
 */
final class SeenStrings implements Specialized<SeenStrings.Beginning> {
    /**
     * The beginning of a string that was seen.
     *
     * @param string the first, in their order, of the strings that begin so; -1 if there is none
     * @param length of the beginning
     */
    record Beginning(int string, int length) {}

    private static final Beginning UNSEEN = new Beginning(-1, 0);

    /** The strings that were seen, sorted. */
    private final String[] seen;

    private final Beginning initial;
    /** By appended value that cannot be appended anywhere else: the beginnings behind which it must have been. */
    private final Map<String, Set<Beginning>> places = new HashMap<>();

    /** The beginnings that are there once. */
    private final Set<Beginning> once = new HashSet<>();
    /** By beginning that is there once: the value that is appended behind it. */
    private final Map<Beginning, String> next = new HashMap<>();

    private SeenStrings(String[] seen, Beginning initial) {
        this.seen = seen;
        this.initial = initial;
    }

    /** The key as these calls can see it; null if some value is no string. */
    static @Nullable SeenStrings of(List<Operation> operations, @Nullable Object initial) {
        var calls = new StringCalls(operations, initial);
        StringTree tree = calls.tree();
        if (tree == null) {
            return null;
        }
        String[] seen = tree.strings();
        var model = new SeenStrings(seen, beginning(seen, (String) calls.initial));
        model.findPlaces(calls, tree);
        return model;
    }

    private void findPlaces(StringCalls calls, StringTree tree) {
        boolean[] isCertain = new boolean[tree.size()];
        for (Object value : calls.seenBy.keySet()) {
            for (int node = tree.nodeOf((String) value);
                    node != StringTree.NONE && !isCertain[node];
                    node = tree.parent(node)) {
                isCertain[node] = true;
            }
        }
        Beginning[] beginnings = new Beginning[isCertain.length];
        List<Set<Beginning>> behind = new ArrayList<>();
        for (int value = 0; value < calls.appended.size(); value++) {
            behind.add(new HashSet<>());
        }
        for (int node = 0; node < isCertain.length; node++) {
            if (isCertain[node]) {
                beginnings[node] = new Beginning(tree.first(node), tree.length(node));
                if (tree.value(node) >= 0) {
                    behind.get(tree.value(node)).add(beginnings[tree.parent(node)]);
                }
            }
        }
        String[] texts = new String[behind.size()];
        calls.appended.forEach((text, value) -> {
            texts[value] = text;
            if (isBound(calls, behind, value)) {
                places.put(text, behind.get(value));
            }
        });
        for (int node = 0; node < isCertain.length; node++) {
            int value = tree.value(node);
            boolean isOnce = value >= 0
                    ? isBound(calls, behind, value)
                    : value == StringTree.WHOLE && isWrittenOnce(calls, tree.text(node));
            if (isCertain[node] && isOnce) {
                once.add(beginnings[node]);
            }
            if (isCertain[node] && value >= 0 && once.contains(beginnings[tree.parent(node)])) {
                next.put(beginnings[tree.parent(node)], texts[value]);
            }
        }
    }

    /** Whether no append of a value can be anywhere but where it must. */
    private static boolean isBound(StringCalls calls, List<Set<Beginning>> behind, int value) {
        return behind.get(value).size() >= calls.appends(value);
    }

    private static boolean isWrittenOnce(StringCalls calls, String whole) {
        Integer writer = calls.writerOf.get(whole);
        return whole.equals(calls.initial) ? writer == null : writer != null && writer != StringCalls.SEVERAL;
    }

    @Override
    public String name() {
        return "kv";
    }

    @Override
    public Beginning initial() {
        return initial;
    }

    /** A whole value as a beginning. */
    private static Beginning beginning(String[] seen, String whole) {
        int at = Arrays.binarySearch(seen, whole);
        int first = at < 0 ? -at - 1 : at;
        return first < seen.length && seen[first].startsWith(whole) ? new Beginning(first, whole.length()) : UNSEEN;
    }

    private Beginning longer(Beginning state, String value) {
        if (state.string < 0) {
            return UNSEEN;
        }
        String like = seen[state.string];
        for (int i = state.string; i < seen.length && seen[i].regionMatches(0, like, 0, state.length); i++) {
            if (seen[i].startsWith(value, state.length)) {
                return new Beginning(i, state.length + value.length());
            }
        }
        return UNSEEN;
    }

    private boolean is(Beginning state, @Nullable Object value) {
        String string = (String) StringCalls.held(value);
        return state.string >= 0 && state.length == string.length() && seen[state.string].equals(string);
    }

    @Override
    public @Nullable Beginning step(Beginning state, Operation op) {
        if (op.f().equals("get")) {
            return !op.known() || is(state, op.output()) ? state : null;
        }
        boolean isAppend = op.f().equals("append");
        String only = next.get(state);
        if (only != null && !(isAppend && only.equals(op.argument()))) {
            return op.f().equals("cas") && StringCalls.leavesValue(Held.pair(op)) ? look(state, op) : null;
        }
        return switch (op.f()) {
            case "put" -> beginning(seen, (String) StringCalls.held(op.input()));
            case "delete" -> beginning(seen, "");
            case "cas" ->
                look(state, op) == null
                        ? null
                        : beginning(
                                seen, (String) StringCalls.held(Held.pair(op).get(1)));
            default -> {
                String value = (String) op.argument();
                Set<Beginning> behind = places.get(value);
                yield behind == null || behind.contains(state) ? longer(state, value) : null;
            }
        };
    }

    /** The state if it is what a compare-and-set compares with. */
    private @Nullable Beginning look(Beginning state, Operation cas) {
        return is(state, Held.pair(cas).get(0)) ? state : null;
    }

    @Override
    public @Nullable Beginning onlyState(Operation get) {
        if (once.isEmpty() || !get.known()) {
            return null;
        }
        Beginning state = beginning(seen, (String) StringCalls.held(get.output()));
        return once.contains(state) ? state : null;
    }

    @Override
    public Specialized<Beginning> lenient() {
        return new SeenStrings(seen, initial);
    }

    @Override
    public boolean isReadOnly(Operation op) {
        return op.f().equals("get");
    }

    @Override
    public String render(Beginning state) {
        return state.string < 0 ? "a string that no call saw" : seen[state.string].substring(0, state.length);
    }

    @Override
    public String refusal(Beginning state, Operation op) {
        return state.string < 0 ? "the key holds " + render(state) : new Held(render(state)).refusal("the key", op);
    }
}
