package dev.skewer.checker.journal.oracle;

import dev.skewer.checker.journal.oracle.Call.AppendAll;
import dev.skewer.checker.journal.oracle.Call.Part;
import dev.skewer.checker.journal.oracle.Call.Read;
import dev.skewer.checker.journal.oracle.Call.Scan;
import dev.skewer.checker.journal.oracle.Result.Cell;
import dev.skewer.checker.journal.oracle.Result.Position;
import dev.skewer.checker.journal.oracle.Result.Positions;
import dev.skewer.checker.journal.oracle.Result.View;
import dev.skewer.checker.journal.oracle.Result.Views;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Smaller histories that are much like a given one, to find the smallest that still shows something. */
final class Reductions {
    private Reductions() {}

    /**
     * Reduces as long as a property holds.
     *
     * @param keeps holds for {@code ops}
     * @return a history for which it holds, and for none of its reductions
     */
    static List<SmallOp> smallest(List<SmallOp> ops, Predicate<List<SmallOp>> keeps) {
        List<SmallOp> smallest = ops;
        while (true) {
            Optional<List<SmallOp>> smaller = of(smallest).filter(keeps).findFirst();
            if (smaller.isEmpty()) {
                return smallest;
            }
            smallest = smaller.get();
        }
    }

    /** All histories that are one step smaller, the boldest first; each has fewer operations or less weight. */
    static Stream<List<SmallOp>> of(List<SmallOp> ops) {
        int weight = weight(ops);
        return Stream.of(withoutAnInvocation(ops), withoutOneOperation(ops), lighter(ops), lessOverlap(ops))
                .flatMap(stream -> stream)
                .map(SmallHistory::tidy)
                .filter(smaller -> smaller.size() < ops.size() || weight(smaller) < weight);
    }

    /** How much there is in a history to look at besides the number of operations. */
    static int weight(List<SmallOp> ops) {
        int weight = 0;
        for (SmallOp op : ops) {
            weight += weight(op);
            for (SmallOp other : ops) {
                boolean overlaps = op.invoked() < other.invoked() && other.invoked() < op.completed();
                weight += overlaps ? 1 : 0;
            }
        }
        return weight;
    }

    private static int weight(SmallOp op) {
        int weight = 0;
        if (op.call() instanceof Read read) {
            weight = (read.range() ? 2 : 0) + (read.state() ? 2 : 0) + (read.part() == Part.BOTH ? 2 : 0);
        } else if (op.call() instanceof Scan || op.call() instanceof AppendAll) {
            weight = 10 * (int) op.call().invocations().count();
        }
        if (op.result() instanceof Views views) {
            for (View view : views.views()) {
                weight += view.journal() == null ? 0 : 3 * view.journal().size();
                weight += view.state() == null ? 0 : 3 * view.state().size();
            }
        }
        return weight;
    }

    private static Stream<List<SmallOp>> withoutAnInvocation(List<SmallOp> ops) {
        List<Integer> ids =
                ops.stream().flatMap(op -> op.call().invocations()).distinct().toList();
        if (ids.size() < 2) {
            return Stream.empty();
        }
        return ids.stream()
                .map(id -> ops.stream()
                        .filter(op -> op.call().invocations().noneMatch(id::equals))
                        .toList());
    }

    private static Stream<List<SmallOp>> withoutOneOperation(List<SmallOp> ops) {
        return ops.stream()
                .map(gone -> ops.stream().filter(op -> !op.equals(gone)).toList());
    }

    private static Stream<List<SmallOp>> lighter(List<SmallOp> ops) {
        return ops.stream()
                .flatMap(op -> lighter(op).map(lighter -> {
                    List<SmallOp> others = new ArrayList<>(ops);
                    others.set(ops.indexOf(op), lighter);
                    return others;
                }));
    }

    private static Stream<SmallOp> lighter(SmallOp op) {
        List<SmallOp> lighter = new ArrayList<>();
        if (op.call() instanceof AppendAll all && all.appends().size() > 1) {
            for (int i = 0; i < all.appends().size(); i++) {
                List<Position> positions = op.result() instanceof Positions all2 ? all2.positions() : List.of();
                AppendAll less = new AppendAll(without(all.appends(), i));
                lighter.add(op.with(less, op.result() == null ? null : new Positions(without(positions, i))));
            }
        } else if (op.call() instanceof Scan scan && scan.ids().size() > 1) {
            for (int i = 0; i < scan.ids().size(); i++) {
                List<View> views = op.result() instanceof Views all ? all.views() : List.of();
                Scan less = new Scan(without(scan.ids(), i));
                lighter.add(op.with(less, op.result() == null ? null : new Views(without(views, i))));
            }
        } else if (op.call() instanceof Read read) {
            lighter(op, read, lighter);
        }
        return lighter.stream();
    }

    private static void lighter(SmallOp op, Read read, List<SmallOp> lighter) {
        View view = op.result() instanceof Views views ? views.views().get(0) : null;
        if (view == null) {
            lighter.add(op.with(new Read(read.id(), read.part(), false, false), null));
            return;
        }
        if (read.part() == Part.BOTH) {
            View metadata = new View(view.id(), true, view.metadata(), null, null);
            View journal = new View(view.id(), false, null, view.journal(), null);
            lighter.add(op.with(new Read(read.id(), Part.METADATA, false, false), new Views(List.of(metadata))));
            lighter.add(op.with(new Read(read.id(), Part.JOURNAL, false, false), new Views(List.of(journal))));
        }
        if (read.state()) {
            Read less = new Read(read.id(), read.part(), read.range(), false);
            lighter.add(op.with(less, new Views(List.of(view.withState(null)))));
        }
        if (read.range()) {
            lighter.add(op.with(new Read(read.id(), read.part(), false, read.state()), op.result()));
        }
        List<Cell> journal = view.journal();
        if (journal != null && !journal.isEmpty()) {
            View shorter = view.withJournal(without(journal, journal.size() - 1));
            lighter.add(op.with(read, new Views(List.of(shorter))));
        }
    }

    /** Histories in which two neighbouring events have changed places so that their operations overlap less. */
    private static Stream<List<SmallOp>> lessOverlap(List<SmallOp> ops) {
        return ops.stream()
                .flatMap(first -> ops.stream()
                        .filter(second -> second.completed() == first.invoked() + 1 && !second.equals(first))
                        .map(second -> ops.stream()
                                .map(op -> op.equals(first)
                                        ? op.at(op.process(), op.invoked() + 1, op.completed())
                                        : op.equals(second)
                                                ? op.at(op.process(), op.invoked(), op.completed() - 1)
                                                : op)
                                .toList()));
    }

    private static <T> List<T> without(List<T> list, int i) {
        List<T> less = new ArrayList<>(list);
        less.remove(i);
        return less;
    }
}
