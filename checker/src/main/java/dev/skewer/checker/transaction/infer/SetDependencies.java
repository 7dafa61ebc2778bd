package dev.skewer.checker.transaction.infer;

import static dev.skewer.checker.transaction.history.TransactionHistory.FAIL;
import static dev.skewer.checker.transaction.history.TransactionHistory.OK;

import dev.skewer.checker.EdgeType;
import dev.skewer.checker.transaction.graph.EdgeList;
import dev.skewer.checker.transaction.history.SetVersions;
import dev.skewer.checker.transaction.history.SetVersions.Divergent;
import dev.skewer.checker.transaction.history.TransactionHistory;
import java.util.Arrays;

/**
 * The dependencies that reads of single sets show, one set after the other: a read comes after who added an element that it has, and
 * before all who added one that it lacks.
 *
 * <p>Adds are laid in the order of the chain of versions: first what the first version has, then what the second has beyond it, and so on,
 * and last what no version has. So a read of the chain comes after all adds up to a position, and before all from there on: two chains of
 * nodes that stand for no transaction carry that, with edges linear in adds and reads. What a transaction adds itself, and what a set
 * outside the chain has beyond its base, are gaps in that; the stretch up to a gap is covered by the nodes of a tree, in logarithmic number.
 */
final class SetDependencies {
    /** A stretch of so many adds is covered one by one. */
    private static final int SHORT = 8;
    /** So many gaps may be dealt with that readers with adds of their own have in sets outside the chain. */
    private static final long MOST_GAPS = 1 << 24;

    final EdgeList edges = new EdgeList();
    /** Reads whose dependencies were left out, as there were too many gaps. */
    long left;
    /** The number after those of all nodes. */
    int nodes;

    private final TransactionHistory h;
    private final KeyGroups groups;
    private final byte[] tookEffect;
    private final SetViews views;
    private final SetAdders adders;
    private long gaps;

    private SetVersions set = new SetVersions();
    /** The last place of the chain. */
    private int last;
    /** The nodes of places: who has seen all up to there, and who comes before all from there on. */
    private int seen;

    private int lacked;

    /** Adds by position: their transaction, and the next position of the same element, or -1. */
    private int[] entry = new int[16];

    private int[] sameElement = new int[16];
    private int entries;
    /** By micro-op of the set at hand, its position, or -1. */
    private int[] position = new int[16];
    /** By place, where its adds begin; what no version has is behind all places. */
    private int[] start = new int[16];
    /** By position, its place. */
    private int[] placeOf = new int[16];
    /** By element, its first position, or -1. */
    private int[] firstPosition = new int[16];

    /** The first node of the tree over positions; negative if there is none yet. */
    private int tree;

    private final IntList gap = new IntList();

    SetDependencies(TransactionHistory history, KeyGroups groups, byte[] tookEffect, SetViews views) {
        h = history;
        this.groups = groups;
        this.tookEffect = tookEffect;
        this.views = views;
        adders = new SetAdders(history, groups);
        nodes = views.firstFree();
    }

    /** Looks at one set. */
    void infer(int key) {
        set = h.sets.of(key);
        last = set.versions() - 1;
        tree = -1;
        adders.find(key, set);
        layOut(groups.first[key], groups.first[key + 1]);
        joinAdds(groups.first[key], groups.first[key + 1]);
        joinReads(groups.first[key], groups.first[key + 1]);
    }

