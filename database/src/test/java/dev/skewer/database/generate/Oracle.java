package dev.skewer.database.generate;

import dev.skewer.database.DataType;
import dev.skewer.database.Isolation;
import dev.skewer.database.generate.SmallHistory.Op;
import dev.skewer.database.generate.SmallHistory.Txn;
import dev.skewer.history.EventType;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;

/**
 * Decides by definition whether a history of few transactions has an isolation level: it tries all orders of the transactions
 * (arbitration), and for each all sets that may be visible to them (Cerone, Bernardi and Gotsman, CONCUR 2015; below read-atomic,
 * Adya's levels). Slow and simple on purpose.
 */
final class Oracle {
    private final SmallHistory history;
    private final Isolation level;
    private final List<Txn> all = new ArrayList<>();

    /** The order so far, and by position what is visible to each: a set of positions. */
    private final List<Txn> order = new ArrayList<>();

    private final List<BitSet> visible = new ArrayList<>();

    private Oracle(SmallHistory history, Isolation level) {
        this.history = history;
        this.level = level;
    }

    /** Whether the history can be explained at the level. */
    static boolean explains(Isolation level, SmallHistory history) {
        List<Txn> unknown = history.transactions().stream()
                .filter(txn -> txn.outcome() == EventType.INFO)
                .toList();
        for (int chosen = 0; chosen < 1 << unknown.size(); chosen++) {
            var oracle = new Oracle(history, level);
            for (Txn txn : history.transactions()) {
                int at = unknown.indexOf(txn);
                if (txn.outcome() == EventType.OK || (at >= 0 && ((chosen >> at) & 1) != 0)) {
                    oracle.all.add(txn);
                }
            }
            if (oracle.areListsCompatible() && oracle.place()) {
                return true;
            }
        }
        return false;
    }

    /** Of two reads of one list, one shows the beginning of the other; nothing is in it twice. Aborted elements do not count. */
    private boolean areListsCompatible() {
        if (history.type() != DataType.LIST_APPEND) {
            return true;
        }
        Map<Long, List<Long>> longest = new HashMap<>();
        for (Txn txn : all) {
            for (Op op : txn.outcome() == EventType.OK ? txn.ops() : List.<Op>of()) {
                if (!op.isRead()) {
                    continue;
                }
                List<Long> read = op.values().stream()
                        .filter(value -> level != Isolation.READ_UNCOMMITTED || isCommitted(op.key(), value))
                        .toList();
                List<Long> known = longest.getOrDefault(op.key(), List.of());
                int common = Math.min(known.size(), read.size());
                if (!known.subList(0, common).equals(read.subList(0, common))
                        || new HashSet<>(read).size() < read.size()) {
                    return false;
                }
                longest.put(op.key(), read.size() > known.size() ? read : known);
            }
        }
        return true;
    }

    private boolean isCommitted(long key, long value) {
        return all.stream().anyMatch(txn -> isWrittenBy(txn, key, value));
    }

    private static boolean isWrittenBy(Txn txn, long key, long value) {
        return txn.ops().stream()
                .anyMatch(op -> !op.isRead() && op.key() == key && op.values().contains(value));
    }

    private boolean place() {
        if (order.size() == all.size()) {
            return true;
        }
        for (Txn txn : all) {
            if (order.contains(txn) || !mayFollow(txn)) {
                continue;
            }
            for (BitSet seen : candidates(txn)) {
                if (!sees(txn, seen)) {
                    continue;
                }
                order.add(txn);
                visible.add(seen);
                if (place()) {
                    return true;
                }
                order.remove(order.size() - 1);
                visible.remove(visible.size() - 1);
            }
        }
        return false;
    }

    /** Whether the order of processes or of real time lets a transaction come next. */
    private boolean mayFollow(Txn txn) {
        return all.stream().noneMatch(other -> !other.equals(txn) && !order.contains(other) && mustSee(txn, other));
    }

    /** Whether the level says that a transaction has to see another, for who did it and when. */
    private boolean mustSee(Txn txn, Txn earlier) {
        boolean isSameProcess = txn.process() == earlier.process() && earlier.begin() < txn.begin();
        return switch (level) {
            case READ_UNCOMMITTED, READ_COMMITTED, REPEATABLE_READ, PREFIX, SNAPSHOT_ISOLATION, SERIALIZABLE -> false;
            // More than the model asks for: what is said to be so by construction.
            case READ_ATOMIC, CAUSAL_CERONE, PARALLEL_SNAPSHOT_ISOLATION -> isSameProcess;
            case STRONG_SESSION_SNAPSHOT_ISOLATION, STRONG_SESSION_SERIALIZABLE -> isSameProcess;
            case STRONG_SNAPSHOT_ISOLATION, STRICT_SERIALIZABLE -> earlier.isBefore(txn);
        };
    }

