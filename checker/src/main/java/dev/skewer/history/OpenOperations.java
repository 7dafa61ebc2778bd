package dev.skewer.history;

import java.util.Arrays;

/**
 * Pairs invocations with their completions, and holds a history to Jepsen's rules: a client process has at most one
 * operation open, an operation ends at most once, and a process whose operation ended as {@link EventType#INFO} issues no
 * other, for that operation may still be under way.
 *
 * <p>The nemesis and other {@linkplain Event#processNamed named} processes are no clients. They may report what nobody
 * invoked, and go on after an info, which is how a nemesis reports everything; their operations are paired where it is
 * plain how.
 *
 * <p>An open-addressing table by process id, 16 bytes a slot and at most two thirds full; it holds every process of the
 * history, for each may come back against the rules. Each call takes constant time.
 */
public final class OpenOperations {
    /** What {@link #complete} returns for an event that ends no operation. */
    public static final int NONE = -1;

    /** In place of an operation: the process's operation ended as info. */
    private static final int RETIRED = -2;
    /** In place of an operation: the slot is free. */
    private static final int FREE = -3;

    private int[] processes = new int[64];
    /** Each process's open operation, or one of the constants. */
    private int[] operations = filled(64);
    /** The line of each process's latest invocation, or its index where there are no lines. */
    private long[] invocations = new long[64];

    private int size;
    private int open;

    /** The number of operations that are open. */
    public int open() {
        return open;
    }

    /**
     * Takes an event that begins an operation.
     *
     * @param event its type is {@link EventType#INVOKE}
     * @param operation a number of the caller's, from zero up, which {@link #complete} will return
     * @throws HistoryException if the event's process may not begin an operation now
     */
    public void invoke(Event event, int operation) {
        if (operation < 0) {
            throw new IllegalArgumentException("operations are numbered from zero up, not " + operation);
        }
        int slot = slot(event.process);
        if (operations[slot] == FREE) {
            slot = add(slot, event.process);
        }
        int before = operations[slot];
        if (before != NONE && event.process >= 0) {
            throw before == RETIRED ? goesOn(event, slot) : stillOpen(event, slot);
        }
        if (before == NONE) {
            open++;
        }
        operations[slot] = operation;
        invocations[slot] = where(event);
    }

    /**
     * Takes an event that ends an operation.
     *
     * @param event its type is not {@link EventType#INVOKE}
     * @return the number that {@link #invoke} was given, or {@link #NONE} if the event is of a process that is no client
     *     and ends nothing
     * @throws HistoryException if the event's process is a client and has no operation open
     */
    public int complete(Event event) {
        int slot = slot(event.process);
        int operation = operations[slot];
        if (operation < 0) {
            if (event.process < 0) {
                return NONE;
            }
            throw operation == RETIRED ? goesOn(event, slot) : uninvoked(event);
        }
        open--;
        operations[slot] = event.type == EventType.INFO && event.process >= 0 ? RETIRED : NONE;
        return operation;
    }

    private HistoryException stillOpen(Event event, int slot) {
        return event.complaint("process " + event.process + " invokes an operation while that of " + at(event, slot)
                + " is open; right would be its :ok, :fail or :info first");
    }

    private HistoryException goesOn(Event event, int slot) {
        return event.complaint("process " + event.process + " goes on after its operation of " + at(event, slot)
                + " ended as info; a fresh process id must take its place");
    }

    private static HistoryException uninvoked(Event event) {
        String type = ":" + event.type.name().toLowerCase(java.util.Locale.ROOT);
        return event.complaint("process " + event.process + " ends an operation (" + type
                + ") but has none open; right would be its :invoke first");
    }

    private static long where(Event event) {
        return event.line > 0 ? event.line : event.index;
    }

    private String at(Event event, int slot) {
        return (event.line > 0 ? "line " : "event ") + invocations[slot];
    }

    /** The slot of a process, or the free one where it would be. */
    private int slot(int process) {
        int mask = processes.length - 1;
        // Process ids of one history are close to each other; the multiplication spreads them.
        int slot = (process * 0x9e3779b9) >>> Integer.numberOfLeadingZeros(mask);
        while (operations[slot] != FREE && processes[slot] != process) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    private int add(int free, int process) {
        int slot = free;
        if (3 * (size + 1L) > 2L * processes.length) {
            grow();
            slot = slot(process);
        }
        processes[slot] = process;
        operations[slot] = NONE;
        size++;
        return slot;
    }

    private void grow() {
        int[] oldProcesses = processes;
        int[] oldOperations = operations;
        long[] oldInvocations = invocations;
        int length = oldProcesses.length * 2;
        processes = new int[length];
        operations = filled(length);
        invocations = new long[length];
        for (int i = 0; i < oldProcesses.length; i++) {
            if (oldOperations[i] != FREE) {
                int slot = slot(oldProcesses[i]);
                processes[slot] = oldProcesses[i];
                operations[slot] = oldOperations[i];
                invocations[slot] = oldInvocations[i];
            }
        }
    }

    private static int[] filled(int length) {
        int[] operations = new int[length];
        Arrays.fill(operations, FREE);
        return operations;
    }
}
