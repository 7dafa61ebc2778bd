package dev.skewer.checker.transaction.level;

import static dev.skewer.checker.EdgeType.PROCESS;
import static dev.skewer.checker.EdgeType.REALTIME;
import static dev.skewer.checker.EdgeType.RW;
import static dev.skewer.checker.EdgeType.RWP;
import static dev.skewer.checker.EdgeType.WR;
import static dev.skewer.checker.EdgeType.WW;

import dev.skewer.checker.Budget;
import dev.skewer.checker.EdgeType;
import dev.skewer.checker.transaction.graph.ClosingAntidependencies;
import dev.skewer.checker.transaction.graph.Components;
import dev.skewer.checker.transaction.graph.CyclicPart;
import dev.skewer.checker.transaction.graph.EdgePattern;
import dev.skewer.checker.transaction.graph.SingleReaders;
import dev.skewer.checker.transaction.graph.TransactionGraph;
import dev.skewer.checker.transaction.infer.UnorderedWriters;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntPredicate;

/**
 * Which consistency models the dependencies of a history exclude. Each model is a kind of cycle that it does not have; whether there is
 * one, is decided by strongly connected components of an {@link EdgePattern}, in linear time, and for a single anti-dependency by
 * {@link ClosingAntidependencies}. Where the dependencies are complete, models that are not excluded hold.
 *
 * <table>
 * <caption>Models and their cycles</caption>
 * <tr><td>{@code read-uncommitted}</td><td>ww (G0; Adya, <em>Weak Consistency</em>, 1999)</td></tr>
 * <tr><td>{@code read-committed}</td><td>ww, wr (G1c)</td></tr>
 * <tr><td>{@code consistent-view}, {@code forward-consistent-view}, {@code parallel-snapshot-isolation}</td><td>ww, wr and one rw
 *     (G-single; for the second, G-SIb where no transaction commits before another begins; for the third: Cerone, Gotsman and Yang,
 *     <em>Algebraic Laws for Weak Consistency</em>, CONCUR 2017)</td></tr>
 * <tr><td>{@code prefix}</td><td>(wr rw? or ww), again and again (the same)</td></tr>
 * <tr><td>{@code snapshot-isolation}</td><td>no two rw in a row (Cerone and Gotsman, PODC 2016)</td></tr>
 * <tr><td>{@code repeatable-read}</td><td>ww, wr, rw of objects (G2-item)</td></tr>
 * <tr><td>{@code update-serializable}</td><td>ww, wr, rw among all that write and one that only reads (G-update)</td></tr>
 * <tr><td>{@code serializable}</td><td>ww, wr, rw of objects and of predicates (G2)</td></tr>
 * <tr><td>{@code strong-session-…}</td><td>the same with the order of each process</td></tr>
 * <tr><td>{@code strong-…}, {@code strict-serializable}</td><td>the same with real time</td></tr>
 * </table>
 */
public final class CycleLevels {
    /** The models that it decides. */
    public static final List<String> MODELS = List.of(
            "read-uncommitted",
            "read-committed",
            "monotonic-view",
            "monotonic-snapshot-read",
            "consistent-view",
            "forward-consistent-view",
            "parallel-snapshot-isolation",
            "prefix",
            "snapshot-isolation",
            "repeatable-read",
            "update-serializable",
            "serializable",
            "strong-session-read-uncommitted",
            "strong-session-read-committed",
            "strong-session-consistent-view",
            "strong-session-snapshot-isolation",
            "strong-session-serializable",
            "strong-read-uncommitted",
            "strong-read-committed",
            "strong-consistent-view",
            "strong-snapshot-isolation",
            "strict-serializable");

    private static final Set<EdgeType> DEPENDENCIES = EnumSet.of(WW, WR);

    private static final Set<String> SINGLE =
            Set.of("consistent-view", "forward-consistent-view", "parallel-snapshot-isolation");

    private static final Set<String> SINGLE_WITH_ORDER =
            Set.of("strong-session-consistent-view", "strong-consistent-view");

    private static final String UPDATES = "update-serializable";
    private static final Set<EdgeType> ALL = EnumSet.of(WW, WR, RW, RWP);

    /** The models to which the order of all writers matters, though it may be any; with the orders of clients that they heed. */
    private static final Map<String, Set<EdgeType>> ORDERED = Map.of(
            "consistent-view",
            Set.of(),
            "forward-consistent-view",
            Set.of(),
            "parallel-snapshot-isolation",
            Set.of(),
            UPDATES,
            Set.of(),
            "strong-session-consistent-view",
            Set.of(PROCESS),
            "strong-consistent-view",
            Set.of(PROCESS, REALTIME),
            "snapshot-isolation",
            Set.of(),
            "strong-session-snapshot-isolation",
            Set.of(PROCESS),
            "strong-snapshot-isolation",
            Set.of(PROCESS, REALTIME));

