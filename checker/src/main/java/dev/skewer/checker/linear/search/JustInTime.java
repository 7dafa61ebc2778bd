package dev.skewer.checker.linear.search;

import dev.skewer.checker.linear.Calls;
import dev.skewer.checker.linear.explain.CutSearch;
import dev.skewer.checker.linear.parts.Effort;
import dev.skewer.checker.linear.parts.StateMachine;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Goes through the events of some calls and keeps all configurations that are possible: just-in-time linearization (Lowe,
 * <em>Testing for linearizability</em>, CCPE 2017, §4; Knossos's {@code linear}). A configuration is the state of the object
 * and which of the pending calls have taken effect. A call takes effect no sooner than the return of some call demands it; so
 * every order is met, each call at the latest moment that real time leaves it.
 *
 * <p>Where {@link Search} looks for one order, this knows after each event what every order can have led to: that makes the
 * {@linkplain CutSearch cuts} of a history. It shares nothing with the search but the model, so that each may certify what the other
 * says.
 *
 * <p><b>What it leaves out.</b> None of these loses a state of the object:
 * <ul>
 *   <li>A call that only reads takes effect as soon as it fits, for it can as well do so then.
 *   <li>Of pending calls that are alike, the known one that returns first comes first, and the one of unknown outcome that was
 *       called first.
 *   <li>A configuration that has made use of more calls of unknown outcome than another that is like it otherwise.
 * </ul>
 *
 * <p>Time and memory grow with the configurations, of which there can be exponentially many in the pending calls. One thread.
 */
public final class JustInTime {
    /** No call. */
    public static final int NONE = -1;

    /** What it costs to make a state that was not seen before, and to find out so: it may be a long list. */
    private static final int STEPS_PER_STATE = 20;

    /** A configuration between two events. */
    public static final class Configuration {
        private final int state;
        private final int[] placed;

        private Configuration(int state, int[] placed) {
            this.state = state;
            this.placed = placed;
        }

        /** The beginning of all. */
        public static Configuration initial(StateMachine<?> machine) {
            return new Configuration(machine.initial(), new int[0]);
        }

        /** The state of the object, as the machine numbers it. */
        public int state() {
            return state;
        }

        /** Whether a pending call has taken effect. */
        public boolean contains(int call) {
            return Arrays.binarySearch(placed, call) >= 0;
        }
    }

    private final Calls calls;
    private final StateMachine<?> machine;
    /** By call: the number that the machine knows it by. */
    private final int[] variant;

    private final Effort effort;
    private final int[] byRank;
    private int nextEvent;

    /** The pending calls: known ones by slot, and those of unknown outcome in order of invocation. */
    private int[] known = new int[8];
    /** By slot: whether a call is there that only reads; and the slot of the one alike that returns before it, or none. */
    private boolean[] isRead = new boolean[8];

    private int[] knownAlikeBefore = new int[0];

    private int knownSlots;
    private int[] unknown = new int[8];
    private int unknownCalls;
    /** By place among those of unknown outcome: the place of the one alike before it, or {@link #NONE}. */
    private int[] alikeBefore = new int[8];

    private final Map<Integer, Integer> lastOfKind = new HashMap<>();
    /** By call: its slot among the known ones or its place among the unknown ones. */
    private final int[] position;

    private List<Node> nodes = new ArrayList<>();
    private int failed = NONE;
    private final Set<Integer> statesAtFailure = new LinkedHashSet<>();
    private boolean exhausted;
    private int returned;

    /** A configuration as the walk keeps it: bits of the known and of the unknown calls that have taken effect. */
    private static final class Node {
        final int state;
        final long[] placed;
        final long[] spent;

        Node(int state, long[] placed, long[] spent) {
            this.state = state;
            this.placed = placed;
            this.spent = spent;
        }
    }

    /** What two configurations have in common of which one may be better. */
    private static final class Likeness {
        private final int state;
        private final long[] placed;

        Likeness(Node node) {
            state = node.state;
            int words = node.placed.length;
            while (words > 0 && node.placed[words - 1] == 0) {
                words--;
            }
            placed = Arrays.copyOf(node.placed, words);
        }

        @Override
        public boolean equals(@org.jspecify.annotations.Nullable Object other) {
            return other instanceof Likeness like && like.state == state && Arrays.equals(like.placed, placed);
        }

        @Override
        public int hashCode() {
            return 31 * state + Arrays.hashCode(placed);
        }
    }

    /**
     * A walk that is about to begin.
     *
     * @param calls each call that is to take part: with its return, unless its outcome is unknown
     * @param variant by call: the number by which the machine knows it
     * @param start the configurations to begin with; calls that they name are pending then
     * @param after the rank after which the walk begins: what returned up to there is over
     * @param effort what it may cost
     */
    public JustInTime(
            Calls calls, StateMachine<?> machine, int[] variant, List<Configuration> start, int after, Effort effort) {
        this.calls = calls;
        this.machine = machine;
        this.variant = variant;
        this.effort = effort;
        byRank = events(calls, after);
        position = new int[calls.size];
        for (int c = 0; c < calls.size && calls.invoked[c] <= after; c++) {
            if (calls.completed[c] > after) {
                open(c);
            }
        }
        for (Configuration each : start) {
            Node node = new Node(each.state, new long[words(knownSlots)], new long[words(unknownCalls)]);
            for (int c : each.placed) {
                if (!calls.isUnknown(c)) {
                    set(node.placed, position[c]);
                } else if (!machine.isReadOnly(variant[c])) {
                    set(node.spent, position[c]);
                }
            }
            nodes.add(withReads(node));
        }
        nodes = fewest(nodes);
    }

    /** The events after a rank in order: a call's number where it is invoked, its complement where it returns. */
    private static int[] events(Calls calls, int after) {
        long[] keyed = new long[2 * calls.size];
        int count = 0;
        for (int c = 0; c < calls.size; c++) {
            if (calls.invoked[c] > after) {
                keyed[count++] = (long) calls.invoked[c] << 32 | c;
            }
            if (!calls.isUnknown(c) && calls.completed[c] > after) {
                keyed[count++] = (long) calls.completed[c] << 32 | 1L << 31 | c;
            }
        }
        Arrays.sort(keyed, 0, count);
        int[] events = new int[count];
        for (int i = 0; i < count; i++) {
            int call = (int) keyed[i] & Integer.MAX_VALUE;
            events[i] = (keyed[i] & 1L << 31) == 0 ? call : ~call;
        }
        return events;
    }

    private static int words(int bits) {
        return Math.max(1, (bits + 63) >>> 6);
    }

    private static boolean isSet(long[] bits, int at) {
        return at >>> 6 < bits.length && (bits[at >>> 6] >>> at & 1) != 0;
    }

    private static void set(long[] bits, int at) {
        bits[at >>> 6] |= 1L << at;
    }

    private static long[] with(long[] bits, int at) {
        long[] more = Arrays.copyOf(bits, Math.max(bits.length, words(at + 1)));
        set(more, at);
        return more;
    }

    private void open(int call) {
        if (calls.isUnknown(call)) {
            if (machine.isReadOnly(variant[call])) {
                // It says nothing and does nothing.
                return;
            }
            if (unknownCalls == unknown.length) {
                unknown = Arrays.copyOf(unknown, 2 * unknownCalls);
                alikeBefore = Arrays.copyOf(alikeBefore, 2 * unknownCalls);
            }
            position[call] = unknownCalls;
            Integer before = lastOfKind.put(machine.kind[variant[call]], unknownCalls);
            alikeBefore[unknownCalls] = before == null ? NONE : before;
            unknown[unknownCalls++] = call;
            return;
        }
        int slot = 0;
        while (slot < knownSlots && known[slot] != NONE) {
            slot++;
        }
        if (slot == knownSlots) {
            if (knownSlots == known.length) {
                known = Arrays.copyOf(known, 2 * knownSlots);
                isRead = Arrays.copyOf(isRead, 2 * knownSlots);
            }
            knownSlots++;
        }
        known[slot] = call;
        isRead[slot] = machine.isReadOnly(variant[call]);
        position[call] = slot;
    }

    /**
     * Goes on to the next event.
     *
     * @return whether there was one, and some configuration is left, and some effort
     */
    public boolean advance() {
        if (nextEvent == byRank.length || nodes.isEmpty() || exhausted) {
            return false;
        }
        int event = byRank[nextEvent++];
        if (event >= 0) {
            open(event);
            if (!calls.isUnknown(event) && machine.isReadOnly(variant[event])) {
                nodes.replaceAll(this::withReads);
                effort.spend(nodes.size());
            }
        } else {
            finish(~event);
            returned++;
        }
        return !nodes.isEmpty() && !exhausted;
    }

    /** Goes to the end, or to where no configuration is left, or no effort. */
    public void run() {
        boolean goesOn = true;
        while (goesOn) {
            goesOn = advance();
        }
    }

    /** Lets a call return: only configurations in which it has taken effect are left. */
    private void finish(int call) {
        int slot = position[call];
        findAlike();
        effort.spend((long) knownSlots * knownSlots / 16);
        Map<Likeness, List<Node>> there = new LinkedHashMap<>();
        Map<Likeness, List<Node>> before = new HashMap<>();
        Deque<Node> open = new ArrayDeque<>();
        statesAtFailure.clear();
        for (Node node : nodes) {
            effort.spend(1);
            if (isSet(node.placed, slot)) {
                add(node, there);
            } else if (add(node, before)) {
                open.add(node);
            }
        }
        while (!open.isEmpty()) {
            if (effort.isOver() || machine.allowance().isExceeded()) {
                exhausted = true;
                return;
            }
            Node node = open.remove();
            effort.spend(1 + (knownSlots + unknownCalls) / 16);
            statesAtFailure.add(node.state);
            for (int s = 0; s < knownSlots; s++) {
                if (known[s] != NONE && !isSet(node.placed, s) && !hasAlikeBefore(node, known[s])) {
                    go(node, known[s], slot, there, before, open);
                }
            }
            for (int u = 0; u < unknownCalls; u++) {
                if (!isSet(node.spent, u) && !hasAlikeBefore(node, unknown[u])) {
                    go(node, unknown[u], slot, there, before, open);
                }
            }
        }
        nodes = new ArrayList<>();
        for (List<Node> alike : there.values()) {
            for (Node node : alike) {
                long[] placed = node.placed.clone();
                placed[slot >>> 6] &= ~(1L << slot);
                nodes.add(new Node(node.state, placed, node.spent));
            }
        }
        known[slot] = NONE;
        isRead[slot] = false;
        if (nodes.isEmpty()) {
            failed = call;
        }
    }

    private void go(
            Node from,
            int call,
            int slot,
            Map<Likeness, List<Node>> there,
            Map<Likeness, List<Node>> before,
            Deque<Node> open) {
        effort.spend(1);
        int states = machine.states();
        int state = machine.step(from.state, variant[call]);
        effort.spend(machine.states() > states ? STEPS_PER_STATE : 0);
        if (state == StateMachine.REFUSED || (state == from.state && calls.isUnknown(call))) {
            return;
        }
        boolean isUnknown = calls.isUnknown(call);
        Node next = withReads(new Node(
                state,
                isUnknown ? from.placed : with(from.placed, position[call]),
                isUnknown ? with(from.spent, position[call]) : from.spent));
        if (isSet(next.placed, slot)) {
            add(next, there);
        } else if (add(next, before)) {
            open.add(next);
        }
    }

    /** Whether a call that is alike is to come first. */
    private boolean hasAlikeBefore(Node node, int call) {
        if (calls.isUnknown(call)) {
            int before = alikeBefore[position[call]];
            return before != NONE && !isSet(node.spent, before);
        }
        int before = knownAlikeBefore[position[call]];
        return before != NONE && !isSet(node.placed, before);
    }

    /** Finds for each pending known call the one alike that returns next before it; there must be one slot each. */
    private void findAlike() {
        knownAlikeBefore = new int[knownSlots];
        Arrays.fill(knownAlikeBefore, NONE);
        for (int s = 0; s < knownSlots; s++) {
            for (int t = 0; t < knownSlots && known[s] != NONE; t++) {
                int best = knownAlikeBefore[s];
                boolean isBefore = known[t] != NONE
                        && machine.kind[variant[known[t]]] == machine.kind[variant[known[s]]]
                        && calls.completed[known[t]] < calls.completed[known[s]];
                if (isBefore && (best == NONE || calls.completed[known[best]] < calls.completed[known[t]])) {
                    knownAlikeBefore[s] = t;
                }
            }
        }
    }

    /** With all pending calls placed that only read and fit the state. */
    private Node withReads(Node node) {
        long[] placed = node.placed;
        for (int s = 0; s < knownSlots; s++) {
            if (isRead[s] && !isSet(placed, s) && machine.step(node.state, variant[known[s]]) == node.state) {
                placed = with(placed, s);
            }
        }
        return placed == node.placed ? node : new Node(node.state, placed, node.spent);
    }

    /** Adds a configuration unless one is there that is as good; takes out those that it is better than. */
    private boolean add(Node node, Map<Likeness, List<Node>> some) {
        List<Node> alike = some.computeIfAbsent(new Likeness(node), l -> new ArrayList<>(1));
        effort.spend(alike.size() / 4);
        for (Node each : alike) {
            if (isWithin(each.spent, node.spent)) {
                return false;
            }
        }
        alike.removeIf(each -> isWithin(node.spent, each.spent));
        alike.add(node);
        return true;
    }

    private static boolean isWithin(long[] few, long[] many) {
        for (int w = 0; w < few.length; w++) {
            if ((few[w] & ~(w < many.length ? many[w] : 0)) != 0) {
                return false;
            }
        }
        return true;
    }

    private List<Node> fewest(List<Node> some) {
        Map<Likeness, List<Node>> kept = new LinkedHashMap<>();
        some.forEach(node -> add(node, kept));
        List<Node> all = new ArrayList<>();
        kept.values().forEach(all::addAll);
        return all;
    }

    /** The call whose return left no configuration, or {@link #NONE}. */
    public int failed() {
        return failed;
    }

    /** The states of the object in which the call that {@linkplain #failed failed} could have taken effect, in some order. */
    public Set<Integer> statesAtFailure() {
        return statesAtFailure;
    }

    /** Whether the effort or the memory was over before the end was reached. */
    public boolean isExhausted() {
        return exhausted;
    }

    /** How many configurations there are now. */
    public int size() {
        return nodes.size();
    }

    /** The rank of the event that was met last; -1 before the first. */
    public int rank() {
        if (nextEvent == 0) {
            return -1;
        }
        int event = byRank[nextEvent - 1];
        return event >= 0 ? calls.invoked[event] : calls.completed[~event];
    }

    /** The call that returned at the event that was met last, or {@link #NONE} if none did. */
    public int returning() {
        return nextEvent == 0 || byRank[nextEvent - 1] >= 0 ? NONE : ~byRank[nextEvent - 1];
    }

    /** How many calls have returned on the way. */
    public int returned() {
        return returned;
    }

    /** The states of the object now, in order. */
    Set<Integer> states() {
        Set<Integer> states = new LinkedHashSet<>();
        nodes.forEach(node -> states.add(node.state));
        return states;
    }

    /** The configurations now. */
    public List<Configuration> configurations() {
        List<Configuration> all = new ArrayList<>();
        for (Node node : nodes) {
            int[] placed = new int[knownSlots + unknownCalls];
            int count = 0;
            for (int s = 0; s < knownSlots; s++) {
                if (known[s] != NONE && isSet(node.placed, s)) {
                    placed[count++] = known[s];
                }
            }
            for (int u = 0; u < unknownCalls; u++) {
                if (isSet(node.spent, u)) {
                    placed[count++] = unknown[u];
                }
            }
            placed = Arrays.copyOf(placed, count);
            Arrays.sort(placed);
            all.add(new Configuration(node.state, placed));
        }
        return all;
    }
}
