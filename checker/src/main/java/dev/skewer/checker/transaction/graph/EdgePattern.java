package dev.skewer.checker.transaction.graph;

import dev.skewer.checker.EdgeType;
import java.util.Arrays;
import java.util.Set;

/**
 * Which sequences of edges count: a finite automaton over the types of edges. A cycle counts if it can be walked round and round. An
 * edge that {@linkplain EdgeList#PASS only leads on} changes nothing.
 */
public final class EdgePattern {
    private static final int TYPES = EdgeList.THROUGH + 1;
    private static final byte FORBIDDEN = -1;

    private final int states;
    /** By state and type of edge, the state after it. */
    private final byte[] next;

    private EdgePattern(int states) {
        this.states = states;
        next = new byte[states * TYPES];
        Arrays.fill(next, FORBIDDEN);
        for (int state = 0; state < states; state++) {
            next[state * TYPES + EdgeList.PASS] = (byte) state;
        }
    }

    /** Any edges of some types. */
    public static EdgePattern of(Set<EdgeType> types) {
        EdgePattern pattern = new EdgePattern(1);
        types.forEach(type -> pattern.lead(0, type, 0));
        return pattern;
    }

    /** The same, and write dependencies that hold if updates are not lost. */
    public static EdgePattern withoutLostUpdates(Set<EdgeType> types) {
        EdgePattern pattern = of(types);
        pattern.next[EdgeList.UPDATE] = 0;
        pattern.next[EdgeList.INSERT] = 0;
        return pattern;
    }

    /**
     * Edges of some types, with single anti-dependencies among them: never two of these in a row. Snapshot isolation has no such
     * cycle (Fekete et al., <em>Making Snapshot Isolation Serializable</em>, TODS 2005; Cerone and Gotsman, <em>Analysing Snapshot
     * Isolation</em>, PODC 2016, Theorem 8).
     *
     * @param types without anti-dependencies
     */
    public static EdgePattern withSingleAntidependencies(Set<EdgeType> types) {
        EdgePattern pattern = new EdgePattern(2);
        for (int state = 0; state < 2; state++) {
            pattern.next[state * TYPES + EdgeList.UPDATE] = 0;
            pattern.next[state * TYPES + EdgeList.INSERT] = 0;
            for (EdgeType type : types) {
                pattern.lead(state, type, 0);
            }
        }
        pattern.lead(0, EdgeType.RW, 1);
        pattern.lead(0, EdgeType.RWP, 1);
        return pattern;
    }

    /**
     * Write dependencies, and edges of some other types, each of which an anti-dependency may follow. Prefix consistency has no such
     * cycle (Cerone, Gotsman and Yang, <em>Algebraic Laws for Weak Consistency</em>, CONCUR 2017, §5).
     *
     * @param types those that an anti-dependency may follow
     */
    public static EdgePattern withFollowingAntidependencies(Set<EdgeType> types) {
        EdgePattern pattern = new EdgePattern(2);
        for (int state = 0; state < 2; state++) {
            pattern.lead(state, EdgeType.WW, 0);
            for (EdgeType type : types) {
                pattern.lead(state, type, 1);
            }
        }
        pattern.lead(1, EdgeType.RW, 0);
        pattern.lead(1, EdgeType.RWP, 0);
        return pattern;
    }

    private void lead(int from, EdgeType type, int to) {
        next[from * TYPES + type.code()] = (byte) to;
    }

    /** How many states there are; the walk begins in 0. */
    int states() {
        return states;
    }

    /** The state after an edge; negative if the edge does not count there. */
    int next(int state, int type) {
        return next[state * TYPES + type];
    }
}
