package dev.skewer.checker.transaction.level;

import dev.skewer.checker.EdgeType;
import dev.skewer.checker.transaction.graph.Cycle;
import java.util.List;

/**
 * Adya's names of cycles, as Elle refines them: what is the same but for the order of a process or real time has a suffix.
 */
public final class CycleKind {
    /** Write dependencies only. */
    public static final String G0 = "G0";
    /** Write and read dependencies. */
    public static final String G1C = "G1c";
    /** One anti-dependency among these: read skew. */
    public static final String G_SINGLE = "G-single";
    /** Several anti-dependencies, of which no two follow each other. */
    public static final String G_NONADJACENT = "G-nonadjacent";
    /** Two anti-dependencies that follow each other, as in write skew. */
    public static final String G2_ITEM = "G2-item";
    /** An anti-dependency of a predicate among these: something was looked for and not found. */
    public static final String G2 = "G2";
    /** One anti-dependency, of a read that comes after what its transaction depended on already. */
    public static final String G_MONOTONIC = "G-monotonic";
    /** Moments at which micro-ops begin that are in no order. */
    public static final String G_MSR = "G-MSR";
    /** Anti-dependencies among those that write and a single one that only reads. */
    public static final String G_UPDATE = "G-update";
    /** Names of cycles that have another one by the types of their edges, and forbid a model of their own. */
    public static final List<String> REFINED = List.of(G_MONOTONIC, G_MSR, G_UPDATE);
    /** The suffix of a cycle that needs the order of a process. */
    public static final String PROCESS = "-process";
    /** The suffix of a cycle that needs real time. */
    public static final String REALTIME = "-realtime";

    private CycleKind() {}

    /** The name of a cycle. */
    public static String of(Cycle cycle) {
        return cycle.needsPredicates() ? G2 + ownSuffix(cycle) : shape(cycle);
    }

    /** The name of a cycle as if all its anti-dependencies were of objects. */
    public static String shape(Cycle cycle) {
        return base(cycle) + ownSuffix(cycle);
    }

    private static String ownSuffix(Cycle cycle) {
        return cycle.count(EdgeType.REALTIME) > 0 ? REALTIME : cycle.count(EdgeType.PROCESS) > 0 ? PROCESS : "";
    }

    /** The suffix of a name; empty if it has none. */
    public static String suffix(String kind) {
        return kind.endsWith(PROCESS) ? PROCESS : kind.endsWith(REALTIME) ? REALTIME : "";
    }

    private static String base(Cycle cycle) {
        int antidependencies = cycle.antidependencies();
        if (antidependencies > 1) {
            return cycle.hasAdjacentAntidependencies() ? G2_ITEM : G_NONADJACENT;
        }
        if (antidependencies == 1 || cycle.needsUpdates() || cycle.needsInserts()) {
            return G_SINGLE;
        }
        return cycle.count(EdgeType.WR) > 0 ? G1C : G0;
    }
}