    /** Gives each add that took effect its position. */
    private void layOut(int from, int to) {
        room(to - from, last + 3, set.elements());
        Arrays.fill(start, 0, last + 3, 0);
        Arrays.fill(firstPosition, 0, set.elements(), -1);
        entries = 0;
        for (int i = from; i < to; i++) {
            if (isEffectiveAdd(groups.microOp[i])) {
                start[place(groups.microOp[i]) + 1]++;
                entries++;
            }
        }
        for (int place = 1; place < last + 3; place++) {
            start[place] += start[place - 1];
        }
        for (int i = from; i < to; i++) {
            int m = groups.microOp[i];
            position[i - from] = -1;
            if (isEffectiveAdd(m)) {
                int place = place(m);
                int at = start[place]++;
                position[i - from] = at;
                entry[at] = h.transaction[m];
                placeOf[at] = place;
                int element = set.element(h.value[m]);
                sameElement[at] = -1;
                if (element >= 0) {
                    sameElement[at] = firstPosition[element];
                    firstPosition[element] = at;
                }
            }
        }
        for (int place = last + 2; place > 0; place--) {
            start[place] = start[place - 1];
        }
        start[0] = 0;
    }

    private boolean isEffectiveAdd(int m) {
        return !h.reads(m) && h.status[h.transaction[m]] != FAIL && tookEffect[h.transaction[m]] != 0;
    }

    private int place(int add) {
        int element = set.element(h.value[add]);
        return element < 0 ? last + 1 : Math.min(last + 1, set.placeOfElement(element));
    }

    /** Joins adds to the chains. */
    private void joinAdds(int from, int to) {
        seen = nodes;
        lacked = nodes + last + 1;
        nodes += 2 * last + 3;
        for (int place = 1; place <= last + 1; place++) {
            if (place < last) {
                edges.pass(seen + place, seen + place + 1);
            }
            if (place <= last) {
                edges.pass(lacked + place, lacked + place + 1);
            }
        }
        for (int at = 0; at < entries; at++) {
            edges.pass(lacked + placeOf[at], entry[at]);
        }
        for (int i = from; i < to; i++) {
            int m = groups.microOp[i];
            int at = position[i - from];
            int element = at < 0 || placeOf[at] > last ? -1 : set.element(h.value[m]);
            if (element >= 0 && adders.adder[element] == m) {
                edges.add(entry[at], seen + placeOf[at], EdgeType.WR);
            }
        }
    }

    private void joinReads(int from, int to) {
        int[] seeing = new int[set.divergent()];
        int[] lacking = new int[set.divergent()];
        Arrays.fill(seeing, -1);
        Arrays.fill(lacking, -1);
        int begin = from;
        for (int i = from; i < to; i++) {
            int m = groups.microOp[i];
            int t = h.transaction[m];
            if (t != h.transaction[groups.microOp[begin]]) {
                begin = i;
            }
            long read = h.value[m];
            if (!h.reads(m) || h.status[t] != OK || read == TransactionHistory.UNKNOWN) {
                continue;
            }
            gap.clear();
            if (read >= 0) {
                int place = set.placeOfVersion((int) read);
                if (place > 0) {
                    edges.pass(seen + place, views.seeing(m));
                }
                if (views.lacking(m) != SetViews.NONE) {
                    addOwnGaps(m, begin, from, to, start[place + 1]);
                    joinLacking(views.lacking(m), place + 1, EdgeType.RW.code());
                }
            } else {
                int number = SetVersions.divergentNumber(read);
                if (seeing[number] < 0) {
                    seeing[number] = seeing(set.divergent(number));
                }
                edges.pass(seeing[number], views.seeing(m));
                if (views.lacking(m) != SetViews.NONE) {
                    lackDivergent(m, number, begin, from, to, lacking);
                }
            }
        }
    }

    /** A node behind all that added what a set outside the chain has. */
    private int seeing(Divergent divergent) {
        int node = nodes++;
        int base = set.placeOfVersion(divergent.base());
        if (base > 0) {
            edges.pass(seen + base, node);
        }
        for (int element : divergent.extra()) {
            if (adders.adder[element] >= 0) {
                edges.add(h.transaction[adders.adder[element]], node, EdgeType.WR);
            }
        }
        return node;
    }

