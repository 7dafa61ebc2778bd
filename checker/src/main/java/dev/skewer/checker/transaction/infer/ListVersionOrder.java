package dev.skewer.checker.transaction.infer;

import static dev.skewer.checker.transaction.history.TransactionHistory.FAIL;
import static dev.skewer.checker.transaction.history.TransactionHistory.OK;

import dev.skewer.checker.EdgeType;
import dev.skewer.checker.transaction.graph.EdgeList;
import dev.skewer.checker.transaction.history.ListVersions;
import dev.skewer.checker.transaction.history.TransactionHistory;
import dev.skewer.checker.transaction.infer.Findings.Kind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;

/**
 * The versions of single lists in their order, one list after the other: who appended each element, and the dependencies that follow.
 * One thread at a time.
 */
final class ListVersionOrder {
    private static final int NONE = -1;
    private static final int AMBIGUOUS = -2;
    private static final int NO_UPDATER = Integer.MIN_VALUE;
    /** So many edges may lead from the readers of the longest version of a list to what was appended and never seen. */
    private static final int MOST_DIRECT = 1 << 10;
    /** So many findings of a kind and a list are looked at for who read them. */
    private static final int MOST_SHOWN = 8;

    final EdgeList edges;
    final Findings findings = new Findings();
    /** Elements that name no transaction, though none of those that appended them failed. */
    long ambiguous;
    /** Readers of a longest version whose place before what was never seen is left out, as there are too many that wrote themselves. */
    long left;
    /** For each list the transactions that appended to it and were never seen to, if there are several. */
    final List<UnorderedWriters> unordered = new ArrayList<>();
    /** Lists with appends that were never seen, of transactions of unknown outcome. */
    final TreeSet<Integer> unseenUnknown = new TreeSet<>();

    private final TransactionHistory h;
    private final KeyGroups groups;
    private final byte[] tookEffect;
    /** Whether it is known which transactions of unknown outcome took effect. */
    private final boolean isLate;

    private final TokenPositions index = new TokenPositions();

    /** How many elements the longest list has. */
    private int length;
    /** By position, the append of the element, {@link #NONE} or {@link #AMBIGUOUS}. */
    private int[] writer = new int[16];
    /** By position, an append of it by a transaction that failed, or {@link #NONE}. */
    private int[] failed = new int[16];
    /** By position, how often an element is there that is there first. */
    private int[] occurrences = new int[16];
    /** By position, how many transactions that did not fail appended an element that is there first. */
    private int[] appends = new int[16];
    /** By position, whether the same transaction appended more to the list after that. */
    private boolean[] followed = new boolean[16];
    /** By length, the transaction of the last element within it whose writer is known. */
    private int[] below = new int[16];
    /** By length, the transaction of the first element beyond it whose writer is known. */
    private int[] above = new int[16];

    /** Appends of one transaction, of which the second was seen, and the first may not have been before it. */
    private int[] torn = new int[4];

    private int tornSize;
    private int[] unseen = new int[16];
    private int unseenSize;
    /** The reads of the longest list. */
    private int[] fullReaders = new int[16];

    private int fullReadersSize;
    /** By length, the first append of one that had read a list so long; its complement if that was missing. */
    private int[] updater = new int[16];

    ListVersionOrder(
            TransactionHistory history, KeyGroups groups, byte[] tookEffect, boolean isLate, boolean keepsMicroOps) {
        h = history;
        edges = new EdgeList(keepsMicroOps);
        this.groups = groups;
        this.tookEffect = tookEffect;
        this.isLate = isLate;
    }

    /** Looks at one list. */
    void infer(int key) {
        begin(key);
        findWriters(key);
        joinVersions(key);
        readAll(key);
        orderUnseen(key);
    }

    private void begin(int key) {
        length = h.lists.length(key);
        room(length + 1);
        Arrays.fill(writer, 0, length, NONE);
        Arrays.fill(failed, 0, length, NONE);
        Arrays.fill(occurrences, 0, length, 0);
        Arrays.fill(appends, 0, length, 0);
        Arrays.fill(followed, 0, length, false);
        Arrays.fill(updater, 0, length + 1, NO_UPDATER);
        unseenSize = 0;
        fullReadersSize = 0;
        tornSize = 0;
        long[] version = h.lists.version(key);
        index.clear(length);
        for (int position = 0; position < length; position++) {
            occurrences[index.putIfAbsent(version[position], position)]++;
        }
    }

