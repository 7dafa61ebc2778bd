package dev.skewer.checker.transaction.oracle;

import dev.skewer.checker.transaction.history.DataType;
import dev.skewer.checker.transaction.oracle.TinyHistory.MicroOp;
import dev.skewer.checker.transaction.oracle.TinyHistory.Outcome;
import dev.skewer.checker.transaction.oracle.TinyHistory.Transaction;
import dev.skewer.checker.transaction.weak.SessionGuarantee;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Decides by definition whether a tiny history keeps a {@link SessionGuarantee}: looks for an order of all writes in which each read
 * returns what the writes that it has to see, and the one that it returned, leave behind. Tries all orders, write by write.
 */
public final class SessionOracle {
    private final SessionGuarantee guarantee;
    private final TinyHistory history;
    /** All micro-ops that count, session by session, each session in its order. */
    private final List<List<Step>> sessions = new ArrayList<>();

    private final List<Step> writes = new ArrayList<>();
    private final Set<Long> dead = new HashSet<>();

    private record Step(Transaction transaction, int at, MicroOp microOp) {}

    private SessionOracle(TinyHistory history, SessionGuarantee guarantee, Set<Transaction> unknownThatTookEffect) {
        this.history = history;
        this.guarantee = guarantee;
        TreeSet<Integer> processes = new TreeSet<>();
        history.transactions().forEach(t -> processes.add(t.process()));
        for (int process : processes) {
            List<Step> steps = new ArrayList<>();
            history.transactions().stream()
                    .filter(t -> t.process() == process)
                    .filter(t -> t.outcome() == Outcome.OK || unknownThatTookEffect.contains(t))
                    .sorted(Comparator.comparingInt(Transaction::invoked))
                    .forEach(t -> {
                        for (int at = 0; at < t.microOps().size(); at++) {
                            if (t.outcome() == Outcome.OK
                                    || !t.microOps().get(at).reads()) {
                                steps.add(new Step(t, at, t.microOps().get(at)));
                            }
                        }
                    });
            sessions.add(steps);
            steps.stream().filter(step -> !step.microOp.reads()).forEach(writes::add);
        }
    }

    /** Whether it keeps the guarantee; each value is written to an object once. */
    public static boolean allows(TinyHistory history, SessionGuarantee guarantee) {
        List<Transaction> unknown = history.transactions().stream()
                .filter(t -> t.outcome() == Outcome.INFO)
                .toList();
        for (int some = 0; some < 1 << unknown.size(); some++) {
            Set<Transaction> tookEffect = new HashSet<>();
            for (int i = 0; i < unknown.size(); i++) {
                if ((some & 1 << i) != 0) {
                    tookEffect.add(unknown.get(i));
                }
            }
            SessionOracle oracle = new SessionOracle(history, guarantee, tookEffect);
            if (oracle.names() && oracle.placeNext(0L, new ArrayList<>())) {
                return true;
            }
        }
        return false;
    }

    /** Whether each read returned writes that there are, or nothing. */
    private boolean names() {
        return sessions.stream()
                .flatMap(List::stream)
                .filter(step -> step.microOp.reads())
                .allMatch(read ->
                        read.microOp.seen().stream().allMatch(value -> write(read.microOp.key(), value) != null));
    }

    private @Nullable Step write(int key, int value) {
        return writes.stream()
                .filter(w -> w.microOp.key() == key && w.microOp.written() == value)
                .findFirst()
                .orElse(null);
    }

    private boolean placeNext(long placed, List<Step> order) {
        if (order.size() == writes.size()) {
            return sessions.stream().allMatch(session -> explains(session, order));
        }
        if (dead.contains(placed) && history.type() == DataType.REGISTER) {
            return false;
        }
        for (int w = 0; w < writes.size(); w++) {
            if ((placed & 1L << w) == 0 && mayFollow(writes.get(w), order)) {
                order.add(writes.get(w));
                boolean found = placeNext(placed | 1L << w, order);
                order.remove(order.size() - 1);
                if (found) {
                    return true;
                }
            }
        }
        dead.add(placed);
        return false;
    }

    /** Whether a write may come next: what has to be before it is. */
    private boolean mayFollow(Step write, List<Step> order) {
        for (List<Step> session : sessions) {
            for (int i = 0; i < session.size(); i++) {
                Step read = session.get(i);
                if (read.equals(write)) {
                    break;
                }
                if (session.contains(write)) {
                    boolean isEarlierWrite =
                            guarantee == SessionGuarantee.MONOTONIC_WRITES || guarantee == SessionGuarantee.PRAM;
                    if (!read.microOp.reads() && isEarlierWrite && !order.contains(read)) {
                        return false;
                    }
                    if (read.microOp.reads()
                            && guarantee == SessionGuarantee.WRITES_FOLLOW_READS
                            && !order.containsAll(returned(read))) {
                        return false;
                    }
                }
            }
            for (int i = 0; i < session.size(); i++) {
                Step read = session.get(i);
                if (read.microOp.reads()
                        && write.equals(returnedFrom(read))
                        && !order.containsAll(below(session, i, write))) {
                    return false;
                }
            }
        }
        return true;
    }

