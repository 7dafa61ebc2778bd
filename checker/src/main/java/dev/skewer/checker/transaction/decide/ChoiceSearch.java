package dev.skewer.checker.transaction.decide;

import dev.skewer.checker.Budget;
import java.util.Arrays;

/**
 * Finds literals for all choices so that their edges, with those that are known, have no cycle: conflict-driven clause learning (Marques
 * Silva and Sakallah, <em>GRASP</em>, ICCAD 1996) in which acyclicity is a theory, as in Cobra (OSDI 2020) and PolySI (VLDB 2023). The
 * literals of a cycle are a clause; of each conflict the first unique implication point is learned. As there are many choices, most of
 * them independent of each other, a conflict takes back no more than it must (Nadel and Ryvchin, <em>Chronological Backtracking</em>,
 * SAT 2018); the trail may then have literals of lower levels after such of higher ones.
 *
 * <p>Choices may be added between two calls; what was found so far is kept.
 */
final class ChoiceSearch {
    /** What a search comes to. */
    enum Result {
        /** All literals are chosen; {@link #order} agrees with them. */
        FOUND,
        /** There are none. */
        CONTRADICTION,
        /** The budget is spent. */
        UNDECIDED
    }

    private static final int NONE = -1;
    /** So many steps go by between two looks at the budget. */
    private static final int STEPS = 64;
    /** Further back than so many levels it goes only one. */
    private static final int LONG_WAY = 32;

    private final Choices choices;
    private final DynamicOrder order;
    private final Budget budget;
    private final ClauseStore clauses = new ClauseStore();
    private final ChoiceHeap open = new ChoiceHeap();

    private int known;
    /** How many of the given clauses it knows. */
    private int given;
    /** By choice, the literal that holds; negative if it is open. */
    private int[] chosen = new int[64];
    /** By choice, which literal it had last. */
    private byte[] phase = new byte[64];

    private int[] level = new int[64];
    /** By choice, the clause that forced it. */
    private int[] reason = new int[64];

    private boolean[] marked = new boolean[64];

    private int[] trail = new int[64];
    private int trailSize;
    private int propagated;
    /** By position of the trail, how many edges there were before it. */
    private int[] edgesBefore = new int[64];
    /** Where each level begins in the trail. */
    private int[] levelStart = new int[64];

    private int levels;
    private int contradiction = NONE;
    private long steps;
    /** How many conflicts it may still learn from. */
    private long left;

    ChoiceSearch(Choices choices, DynamicOrder order, long mostConflicts, Budget budget) {
        this.choices = choices;
        this.order = order;
        this.budget = budget;
        left = mostConflicts;
    }

    /** The order of points so far. */
    DynamicOrder order() {
        return order;
    }

    /** What a contradiction rests on. */
    ClauseStore.Grounds core() {
        return clauses.groundsOf(contradiction);
    }

    /** Whether a literal holds. */
    boolean holds(int literal) {
        return literal >> 1 < known && isTrue(literal);
    }

    /** Searches on. */
    Result run() {
        grow();
        if (!takeGiven()) {
            return Result.CONTRADICTION;
        }
        while (true) {
            int conflict = propagate();
            if (conflict != NONE) {
                if (highestLevel(clauses.literals(conflict)) == 0) {
                    contradiction = clauses.addLearned(new int[0], withLevelZero(conflict));
                    return Result.CONTRADICTION;
                }
                if (left-- == 0) {
                    return Result.UNDECIDED;
                }
                learn(conflict);
            } else if (open.isEmpty()) {
                return Result.FOUND;
            } else {
                decide(open.poll());
            }
            if (++steps % STEPS == 0 && (budget.exhausted() || clauses.bytes() > budget.memoryBytes())) {
                return Result.UNDECIDED;
            }
        }
    }

    private void grow() {
        int count = choices.count();
        if (count > chosen.length) {
            int n = count + (count >> 1);
            chosen = Arrays.copyOf(chosen, n);
            phase = Arrays.copyOf(phase, n);
            level = Arrays.copyOf(level, n);
            reason = Arrays.copyOf(reason, n);
            marked = Arrays.copyOf(marked, n);
            trail = Arrays.copyOf(trail, n);
            edgesBefore = Arrays.copyOf(edgesBefore, n);
            levelStart = Arrays.copyOf(levelStart, n);
        }
        for (; known < count; known++) {
            chosen[known] = NONE;
            phase[known] = (byte) choices.preferred(known);
        }
        open.grow(count);
    }

