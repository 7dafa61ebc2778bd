package dev.skewer.checker.api;

import dev.skewer.history.Event;
import dev.skewer.history.EventType;
import dev.skewer.history.Symbols;
import dev.skewer.history.Tape;
import dev.skewer.history.ValuePrinter;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * One call of a recorded test, from its invocation on. It is completed once, by any thread: {@link #ok() ok} when it returned,
 * {@link #fail} when it certainly had no effect, {@link #info} when nobody knows.
 *
 * <p>Closing a call that was not completed makes it one of unknown outcome, so that a store that throws leaves a correct
 * history behind. A call that is neither completed nor closed is of unknown outcome too.
 */
public final class Call implements AutoCloseable {
    /**
     * How a call ended.
     *
     * @param number its place in the order of events
     * @param time nanoseconds since the recorder began
     * @param value what was answered
     * @param error why it failed or is unknown; null if nobody said
     */
    record Completion(
            EventType type,
            long number,
            long time,
            @Nullable Object value,
            @Nullable String error) {}

    private final Recorder recorder;
    private final int process;
    private final @Nullable Object key;
    private final String f;
    private final @Nullable Object value;
    private final AtomicReference<@Nullable Completion> completion = new AtomicReference<>();
    private long number;
    private long time;

    /** A call that has not begun; the values are copies. */
    Call(Recorder recorder, int process, @Nullable Object key, String f, @Nullable Object value) {
        this.recorder = recorder;
        this.process = process;
        this.key = key;
        this.f = f;
        this.value = value;
    }

    /** Takes the call's place in the order of events, which must be done before the store is called. */
    void begin() {
        number = recorder.number();
        // After the number here and before it in complete: so the times agree with the order of events.
        time = recorder.time();
        recorder.add(this);
    }

    /**
     * The call returned and had no answer of its own, as a write.
     *
     * @throws IllegalStateException if it was completed before
     */
    public void ok() {
        complete(EventType.OK, value, null);
    }

    /**
     * The call returned.
     *
     * @param answer what came back; null for nothing
     * @throws IllegalStateException if it was completed before
     */
    public void ok(@Nullable Object answer) {
        complete(EventType.OK, JavaValues.copy(answer), null);
    }

    /**
     * The call certainly had no effect, and never will.
     *
     * @throws IllegalStateException if it was completed before
     */
    public void fail() {
        complete(EventType.FAIL, value, null);
    }

    /**
     * The call certainly had no effect, and never will.
     *
     * @param cause an exception or a few words
     * @throws IllegalStateException if it was completed before
     */
    public void fail(Object cause) {
        complete(EventType.FAIL, value, cause.toString());
    }

    /**
     * Nobody knows: the call may take effect at any later time, or never.
     *
     * @throws IllegalStateException if it was completed before
     */
    public void info() {
        complete(EventType.INFO, value, null);
    }

    /**
     * Nobody knows: the call may take effect at any later time, or never.
     *
     * @param cause an exception, such as a timeout, or a few words
     * @throws IllegalStateException if it was completed before
     */
    public void info(Object cause) {
        complete(EventType.INFO, value, cause.toString());
    }

    /** Makes the call one of unknown outcome, unless it was completed. */
    @Override
    public void close() {
        if (completion.get() == null) {
            end(EventType.INFO, value, null);
        }
    }

    private void complete(EventType type, @Nullable Object answer, @Nullable String error) {
        if (!end(type, answer, error)) {
            throw new IllegalStateException(this + " of process " + process + " has ended already, as "
                    + name(completion.get()) + "; a call is completed once");
        }
    }

    private boolean end(EventType type, @Nullable Object answer, @Nullable String error) {
        long now = recorder.time();
        return completion.compareAndSet(null, new Completion(type, recorder.number(), now, answer, error));
    }

    private static String name(@Nullable Completion completion) {
        return completion == null ? "open" : completion.type().name().toLowerCase(java.util.Locale.ROOT);
    }

    int process() {
        return process;
    }

    long number() {
        return number;
    }

    @Nullable Completion completion() {
        return completion.get();
    }

    /** Whether the process may make another call. */
    boolean leavesProcessFree() {
        Completion end = completion.get();
        return end != null && end.type() != EventType.INFO;
    }

    /**
     * Fills an event with the call's invocation or its end.
     *
     * @param end null for the invocation
     */
    void write(Event event, @Nullable Completion end) {
        Symbols symbols = event.symbols;
        event.clear();
        event.process = process;
        event.f = symbols.intern(f);
        JavaValues.write(key, event.key, symbols);
        if (end == null) {
            event.type = EventType.INVOKE;
            event.time = time;
            JavaValues.write(value, event.value, symbols);
        } else {
            event.type = end.type();
            event.time = end.time();
            JavaValues.write(end.value(), event.value, symbols);
            if (end.error() != null) {
                JavaValues.write(end.error(), event.error, symbols);
            }
        }
    }

    /** The call as people write it: {@code write 3}. */
    @Override
    public String toString() {
        Tape tape = new Tape();
        Symbols symbols = new Symbols();
        JavaValues.write(value, tape, symbols);
        return value == null ? f : f + " " + ValuePrinter.text(tape, 0, symbols, 60);
    }
}
