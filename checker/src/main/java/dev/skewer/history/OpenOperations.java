package dev.skewer.history;

import java.util.Arrays;

/**
 * Pairs invocations with their completions, and holds a history to Jepsen's rules: a client process has at most one
 * operation open, an operation ends at most once, and a process whose operation ended as {@link EventType#INFO} issues no
 * other, for that operation may still be under way.
 *
 * <p>A process that invokes is a client, whatever its name. The nemesis is none, nor is a process with a name that only
 * reports: its infos end no operation. The nemesis may go on after an info, which is how it reports everything; its
 * operations are paired where it is plain how.
 *
 * <p>An open-addressing table by process id, 20 bytes a slot and at most two thirds full; it holds every process of the
 * history, for each may come back against the rules. Each call takes constant time.
 */
public final class OpenOperations {
    /** What {@link #complete} returns for an event that ends no operation. */
    public static final int NONE = -1;

    /** In place of an operation: the process's operation ended as info. */
    private static final int RETIRED = -2;
    /** In place of an operation: the process has a name, and reported something without having invoked anything. */
    private static final int REPORTER = -3;
    /** In place of an operation: the slot is free. */
    private static final int FREE = -4;

    private int[] processes = new int[64];
    /** Each process's open operation, or one of the constants. */
    private int[] operations = filled(64);
    /** The function of each process's latest invocation. */
    private int[] functions = new int[64];
    /** The line of each process's latest invocation, or its index where there are no lines. */
    private long[] invocations = new long[64];

    private int size;
    private int open;
    private long completed;

    /** The number of operations of clients that ended, however they did. */
    public long completed() {
        return completed;
    }

    /** The number of operations that are open. */
    public int open() {
        return open;
    }

    /**
     * Whether an event is of a client, as far as the events before it and itself show: of a process with a number, or of one
     * with another name than the nemesis's that invokes. An event that is not may be left out.
     */
    public boolean isOfClient(Event event) {
        if (event.process >= 0) {
            return true;
        }
        if (event.process == Event.NEMESIS) {
            return false;
        }
        if (event.type != EventType.INFO || event.isProcessNumbered()) {
            return true;
        }
        int slot = slot(event.process);
        if (operations[slot] == FREE) {
            slot = add(slot, event.process);
            operations[slot] = REPORTER;
            invocations[slot] = where(event);
        }
        return operations[slot] != REPORTER;
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
        if (before != NONE && event.process != Event.NEMESIS) {
            throw before == RETIRED
                    ? goesOn(event, slot)
                    : before == REPORTER ? beganWithInfo(event, slot) : stillOpen(event, slot);
        }
        if (before == NONE) {
            open++;
        }
        operations[slot] = operation;
        functions[slot] = event.f;
        invocations[slot] = where(event);
    }

    /**
     * Takes an event that ends an operation.
     *
     * @param event its type is not {@link EventType#INVOKE}
     * @return the number that {@link #invoke} was given, or {@link #NONE} if the event is not {@linkplain #isOfClient of a
     *     client} and ends nothing
     * @throws HistoryException if the event's process is a client and has no operation open, or one of another function
     */
    public int complete(Event event) {
        boolean isOfClient = isOfClient(event);
        int slot = slot(event.process);
        int operation = operations[slot];
        if (operation < 0) {
            if (!isOfClient) {
                return NONE;
            }
            throw operation == RETIRED ? goesOn(event, slot) : uninvoked(event);
        }
        if (isOfClient && event.f != functions[slot]) {
            throw otherFunction(event, slot);
        }
        open--;
        completed += isOfClient ? 1 : 0;
        operations[slot] = event.type == EventType.INFO && isOfClient ? RETIRED : NONE;
        return operation;
    }

    private HistoryException stillOpen(Event event, int slot) {
        return event.complaint("process " + event.processName() + " invokes an operation while that of "
                + at(event, slot) + " is open; right would be its :ok, :fail or :info first");
    }

    private HistoryException goesOn(Event event, int slot) {
        return event.complaint("process " + event.processName() + " goes on after its operation of " + at(event, slot)
                + " ended as info; a fresh process id must take its place");
    }

    private HistoryException beganWithInfo(Event event, int slot) {
        return event.complaint("process " + event.processName()
                + " invokes an operation, so it is a client, but its :info of " + at(event, slot)
                + " ended none; right would be an :invoke before that, or another name for what reported it");
    }

    private HistoryException otherFunction(Event event, int slot) {
        return event.complaint("process " + event.processName() + " ends :" + event.symbols.name(event.f)
                + ", but its open operation, of " + at(event, slot) + ", is :" + event.symbols.name(functions[slot])
                + "; right would be the same :f");
    }

    private static HistoryException uninvoked(Event event) {
        String type = ":" + event.type.name().toLowerCase(java.util.Locale.ROOT);
        return event.complaint("process " + event.processName() + " ends an operation (" + type
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
        int[] oldFunctions = functions;
        long[] oldInvocations = invocations;
        int length = oldProcesses.length * 2;
        processes = new int[length];
        operations = filled(length);
        functions = new int[length];
        invocations = new long[length];
        for (int i = 0; i < oldProcesses.length; i++) {
            if (oldOperations[i] != FREE) {
                int slot = slot(oldProcesses[i]);
                processes[slot] = oldProcesses[i];
                operations[slot] = oldOperations[i];
                functions[slot] = oldFunctions[i];
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