    private void findWriters(int key) {
        int previous = NONE;
        int previousPosition = NONE;
        for (int i = groups.first[key]; i < groups.first[key + 1]; i++) {
            int m = groups.microOp[i];
            if (h.reads(m)) {
                continue;
            }
            int t = h.transaction[m];
            int position = index.get(h.value[m]);
            if (position == TokenPositions.MISSING) {
                if (h.status[t] == OK || (isLate && tookEffect[t] != 0)) {
                    addUnseen(m);
                } else if (h.status[t] != FAIL) {
                    unseenUnknown.add(key);
                }
            } else if (h.status[t] == FAIL) {
                failed[position] = m;
            } else {
                appends[position]++;
                writer[position] = writer[position] == NONE ? m : AMBIGUOUS;
            }
            if (previous != NONE && h.transaction[previous] == t && h.status[t] != FAIL) {
                if (previousPosition != NONE) {
                    followed[previousPosition] = true;
                }
                if (position != TokenPositions.MISSING && (previousPosition == NONE || previousPosition > position)) {
                    addTorn(previous, m);
                }
            }
            previous = m;
            previousPosition = position == TokenPositions.MISSING ? NONE : position;
        }
    }

    /** Tells what is wrong with elements, and links neighbours. */
    private void joinVersions(int key) {
        long[] version = h.lists.version(key);
        int shown = 0;
        int aborted = NONE;
        for (int position = 0; position < length; position++) {
            int first = index.get(version[position]);
            if (first != position) {
                writer[position] = AMBIGUOUS;
                failed[position] = failed[first];
                appends[position] = appends[first];
            } else if (occurrences[position] > 1) {
                if (occurrences[position] > appends[position] && appends[position] > 0) {
                    findings.add(Kind.DUPLICATE_ELEMENTS, reader(key, length), NONE, position);
                }
                writer[position] = AMBIGUOUS;
            }
            if (appends[position] > 0) {
                if (writer[position] == AMBIGUOUS) {
                    ambiguous++;
                } else if (aborted != NONE) {
                    findings.add(Kind.DIRTY_UPDATE, writer[position], aborted, position);
                    aborted = NONE;
                }
            } else {
                writer[position] = NONE;
                Kind kind = failed[position] == NONE ? Kind.GARBAGE_READ : Kind.ABORTED_READ;
                aborted = failed[position] == NONE ? aborted : failed[position];
                if (shown++ < MOST_SHOWN) {
                    findings.add(kind, reader(key, position + 1), failed[position], position);
                } else {
                    findings.add(kind, 1);
                }
            }
        }
        findTorn();
        linkNeighbours();
        int last = NONE;
        for (int position = 0; position < length; position++) {
            if (writer[position] >= 0) {
                int t = h.transaction[writer[position]];
                tookEffect[t] = 1;
                if (last != NONE) {
                    edges.add(last, t, EdgeType.WW, writer[position]);
                }
                last = t;
            }
        }
    }

    private void findTorn() {
        for (int i = 0; i < tornSize; i += 2) {
            int position = index.get(h.value[torn[i + 1]]);
            int before = index.get(h.value[torn[i]]);
            boolean isSure = before == TokenPositions.MISSING || writer[before] == torn[i];
            if (isSure && writer[position] == torn[i + 1]) {
                findings.add(Kind.TORN_TRANSACTION, torn[i + 1], torn[i], position);
            }
        }
    }

    private void linkNeighbours() {
        below[0] = NONE;
        for (int position = 0; position < length; position++) {
            below[position + 1] = writer[position] >= 0 ? h.transaction[writer[position]] : below[position];
        }
        above[length] = NONE;
        for (int position = length - 1; position >= 0; position--) {
            above[position] = writer[position] >= 0 ? h.transaction[writer[position]] : above[position + 1];
        }
    }

    /** The first read that shows at least so many elements. */
    private int reader(int key, int elements) {
        for (int i = groups.first[key]; i < groups.first[key + 1]; i++) {
            int m = groups.microOp[i];
            if (h.reads(m) && h.value[m] >= elements) {
                return m;
            }
        }
        throw new IllegalStateException("no read has " + elements + " elements of list " + key);
    }

    private void readAll(int key) {
        int transaction = NONE;
        int read = NONE;
        int readBefore = NONE;
        int fullest = NONE;
        int longest = NONE;
        for (int i = groups.first[key]; i < groups.first[key + 1]; i++) {
            int m = groups.microOp[i];
            int t = h.transaction[m];
            if (t != transaction) {
                transaction = t;
                read = NONE;
                fullest = NONE;
                if (h.reads(m) && h.value[m] >= 0) {
                    read = (int) h.value[m];
                    readBefore = m;
                }
            } else if (!h.reads(m) && h.status[t] == OK) {
                if (read != NONE) {
                    noteUpdate(read, h.isMissing(readBefore) ? ~m : m);
                    read = NONE;
                }
                int position = fullest == NONE ? TokenPositions.MISSING : index.get(h.value[m]);
                if (position != TokenPositions.MISSING && position < h.value[fullest] && writer[position] == m) {
                    findings.add(Kind.FUTURE_READ, fullest, m, position);
                }
            }
            if (h.reads(m) && h.value[m] >= 0 && (fullest == NONE || h.value[m] > h.value[fullest])) {
                fullest = m;
            }
            if (!h.reads(m) || h.status[t] != OK) {
                continue;
            }
            long seen = h.value[m];
            if (seen >= 0) {
                longest = seen == length && longest == NONE ? m : longest;
                read(m, t, (int) seen);
            } else if (ListVersions.isDivergent(seen)) {
                findings.add(Kind.INCOMPATIBLE_ORDER, m, longest == NONE ? reader(key, length) : longest, NONE);
            }
        }
    }