    /** What a read has to see of its object besides what it returned. */
    private List<Step> below(List<Step> session, int read, @Nullable Step returned) {
        int own = ownSuffix(session.get(read));
        return visible(session, read).stream()
                .filter(w -> !w.equals(returned)
                        && w.microOp.key() == session.get(read).microOp.key())
                .filter(w -> own == 0 || !w.transaction.equals(session.get(read).transaction))
                .toList();
    }

    private boolean explains(List<Step> session, List<Step> order) {
        for (int i = 0; i < session.size(); i++) {
            Step read = session.get(i);
            if (!read.microOp.reads()) {
                continue;
            }
            Step returned = returnedFrom(read);
            if (returned == null && !below(session, i, read).isEmpty()) {
                return false;
            }
            if (history.type() == DataType.LIST) {
                List<Integer> state = new ArrayList<>();
                for (int w = 0; returned != null && w <= order.indexOf(returned); w++) {
                    if (order.get(w).microOp.key() == read.microOp.key()) {
                        state.add(order.get(w).microOp.written());
                    }
                }
                List<Integer> seen = read.microOp.seen();
                if (!seen.subList(0, seen.size() - ownSuffix(read)).equals(state)) {
                    return false;
                }
            }
        }
        return true;
    }

    /** How many of its transaction's own appends, all of those before it, a read of a list ends with; 0 unless it ends with all. */
    private int ownSuffix(Step read) {
        if (history.type() == DataType.REGISTER) {
            return 0;
        }
        List<Integer> own = read.transaction.microOps().subList(0, read.at).stream()
                .filter(m -> !m.reads() && m.key() == read.microOp.key())
                .map(MicroOp::written)
                .toList();
        List<Integer> seen = read.microOp.seen();
        boolean ends = seen.size() >= own.size()
                && seen.subList(seen.size() - own.size(), seen.size()).equals(own);
        return ends ? own.size() : 0;
    }

    /** The write that a read returned, of a list the last one below its transaction's own; null if there is none. */
    private @Nullable Step returnedFrom(Step read) {
        List<Integer> seen = read.microOp.seen();
        int length = seen.size() - ownSuffix(read);
        return length == 0 ? null : write(read.microOp.key(), seen.get(length - 1));
    }

    /** The same, and the last of its transaction's own. */
    private List<Step> returned(Step read) {
        List<Step> all = new ArrayList<>();
        Step from = returnedFrom(read);
        if (from != null) {
            all.add(from);
        }
        if (ownSuffix(read) > 0) {
            List<Integer> seen = read.microOp.seen();
            all.add(Objects.requireNonNull(write(read.microOp.key(), seen.get(seen.size() - 1))));
        }
        return all;
    }

    /** The writes that a read has to see, by the words of the guarantee. */
    private Set<Step> visible(List<Step> session, int read) {
        Set<Step> visible = new HashSet<>();
        for (int i = 0; i < read; i++) {
            Step step = session.get(i);
            boolean isPram = guarantee == SessionGuarantee.PRAM;
            if (!step.microOp.reads() && (isPram || guarantee == SessionGuarantee.READ_YOUR_WRITES)) {
                visible.add(step);
            }
            if (step.microOp.reads() && (isPram || guarantee == SessionGuarantee.MONOTONIC_READS)) {
                visible.addAll(returned(step));
            }
            Step from = step.microOp.reads() ? returnedFrom(step) : null;
            if (from != null && (isPram || guarantee == SessionGuarantee.MONOTONIC_WRITES)) {
                visible.addAll(earlierWrites(from));
            }
            if (from != null && guarantee == SessionGuarantee.WRITES_FOLLOW_READS) {
                addReadBefore(from, visible);
            }
        }
        return visible;
    }

    private List<Step> earlierWrites(Step write) {
        List<Step> session = sessionOf(write);
        return session.subList(0, session.indexOf(write)).stream()
                .filter(step -> !step.microOp.reads())
                .toList();
    }

    private void addReadBefore(Step write, Set<Step> known) {
        List<Step> session = sessionOf(write);
        for (Step step : session.subList(0, session.indexOf(write))) {
            if (step.microOp.reads()) {
                for (Step each : returned(step)) {
                    if (known.add(each)) {
                        addReadBefore(each, known);
                    }
                }
            }
        }
    }

    private List<Step> sessionOf(Step write) {
        return sessions.stream().filter(s -> s.contains(write)).findFirst().orElseThrow();
    }
}
