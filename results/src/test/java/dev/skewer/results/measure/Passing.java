package dev.skewer.results.measure;

import dev.skewer.history.Event;
import dev.skewer.history.EventSink;
import dev.skewer.history.EventType;
import dev.skewer.history.Symbols;
import dev.skewer.results.summary.Outcome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** A history that passes by, and what it was made of. */
final class Passing {
    private final Symbols symbols = new Symbols();
    private final List<Consumer> events = new ArrayList<>();
    private final List<Operation> operations = new ArrayList<>();

    /** Fills an event. */
    private interface Consumer {
        void fill(Event event);
    }

    /** One operation; {@code number} is how many ended before it, -1 if it never did. */
    static final class Operation {
        final long index;
        final int process;
        final String function;
        final long invoked;
        Outcome outcome = Outcome.OPEN;
        long completed = -1;
        int number = -1;
        /** The places of its events among all. */
        final int begins;

        int ends = Integer.MAX_VALUE;

        Operation(long index, int process, String function, long invoked, int begins) {
            this.index = index;
            this.process = process;
            this.function = function;
            this.invoked = invoked;
            this.begins = begins;
        }
    }

    /** Random operations of a few processes; a process whose operation ends as info is followed by another. */
    static Passing random(Random random, int operations, int processes, long step) {
        var passing = new Passing();
        var open = new @Nullable Operation[processes];
        int[] process = new int[processes];
        for (int i = 0; i < processes; i++) {
            process[i] = i;
        }
        long time = 0;
        int ended = 0;
        int begun = 0;
        while (begun < operations) {
            time += random.nextInt((int) step);
            int slot = random.nextInt(processes);
            Operation now = open[slot];
            if (now == null) {
                open[slot] = passing.invoke(process[slot], random.nextBoolean() ? "read" : "write", time);
                begun++;
            } else {
                Outcome how = random.nextInt(10) > 1 ? Outcome.OK : random.nextBoolean() ? Outcome.FAIL : Outcome.INFO;
                passing.complete(now, how, time, ended++);
                open[slot] = null;
                process[slot] += how == Outcome.INFO ? processes : 0;
            }
        }
        return passing;
    }

    private Operation invoke(int process, String function, long time) {
        var operation = new Operation(events.size(), process, function, time, events.size());
        operations.add(operation);
        events.add(event -> fill(event, operation, EventType.INVOKE, time));
        return operation;
    }

    private void complete(Operation operation, Outcome outcome, long time, int number) {
        operation.outcome = outcome;
        operation.completed = time;
        operation.number = number;
        operation.ends = events.size();
        events.add(event -> fill(event, operation, EventType.valueOf(outcome.name()), time));
    }

    private void fill(Event event, Operation operation, EventType type, long time) {
        event.process = operation.process;
        event.f = symbols.intern(operation.function);
        event.type = type;
        event.time = time;
        event.value.addInt(type == EventType.INVOKE ? operation.index : operation.index + 1);
    }

    List<Operation> operations() {
        return operations;
    }

    /** Shows all events to a sink. */
    <S extends EventSink> S to(S sink) {
        var event = new Event(symbols);
        for (int i = 0; i < events.size(); i++) {
            event.clear();
            event.index = i;
            events.get(i).fill(event);
            try {
                sink.accept(event);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return sink;
    }
}