    private void read(int m, int t, int seen) {
        if (below[seen] != NONE) {
            edges.add(below[seen], t, EdgeType.WR, m);
        }
        if (seen > 0 && writer[seen - 1] >= 0 && followed[seen - 1] && h.transaction[writer[seen - 1]] != t) {
            findings.add(Kind.INTERMEDIATE_READ, m, writer[seen - 1], seen - 1);
        }
        if (above[seen] != NONE) {
            edges.add(t, above[seen], h.antidependency(m), m);
        } else {
            addFullReader(m);
        }
    }

    private void noteUpdate(int read, int append) {
        int other = updater[read];
        if (other == NO_UPDATER) {
            updater[read] = append;
            return;
        }
        boolean wasMissing = append < 0 || other < 0;
        findings.add(wasMissing ? Kind.LOST_INSERT : Kind.LOST_UPDATE, itself(append), itself(other), NONE);
        if (other < 0) {
            updater[read] = append;
        }
    }

    /** What a number or its complement stands for. */
    private static int itself(int number) {
        return number < 0 ? ~number : number;
    }

    /** Puts what took effect and was never seen behind all that was seen. */
    private void orderUnseen(int key) {
        int junction = h.size + key;
        int last = below[length];
        for (int i = 0; last != NONE && i < unseenSize; i++) {
            edges.add(last, h.transaction[unseen[i]], EdgeType.WW, unseen[i]);
        }
        if (unseenSize > 1) {
            unordered.add(new UnorderedWriters(
                    key,
                    Arrays.stream(unseen, 0, unseenSize)
                            .map(m -> h.transaction[m])
                            .distinct()
                            .boxed()
                            .toList()));
        }
        if (unseenSize == 0 || fullReadersSize == 0) {
            return;
        }
        if ((long) unseenSize * fullReadersSize <= MOST_DIRECT) {
            for (int i = 0; i < fullReadersSize; i++) {
                readBeforeAll(fullReaders[i]);
            }
            return;
        }
        // A reader that appended itself must not come before itself.
        int[] writers = Arrays.stream(unseen, 0, unseenSize)
                .map(m -> h.transaction[m])
                .sorted()
                .toArray();
        int direct = 0;
        for (int i = 0; i < fullReadersSize; i++) {
            int reader = h.transaction[fullReaders[i]];
            if (Arrays.binarySearch(writers, reader) < 0) {
                edges.add(reader, junction, h.antidependency(fullReaders[i]), fullReaders[i]);
            } else if (direct < MOST_DIRECT) {
                direct += unseenSize;
                readBeforeAll(fullReaders[i]);
            } else {
                left++;
            }
        }
        for (int j = 0; j < unseenSize; j++) {
            edges.pass(junction, h.transaction[unseen[j]]);
        }
    }

    private void readBeforeAll(int read) {
        int reader = h.transaction[read];
        boolean updates = false;
        for (int j = 0; j < unseenSize; j++) {
            updates |= h.transaction[unseen[j]] == reader;
        }
        for (int j = 0; j < unseenSize; j++) {
            edges.add(reader, h.transaction[unseen[j]], h.antidependency(read), read);
            if (updates) {
                edges.update(reader, h.transaction[unseen[j]], h.isMissing(read));
            }
        }
    }

    private void addTorn(int append, int next) {
        if (tornSize == torn.length) {
            torn = Arrays.copyOf(torn, 2 * tornSize);
        }
        torn[tornSize++] = append;
        torn[tornSize++] = next;
    }

    private void addUnseen(int append) {
        if (unseenSize == unseen.length) {
            unseen = Arrays.copyOf(unseen, 2 * unseenSize);
        }
        unseen[unseenSize++] = append;
    }

    private void addFullReader(int read) {
        if (fullReadersSize == fullReaders.length) {
            fullReaders = Arrays.copyOf(fullReaders, 2 * fullReadersSize);
        }
        fullReaders[fullReadersSize++] = read;
    }

    private void room(int count) {
        if (count <= writer.length) {
            return;
        }
        int n = count + (count >> 1);
        writer = new int[n];
        failed = new int[n];
        occurrences = new int[n];
        appends = new int[n];
        followed = new boolean[n];
        below = new int[n];
        above = new int[n];
        updater = new int[n];
    }
}
