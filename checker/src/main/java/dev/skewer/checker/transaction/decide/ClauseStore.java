package dev.skewer.checker.transaction.decide;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Clauses over choices: such as say that the edges of some literals close a cycle, and such as follow from others. Each remembers why it
 * holds, so that a contradiction can be traced to cycles.
 */
final class ClauseStore {
    private final List<int[]> literals = new ArrayList<>();
    /** By clause, the clauses that it follows from; or, complemented and alone, where its cycle is. */
    private final List<int[]> causes = new ArrayList<>();

    private final List<int[]> cycles = new ArrayList<>();

    /** By literal, the clauses that watch it; the first of each list is how many. */
    private int[][] watches = new int[64][];

    private long bytes;

    /** Adds what a cycle says; returns its number. */
    int addCycle(int[] clause, int[] cycle) {
        cycles.add(cycle);
        return add(clause, new int[] {~(cycles.size() - 1)});
    }

    /** Adds one that was given; returns its number. */
    int addGiven(int[] clause) {
        return add(clause, new int[0]);
    }

    /** Adds what follows from others; returns its number. */
    int addLearned(int[] clause, int[] from) {
        return add(clause, from);
    }

    private int add(int[] clause, int[] why) {
        literals.add(clause);
        causes.add(why);
        bytes += 96 + 4L * (clause.length + why.length);
        return literals.size() - 1;
    }

    /** The literals of a clause; the first two are watched if it is. */
    int[] literals(int clause) {
        return literals.get(clause);
    }

    /** About how many bytes all take. */
    long bytes() {
        return bytes;
    }

    /** Lets a literal wake a clause when it becomes false. */
    void watch(int literal, int clause) {
        if (literal >= watches.length) {
            watches = Arrays.copyOf(watches, literal + (literal >> 1) + 2);
        }
        int[] list = watches[literal];
        if (list == null) {
            list = new int[4];
        } else if (list[0] + 1 == list.length) {
            list = Arrays.copyOf(list, 2 * list.length);
        }
        list[++list[0]] = clause;
        watches[literal] = list;
    }

    /** The clauses that watch a literal, from index 1 up; the first says how many. */
    int[] watching(int literal) {
        return literal < watches.length && watches[literal] != null ? watches[literal] : NOTHING;
    }

    private static final int[] NOTHING = {0};

    /**
     * What clauses rest on.
     *
     * @param cycles as {@link DynamicOrder#cycle} has them
     * @param given clauses that were given
     */
    record Grounds(List<int[]> cycles, List<int[]> given) {}

    /** What a clause rests on. */
    Grounds groundsOf(int clause) {
        boolean[] seen = new boolean[literals.size()];
        boolean[] taken = new boolean[cycles.size()];
        int[] stack = new int[16];
        int size = 0;
        stack[size++] = clause;
        seen[clause] = true;
        List<int[]> found = new ArrayList<>();
        List<int[]> given = new ArrayList<>();
        while (size > 0) {
            int next = stack[--size];
            if (causes.get(next).length == 0) {
                given.add(literals.get(next).clone());
            }
            for (int cause : causes.get(next)) {
                if (cause < 0) {
                    if (!taken[~cause]) {
                        taken[~cause] = true;
                        found.add(cycles.get(~cause));
                    }
                } else if (!seen[cause]) {
                    seen[cause] = true;
                    if (size == stack.length) {
                        stack = Arrays.copyOf(stack, 2 * size);
                    }
                    stack[size++] = cause;
                }
            }
        }
        return new Grounds(found, given);
    }
}