    /** The sets of positions that may be visible to the transaction that comes next. */
    private List<BitSet> candidates(Txn txn) {
        int placed = order.size();
        var candidates = new ArrayList<BitSet>();
        switch (level) {
            case READ_UNCOMMITTED,
                    READ_COMMITTED,
                    REPEATABLE_READ,
                    SERIALIZABLE,
                    STRONG_SESSION_SERIALIZABLE,
                    STRICT_SERIALIZABLE -> candidates.add(prefix(placed));
            case PREFIX, SNAPSHOT_ISOLATION, STRONG_SESSION_SNAPSHOT_ISOLATION, STRONG_SNAPSHOT_ISOLATION -> {
                for (int length = placed; length >= 0; length--) {
                    candidates.add(prefix(length));
                }
            }
            case READ_ATOMIC, CAUSAL_CERONE, PARALLEL_SNAPSHOT_ISOLATION -> {
                for (long set = (1L << placed) - 1; set >= 0; set--) {
                    candidates.add(BitSet.valueOf(new long[] {set}));
                }
            }
        }
        candidates.removeIf(seen -> !isAllowed(txn, seen));
        return candidates;
    }

    private static BitSet prefix(int length) {
        var prefix = new BitSet();
        prefix.set(0, length);
        return prefix;
    }

    private boolean isAllowed(Txn txn, BitSet seen) {
        boolean isTransitive = level == Isolation.CAUSAL_CERONE || level == Isolation.PARALLEL_SNAPSHOT_ISOLATION;
        boolean hasNoConflict = switch (level) {
            case PARALLEL_SNAPSHOT_ISOLATION,
                    SNAPSHOT_ISOLATION,
                    STRONG_SESSION_SNAPSHOT_ISOLATION,
                    STRONG_SNAPSHOT_ISOLATION -> true;
            default -> false;
        };
        for (int at = 0; at < order.size(); at++) {
            Txn other = order.get(at);
            if (!seen.get(at)) {
                boolean isConflict = txn.ops().stream().anyMatch(op -> !op.isRead() && other.writes(op.key()));
                if (mustSee(txn, other) || (hasNoConflict && isConflict)) {
                    return false;
                }
            } else if (isTransitive) {
                BitSet missing = (BitSet) visible.get(at).clone();
                missing.andNot(seen);
                if (!missing.isEmpty()) {
                    return false;
                }
            }
        }
        return true;
    }

    /** Whether the reads of a transaction show what is visible to it, and its own writes. */
    private boolean sees(Txn txn, BitSet seen) {
        if (txn.outcome() != EventType.OK) {
            return true;
        }
        for (int at = 0; at < txn.ops().size(); at++) {
            Op op = txn.ops().get(at);
            List<Op> before = txn.ops().subList(0, at);
            // Without what predicates did not find, repeatable read is serializability: see the checker's OpenLevels.
            boolean isPhantom = level == Isolation.REPEATABLE_READ
                    && op.isByPredicate()
                    && op.values().isEmpty();
            if (op.isRead() && !isPhantom && !isExplained(op, before, seen)) {
                return false;
            }
        }
        return level != Isolation.READ_UNCOMMITTED || isInOrder(txn);
    }

    private boolean isExplained(Op read, List<Op> before, BitSet seen) {
        if (level == Isolation.READ_UNCOMMITTED) {
            return read.values().stream()
                    .allMatch(value ->
                            history.transactions().stream().anyMatch(txn -> isWrittenBy(txn, read.key(), value)));
        }
        if (level != Isolation.READ_COMMITTED) {
            return isState(read, before, seen);
        }
        for (int length = order.size(); length >= 0; length--) {
            if (isState(read, before, prefix(length))) {
                return true;
            }
        }
        return false;
    }

    /** Whether a read shows what some transactions wrote, in their order, and then its own. */
    private boolean isState(Op read, List<Op> before, BitSet seen) {
        var versions = new ArrayList<Long>();
        for (int at = seen.nextSetBit(0); at >= 0; at = seen.nextSetBit(at + 1)) {
            addWrites(order.get(at).ops(), read.key(), versions);
        }
        addWrites(before, read.key(), versions);
        return switch (history.type()) {
            case LIST_APPEND -> versions.equals(read.values());
            case RW_REGISTER ->
                read.values()
                        .equals(versions.isEmpty() ? versions : versions.subList(versions.size() - 1, versions.size()));
            case SET_ADD -> new HashSet<>(versions).equals(new HashSet<>(read.values()));
        };
    }

    private static void addWrites(List<Op> ops, long key, List<Long> to) {
        for (Op op : ops) {
            if (!op.isRead() && op.key() == key) {
                to.addAll(op.values());
            }
        }
    }

    /** At read-uncommitted: whether no list shows an element of a transaction behind one of this, if that one comes before it. */
    private boolean isInOrder(Txn txn) {
        if (history.type() != DataType.LIST_APPEND) {
            return true;
        }
        for (Txn reader : history.transactions()) {
            for (Op op : reader.outcome() == EventType.OK ? reader.ops() : List.<Op>of()) {
                if (op.isRead() && isBefore(txn, op)) {
                    return false;
                }
            }
        }
        return true;
    }

    /** Whether a read shows an element of a transaction before one of another that is placed before it. */
    private boolean isBefore(Txn txn, Op read) {
        boolean isSeen = false;
        for (long value : read.values()) {
            boolean isPlaced = order.stream().anyMatch(other -> isWrittenBy(other, read.key(), value));
            if (isSeen && isPlaced) {
                return true;
            }
            isSeen |= isWrittenBy(txn, read.key(), value);
        }
        return false;
    }
}