    /** Takes in new clauses; false if one contradicts what holds for good. */
    private boolean takeGiven() {
        if (given < choices.clauses().size() && levels > 0) {
            goBack(0);
        }
        while (given < choices.clauses().size()) {
            int[] literals = choices.clauses().get(given++).clone();
            int open = 0;
            for (int i = 0; i < literals.length; i++) {
                if (!isFalse(literals[i])) {
                    int literal = literals[i];
                    literals[i] = literals[open];
                    literals[open++] = literal;
                }
            }
            int clause = clauses.addGiven(literals);
            if (open == 0) {
                contradiction = clauses.addLearned(new int[0], withLevelZero(clause));
                return false;
            }
            if (literals.length > 1) {
                clauses.watch(literals[0], clause);
                clauses.watch(literals[1], clause);
            }
            if (open == 1 && !isTrue(literals[0])) {
                set(literals[0], clause, 0);
            }
        }
        return true;
    }

    private boolean isTrue(int literal) {
        return chosen[literal >> 1] == literal;
    }

    private boolean isFalse(int literal) {
        return chosen[literal >> 1] == (literal ^ 1);
    }

    private void decide(int choice) {
        if (chosen[choice] == NONE) {
            levelStart[levels++] = trailSize;
            set(2 * choice + phase[choice], NONE, levels);
        }
    }

    private int highestLevel(int[] literals) {
        int highest = 0;
        for (int literal : literals) {
            highest = Math.max(highest, level[literal >> 1]);
        }
        return highest;
    }

    private void set(int literal, int why, int atLevel) {
        int choice = literal >> 1;
        chosen[choice] = literal;
        phase[choice] = (byte) (literal & 1);
        level[choice] = atLevel;
        reason[choice] = atLevel == 0 ? alone(literal, why) : why;
        trail[trailSize++] = literal;
    }

    /** A clause of one literal which no decision led to, that follows from one whose other literals are false for good. */
    private int alone(int literal, int clause) {
        int[] literals = clauses.literals(clause);
        if (literals.length == 1) {
            return clause;
        }
        int[] why = new int[literals.length];
        int size = 0;
        why[size++] = clause;
        for (int other : literals) {
            if (other != literal) {
                why[size++] = reason[other >> 1];
            }
        }
        return clauses.addLearned(new int[] {literal}, why);
    }

    /** Draws all conclusions; returns the clause that is violated, if one is. */
    private int propagate() {
        while (propagated < trailSize) {
            int literal = trail[propagated];
            edgesBefore[propagated++] = order.size();
            if (!choices.edges(literal, (from, to, type) -> order.add(from, to, type, literal))) {
                return clauseOfCycle(order.cycle());
            }
            int conflict = wake(literal ^ 1);
            if (conflict != NONE) {
                return conflict;
            }
        }
        return NONE;
    }

    private int clauseOfCycle(int[] cycle) {
        int[] literals = new int[cycle.length / 4];
        int size = 0;
        for (int i = 3; i < cycle.length; i += 4) {
            int literal = cycle[i];
            boolean isNew = literal != DynamicOrder.KNOWN;
            for (int j = 0; isNew && j < size; j++) {
                isNew = literals[j] != (literal ^ 1);
            }
            if (isNew) {
                literals[size++] = literal ^ 1;
            }
        }
        return clauses.addCycle(Arrays.copyOf(literals, size), cycle);
    }

    /** Looks at the clauses that watch a literal which has become false. */
    private int wake(int literal) {
        int[] watching = clauses.watching(literal);
        int kept = 0;
        int count = watching[0];
        int conflict = NONE;
        for (int i = 1; i <= count; i++) {
            int clause = watching[i];
            int[] literals = clauses.literals(clause);
            if (conflict != NONE) {
                watching[++kept] = clause;
            } else if (!findsOther(literals, literal, clause)) {
                if (isTrue(literals[0]) || !watchesHighest(literals, clause)) {
                    watching[++kept] = clause;
                }
                if (isFalse(literals[0])) {
                    conflict = clause;
                } else if (!isTrue(literals[0])) {
                    set(literals[0], clause, level[literals[1] >> 1]);
                }
            }
        }
        if (count > 0) {
            watching[0] = kept;
        }
        return conflict;
    }

