package dev.skewer.results.summary;

import dev.skewer.history.Symbols;
import dev.skewer.history.Tape;
import dev.skewer.history.Token;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One time that a fault happened, from its start to its end.
 *
 * @param fault its name
 * @param from nanoseconds since the start of the run
 * @param to the same
 * @param nodes which nodes it hit; none if it does not choose among nodes
 * @param details what else its first event says, integers by name
 */
public record FaultSpan(String fault, long from, long to, List<Integer> nodes, SortedMap<String, Long> details) {
    /** More of them than any fault of ours has; histories of others may say anything. */
    private static final int MOST_DETAILS = 16;

    private static final int MOST_NODES = 64;

    /** Copies the collections. */
    public FaultSpan {
        nodes = List.copyOf(nodes);
        details = Collections.unmodifiableSortedMap(new TreeMap<>(details));
    }

    /** One of which nothing but its time is known. */
    FaultSpan(String fault, long from, long to) {
        this(fault, from, to, List.of(), Collections.emptySortedMap());
    }

    /** One that has just begun, as the value of its first event says: {@code {:phase :start, :nodes [0 2], :percent 40}}. */
    static FaultSpan begun(String fault, long from, Tape value, Symbols symbols) {
        if (Token.kind(value.token(0)) != Token.MAP) {
            return new FaultSpan(fault, from, from);
        }
        var nodes = new ArrayList<Integer>();
        var details = new TreeMap<String, Long>();
        int end = value.skip(0);
        for (int key = 1; key < end; key = value.skip(value.skip(key))) {
            int of = value.skip(key);
            boolean isNamed = Token.kind(value.token(key)) == Token.KEYWORD;
            String name = isNamed ? symbols.name(Token.symbol(value.token(key))) : "";
            if (name.equals("nodes") && Token.isSequence(value.token(of))) {
                for (int node = of + 1; node < value.skip(of) && nodes.size() < MOST_NODES; node = value.skip(node)) {
                    if (value.isInteger(node)) {
                        nodes.add((int) value.integer(node));
                    }
                }
            } else if (isNamed && value.isInteger(of) && details.size() < MOST_DETAILS) {
                details.put(name, value.integer(of));
            }
        }
        return new FaultSpan(fault, from, from, nodes, details);
    }

    /** The same, over. */
    FaultSpan until(long end) {
        return new FaultSpan(fault, from, end, nodes, details);
    }
}
