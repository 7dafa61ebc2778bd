package dev.skewer.results.measure;

import java.util.Arrays;
import java.util.function.IntConsumer;

/**
 * The operations that are under way, one a process: an open-addressing table by process id, 20 bytes a slot and at most two thirds full.
 * Each call takes constant time.
 */
final class OpenCalls {
    /** No such operation. */
    static final int NONE = -1;

    private int[] processes = new int[64];
    /** The function, a symbol; {@link #NONE} where the slot is free. */
    private int[] functions = filled(64);

    /** A number of the caller's. */
    private int[] tags = new int[64];

    private long[] since = new long[64];
    private int size;

    /** How many there are. */
    int size() {
        return size;
    }

    /** The slot of a process's operation until the next change, or {@link #NONE}. */
    int find(int process) {
        int slot = slot(process);
        return functions[slot] == NONE ? NONE : slot;
    }

    int function(int slot) {
        return functions[slot];
    }

    int tag(int slot) {
        return tags[slot];
    }

    long since(int slot) {
        return since[slot];
    }

    /** Begins an operation with a number of the caller's, in the place of one that the process has already. */
    void put(int process, int function, int tag, long time) {
        int slot = slot(process);
        if (functions[slot] == NONE) {
            if (3 * (size + 1L) > 2L * processes.length) {
                grow();
                slot = slot(process);
            }
            size++;
        }
        processes[slot] = process;
        functions[slot] = function;
        tags[slot] = tag;
        since[slot] = time;
    }

    /** Ends the operation of a slot. What its probing put behind it moves up, so that no mark has to stay. */
    void remove(int slot) {
        int mask = processes.length - 1;
        int hole = slot;
        functions[hole] = NONE;
        size--;
        for (int next = (hole + 1) & mask; functions[next] != NONE; next = (next + 1) & mask) {
            int home = home(processes[next]);
            // It may take the hole's place unless its home lies behind the hole, seen from it backwards.
            if (((next - home) & mask) >= ((next - hole) & mask)) {
                processes[hole] = processes[next];
                functions[hole] = functions[next];
                tags[hole] = tags[next];
                since[hole] = since[next];
                functions[next] = NONE;
                hole = next;
            }
        }
    }

    /** Tells the slots of all that are under way. */
    void forEach(IntConsumer each) {
        for (int slot = 0; slot < functions.length; slot++) {
            if (functions[slot] != NONE) {
                each.accept(slot);
            }
        }
    }

    private int home(int process) {
        // Process ids of one history are close to each other; the multiplication spreads them.
        return (process * 0x9e3779b9) >>> Integer.numberOfLeadingZeros(processes.length - 1);
    }

    private int slot(int process) {
        int mask = processes.length - 1;
        int slot = home(process);
        while (functions[slot] != NONE && processes[slot] != process) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    private void grow() {
        int[] oldProcesses = processes;
        int[] oldFunctions = functions;
        int[] oldTags = tags;
        long[] oldSince = since;
        int length = processes.length * 2;
        processes = new int[length];
        functions = filled(length);
        tags = new int[length];
        since = new long[length];
        size = 0;
        for (int i = 0; i < oldProcesses.length; i++) {
            if (oldFunctions[i] != NONE) {
                put(oldProcesses[i], oldFunctions[i], oldTags[i], oldSince[i]);
            }
        }
    }

    private static int[] filled(int length) {
        int[] slots = new int[length];
        Arrays.fill(slots, NONE);
        return slots;
    }
}
