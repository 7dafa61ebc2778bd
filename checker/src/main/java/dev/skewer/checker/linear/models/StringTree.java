package dev.skewer.checker.linear.models;

import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;

/**
 * How strings that were seen came about, where they grow by values that are appended: a tree. A node is the beginning of a
 * string, and its parent the beginning that the last value was appended to. A beginning without a parent is a whole value that
 * was written, or it cannot be told how it came about.
 *
 * <p><b>How it is told.</b> A beginning is read from its end: if just one of the appended values is there, and the beginning is no whole
 * value, then it came about by that value being appended. This depends on the beginning alone, so that two strings that begin alike
 * came about alike as far as they do. The strings are sorted, and each is read down to the first beginning that it has in common with
 * those before it.
 *
 * <p>Linear in the characters, for finding out what neighbors have in common, and in the nodes times the distinct lengths of
 * appended values; sorting compares some strings several times. 16 bytes a node beside the strings.
 */
final class StringTree {
    /** No node, or no value. */
    static final int NONE = -1;

    /** In place of the value that was appended last: the beginning is a whole value. */
    static final int WHOLE = -1;
    /** In place of it: nothing can have made the beginning. */
    static final int UNMADE = -2;
    /** In place of it: the beginning can have come about in several ways. */
    static final int OPEN = -3;

    private final String[] strings;
    /** By string: how many characters it has in common with the one before. */
    private final int[] common;

    private final Map<String, Integer> nodeOfString = new HashMap<>();
    private final Map<String, Integer> appended;
    private final int[] lengthOfValue;
    private final int[] appendedLengths;
    /** Whether a string is a whole value that was written; and how long such values are. */
    private final Predicate<String> isWritten;

    private final BitSet writtenLengths;
    /** The nodes that are whole values. */
    private final Map<String, Integer> whole = new HashMap<>();

    private int size;
    private int[] parent = new int[16];
    private int[] value = new int[16];
    private int[] string = new int[16];
    private int[] end = new int[16];

    /** The known beginnings of the string at hand, by their ends. */
    private int[] path = new int[16];

    private int pathLength;

    /**
     * The tree of some strings.
     *
     * @param seen distinct strings; sorted from now on
     * @param appended the values that were appended, numbered from zero; none of them is empty
     * @param isWritten whether a string is a whole value that was written, or the initial one
     * @param writtenLengths how long such values are
     */
    StringTree(String[] seen, Map<String, Integer> appended, Predicate<String> isWritten, BitSet writtenLengths) {
        strings = seen;
        Arrays.sort(strings);
        this.isWritten = isWritten;
        this.writtenLengths = writtenLengths;
        common = new int[strings.length];
        this.appended = appended;
        lengthOfValue = new int[appended.size()];
        BitSet lengths = new BitSet();
        appended.forEach((text, number) -> {
            lengthOfValue[number] = text.length();
            lengths.set(text.length());
        });
        appendedLengths = lengths.stream().toArray();
        char[] before = {};
        for (int i = 0; i < strings.length; i++) {
            char[] now = strings[i].toCharArray();
            int mismatch = Arrays.mismatch(before, now);
            common[i] = mismatch < 0 ? now.length : mismatch;
            before = now;
            while (pathLength > 0 && end[path[pathLength - 1]] > common[i]) {
                pathLength--;
            }
            nodeOfString.put(strings[i], read(i));
        }
    }

    /** Reads a string from its end; returns the node of the whole of it. */
    private int read(int i) {
        int[] values = new int[8];
        int count = 0;
        int at = pathLength;
        int position = strings[i].length();
        int node = NONE;
        while (node == NONE) {
            while (at > 0 && end[path[at - 1]] > position) {
                at--;
            }
            int last = at > 0 && end[path[at - 1]] == position ? NONE : lastValue(strings[i], position);
            if (at > 0 && end[path[at - 1]] == position) {
                node = path[at - 1];
            } else if (last < 0) {
                node = add(NONE, last, i, position);
            } else {
                values = count == values.length ? Arrays.copyOf(values, 2 * count) : values;
                values[count++] = last;
                position -= lengthOfValue[last];
            }
        }
        while (count > 0) {
            int last = values[--count];
            position += lengthOfValue[last];
            node = add(node, last, i, position);
        }
        return node;
    }

    /** The value that was appended last to make the beginning of a string; WHOLE, UNMADE or OPEN if there is no one. */
    private int lastValue(String text, int length) {
        int found = UNMADE;
        if (writtenLengths.get(length) && isWritten.test(text.substring(0, length))) {
            found = WHOLE;
        }
        for (int shorter : appendedLengths) {
            if (shorter > length) {
                break;
            }
            Integer last = appended.get(text.substring(length - shorter, length));
            if (last != null) {
                if (found != UNMADE) {
                    return OPEN;
                }
                found = last;
            }
        }
        return found;
    }

    /** Adds the beginning of a string; keeps the path in order. */
    private int add(int from, int last, int i, int length) {
        if (size == parent.length) {
            parent = Arrays.copyOf(parent, 2 * size);
            value = Arrays.copyOf(value, 2 * size);
            string = Arrays.copyOf(string, 2 * size);
            end = Arrays.copyOf(end, 2 * size);
        }
        int node = size++;
        parent[node] = from;
        value[node] = last;
        string[node] = i;
        end[node] = length;
        if (last == WHOLE) {
            whole.put(strings[i].substring(0, length), node);
        }
        path = pathLength == path.length ? Arrays.copyOf(path, 2 * pathLength) : path;
        int at = pathLength++;
        for (; at > 0 && end[path[at - 1]] > length; at--) {
            path[at] = path[at - 1];
        }
        path[at] = node;
        return node;
    }

    /** How many nodes there are. Parents come before their children. */
    int size() {
        return size;
    }

    /** The beginning that the last value was appended to, or NONE. */
    int parent(int node) {
        return parent[node];
    }

    /** The number of the value that was appended last; or WHOLE, UNMADE or OPEN. */
    int value(int node) {
        return value[node];
    }

    /** The length of a beginning. */
    int length(int node) {
        return end[node];
    }

    /** The node of one of the strings. */
    int nodeOf(String seen) {
        Integer node = nodeOfString.get(seen);
        if (node == null) {
            throw new IllegalArgumentException("not one of the strings of this tree");
        }
        return node;
    }

    /** The node of a whole value that was written, or NONE if no string is known to have come from it. */
    int nodeOfWhole(String written) {
        Integer node = whole.get(written);
        return node == null ? NONE : node;
    }

    /** The text of a beginning. */
    String text(int node) {
        return strings[string[node]].substring(0, end[node]);
    }

    /** The strings that were seen, sorted; not to be changed. */
    String[] strings() {
        return strings;
    }

    /** The first of the sorted strings that begin with a node's beginning. */
    int first(int node) {
        int first = string[node];
        while (first > 0 && common[first] >= end[node]) {
            first--;
        }
        return first;
    }
}