    private final CyclicPart part;
    private final IntPredicate returned;
    private final IntPredicate readsOnly;
    private final Budget budget;
    private final CycleReport report = new CycleReport();
    private final CycleFinder finder;
    private final Set<String> excluded = new LinkedHashSet<>();
    private final Set<String> open = new LinkedHashSet<>();
    /** How many anti-dependencies close cycles that need no order that clients can see. */
    private int withoutOrder;

    /**
     * Looks at all kinds of cycles.
     *
     * @param part what is in cycles of dependencies, the order of processes and real time
     * @param returned which transactions took effect by what their clients were told
     * @param readsOnly which transactions write nothing
     * @param unordered writers in an order that is not known
     * @param orders in which they may have written, by transaction; these are tried
     */
    public CycleLevels(
            CyclicPart part,
            IntPredicate returned,
            IntPredicate readsOnly,
            List<UnorderedWriters> unordered,
            List<Comparator<Integer>> orders,
            Budget budget) {
        this.part = part;
        this.returned = returned;
        this.readsOnly = readsOnly;
        this.budget = budget;
        finder = new CycleFinder(part, report::show, budget);
        if (part.graph().nodes() > 0) {
            plain();
            with(PROCESS, EnumSet.of(PROCESS), "strong-session-", "strong-session-serializable", CycleKind.PROCESS);
            with(REALTIME, EnumSet.of(PROCESS, REALTIME), "strong-", "strict-serializable", CycleKind.REALTIME);
        }
        WriterOrders writers = new WriterOrders(part, unordered);
        if (!writers.isEmpty()) {
            order(writers, orders);
        }
    }

    /** Models that depend on the order of writers which is not known hold if one order is found in which they do. */
    private void order(WriterOrders unordered, List<Comparator<Integer>> orders) {
        Set<String> undecided = new LinkedHashSet<>(ORDERED.keySet());
        undecided.removeAll(excluded);
        for (Comparator<Integer> order : orders) {
            if (undecided.isEmpty()) {
                break;
            }
            CyclicPart ordered = unordered.inOrder(order);
            undecided.removeIf(model -> holds(ordered, model));
        }
        open.addAll(undecided);
    }

    private boolean holds(CyclicPart ordered, String model) {
        TransactionGraph graph = ordered.graph();
        Set<EdgeType> types = EnumSet.copyOf(DEPENDENCIES);
        types.addAll(ORDERED.getOrDefault(model, Set.of()));
        if (model.equals(UPDATES)) {
            CyclicPart apart = SingleReaders.apart(ordered, readsOnly);
            var readers = ClosingAntidependencies.throughReaders(apart.graph(), EdgePattern.of(ALL), budget);
            return new Components(apart.graph(), EdgePattern.of(ALL)).cyclic() == 0
                    && readers.count() == 0
                    && readers.isDecided();
        }
        if (!SINGLE.contains(model) && !SINGLE_WITH_ORDER.contains(model)) {
            return new Components(graph, EdgePattern.withSingleAntidependencies(types)).cyclic() == 0;
        }
        EdgePattern back = EdgePattern.withoutLostUpdates(types);
        if (new Components(graph, back).cyclic() > 0) {
            return false;
        }
        var closing = new ClosingAntidependencies(graph, back, budget);
        return closing.count() == 0 && closing.isDecided();
    }

    /** The cycles that were found. */
    public CycleReport report() {
        return report;
    }

    /** Models that are excluded; those that imply them are, too. */
    public Set<String> excluded() {
        return excluded;
    }

    /** Models of which the budget did not allow to tell. */
    public Set<String> open() {
        return open;
    }

    private void plain() {
        EdgePattern all = EdgePattern.of(ALL);
        Components any = new Components(part.graph(), all);
        if (any.cyclic() == 0) {
            return;
        }
        excluded.add("serializable");
        EdgePattern ofObjects = EdgePattern.of(EnumSet.of(WW, WR, RW));
        Components amongObjects = new Components(part.graph(), ofObjects);
        if (amongObjects.cyclic() > 0) {
            excluded.add(Anomalies.REPEATABLE_READ);
        }
        dependencies(DEPENDENCIES, "read-uncommitted", "read-committed", WW, WR, "");
        single();
        updates();
        EdgePattern prefix = EdgePattern.withFollowingAntidependencies(EnumSet.of(WR));
        if (new Components(part.graph(), prefix).cyclic() > 0) {
            excluded.add("prefix");
        }
        snapshot(DEPENDENCIES, "snapshot-isolation", RW, "");
        report.count(CycleKind.G2_ITEM, finder.find(RW, ofObjects, amongObjects));
        report.count(CycleKind.G2, finder.find(RWP, all, any));
        CycleShapes shapes = new CycleShapes(part);
        report.shape(CycleKind.G2_ITEM, CycleShapes.WRITE_SKEW, shapes.writeSkews());
        report.shape(CycleKind.G_NONADJACENT, CycleShapes.LONG_FORK, shapes.longForks());
    }