    /** Lets a clause watch another literal, if it has one that is not false; the one that is left is then the first. */
    private boolean findsOther(int[] literals, int literal, int clause) {
        if (literals[0] == literal) {
            literals[0] = literals[1];
            literals[1] = literal;
        }
        if (isTrue(literals[0])) {
            return false;
        }
        for (int i = 2; i < literals.length; i++) {
            if (!isFalse(literals[i])) {
                literals[1] = literals[i];
                literals[i] = literal;
                clauses.watch(literals[1], clause);
                return true;
            }
        }
        return false;
    }

    /**
     * Lets a clause whose literals are false but for the first watch one that became so at the highest level, so that it is looked at
     * again when that is taken back; whether that is another one than before.
     */
    private boolean watchesHighest(int[] literals, int clause) {
        int highest = 1;
        for (int i = 2; i < literals.length; i++) {
            if (level[literals[i] >> 1] > level[literals[highest] >> 1]) {
                highest = i;
            }
        }
        if (highest == 1) {
            return false;
        }
        int literal = literals[highest];
        literals[highest] = literals[1];
        literals[1] = literal;
        clauses.watch(literal, clause);
        return true;
    }

    /** Learns from a conflict, and goes back to where that forces a literal. */
    private void learn(int conflict) {
        int highest = highestLevel(clauses.literals(conflict));
        if (highest < levels) {
            goBack(highest);
        }
        int[] causes = new int[16];
        int causeSize = 0;
        int[] learned = new int[16];
        int size = 1;
        int waiting = 0;
        int at = trailSize;
        int clause = conflict;
        int point;
        while (true) {
            if (causeSize == causes.length) {
                causes = Arrays.copyOf(causes, 2 * causeSize);
            }
            causes[causeSize++] = clause;
            for (int literal : clauses.literals(clause)) {
                int choice = literal >> 1;
                if (marked[choice] || isTrue(literal)) {
                    continue;
                }
                marked[choice] = true;
                open.bump(choice);
                if (level[choice] == levels) {
                    waiting++;
                } else {
                    if (size == learned.length) {
                        learned = Arrays.copyOf(learned, 2 * size);
                    }
                    learned[size++] = literal;
                }
            }
            do {
                point = trail[--at];
            } while (!marked[point >> 1] || level[point >> 1] != levels);
            marked[point >> 1] = false;
            if (--waiting == 0) {
                break;
            }
            clause = reason[point >> 1];
        }
        learned[0] = point ^ 1;
        finish(Arrays.copyOf(learned, size), Arrays.copyOf(causes, causeSize));
        open.decay();
    }

    private void finish(int[] found, int[] causes) {
        int[] literals = new int[found.length];
        int[] why = causes;
        literals[0] = found[0];
        int size = 1;
        for (int i = 1; i < found.length; i++) {
            int choice = found[i] >> 1;
            marked[choice] = false;
            if (level[choice] == 0) {
                why = Arrays.copyOf(why, why.length + 1);
                why[why.length - 1] = reason[choice];
            } else {
                literals[size++] = found[i];
            }
        }
        int[] kept = Arrays.copyOf(literals, size);
        int back = 0;
        for (int i = 1; i < size; i++) {
            if (level[kept[i] >> 1] > back) {
                back = level[kept[i] >> 1];
                int highest = kept[i];
                kept[i] = kept[1];
                kept[1] = highest;
            }
        }
        int clause = clauses.addLearned(kept, why);
        // Most of what a long way back undoes would be chosen again.
        goBack(levels - back > LONG_WAY ? levels - 1 : back);
        if (size > 1) {
            clauses.watch(kept[0], clause);
            clauses.watch(kept[1], clause);
        }
        set(kept[0], clause, back);
    }

    /** The clauses behind one that is violated by literals which no decision led to. */
    private int[] withLevelZero(int conflict) {
        int[] literals = clauses.literals(conflict);
        int[] why = new int[literals.length + 1];
        why[0] = conflict;
        for (int i = 0; i < literals.length; i++) {
            why[i + 1] = reason[literals[i] >> 1];
        }
        return why;
    }

    private void goBack(int to) {
        int size = levelStart[to];
        if (propagated > size) {
            order.shrink(edgesBefore[size]);
            propagated = size;
        }
        int end = trailSize;
        trailSize = size;
        for (int i = size; i < end; i++) {
            int choice = trail[i] >> 1;
            if (level[choice] <= to) {
                trail[trailSize++] = trail[i];
            } else {
                chosen[choice] = NONE;
                open.insert(choice);
            }
        }
        levels = to;
    }
}
