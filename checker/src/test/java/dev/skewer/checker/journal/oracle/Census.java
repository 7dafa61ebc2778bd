package dev.skewer.checker.journal.oracle;

import dev.skewer.checker.journal.oracle.Call.AppendAll;
import dev.skewer.checker.journal.oracle.Call.Compact;
import dev.skewer.checker.journal.oracle.Call.Read;
import dev.skewer.checker.journal.oracle.Call.Scan;
import dev.skewer.checker.journal.oracle.Call.Trim;
import dev.skewer.checker.journal.oracle.JournalModel.Invocation;
import dev.skewer.checker.journal.oracle.JournalModel.Outcome;
import dev.skewer.checker.journal.oracle.JournalModel.State;
import dev.skewer.checker.journal.oracle.RandomHistories.Sample;
import dev.skewer.checker.journal.oracle.SmallOp.End;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Counts histories by what is interesting about them, to see whether a source of random histories makes everything that
 * a checker could get wrong.
 */
final class Census {
    private int total;
    private int linearizable;
    private final Map<String, int[]> classes = new TreeMap<>();

    /** Counts one history. */
    void add(Sample sample) {
        List<SmallOp> witness = Oracle.explain(sample.ops());
        boolean holds = witness != null;
        Set<String> labels = new TreeSet<>();
        labels.add("sort " + name(sample.sort()));
        if (!sample.complete()) {
            labels.add("store reports less");
        }
        for (String origin : sample.origin().split(" ")) {
            if (!origin.isEmpty()) {
                labels.add((sample.sort() == RandomHistories.Sort.DEFECTIVE ? "defect " : "damage ") + name(origin));
            }
        }
        for (SmallOp op : sample.ops()) {
            labels.add(name(op.end()) + " " + op.call().f());
            labelCall(op, labels);
        }
        if (witness != null) {
            labelWitness(witness, labels);
            labelNeeds(sample.ops(), labels);
        }
        total++;
        linearizable += holds ? 1 : 0;
        for (String label : labels) {
            classes.computeIfAbsent(label, unused -> new int[2])[holds ? 0 : 1]++;
        }
    }

    /** How many histories of a class are linearizable. */
    int linearizable(String label) {
        return classes.getOrDefault(label, new int[2])[0];
    }

    /** How many histories of a class are not linearizable. */
    int notLinearizable(String label) {
        return classes.getOrDefault(label, new int[2])[1];
    }

    /** One line a class: its share of all histories, and how much of it is linearizable. */
    @Override
    public String toString() {
        StringBuilder table = new StringBuilder(String.format(
                Locale.ROOT, "%d histories, %.1f %% linearizable%n", total, 100.0 * linearizable / total));
        classes.forEach((label, count) -> {
            int both = count[0] + count[1];
            table.append(String.format(
                    Locale.ROOT,
                    "%6.2f %%  %5.1f %% linearizable  %s%n",
                    100.0 * both / total,
                    100.0 * count[0] / both,
                    label));
        });
        return table.toString();
    }

    private static String name(Object constant) {
        return constant.toString().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static void labelCall(SmallOp op, Set<String> labels) {
        if (op.call() instanceof AppendAll all) {
            long ids = all.invocations().distinct().count();
            labels.add(name(op.end()) + (ids > 1 ? " append-all over invocations" : " append-all twice to one"));
            if (ids > 1 && ids < all.appends().size()) {
                labels.add("append-all both over invocations and twice to one");
            }
        } else if (op.call() instanceof Scan scan
                && op.end() == End.OK
                && scan.ids().size() > 1) {
            labels.add("ok scan over invocations");
        } else if (op.call() instanceof Read read && op.end() == End.OK) {
            labels.add(read.range() ? "ok read of the range" : "ok read without range");
            labels.add(read.state() ? "ok read with state" : "ok read without state");
        }
    }

    /** What happens in an order that explains the history. */
    private static void labelWitness(List<SmallOp> witness, Set<String> labels) {
        State state = State.EMPTY;
        Map<String, Invocation> byLength = new HashMap<>();
        for (int i = 0; i < witness.size(); i++) {
            SmallOp op = witness.get(i);
            if (op.end() == End.INFO
                    && witness.subList(0, i).stream().anyMatch(other -> other.invoked() > op.completed())) {
                labels.add("an effect after the end");
            }
            Outcome outcome = Objects.requireNonNull(JournalModel.apply(state, op.call()));
            int id = op.call().invocations().findFirst().orElseThrow();
            Invocation before = state.live(id);
            if (op.call().isRead()) {
                labels.add(state.isPurged(id) ? "sees a purged one" : before == null ? "sees an unknown one" : "sees");
            } else if (op.call() instanceof Trim trim && before != null) {
                boolean effective = trim.length() < before.length();
                labels.add(effective ? "trim" : "trim without effect");
                if (effective && trim.length() < before.first()) {
                    labels.add("trim below first");
                }
            } else if (op.call() instanceof Compact compact && before != null) {
                boolean effective = compact.first() > before.first() && before.first() < before.length();
                labels.add(effective ? "compact" : "compact without effect");
                if (effective && compact.first() > before.length()) {
                    labels.add("compact beyond length");
                }
            }
            state = outcome.state();
            op.call().invocations().forEach(each -> {
                Invocation now = outcome.state().live(each);
                if (now != null) {
                    Invocation other = byLength.put(each + " " + now.first() + " " + now.length(), now);
                    if (other != null && !other.entries().equals(now.entries())) {
                        labels.add("another journal of the same first and length");
                    }
                    if (now.epoch() > 1) {
                        labels.add("several epochs");
                    }
                }
            });
        }
    }

    /** Which indeterminate operations the history cannot be explained without. */
    private static void labelNeeds(List<SmallOp> ops, Set<String> labels) {
        Set<String> kinds = new TreeSet<>();
        for (SmallOp op : ops) {
            if (op.isIndeterminate() && !op.call().isRead()) {
                kinds.add(op.call().f());
            }
        }
        for (String kind : kinds) {
            List<SmallOp> without = ops.stream()
                    .filter(op -> !(op.isIndeterminate() && op.call().f().equals(kind)))
                    .toList();
            if (!Oracle.linearizable(without)) {
                labels.add("needs an indeterminate " + kind);
            }
        }
        List<SmallOp> none = ops.stream().filter(op -> !op.isIndeterminate()).toList();
        if (ops.stream()
                                .filter(op -> op.isIndeterminate() && !op.call().isRead())
                                .count()
                        > 1
                && !Oracle.linearizable(none)
                && ops.stream()
                        .filter(SmallOp::isIndeterminate)
                        .noneMatch(only -> Oracle.linearizable(ops.stream()
                                .filter(op -> op.equals(only) || !op.isIndeterminate())
                                .toList()))) {
            labels.add("needs several indeterminate operations");
        }
    }
}