    /** Cycles without anti-dependencies. */
    private void dependencies(
            Set<EdgeType> types, String uncommitted, String committed, EdgeType write, EdgeType read, String suffix) {
        Set<EdgeType> written = EnumSet.copyOf(types);
        written.remove(WR);
        EdgePattern writes = EdgePattern.of(written);
        Components ofWrites = new Components(part.graph(), writes);
        if (ofWrites.cyclic() > 0 && !isWrittenByReturned(writes)) {
            open.add(uncommitted);
        } else if (ofWrites.cyclic() > 0) {
            excluded.add(uncommitted);
            report.count(CycleKind.G0 + suffix, finder.find(write, writes, ofWrites));
        }
        EdgePattern reads = EdgePattern.of(types);
        Components ofReads = new Components(part.graph(), reads);
        if (ofReads.cyclic() > 0) {
            excluded.add(committed);
            report.count(CycleKind.G1C + suffix, finder.find(read, reads, ofReads));
        }
    }

    /**
     * Whether such a cycle has only transactions that returned. What others wrote and somebody saw took effect from read committed up;
     * below, it may have been rolled back.
     */
    private boolean isWrittenByReturned(EdgePattern writes) {
        return new Components(part.among(returned).graph(), writes).cyclic() > 0;
    }

    /** Cycles with exactly one anti-dependency and an order that clients can see. */
    private void single(Set<EdgeType> types, String model, String kind) {
        EdgePattern back = EdgePattern.withoutLostUpdates(types);
        var closing = new ClosingAntidependencies(part.graph(), back, budget);
        if (closing.count() > 0) {
            excluded.add(model);
            finder.find(closing, back);
            report.count(kind, closing.count() - withoutOrder);
        } else if (!closing.isDecided()) {
            open.add(model);
        }
    }

    private void single() {
        EdgePattern back = EdgePattern.withoutLostUpdates(DEPENDENCIES);
        var closing = new ClosingAntidependencies(part.graph(), back, budget);
        if (closing.count() > 0) {
            excluded.addAll(SINGLE);
            finder.find(closing, back);
            withoutOrder = closing.count();
            report.count(CycleKind.G_SINGLE, closing.count(RW));
        } else if (!closing.isDecided()) {
            open.addAll(SINGLE);
        }
    }

    /** Cycles among those that write and, each by itself, those that only read. */
    private void updates() {
        CyclicPart apart = SingleReaders.apart(part, readsOnly);
        EdgePattern all = EdgePattern.of(ALL);
        Components writers = new Components(apart.graph(), all);
        var readers = ClosingAntidependencies.throughReaders(apart.graph(), all, budget);
        CycleFinder updates = new CycleFinder(apart, cycle -> report.show(cycle, CycleKind.G_UPDATE), budget);
        long edges = writers.cyclic() > 0 ? updates.find(RW, all, writers) + updates.find(RWP, all, writers) : 0;
        updates.find(readers, all);
        if (writers.cyclic() > 0 || readers.count() > 0) {
            excluded.add(UPDATES);
            report.count(CycleKind.G_UPDATE, edges + readers.count());
        } else if (!readers.isDecided()) {
            open.add(UPDATES);
        }
    }

    private void snapshot(Set<EdgeType> types, String model, EdgeType through, String suffix) {
        EdgePattern pattern = EdgePattern.withSingleAntidependencies(types);
        Components components = new Components(part.graph(), pattern);
        if (components.cyclic() > 0) {
            excluded.add(model);
            report.count(CycleKind.G_NONADJACENT + suffix, finder.find(through, pattern, components));
        }
    }

    /** The same with an order that clients can see; only cycles through one of its edges are new. */
    private void with(EdgeType order, Set<EdgeType> orders, String prefix, String serializable, String suffix) {
        Set<EdgeType> types = EnumSet.copyOf(DEPENDENCIES);
        types.addAll(orders);
        Set<EdgeType> withReads = EnumSet.copyOf(types);
        withReads.addAll(EnumSet.of(RW, RWP));
        EdgePattern all = EdgePattern.of(withReads);
        Components any = new Components(part.graph(), all);
        if (any.cyclic() == 0) {
            return;
        }
        excluded.add(serializable);
        dependencies(types, prefix + "read-uncommitted", prefix + "read-committed", order, order, suffix);
        single(types, prefix + "consistent-view", CycleKind.G_SINGLE + suffix);
        snapshot(types, prefix + "snapshot-isolation", order, suffix);
        report.count(CycleKind.G2_ITEM + suffix, finder.find(order, all, any));
    }
}