    private void lackDivergent(int m, int number, int begin, int from, int to, int[] lacking) {
        Divergent divergent = set.divergent(number);
        int next = set.placeOfVersion(divergent.base()) + 1;
        addOwnGaps(m, begin, from, to, start[next]);
        if (gap.size() == 0) {
            if (lacking[number] < 0) {
                lacking[number] = nodes++;
                addGaps(divergent);
                joinLacking(lacking[number], next, EdgeList.PASS);
            }
            edges.add(views.lacking(m), lacking[number], EdgeType.RW);
        } else if (gaps > MOST_GAPS) {
            left++;
        } else {
            gaps += divergent.extra().length;
            addGaps(divergent);
            joinLacking(views.lacking(m), next, EdgeType.RW.code());
        }
    }

    private void addGaps(Divergent divergent) {
        for (int element : divergent.extra()) {
            for (int at = firstPosition[element]; at >= 0; at = sameElement[at]) {
                gap.add(at);
            }
        }
    }

    /** The positions from one on of what the transaction of a read adds, and of which it says nothing of others that add the same. */
    private void addOwnGaps(int m, int begin, int from, int to, int first) {
        int t = h.transaction[m];
        for (int i = begin; i < to && h.transaction[groups.microOp[i]] == t; i++) {
            int at = position[i - from];
            if (at < 0) {
                continue;
            }
            int element = set.element(h.value[groups.microOp[i]]);
            boolean saysNothing = element >= 0 && (groups.microOp[i] < m || set.earlyReads() > 0);
            if (!saysNothing && at >= first) {
                gap.add(at);
            }
            for (int each = saysNothing ? firstPosition[element] : -1; each >= 0; each = sameElement[each]) {
                if (each >= first) {
                    gap.add(each);
                }
            }
        }
    }

    /** Joins a node to all adds from a place on but for the gaps, by edges of a type. */
    private void joinLacking(int node, int place, int type) {
        gap.sort();
        int at = start[place];
        for (int i = 0; i < gap.size(); i++) {
            if (gap.get(i) >= at) {
                joinStretch(node, at, gap.get(i), type);
                at = gap.get(i) + 1;
            }
        }
        if (at < entries) {
            int of = placeOf[at];
            if (at > start[of]) {
                joinStretch(node, at, start[of + 1], type);
                of++;
            }
            if (of <= last + 1 && start[of] < entries) {
                edges.copy(node, lacked + of, type);
            }
        }
    }

    /** Joins a node to the adds from a position up to another, exclusive. */
    private void joinStretch(int node, int from, int to, int type) {
        if (to - from <= SHORT) {
            for (int at = from; at < to; at++) {
                edges.copy(node, entry[at], type);
            }
            return;
        }
        if (tree < 0) {
            plantTree();
        }
        int left = from + entries;
        int right = to + entries;
        while (left < right) {
            if ((left & 1) != 0) {
                edges.copy(node, branch(left++), type);
            }
            if ((right & 1) != 0) {
                edges.copy(node, branch(--right), type);
            }
            left >>= 1;
            right >>= 1;
        }
    }

    /** A tree whose leaves are the positions: branch n leads to 2n and 2n + 1, and from as many as there are positions these are leaves. */
    private void plantTree() {
        tree = nodes;
        nodes += entries;
        for (int branch = 1; branch < entries; branch++) {
            edges.pass(tree + branch, branch(2 * branch));
            edges.pass(tree + branch, branch(2 * branch + 1));
        }
    }

    private int branch(int number) {
        return number < entries ? tree + number : entry[number - entries];
    }

    private void room(int microOps, int places, int elements) {
        if (microOps > entry.length) {
            int n = microOps + (microOps >> 1);
            entry = new int[n];
            sameElement = new int[n];
            position = new int[n];
            placeOf = new int[n];
        }
        if (places > start.length) {
            start = new int[places + (places >> 1)];
        }
        if (elements > firstPosition.length) {
            firstPosition = new int[elements + (elements >> 1)];
        }
    }
}
