package dev.skewer.checker.api;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * One client of a recorded test: it makes one call after the other.
 *
 * <p>A history knows clients as processes. While a call's outcome is unknown, for it ended as info or was never completed,
 * its process may make no other call: it may still be under way. A client then goes on under a fresh process number, by
 * itself, except where the test {@linkplain Recorder#process chose the number}.
 */
public final class Client {
    /** In place of a number: the recorder chooses. */
    static final int UNNUMBERED = -1;

    private final Recorder recorder;
    private final int number;
    private final AtomicReference<@Nullable Call> last = new AtomicReference<>();

    Client(Recorder recorder, int number) {
        this.recorder = recorder;
        this.number = number;
    }

    boolean isNumbered() {
        return number != UNNUMBERED;
    }

    /**
     * Begins a call without an argument.
     *
     * @param f what is called, such as {@code read}
     * @throws IllegalStateException if the test chose this client's number, and its call before is open or ended as info
     */
    public Call invoke(String f) {
        return begin(null, f, null);
    }

    /**
     * Begins a call.
     *
     * @param f what is called, such as {@code write}
     * @param value its argument; what may be one, {@link JavaValues} says
     * @throws IllegalStateException as {@link #invoke(String)}
     */
    public Call invoke(String f, @Nullable Object value) {
        return begin(null, f, value);
    }

    /**
     * Begins a call on one of several objects that do not influence each other.
     *
     * @param key the object; either all calls of a history have a key or none
     * @param f what is called
     * @param value its argument
     * @throws IllegalStateException as {@link #invoke(String)}
     */
    public Call invokeOn(Object key, String f, @Nullable Object value) {
        return begin(key, f, value);
    }

    private Call begin(@Nullable Object key, String f, @Nullable Object value) {
        if (f.isEmpty()) {
            throw new IllegalArgumentException("a call needs a name, such as read");
        }
        Object copiedKey = JavaValues.copy(key);
        Object copiedValue = JavaValues.copy(value);
        while (true) {
            Call before = last.get();
            Call call = new Call(recorder, processAfter(before, f), copiedKey, f, copiedValue);
            if (last.compareAndSet(before, call)) {
                call.begin();
                return call;
            }
        }
    }

    private int processAfter(@Nullable Call before, String f) {
        if (before == null) {
            return isNumbered() ? number : recorder.newProcess(this);
        }
        if (before.leavesProcessFree()) {
            return before.process();
        }
        if (!isNumbered()) {
            return recorder.newProcess(this);
        }
        throw new IllegalStateException(
                before.completion() == null
                        ? "process " + number + " invokes " + f + " while its " + before
                                + " is open; right would be its ok, fail or info first"
                        : "process " + number + " invokes " + f + " after its " + before
                                + " ended as info; a fresh process must take its place");
    }
}
