package dev.skewer.checker.transaction.level;

import static dev.skewer.checker.EdgeType.PROCESS;
import static dev.skewer.checker.EdgeType.REALTIME;
import static dev.skewer.checker.EdgeType.WW;

import dev.skewer.checker.Budget;
import dev.skewer.checker.EdgeType;
import dev.skewer.checker.transaction.graph.Components;
import dev.skewer.checker.transaction.graph.CyclicPart;
import dev.skewer.checker.transaction.graph.EdgeList;
import dev.skewer.checker.transaction.graph.EdgePattern;
import dev.skewer.checker.transaction.graph.SessionOrders;
import dev.skewer.checker.transaction.graph.TransactionGraph;
import dev.skewer.checker.transaction.history.TransactionHistory;
import dev.skewer.checker.transaction.infer.CommittedVersions;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * {@code read-uncommitted}, also with the order of processes and with real time, where dependencies do not say. Adya's G0 is about
 * committed transactions, and reads may be dirty at this level: what was seen of a transaction of unknown outcome may have been rolled
 * back. So the level holds unless those that returned are in a cycle by themselves, on top of each other as if the others had not
 * been. Of registers no read says what is on top of what, and some order of versions always agrees with real time.
 */
public final class UncommittedLevels {
    private static final Map<String, Set<EdgeType>> ORDERS = Map.of(
            "read-uncommitted", EnumSet.of(WW),
            "strong-session-read-uncommitted", EnumSet.of(WW, PROCESS),
            "strong-read-uncommitted", EnumSet.of(WW, PROCESS, REALTIME));

    private final CycleReport report = new CycleReport();
    private final Set<String> excluded = new LinkedHashSet<>();
    private final Set<String> held = new LinkedHashSet<>();

    /**
     * Decides.
     *
     * @param versions the order of what transactions wrote that returned
     */
    public UncommittedLevels(TransactionHistory h, CommittedVersions versions, boolean hasRealTime, Budget budget) {
        byte[] returned = new byte[h.size];
        for (int t = 0; t < h.size; t++) {
            returned[t] = (byte) (h.status[t] == TransactionHistory.OK ? 1 : 0);
        }
        List<EdgeList> all = new ArrayList<>();
        all.add(versions.edges());
        all.add(SessionOrders.processes(h.process, returned, h.size));
        int nodes = h.size;
        if (hasRealTime) {
            EdgeList realTime = new EdgeList();
            nodes = SessionOrders.realTime(realTime, h.invoked, h.completed, returned, h.size, nodes);
            all.add(realTime);
        }
        TransactionGraph graph = TransactionGraph.of(nodes, all);
        ORDERS.forEach((model, types) -> {
            EdgePattern pattern = EdgePattern.of(types);
            Components components = new Components(graph, pattern);
            if (components.cyclic() > 0) {
                excluded.add(model);
                CyclicPart part = CyclicPart.of(graph, components, h.size);
                new CycleFinder(part, report::show, budget).find(WW, pattern, new Components(part.graph(), pattern));
            } else if (versions.isComplete()) {
                held.add(model);
            }
        });
    }

    /** Whether a model is one of these levels. */
    public static boolean isOne(String model) {
        return ORDERS.containsKey(model);
    }

    /** Those that are excluded. */
    public Set<String> excluded() {
        return excluded;
    }

    /** Those that hold. */
    public Set<String> held() {
        return held;
    }

    /** The cycles that were found. */
    public CycleReport report() {
        return report;
    }
}
