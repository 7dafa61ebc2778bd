package dev.skewer.checker.transaction.infer;

import static dev.skewer.checker.transaction.history.TransactionHistory.OK;

import dev.skewer.checker.transaction.history.SetVersions;
import dev.skewer.checker.transaction.history.SetVersions.Divergent;
import dev.skewer.checker.transaction.history.TransactionHistory;
import dev.skewer.checker.transaction.infer.Findings.Kind;
import java.util.Arrays;
import java.util.BitSet;

/** What is wrong with single reads of sets, and which transactions of unknown outcome took effect; one set after the other. */
final class SetFindings {
    /** So many findings of a kind and a set are looked at for who read them. */
    private static final int MOST_SHOWN = 8;
    /** What a read of the first set that does not fit into a chain is known by. */
    private static final long DIVERGENT = -2;

    final Findings findings = new Findings();
    /** Elements that others saw and that name no transaction, though none of those that added them failed. */
    long ambiguous;

    private final TransactionHistory h;
    private final KeyGroups groups;
    private final byte[] tookEffect;
    private final SetAdders adders;

    SetFindings(TransactionHistory history, KeyGroups groups, byte[] tookEffect) {
        h = history;
        this.groups = groups;
        this.tookEffect = tookEffect;
        adders = new SetAdders(history, groups);
    }

    /** Looks at one set. */
    void look(int key) {
        SetVersions set = h.sets.of(key);
        adders.find(key, set);
        int shown = 0;
        for (int element = 0; element < set.elements(); element++) {
            if (!set.wasSeen(element)) {
                continue;
            }
            int adder = adders.adder[element];
            if (adder >= 0) {
                tookEffect[h.transaction[adder]] = 1;
            } else if (adder == SetAdders.AMBIGUOUS) {
                ambiguous++;
            } else {
                Kind kind = adders.failed[element] < 0 ? Kind.GARBAGE_READ : Kind.ABORTED_READ;
                if (shown++ < MOST_SHOWN) {
                    findings.add(kind, reader(key, set, element), adders.failed[element], element);
                } else {
                    findings.add(kind, 1);
                }
            }
        }
        lookAtEarly(set);
        set.repetitions().forEach((element, repetition) -> {
            int adds = adders.adds[element];
            if (adds > 0 && repetition.times() > adds) {
                findings.add(Kind.DUPLICATE_ELEMENTS, repetition.read(), SetAdders.NONE, element);
            }
        });
        if (set.divergent() > 0) {
            lookAtDivergent(key, set);
        }
    }

    private void lookAtEarly(SetVersions set) {
        for (int i = 0; i < set.earlyReads(); i++) {
            int element = set.element(h.value[set.laterAdd(i)]);
            if (adders.adder[element] == SetAdders.AMBIGUOUS) {
                ambiguous++;
            } else {
                findings.add(Kind.FUTURE_READ, set.earlyRead(i), set.laterAdd(i), element);
            }
        }
    }

    /**
     * Finds out whether dependencies show that a set does not fit into the chain. Where elements name no transaction they do not, and it
     * is told by itself; one such set of an object says all.
     */
    private void lookAtDivergent(int key, SetVersions set) {
        Divergent divergent = set.divergent(0);
        int next = set.placeOfVersion(divergent.base()) + 1;
        BitSet beyond = new BitSet();
        for (int element : divergent.extra()) {
            if (set.placeOfElement(element) > next) {
                beyond.set(element);
            }
        }
        BitSet lacked = new BitSet();
        for (int element = 0; element < set.elements(); element++) {
            if (set.placeOfElement(element) == next && Arrays.binarySearch(divergent.extra(), element) < 0) {
                lacked.set(element);
            }
        }
        if (isOneNamed(beyond) && isOneNamed(lacked)) {
            return;
        }
        int one = SetAdders.NONE;
        int other = SetAdders.NONE;
        for (int i = groups.first[key]; i < groups.first[key + 1]; i++) {
            int m = groups.microOp[i];
            if (h.reads(m) && h.value[m] == DIVERGENT && lacked(m, set, lacked) >= 0) {
                one = m;
            } else if (isReadOf(m, set, next) && lacked(m, set, beyond) >= 0) {
                other = m;
            }
        }
        if (one >= 0 && other >= 0) {
            findings.add(Kind.FORKED_READS, one, other, lacked(one, set, lacked));
        }
    }

    private boolean isOneNamed(BitSet elements) {
        return elements.stream().anyMatch(element -> adders.adder[element] >= 0);
    }

    private boolean isReadOf(int m, SetVersions set, int place) {
        return h.reads(m)
                && h.status[h.transaction[m]] == OK
                && h.value[m] >= 0
                && set.placeOfVersion((int) h.value[m]) == place;
    }

    /** One of some elements that the transaction of a read does not add itself; negative if it adds all. */
    private int lacked(int read, SetVersions set, BitSet elements) {
        BitSet left = (BitSet) elements.clone();
        int t = h.transaction[read];
        for (int m = h.firstMicroOp[t]; m < h.endMicroOp[t]; m++) {
            int element = h.reads(m) || h.key(m) != h.key(read) ? SetAdders.NONE : set.element(h.value[m]);
            if (element >= 0) {
                left.clear(element);
            }
        }
        return left.nextSetBit(0);
    }

    /** The first read that has an element. */
    private int reader(int key, SetVersions set, int element) {
        for (int i = groups.first[key]; i < groups.first[key + 1]; i++) {
            int m = groups.microOp[i];
            if (h.reads(m) && h.status[h.transaction[m]] == OK && set.contains(h.value[m], element)) {
                return m;
            }
        }
        throw new IllegalStateException("no read has element " + element + " of set " + key);
    }
}
