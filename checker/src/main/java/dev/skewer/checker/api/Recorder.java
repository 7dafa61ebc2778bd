package dev.skewer.checker.api;

import dev.skewer.history.Event;
import dev.skewer.history.EventLog;
import dev.skewer.history.HistoryException;
import dev.skewer.history.Symbols;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Takes down what the clients of a test call and what they are answered, from any number of threads.
 *
 * <pre>{@code
 * try (Call call = recorder.invoke("write", 3)) {
 *     store.write(3);
 *     call.ok();
 * }
 * }</pre>
 *
 * <p>The process that a call belongs to is the calling thread's own ({@link #invoke(String)}), that of a {@link Client}, or
 * one with a {@linkplain #process number} of the test's. Only processes with a number are the test's to look after; the
 * others follow Jepsen's rule by themselves.
 *
 * <p><b>Order.</b> Each invocation takes the next number of one sequence before the call, and each completion after it. So
 * of two calls of which the history says that one was over before the other began, the same is true of the store's work,
 * and no order is claimed that was not there. Time stamps only serve people.
 *
 * <p><b>Cost.</b> No lock: two increments of the shared sequence, two readings of the clock, one entry in a queue without
 * locks, and about 200 bytes a call.
 */
public final class Recorder {
    private final long start = System.nanoTime();
    /** How many events there are: the next one's place in the order. */
    private final AtomicLong events = new AtomicLong();

    private final Queue<Call> calls = new ConcurrentLinkedQueue<>();
    private final ConcurrentMap<Integer, Client> processes = new ConcurrentHashMap<>();
    private final AtomicInteger nextProcess = new AtomicInteger();
    private final ThreadLocal<Client> own = ThreadLocal.withInitial(this::client);

    Recorder() {}

    /**
     * The calling thread begins a call without an argument.
     *
     * @param f what is called, such as {@code read}
     */
    public Call invoke(String f) {
        return own().invoke(f);
    }

    /**
     * The calling thread begins a call.
     *
     * @param f what is called, such as {@code write}
     * @param value its argument; what may be one, {@link JavaValues} says
     */
    public Call invoke(String f, @Nullable Object value) {
        return own().invoke(f, value);
    }

    /**
     * The calling thread begins a call on one of several objects that do not influence each other.
     *
     * @param key the object; either all calls of a history have a key or none
     * @param f what is called
     * @param value its argument
     */
    public Call invokeOn(Object key, String f, @Nullable Object value) {
        return own().invokeOn(key, f, value);
    }

    /**
     * A process with a number begins a call: short for {@code process(number).invoke(f, value)}.
     *
     * @throws IllegalStateException if its call before is still open or ended as info
     */
    public Call invoke(int process, String f, @Nullable Object value) {
        return process(process).invoke(f, value);
    }

    /** A client of its own; its process numbers are this recorder's to choose. */
    public Client client() {
        return new Client(this, Client.UNNUMBERED);
    }

    /**
     * The process of a number that the test chose, the same client each time. It makes one call at a time, and none after
     * one that ended as info.
     *
     * @param number from zero
     * @throws IllegalArgumentException if it is negative, or this recorder has already given that number to a client
     */
    public Client process(int number) {
        if (number < 0) {
            throw new IllegalArgumentException("process " + number + " cannot be; processes are numbered from zero up");
        }
        Client client = processes.computeIfAbsent(number, n -> new Client(this, n));
        if (!client.isNumbered()) {
            throw new IllegalArgumentException("process " + number
                    + " is already one that this recorder numbered; right would be a client(), or numbers for all");
        }
        return client;
    }

    /**
     * What was recorded so far. Calls that are still open are so in the history: they may have taken effect or not. May be
     * asked for while clients go on.
     */
    public History history() {
        long end = events.get();
        if (end > Integer.MAX_VALUE - 16) {
            throw new HistoryException("more than two thousand million events; check them in several histories");
        }
        // First all calls, then how they ended: whoever sees a process's next call sees the end of the one before.
        List<Call> seen = new ArrayList<>(calls);
        // What was numbered later is left out. What came before it and is not in the queue had not begun its work then.
        @Nullable Call[] invoked = new Call[(int) end];
        @Nullable Call[] completed = new Call[(int) end];
        for (Call call : seen) {
            if (call.number() < end) {
                invoked[(int) call.number()] = call;
                Call.Completion completion = call.completion();
                if (completion != null && completion.number() < end) {
                    completed[(int) completion.number()] = call;
                }
            }
        }
        Symbols symbols = new Symbols();
        EventLog log = new EventLog(symbols);
        Event event = new Event(symbols);
        for (int number = 0; number < end; number++) {
            Call call = invoked[number] == null ? completed[number] : invoked[number];
            if (call != null) {
                call.write(event, invoked[number] == null ? call.completion() : null);
                event.index = log.size();
                log.accept(event);
            }
        }
        return History.of("recorded history", log);
    }

    private Client own() {
        return own.get();
    }

    /** The next place in the order of events. */
    long number() {
        return events.getAndIncrement();
    }

    /** Nanoseconds since the recorder began. */
    long time() {
        return System.nanoTime() - start;
    }

    void add(Call call) {
        calls.add(call);
    }

    /** A process number that nobody has had, for a client without a number of its own. */
    int newProcess(Client client) {
        int number = nextProcess.getAndIncrement();
        while (processes.putIfAbsent(number, client) != null) {
            number = nextProcess.getAndIncrement();
        }
        return number;
    }
}
